// @ts-check
// The same functions with the wasm inside: for bundlers and hosts that stumble over a second file.

import wasmBinary from './logitscope.wasm';
import * as api from './index.mjs';

export { LogitscopeError } from './index.mjs';

/** @type {Promise<import('./logitscope.d.ts').Logitscope> | undefined} */
let loaded;

/** @type {(typeof import('./logitscope.d.ts'))['load']} */
export function load(options) {
  if (options) return api.load({ wasmBinary, ...options });
  loaded ??= api.load({ wasmBinary });
  return loaded;
}
