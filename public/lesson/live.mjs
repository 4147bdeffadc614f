// @ts-check
// The formulas with the numbers of what the instrument shows now: the reader's own logits, settings and seed.

import { exp, figure, fixed, kept, percent, probabilities, visible } from './compute.mjs';

/** @typedef {import('./figures.mjs').Given} Given */

/** The two tokens that the model finds most likely. @param {Given} given */
function leaders({ ls, current }) {
  const { ids } = ls.run({ logits: current.logits, chain: [] }).candidates;
  return [ids[0], ids[1] ?? ids[0]].map((id) => ({ id, token: `“${visible(current.tokens[id])}”`, logit: current.logits[id] }));
}

/** What the chain has at a stage, and 1 or nothing where it has none. @param {Given} given @param {string} kind @param {string} name @param {number} otherwise */
function setting({ current }, kind, name, otherwise) {
  const stage = current.chain.find((one) => one.kind === kind && one.enabled !== false);
  return stage?.[name] ?? otherwise;
}

const temperatureOf = (/** @type {Given} */ given) => setting(given, 'temperature', 'temperature', 1);

/** The chain up to and with a stage: what it leaves, and what came to it. @param {Given} given @param {string} kind */
function around({ ls, current }, kind) {
  const at = current.chain.findIndex((one) => one.kind === kind);
  const before = kept(ls, current.logits, current.chain.slice(0, at < 0 ? current.chain.length : at), current.dialect);
  const after = kept(ls, current.logits, current.chain.slice(0, at + 1), current.dialect);
  return { isThere: at >= 0, before, after };
}

/** @param {Given} given @param {string} kind @param {string} name @param {number} off @param {string} label */
function cut(given, kind, name, off, label) {
  const value = setting(given, kind, name, off);
  const { isThere, before, after } = around(given, kind);
  if (!isThere || value === off) return `${label} is off now: all ${before} tokens stay`;
  return `${label} = ${figure(given.ls, value)}: of ${before} tokens ${after} stay`;
}

/** @type {Record<string, (given: Given) => string>} */
export const live = {
  'live-softmax': (given) => {
    const [{ id, token, logit }] = leaders(given);
    const share = probabilities(given.ls, given.current.logits)[id];
    const weight = exp(given.ls, logit);
    return `${token}: exp(${figure(given.ls, logit)}) / Σ = ${figure(given.ls, weight)} / ${figure(given.ls, weight / share)} = ${percent(given.ls, share)}`;
  },
  'live-stable': (given) => {
    const [first, second] = leaders(given);
    const share = probabilities(given.ls, given.current.logits)[second.id];
    return `m = ${figure(given.ls, first.logit)}; ${second.token}: exp(${figure(given.ls, second.logit - first.logit)}) / Σ = ${percent(given.ls, share)}`;
  },
  'live-temperature': (given) => {
    const [{ id, token, logit }] = leaders(given);
    const T = temperatureOf(given);
    const share = probabilities(given.ls, given.current.logits, [{ kind: 'temperature', temperature: T }])[id];
    return T === 0 ? `T = 0: ${token} has ${percent(given.ls, share)}`
      : `${token}, T = ${figure(given.ls, T)}: exp(${figure(given.ls, logit / T)}) / Σ = ${percent(given.ls, share)}`;
  },
  'live-odds': (given) => {
    const [first, second] = leaders(given);
    const T = temperatureOf(given);
    if (T === 0) return `T = 0: only ${first.token} is left`;
    const [a, b] = probabilities(given.ls, [first.logit, second.logit], [{ kind: 'temperature', temperature: T }]);
    return `${first.token} to ${second.token}: exp(${figure(given.ls, first.logit - second.logit)} / ${figure(given.ls, T)}) = ${figure(given.ls, a / b)}`;
  },
  'live-top-k': (given) => cut(given, 'topK', 'k', 0, 'k'),
  'live-top-p': (given) => cut(given, 'topP', 'p', 1, 'P'),
  'live-min-p': (given) => cut(given, 'minP', 'p', 0, 'm'),
  'live-n-sigma': (given) => {
    const { figures, kept: left } = given.ls.run({ logits: given.current.logits, chain: [{ kind: 'topNSigma', n: 1 }] }).stages[0];
    const [{ logit }] = leaders(given);
    return `n = 1: the bar is ${figure(given.ls, logit)} − ${figure(given.ls, figures.sigma)} = ${figure(given.ls, logit - figures.sigma)}; ${left} stay`;
  },
  'live-entropy': ({ ls, current }) => {
    const { before, after } = ls.run({ logits: current.logits, chain: current.chain, dialect: current.dialect }).metrics;
    return `H = ${fixed(ls, before.entropy, 2)} bits, as of ${figure(ls, before.effective)} equal tokens; after the chain ${fixed(ls, after.entropy, 2)}`;
  },
  'live-kl': ({ ls, current }) => `D = ${figure(ls, ls.run({ logits: current.logits, chain: current.chain, dialect: current.dialect }).metrics.klDivergence)} bits`,
};
