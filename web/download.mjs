// @ts-check
// Where the bytes of logitscope.wasm come from.

import { checkedObject } from './arguments.mjs';
import { refuse } from './error.mjs';

/** Every module of WebAssembly begins so. A server that answers an unknown path with its front page does not. */
const magic = [0x00, 0x61, 0x73, 0x6d];

/**
 * @param {import('./logitscope.d.ts').LoadOptions} given
 * @returns {import('./logitscope.d.ts').LoadOptions}
 */
export function checkedOptions(given) {
  const options = checkedObject(given, 'options', '{ wasmUrl?, wasmBinary?, signal? }');
  const { wasmUrl, wasmBinary, signal } = options;
  if (wasmUrl != null && typeof wasmUrl !== 'string' && typeof (/** @type {any} */ (wasmUrl).href) !== 'string') {
    refuse('wasmUrl', wasmUrl, 'an address, as a text or a URL');
  }
  if (wasmBinary != null && !isWasm(wasmBinary)) {
    refuse('wasmBinary', wasmBinary, 'the bytes of logitscope.wasm, as an ArrayBuffer or a Uint8Array');
  }
  if (signal != null && typeof (/** @type {any} */ (signal).throwIfAborted) !== 'function') {
    refuse('signal', signal, 'an AbortSignal');
  }
  return options;
}

/** @param {any} bytes */
function isWasm(bytes) {
  if (typeof bytes?.byteLength !== 'number') return false;
  const start = ArrayBuffer.isView(bytes)
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : new Uint8Array(bytes);
  return magic.every((byte, i) => start[i] === byte);
}

/**
 * The bytes, or nothing for a file on this machine: that Emscripten's own loader reads, and no fetch would.
 * @param {import('./logitscope.d.ts').LoadOptions} options
 */
export async function wasmBytes({ wasmUrl, wasmBinary, signal }) {
  if (wasmBinary) return wasmBinary;
  const url = String(wasmUrl ?? new URL('logitscope.wasm', import.meta.url));
  const isNode = Boolean(/** @type {any} */ (globalThis).process?.versions?.node);
  if (isNode && !/^(https?|data|blob):/.test(url)) return undefined;
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`logitscope.wasm: the server answered ${response.status}.`);
  const bytes = await response.arrayBuffer();
  if (!isWasm(bytes)) throw new Error(`logitscope.wasm: what ${url} answered is no WebAssembly.`);
  return bytes;
}
