// @ts-check
// One token of an answer, whatever its maker calls its parts.

import { logProbabilityOf } from './values.mjs';

const isByte = (/** @type {unknown} */ value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) < 256;

/**
 * { id?, token | tok_str, bytes?, logprob | prob } as a token of ours; null for what is none.
 * @param {any} item
 * @returns {import('./types.d.ts').ListedToken | null}
 */
export function tokenOf(item) {
  const text = item?.token ?? item?.tok_str;
  if (typeof text !== 'string') return null;
  const value = item.prob === undefined ? logProbabilityOf(item.logprob) : item.prob;
  if (typeof value !== 'number' || Number.isNaN(value)) return null;
  const bytes = Array.isArray(item.bytes) && item.bytes.every(isByte) ? [...item.bytes] : undefined;
  // Parts of a character have as many spellings as there are servers; the bytes are the same for all.
  const named = bytes?.length ? { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes)) } : namedToken(text);
  return { ...(Number.isInteger(item.id) && { id: item.id }), ...named, ...(bytes && { bytes }), value };
}

/**
 * A text that stands for a token where there is nothing else: as itself, as "token_id:42", or, where it is a part
 * of a character, as "bytes:\xe2\x96".
 * @param {string} text
 * @returns {{ text: string, id?: number, bytes?: number[] }}
 */
export function namedToken(text) {
  const id = /^token_id:(\d+)$/.exec(text);
  if (id) return { id: Number(id[1]), text };
  if (!/^bytes:(\\x[0-9a-f]{2})+$/i.test(text)) return { text };
  const bytes = [...text.matchAll(/\\x(..)/g)].map(([, hex]) => Number.parseInt(hex, 16));
  return { text: new TextDecoder().decode(Uint8Array.from(bytes)), bytes };
}
