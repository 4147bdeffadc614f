// @ts-check
// Where the bytes of the two wasm files come from.

import { checkedObject } from './arguments.mjs';
import { refuse } from './error.mjs';

/** Every module of WebAssembly begins so. A server that answers an unknown path with its front page does not. */
const magic = [0x00, 0x61, 0x73, 0x6d];

/**
 * @param {import('./logitscope.d.ts').LoadOptions} given
 * @returns {import('./logitscope.d.ts').LoadOptions}
 */
export function checkedOptions(given) {
  const options = checkedObject(given, 'options', '{ wasmUrl?, wasmBinary?, generationWasmUrl?, generationWasmBinary?, signal? }');
  for (const [address, bytes, name] of /** @type {const} */ ([['wasmUrl', 'wasmBinary', 'logitscope.wasm'], ['generationWasmUrl', 'generationWasmBinary', 'logitscope.generation.wasm']])) {
    const { [address]: url, [bytes]: binary } = options;
    if (url != null && typeof url !== 'string' && typeof url.href !== 'string') refuse(address, url, 'an address, as a text or a URL');
    if (binary != null && !isWasm(binary)) refuse(bytes, binary, `the bytes of ${name}, as an ArrayBuffer or a Uint8Array`);
  }
  const { signal } = options;
  if (signal != null && typeof signal.throwIfAborted !== 'function') refuse('signal', signal, 'an AbortSignal');
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
 * What [make] promises, asked for once; where that failed, a download may succeed the next time.
 * @template T
 * @param {() => Promise<T>} make
 * @returns {() => Promise<T>}
 */
export function onceLoaded(make) {
  /** @type {Promise<T> | undefined} */
  let loaded;
  return () => (loaded ??= make().catch((error) => {
    loaded = undefined;
    throw error;
  }));
}

/**
 * The bytes of the file [name], which is at [url].
 * @param {string} name
 * @param {string | URL} url
 * @param {AbortSignal} [signal]
 * @returns {Promise<ArrayBuffer | Uint8Array>}
 */
export async function download(name, url, signal) {
  const address = String(url);
  const { process } = /** @type {any} */ (globalThis);
  // A file on this machine: no fetch would read that.
  if (process?.versions?.node && !/^(https?|data|blob):/.test(address)) {
    return process.getBuiltinModule('node:fs/promises').readFile(address.startsWith('file:') ? new URL(address) : address);
  }
  const response = await fetch(address, { signal });
  if (!response.ok) throw new Error(`${name}: the server answered ${response.status}.`);
  const bytes = await response.arrayBuffer();
  if (!isWasm(bytes)) throw new Error(`${name}: what ${address} answered is no WebAssembly.`);
  return bytes;
}
