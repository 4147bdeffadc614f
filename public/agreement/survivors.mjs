// @ts-check
// Two lists of survivors as one table.

import { distance, kSingle } from './chains.mjs';

/** More decimals than the tolerance has, so that what differs is seen to; the same for all, so that points stand below points. */
const kDecimals = { logit: 6, probability: 9 };

/**
 * @param {{ caption: string, library: string, logits: number[], there: import('./chains.mjs').Survivor[], here: import('./chains.mjs').Survivor[], hasLogits?: boolean }} lists
 *   hasLogits: did the chain change them, and the library tell?
 * @returns {import('./suites.mjs').SideBySide}
 */
export function lookAtSurvivors({ caption, library, logits, there, here, hasLogits = true }) {
  const byId = (/** @type {import('./chains.mjs').Survivor[]} */ list) => new Map(list.map((one) => [one.id, one]));
  const [theirs, ours] = [byId(there), byId(here)];
  const probabilityOf = (/** @type {number} */ id) => (theirs.get(id) ?? ours.get(id))?.probability ?? 0;
  const ids = [...new Set([...theirs.keys(), ...ours.keys()])].sort((a, b) => probabilityOf(b) - probabilityOf(a) || a - b);
  const removed = logits.length - ids.length;
  return {
    caption,
    columns: [
      { head: 'Token' }, { head: 'Logit given' },
      ...(hasLogits ? [{ head: `Logit, ${library}` }, { head: 'Logit, here' }] : []),
      { head: `Probability, ${library}` }, { head: 'Probability, here' },
    ],
    rows: ids.map((id) => {
      const [a, b] = [theirs.get(id), ours.get(id)];
      const pair = (/** @type {'logit' | 'probability'} */ name) => [a, b].map((one) => (one ? one[name].toFixed(kDecimals[name]) : 'removed'));
      return { cells: [String(id), logits[id].toFixed(kDecimals.logit), ...(hasLogits ? pair('logit') : []), ...pair('probability')], differs: !a || !b || !(distance(b, a) <= kSingle) };
    }),
    note: removed === 0 ? `Both keep all ${logits.length} tokens.` : `Both remove ${removed} of ${logits.length} tokens.`,
  };
}
