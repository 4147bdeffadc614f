// @ts-check
// The same functions with the wasm inside: for bundlers and hosts that stumble over a second file.

import generationWasmBinary from './logitscope.generation.wasm';
import wasmBinary from './logitscope.wasm';
import { onceLoaded } from './download.mjs';
import * as api from './index.mjs';

export { LogitscopeError } from './index.mjs';

const loadShared = /* @__PURE__ */ onceLoaded(() => api.load({ wasmBinary, generationWasmBinary }));

/** @type {(typeof import('./logitscope.d.ts'))['load']} */
export function load(options) {
  if (options == null) return loadShared();
  // What is no object the other module refuses in its own words.
  return api.load(typeof options === 'object' ? withOwn(options) : options);
}

/** What is given decides. @param {import('./logitscope.d.ts').LoadOptions} options */
const withOwn = (options) => ({
  ...options,
  ...(options.wasmBinary == null && options.wasmUrl == null && { wasmBinary }),
  ...(options.generationWasmBinary == null && options.generationWasmUrl == null && { generationWasmBinary }),
});
