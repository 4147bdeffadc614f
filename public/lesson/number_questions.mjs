// @ts-check
// Questions whose answer is a number that the reader types: core has the number, and how far from it the guess is.

import { odds, percent } from './compute.mjs';
import { cat } from './data.mjs';

/** @typedef {{ ask: string, unit: string, decimals: number, because: string, state: string, value: (ls: import('./compute.mjs').Logitscope) => number }} NumberQuestion */

/** A guess this near, as a share of the number, was worked out and then rounded. */
const kRounded = 0.01;
/** A guess this near was a good one. */
const kClose = 0.15;

/** @type {Record<string, NumberQuestion>} */
export const numberQuestions = {
  softmax: {
    ask: 'Eating has the logit 2.3, sitting 1.5. How many times as likely is eating?',
    unit: 'times',
    decimals: 2,
    because: 'e to the power of the lead, 0.8, is <output data-figure="softmax-wide-lead"></output>, whatever the other tokens have.',
    state: 'scenario=cat&open=2',
    value: (ls) => odds(ls, cat.logits[1], cat.logits[3]),
  },
  sure: {
    ask: 'Eight tokens are equally likely and all others impossible. What is the entropy?',
    unit: 'bits',
    decimals: 0,
    because: 'Three yes-or-no questions single one out of eight: 2³ = 8, which is the perplexity.',
    state: 'view=entropy&passage=code',
    value: (ls) => ls.metrics({ logits: new Array(8).fill(0) }).entropy,
  },
};

/**
 * What is said to a guess.
 * @param {import('./compute.mjs').Logitscope} ls @param {NumberQuestion} question @param {string} typed
 * @returns {{ verdict: 'right' | 'close' | 'wrong', words: string }}
 */
export function judge(ls, { unit, decimals, value }, typed) {
  const guess = typed.trim() === '' ? NaN : Number(typed);
  if (!Number.isFinite(guess)) return { verdict: 'wrong', words: `“${typed}” is no number; allowed: one such as 2 or 0.5.` };
  const truth = value(ls);
  const off = (guess - truth) / truth;
  const size = Math.abs(off);
  const there = `${ls.format(truth, decimals)} ${unit}`;
  if (size <= kRounded) return { verdict: 'right', words: `Right: ${there}.` };
  const where = `${percent(ls, size)} too ${off > 0 ? 'high' : 'low'}`;
  return size <= kClose ? { verdict: 'close', words: `Close: ${where}. It is ${there}.` } : { verdict: 'wrong', words: `Not quite: ${where}. It is ${there}.` };
}
