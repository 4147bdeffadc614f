// @ts-check
// Every number in the lesson's text that a run can give: its name, and how core is asked for it. The text carries the
// same figures already, put in when the page was built; in the page they are computed again.

import {
  count, cumulative, exp, figure, fixed, kept, logitsAfter, logitsOf, minP, odds, percent, probabilities, temperature, topK, topP,
} from './compute.mjs';
import { capital, cat, confident, mat, oneFavourite, sixTokens, sixWords, uncertain } from './data.mjs';
import { live } from './live.mjs';

/** @typedef {{ ls: import('./compute.mjs').Logitscope, current: import('./state.mjs').Current }} Given */

const six = logitsOf(sixWords.probabilities);
const four = [0.4, 0.3, 0.2, 0.1];
const sum = (/** @type {number[]} */ list) => list.reduce((a, b) => a + b, 0);
const xylophone = capital.tokens.indexOf(' xylophone');

/** A penalty's work on one logit that has been seen. @param {Given['ls']} ls @param {number} logit */
const penalised = (ls, logit, penalty = 1.2) => logitsAfter(ls, [logit, 0], [{ kind: 'repetitionPenalty', penalty }], [0])[0];

/** Probabilities of the six tokens at a temperature. @param {Given['ls']} ls @param {number} value */
const heated = (ls, value) => probabilities(ls, sixTokens.logits, [temperature(value)]);

/** The geometric mean of 1/p: e to minus the mean of ln p. @param {Given['ls']} ls @param {number[]} shares */
const perplexity = (ls, shares) => figure(ls, exp(ls, -sum(logitsOf(shares)) / shares.length));

/** KL of the cat at one temperature from the cat at another. @param {Given['ls']} ls @param {number} a @param {number} b */
const divergence = (ls, a, b) => figure(ls, ls.klDivergence(probabilities(ls, cat.logits, [temperature(a)]), probabilities(ls, cat.logits, [temperature(b)])));

