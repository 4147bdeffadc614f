// @ts-check
// Two words after "The", so small that every road can be drawn: what beam search is shown on. Illustrative.

import { logitsOf } from './compute.mjs';

export const words = ['cat', 'dog', 'sat', 'ran', 'slept', 'barked'];
const nothing = 0;

/** At each fork the probabilities of the six words; they make 1. @type {Record<string, number[]>} */
export const roads = {
  '': [0.55, 0.45, nothing, nothing, nothing, nothing],
  cat: [nothing, nothing, 0.4, 0.35, 0.25, nothing],
  dog: [nothing, nothing, nothing, 0.2, nothing, 0.8],
};

/** As core asks a model: ids so far in, logits out. */
export const forks = {
  vocabulary: words,
  eos: null,
  /** @param {readonly number[]} context */
  logits: (context) => logitsOf(roads[words[context[0]] ?? '']),
};
