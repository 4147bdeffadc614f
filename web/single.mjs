// @ts-check
// The same functions with the wasm inside: for bundlers and hosts that stumble over a second file.

import wasmBinary from './logitscope.wasm';
import * as api from './index.mjs';

export { LogitscopeError } from './index.mjs';

/** @type {Promise<import('./logitscope.d.ts').Logitscope> | undefined} */
let loaded;

/** @type {(typeof import('./logitscope.d.ts'))['load']} */
export function load(options) {
  if (options != null) return api.load(hasOwnSource(options) ? options : { ...options, wasmBinary });
  loaded ??= api.load({ wasmBinary }).catch((error) => {
    loaded = undefined;
    throw error;
  });
  return loaded;
}

/** What is given decides; what is no object the other module refuses in its own words. */
const hasOwnSource = (/** @type {import('./logitscope.d.ts').LoadOptions} */ options) =>
  typeof options !== 'object' || options.wasmBinary != null || options.wasmUrl != null;
