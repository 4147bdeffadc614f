// @ts-check
// What the page fetches when it is needed: its parts lie beside its script, each with a hash of its content in its name.
// embed.single.html holds all of them itself: there another module takes this one's place (cmake/dist/single_page.mjs).

import { hashes } from 'logitscope:assets';

/** @param {string} name such as "cat.csv"; one that is not shipped leads nowhere */
export function assetUrl(name) {
  const dot = name.lastIndexOf('.');
  return new URL(`${name.slice(0, dot)}-${hashes[name]}${name.slice(dot)}`, import.meta.url).href;
}

/** Null where it cannot be had. @param {string} name @returns {Promise<Uint8Array | null>} */
export async function fetchAsset(name) {
  const response = await fetch(assetUrl(name)).catch(() => null);
  return response?.ok ? new Uint8Array(await response.arrayBuffer()) : null;
}

/** A module that few readers need. Null where it cannot be had. @param {string} name @returns {Promise<any>} */
export const importAsset = (name) => import(assetUrl(name)).catch(() => null);

/** What the module that Emscripten made is told of its own wasm. */
export const wasmOptions = () => ({ locateFile: assetUrl });
