// @ts-check
// Figures that take a generation, a beam search, or a whole vocabulary: computed when the page is built, by the same core.

import { count, figure, fixed, percent, probabilities, temperature } from './compute.mjs';
import { longTail } from '../scenarios/long_tail.mjs';
import { forks, words } from './forks.mjs';
import { gravityCoins, gravityTurns } from './gravity_turns.mjs';
import { runStops } from './stops.mjs';

/** @typedef {{ ls: import('../../web/logitscope.d.ts').Logitscope }} Given */

/** The best that a beam of two finds; at a length penalty of 0 its score is ln P. @param {Given['ls']} ls */
async function best(ls, lengthPenalty = 0) {
  const { sequences } = await ls.beamSearch(forks, { numBeams: 2, lengthPenalty, maxNewTokens: 2 });
  return { tokens: sequences[0].tokens, score: Number(sequences[0].score) };
}

/** The better word each time. @param {Given['ls']} ls */
export async function greedy(ls) {
  const { tokens, logProbability } = await ls.generate(forks, { chain: [temperature(0)], seed: 1, maxNewTokens: 2 });
  return { tokens, score: logProbability };
}

const textOf = (/** @type {{ tokens: number[] }} */ { tokens }) => `“The ${tokens.map((id) => words[id]).join(' ')}”`;
/** @param {Given['ls']} ls @param {{ score: number }} sequence */
const chance = (ls, { score }) => percent(ls, Math.exp(score));

/** @type {{ logits: Float64Array, tokens: string[] } | undefined} */
let tail;
const wholeTail = () => (tail ??= /** @type {any} */ (longTail()));

/** Ranked probabilities of the long tail at a temperature. @param {Given['ls']} ls @param {number} value */
function ranked(ls, value) {
  return [...ls.run({ logits: wholeTail().logits, chain: [temperature(value)] }).candidates.probabilities];
}
const sum = (/** @type {number[]} */ list) => list.reduce((a, b) => a + b, 0);

/** The favourite at temperature 2, by a softmax over the fifty that lead. @param {Given['ls']} ls */
function amongFifty(ls) {
  const fifty = [...wholeTail().logits].sort((a, b) => b - a).slice(0, 50);
  return probabilities(ls, fifty, [temperature(2)])[0];
}

/** A token's share in the sixth turn's nucleus. @param {Given['ls']} ls @param {string} wanted */
const inSixth = (ls, wanted) => percent(ls, Number(gravityTurns(ls, gravityCoins(ls))[5].rows.find(({ token }) => token === wanted)?.after));

/** @type {Record<string, (given: Given) => string | Promise<string>>} */
export const decoding = {
  'stop-at-token': async ({ ls }) => count(ls, (await runStops(ls))[1].tokens.length),

  'beam-greedy-text': async ({ ls }) => textOf(await greedy(ls)),
  'beam-best-text': async ({ ls }) => textOf(await best(ls)),
  'beam-greedy': async ({ ls }) => chance(ls, await greedy(ls)),
  'beam-best': async ({ ls }) => chance(ls, await best(ls)),
  'sequence-sum': async ({ ls }) => {
    const sequence = await best(ls);
    return `${textOf(sequence)}: ln P = ${fixed(ls, sequence.score, 3)}, so P = ${chance(ls, sequence)}`;
  },
  'beam-scores': async ({ ls }) => {
    const [none, one] = [await best(ls, 0), await best(ls, 1)];
    return `${textOf(none)}: s = ${fixed(ls, none.score, 3)} with α = 0, ${fixed(ls, one.score, 3)} with α = 1`;
  },

  'gravity-pulls': ({ ls }) => inSixth(ls, 'pulls'),
  'gravity-attracts': ({ ls }) => inSixth(ls, 'attracts'),
  'gravity-coin': ({ ls }) => fixed(ls, gravityCoins(ls)[5], 3),

  'tail-behind': ({ ls }) => count(ls, wholeTail().tokens.length - 50),
  'tail-beyond-1': ({ ls }) => percent(ls, sum(ranked(ls, 1).slice(50))),
  'tail-beyond-2': ({ ls }) => percent(ls, sum(ranked(ls, 2).slice(50))),
  'tail-top50-shown': ({ ls }) => percent(ls, amongFifty(ls)),
  'tail-top50-true': ({ ls }) => percent(ls, ranked(ls, 2)[0]),
  'tail-for-99': ({ ls }) => count(ls, ls.metrics({ logits: wholeTail().logits }).tokensFor99),
};

/** What the table of the tail counts. @param {Given['ls']} ls */
export function tailCounters(ls) {
  const { tokensFor50, tokensFor90, tokensFor99, nonZero, effective, top1 } = ls.metrics({ logits: wholeTail().logits });
  const shares = ranked(ls, 1);
  return [
    ['tokens in the vocabulary', count(ls, wholeTail().tokens.length)],
    ['the favourite', `“${wholeTail().tokens[top1.id].trim()}”, ${percent(ls, top1.probability)}`],
    ['tokens that hold 50 %', count(ls, tokensFor50)],
    ['tokens that hold 90 %', count(ls, tokensFor90)],
    ['tokens that hold 99 %', count(ls, tokensFor99)],
    ['tokens with any chance', count(ls, nonZero)],
    ['equal tokens that would be as unsure', figure(ls, effective)],
    ['head: ranks 1 to 10', percent(ls, sum(shares.slice(0, 10)))],
    ['body: ranks 11 to 100', percent(ls, sum(shares.slice(10, 100)))],
    ['tail: all other ranks', percent(ls, sum(shares.slice(100)))],
  ];
}