/** @type {Record<string, (given: Given) => string>} */
export const figures = {
  'loop-turns': ({ ls }) => {
    let turns = 0;
    for (const text = /** @type {number[]} */ ([]); text.length < 500; turns++) text.push(ls.run({ logits: cat.logits, chain: [], seed: turns }).picked?.id ?? 0);
    return count(ls, turns);
  },

  'scores-lead': ({ ls }) => fixed(ls, capital.logits[0] - capital.logits[1], 1),
  'scores-shifted': ({ ls }) => percent(ls, probabilities(ls, capital.logits.map((logit) => logit + 100))[0]),
  'scores-xylophone': ({ ls }) => percent(ls, probabilities(ls, capital.logits)[xylophone]),

  'odds-1': ({ ls }) => count(ls, odds(ls, 8, 3)),
  'odds-half': ({ ls }) => count(ls, odds(ls, 8, 3, 0.5)),
  'odds-2': ({ ls }) => count(ls, odds(ls, 8, 3, 2)),
  'temperature-hot-least': ({ ls }) => percent(ls, Math.min(...heated(ls, 100))),
  'temperature-hot-most': ({ ls }) => percent(ls, Math.max(...heated(ls, 100))),
  'temperature-cat-half': ({ ls }) => percent(ls, probabilities(ls, cat.logits, [temperature(0.5)])[0]),
  'temperature-cat-2': ({ ls }) => percent(ls, probabilities(ls, cat.logits, [temperature(2)])[0]),

  'softmax-sum': ({ ls }) => fixed(ls, sum(cat.logits.map((logit) => exp(ls, logit))), 2),
  'softmax-first-weight': ({ ls }) => fixed(ls, exp(ls, cat.logits[0]), 2),
  'softmax-first': ({ ls }) => percent(ls, probabilities(ls, cat.logits)[0]),
  'softmax-half-lead': ({ ls }) => fixed(ls, odds(ls, cat.logits[0], cat.logits[1]), 2),
  'softmax-wide-lead': ({ ls }) => fixed(ls, odds(ls, cat.logits[1], cat.logits[3]), 2),
  'softmax-e100': ({ ls }) => figure(ls, exp(ls, 100)),

  'top-k-mass': ({ ls }) => percent(ls, sum(probabilities(ls, cat.logits).slice(0, 3))),
  'top-k-growth': ({ ls }) => percent(ls, probabilities(ls, cat.logits, [topK(3)])[0] / probabilities(ls, cat.logits)[0] - 1),
  'top-k-first': ({ ls }) => percent(ls, probabilities(ls, cat.logits, [topK(3)])[0]),
  'top-k-needless': ({ ls }) => percent(ls, sum(probabilities(ls, confident.logits).slice(1, 5))),
  'top-k-lost': ({ ls }) => percent(ls, sum(probabilities(ls, uncertain.logits).slice(5))),
  'top-k-tie-textbook': ({ ls }) => count(ls, kept(ls, [2, 1, 1], [topK(2)])),
  'top-k-tie-transformers': ({ ls }) => count(ls, kept(ls, [2, 1, 1], [topK(2)], 'transformers')),

  'top-p-reached': ({ ls }) => fixed(ls, cumulative(ls, six)[2], 2),
  'top-p-kept': ({ ls }) => count(ls, kept(ls, six, [topP(0.9)])),
  'top-p-first-after': ({ ls }) => percent(ls, probabilities(ls, six, [topP(0.9)])[0]),
  'top-p-after-k-scaled': ({ ls }) => count(ls, kept(ls, logitsOf(four), [topK(2), topP(0.55)])),
  'nucleus-confident': ({ ls }) => count(ls, kept(ls, confident.logits, [topP(0.9)])),
  'nucleus-uncertain': ({ ls }) => count(ls, kept(ls, uncertain.logits, [topP(0.9)])),

  'min-p-favourite-top-p': ({ ls }) => count(ls, kept(ls, oneFavourite.logits, [temperature(1.5), topP(0.9)])),
  'min-p-favourite-min-p': ({ ls }) => count(ls, kept(ls, oneFavourite.logits, [temperature(1.5), minP(0.1)])),

  // What the old rule would do: divide, whatever the sign.
  'penalty-naive': ({ ls }) => fixed(ls, -2 / 1.2, 2),
  'penalty-signed': ({ ls }) => fixed(ls, penalised(ls, -2), 2),

  'entropy-most': ({ ls }) => fixed(ls, ls.metrics({ logits: new Array(50257).fill(0) }).entropy, 1),
  'perplexity-of-four': ({ ls }) => perplexity(ls, [0.9, 0.5, 0.2, 0.05]),
  'perplexity-line': ({ ls }) => `0.9, 0.5, 0.2, 0.05: PPL = ${perplexity(ls, [0.9, 0.5, 0.2, 0.05])}`,
  'kl-cool': ({ ls }) => divergence(ls, 0.7, 1),
  'kl-hot': ({ ls }) => divergence(ls, 2, 1),
  'kl-hot-reversed': ({ ls }) => divergence(ls, 1, 2),

  'draw-last': ({ ls }) => percent(ls, probabilities(ls, cat.logits, [topK(3)])[2]),

  'tail-head': ({ ls }) => percent(ls, probabilities(ls, mat.logits)[0]),

  'order-temperature-first': ({ ls }) => count(ls, kept(ls, [5, 3, 2, 1, 0], [temperature(2), minP(0.1)])),
  'order-temperature-last': ({ ls }) => count(ls, kept(ls, [5, 3, 2, 1, 0], [minP(0.1), temperature(2)])),

  'accept-line': ({ ls }) => {
    const target = probabilities(ls, cat.logits, [temperature(0.7)]);
    const draft = probabilities(ls, cat.logits);
    const shares = target.map((share, id) => Math.min(share, draft[id]));
    return `A = ${shares.map((share) => percent(ls, share)).join(' + ')} = ${percent(ls, sum(shares))}`;
  },

  ...live,
};
