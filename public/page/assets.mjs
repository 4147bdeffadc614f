// @ts-check
// Where the parts of the page lie: beside its script, each with a hash of its content in its name.

import { hashes } from 'logitscope:assets';

/** @param {string} name such as "cat.csv"; one that is not shipped leads nowhere */
export function assetUrl(name) {
  const dot = name.lastIndexOf('.');
  return new URL(`${name.slice(0, dot)}-${hashes[name]}${name.slice(dot)}`, import.meta.url).href;
}
