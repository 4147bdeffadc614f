// @ts-check
// What the page fetches when it is needed, by its path beside the page. embed.single.html holds everything itself: there
// another module takes this one's place (cmake/dist/single_page.mjs).

/** @param {string} path */
const addressOf = (path) => new URL(path, import.meta.url);

/** Null where it cannot be had. @param {string} path @returns {Promise<Uint8Array | null>} */
export async function fetchAsset(path) {
  const response = await fetch(addressOf(path)).catch(() => null);
  return response?.ok ? new Uint8Array(await response.arrayBuffer()) : null;
}

/** A module that few readers need. Null where it cannot be had. @param {string} path @returns {Promise<any>} */
export function importAsset(path) {
  const { href } = addressOf(path);
  return import(href).catch(() => null);
}

/** What the module that Emscripten made is told of its own wasm: nothing, it lies beside the page. */
export const wasmOptions = () => ({});
