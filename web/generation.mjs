// @ts-check
// What is loaded when somebody first writes text with a model: training, generation and beam search, which are a third of
// all code. Its wasm works in the memory of the other.

import { download } from './download.mjs';

export { beamSearch, generate } from './generate.mjs';
export { trainNgram } from './models.mjs';

const name = 'logitscope.generation.wasm';

/**
 * @param {import('./raw.d.mts').MainModule} raw
 * @param {import('./logitscope.d.ts').LoadOptions} options
 */
export async function joinTo(raw, { generationWasmUrl, generationWasmBinary }) {
  const bytes = generationWasmBinary ?? await download(name, generationWasmUrl ?? new URL('logitscope.generation.wasm', import.meta.url));
  // Emscripten's types do not know what it exports of itself.
  const { wasmExports } = /** @type {any} */ (raw);
  try {
    await WebAssembly.instantiate(/** @type {BufferSource} */ (bytes), { first: wasmExports });
  } catch (cause) {
    if (!(cause instanceof WebAssembly.LinkError)) throw cause;
    throw new Error(`${name} is of another build than logitscope.wasm; the two belong together.`, { cause });
  }
}
