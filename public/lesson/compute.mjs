// @ts-check
// What figures, tables and drawings ask of core, in a few words each. Nothing here works a figure out: at most it divides
// or subtracts two that core gave.

/** @typedef {Pick<import('../../web/logitscope.d.ts').Logitscope, 'run' | 'metrics' | 'klDivergence' | 'format'>} Logitscope what the page's own module can */
/** @typedef {{ tokens: readonly string[], logits: readonly number[] | Float64Array }} Row */

/** @param {Logitscope} ls @param {number} share */
export const percent = (ls, share) => ls.format(share, 'percent');

/** Three digits that count. @param {Logitscope} ls @param {number} value */
export const figure = (ls, value) => ls.format(value, 'figure');

/** @param {Logitscope} ls @param {number} value @param {number} decimals */
export const fixed = (ls, value, decimals) => ls.format(value, decimals);

/** A whole number with its thousands apart. @param {Logitscope} ls @param {number} value */
export const count = (ls, value) => ls.format(value, 0).replace(/\B(?=(\d{3})+$)/g, ',');

/** A token as it is shown: its spaces and line ends made visible. @param {string} token */
export const visible = (token) => token.replaceAll(' ', '␣').replaceAll('\n', '⏎');

/** Probabilities by token, 0 for one that the chain removed. @param {Logitscope} ls @param {Row['logits']} logits @param {any[]} [chain] @param {number[]} [history] */
export function probabilities(ls, logits, chain = [], history = []) {
  const { candidates } = ls.run({ logits, chain, history });
  const list = new Array(logits.length).fill(0);
  candidates.ids.forEach((id, i) => (list[id] = candidates.probabilities[i]));
  return list;
}

/** Logits by token after a chain; null for one that it removed. @param {Logitscope} ls @param {Row['logits']} logits @param {any[]} chain @param {number[]} [history] */
export function logitsAfter(ls, logits, chain, history = []) {
  const { candidates } = ls.run({ logits, chain, history });
  const list = new Array(logits.length).fill(null);
  candidates.ids.forEach((id, i) => (list[id] = candidates.logits[i]));
  return list;
}

/** How many tokens a chain leaves. @param {Logitscope} ls @param {Row['logits']} logits @param {any[]} chain @param {import('../../web/logitscope.d.ts').Dialect} [dialect] */
export const kept = (ls, logits, chain, dialect = 'textbook') => ls.run({ logits, chain, dialect }).candidates.ids.length;

/** How many times as likely the first of two logits is as the second. @param {Logitscope} ls @param {number} a @param {number} b */
export function odds(ls, a, b, temperature = 1) {
  const [first, second] = probabilities(ls, [a, b], [{ kind: 'temperature', temperature }]);
  return first / second;
}

/** e to a power: how many times as likely a logit is as the logit 0. @param {Logitscope} ls @param {number} power */
export const exp = (ls, power) => odds(ls, power, 0);

/** Logits whose softmax gives these probabilities back. @param {readonly number[]} list */
export const logitsOf = (list) => list.map((share) => Math.log(share));

/** The texts of what a chain leaves, most likely first. @param {Logitscope} ls @param {Row} row @param {any[]} chain */
export const survivors = (ls, { tokens, logits }, chain) => [...ls.run({ logits, chain }).candidates.ids].map((id) => tokens[id].trim());

/** Sums from the left, in the order of likelihood. @param {Logitscope} ls @param {Row['logits']} logits */
export const cumulative = (ls, logits) => [...ls.run({ logits, chain: [] }).candidates.intervalEnds];

/** @typedef {import('../../web/logitscope.d.ts').Stage} Stage */
export const temperature = (/** @type {number} */ value) => /** @type {Stage} */ ({ kind: 'temperature', temperature: value });
export const topK = (/** @type {number} */ k) => /** @type {Stage} */ ({ kind: 'topK', k });
export const topP = (/** @type {number} */ p) => /** @type {Stage} */ ({ kind: 'topP', p });
export const minP = (/** @type {number} */ p) => /** @type {Stage} */ ({ kind: 'minP', p });
