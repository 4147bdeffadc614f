// @ts-check
// The lesson's tables that runs can fill, as data; render.mjs makes HTML of them.

import { cumulative, exp, fixed, kept, logitsAfter, minP, odds, percent, probabilities, survivors, temperature, topK, topP, visible } from './compute.mjs';
import { capital, cat, confident, history, mat, repeating, sixTokens, tenTokens, uncertain } from './data.mjs';

/** @typedef {{ caption: string, columns: string[], rows: string[][], words?: number[], tokens?: number[] }} Table columns of words and of tokens, by number, stand left */
/** @typedef {import('./compute.mjs').Logitscope} Logitscope */

const heats = [0.1, 0.5, 1, 1.5, 2];
const seeds = [1, 42, 100];

/** The entropy of a few rows. @param {Logitscope} ls */
function entropies(ls) {
  const rows = Object.entries({ 'Two plus two is': confident, 'The cat sat on the': mat, 'The cat is': cat, 'I like to eat': uncertain });
  return rows.map(([name, { logits }]) => {
    const { entropy, perplexity, tokensFor90 } = ls.metrics({ logits });
    return [name, fixed(ls, entropy, 2), fixed(ls, perplexity, 2), String(tokensFor90)];
  });
}

/** 0.1 + 0.2 + 0.3 in two orders, against a rival. @param {Logitscope} ls */
function orders(ls) {
  const rival = 0.6;
  const sums = { 'from the left': 0.1 + 0.2 + 0.3, 'from the right': 0.1 + (0.2 + 0.3) };
  return Object.entries(sums).map(([order, sum]) => {
    // The rival has the lower id, so a tie is its own.
    const pick = ls.run({ logits: [rival, sum], chain: [temperature(0)], coin: 0 }).picked?.id;
    return [order, String(sum), String(rival), pick === 1 ? 'the sum' : 'the rival'];
  });
}

/** @type {Record<string, (ls: Logitscope) => Table>} */
export const tables = {
  scores: (ls) => {
    const shares = probabilities(ls, capital.logits);
    return {
      caption: 'The capital of France is …', columns: ['token', 'logit', 'probability'], tokens: [0],
      rows: capital.tokens.map((token, id) => [visible(token), fixed(ls, capital.logits[id], 1), percent(ls, shares[id])]),
    };
  },

  temperature: (ls) => {
    const columns = heats.map((value) => probabilities(ls, sixTokens.logits, [temperature(value)]));
    return {
      caption: 'Six tokens at five temperatures', columns: ['token', ...heats.map((value) => `T = ${value}`)], tokens: [0],
      rows: sixTokens.tokens.map((token, id) => [visible(token), ...columns.map((shares) => percent(ls, shares[id]))]),
    };
  },

  odds: (ls) => ({
    caption: 'Logits 8 and 3', columns: ['T', 'first', 'second', 'ratio'],
    rows: [0.5, 1, 2].map((value) => {
      const [a, b] = probabilities(ls, [8, 3], [temperature(value)]);
      return [String(value), percent(ls, a), percent(ls, b), fixed(ls, odds(ls, 8, 3, value), 1)];
    }),
  }),

  softmax: (ls) => {
    const shares = probabilities(ls, cat.logits);
    return {
      caption: 'The cat is …', columns: ['token', 'logit', 'e to its power', 'probability'], tokens: [0],
      rows: cat.tokens.map((token, id) => [token, fixed(ls, cat.logits[id], 1), fixed(ls, exp(ls, cat.logits[id]), 2), percent(ls, shares[id])]),
    };
  },

  'top-k': (ls) => ({
    caption: 'The capital of France is …, ten tokens', columns: ['k', 'what stays', 'Paris'], words: [1],
    rows: [1, 3, 5, 10].map((k) => {
      const left = survivors(ls, tenTokens, [topK(k)]);
      return [String(k), left.join(', '), percent(ls, probabilities(ls, tenTokens.logits, [topK(k)])[0])];
    }),
  }),

  nuclei: (ls) => ({
    caption: 'The nucleus at p = 0.9', columns: ['after', 'the favourite', 'the first three', 'nucleus'], words: [0],
    rows: [confident, uncertain].map(({ context, logits }) => [
      context, percent(ls, probabilities(ls, logits)[0]), percent(ls, cumulative(ls, logits)[2]), String(kept(ls, logits, [topP(0.9)])),
    ]),
  }),

  heat: (ls) => ({
    caption: 'How many of thirty tokens stay', columns: ['T', 'top-p 0.9', 'min-p 0.1', 'top-nσ 1'],
    rows: [0.7, 1, 1.5, 2, 3].map((value) => [String(value), ...[topP(0.9), minP(0.1), { kind: 'topNSigma', n: 1 }]
      .map((cut) => String(kept(ls, mat.logits, [temperature(value), cut])))]),
  }),

  penalties: (ls) => {
    const columns = [
      { kind: 'repetitionPenalty', penalty: 1.2 }, { kind: 'frequencyPenalty', penalty: 0.5 }, { kind: 'presencePenalty', penalty: 0.6 },
    ].map((stage) => logitsAfter(ls, repeating.logits, [stage], history));
    return {
      caption: 'Logits after each penalty', columns: ['token', 'said', 'logit', 'repetition 1.2', 'frequency 0.5', 'presence 0.6'], tokens: [0],
      rows: repeating.tokens.map((token, id) => [
        token, String(history.filter((one) => one === id).length), fixed(ls, repeating.logits[id], 2), ...columns.map((logits) => fixed(ls, Number(logits[id]), 2)),
      ]),
    };
  },

  seeds: (ls) => ({
    caption: 'Three seeds, k = 3', columns: ['seed', 'coin', 'picked', 'its stretch'], tokens: [2],
    rows: seeds.map((seed) => {
      const { coin, picked } = ls.run({ logits: cat.logits, tokens: cat.tokens, chain: [topK(3)], seed });
      return [String(seed), fixed(ls, Number(coin), 3), String(picked?.token), `${(picked?.interval ?? []).map((end) => fixed(ls, end, 3)).join(' to ')}`];
    }),
  }),

  orders: (ls) => ({ caption: 'One sum, two orders', columns: ['added', 'sum', 'rival', 'T = 0 picks'], rows: orders(ls), words: [0, 3] }),

  entropy: (ls) => ({ caption: 'Four rows, from sure to unsure', columns: ['after', 'bits', 'two to that', 'for 90 %'], rows: entropies(ls), words: [0] }),
};
