// @ts-check
// The same functions with the wasm inside: for bundlers and hosts that stumble over a second file.

import generationWasmBinary from './logitscope.generation.wasm';
import wasmBinary from './logitscope.wasm';
import * as api from './index.mjs';

export { LogitscopeError } from './index.mjs';

/** @type {Promise<import('./logitscope.d.ts').Logitscope> | undefined} */
let loaded;

/** @type {(typeof import('./logitscope.d.ts'))['load']} */
export function load(options) {
  // What is no object the other module refuses in its own words.
  if (options != null) return api.load(typeof options === 'object' ? withOwn(options) : options);
  loaded ??= api.load({ wasmBinary, generationWasmBinary }).catch((error) => {
    loaded = undefined;
    throw error;
  });
  return loaded;
}

/** What is given decides. @param {import('./logitscope.d.ts').LoadOptions} options */
const withOwn = (options) => ({
  ...options,
  ...(options.wasmBinary == null && options.wasmUrl == null && { wasmBinary }),
  ...(options.generationWasmBinary == null && options.generationWasmUrl == null && { generationWasmBinary }),
});
