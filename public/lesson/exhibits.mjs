// @ts-check
// Errors of widely read material, each with the mistaken rule in a few lines of ours beside what core says. [wrong] is
// wrong on purpose; its comment says in what. [right] asks core alone.

import { exp, figure, fixed, kept, logitsAfter, logitsOf, percent, probabilities, temperature, topK, topP } from './compute.mjs';
import { cat, sixWords, uncertain } from './data.mjs';
import { roads } from './forks.mjs';

/** @typedef {import('./compute.mjs').Logitscope} Logitscope */
/**
 * @typedef {{ id: string, where: string, says: string, shows: string, wrong: (ls: Logitscope, tail: () => Promise<number[]>) => string | Promise<string>,
 *   right: (ls: Logitscope, tail: () => Promise<number[]>) => string | Promise<string>, state: string }} Exhibit
 */

/** As anybody writes it on a slide. @param {number[]} logits */
function slideSoftmax(logits) {
  const weights = logits.map((logit) => Math.exp(logit));
  const sum = weights.reduce((a, b) => a + b);
  return weights.map((weight) => weight / sum);
}

const short = [2, 1, 0.5, 0.1, -1];
const four = [0.4, 0.3, 0.2, 0.1];
const sum = (/** @type {number[]} */ list) => list.reduce((a, b) => a + b, 0);
/** Words that are also whole numbers, most likely first. */
const numerals = { tokens: ['the', '7', 'a', '1'], logits: [3, 2, 1, 0] };

/** @type {Exhibit[]} */
export const exhibits = [
  {
    id: 'seed', where: 'A command-line demonstration', says: 'says that seed 100 gives the coin 0.826, and so playing', shows: 'coin and pick',
    // A coin that no run of Python's generator gave.
    wrong(ls) {
      let at = 0;
      let reached = 0;
      const shares = probabilities(ls, cat.logits, [topK(3)]);
      while (reached + shares[at] <= 0.826) reached += shares[at++];
      return `0.826, ${cat.tokens[at]}`;
    },
    right(ls) {
      const { coin, picked } = ls.run({ logits: cat.logits, tokens: cat.tokens, chain: [topK(3)], seed: 100 });
      return `${fixed(ls, Number(coin), 3)}, ${picked?.token}`;
    },
    state: 'scenario=cat&k=3&seed=100&open=4',
  },
  {
    id: 'order', where: 'The same demonstration', says: 'says that all common systems put temperature first; llama.cpp puts it last', shows: 'survivors of 5, 3, 2, 1, 0 at T = 2, min-p 0.1',
    // Flattened before the bar is set, which is not where llama.cpp sets it.
    wrong() {
      const shares = slideSoftmax([5, 3, 2, 1, 0].map((logit) => logit / 2));
      return String(shares.filter((share) => share >= 0.1 * Math.max(...shares)).length);
    },
    right: (ls) => String(kept(ls, [5, 3, 2, 1, 0], [{ kind: 'minP', p: 0.1 }, temperature(2)], 'llamaCpp')),
    state: 'scenario=cat&chain=minP:p=0.3;temperature:temperature=2',
  },
  {
    id: 'between', where: 'A textbook chapter', says: 'cuts top-p after top-k without scaling in between, in one of its two listings', shows: 'survivors of 40, 30, 20, 10 % at k = 2, p = 0.55',
    // The sum never restarts: 0.4 is held against 0.55, though it is 57 % of what k left.
    wrong() {
      let reached = 0;
      return String(four.slice(0, 2).filter((share) => (reached < 0.55 ? (reached += share) : false)).length);
    },
    right: (ls) => String(kept(ls, logitsOf(four), [topK(2), topP(0.55)])),
    state: 'scenario=cat&k=2&p=0.55',
  },
  {
    id: 'zero', where: 'The same chapter', says: 'divides by the temperature, 0 included', shows: 'the favourite at T = 0',
    // Infinity over infinity.
    wrong: () => String(slideSoftmax(short.map((logit) => logit / 0))[0]),
    right: (ls) => percent(ls, probabilities(ls, short, [temperature(0)])[0]),
    state: 'scenario=cat&T=0',
  },
  {
    id: 'still', where: 'A short lesson’s 15-line sampler', says: 'skips the division at T = 0 and samples all the same', shows: 'the favourite at T = 0',
    // T = 0 then does what T = 1 does.
    wrong: (ls) => percent(ls, slideSoftmax(short)[0]),
    right: (ls) => percent(ls, probabilities(ls, short, [temperature(0)])[0]),
    state: 'scenario=cat&T=0',
  },
  {
    id: 'crossing', where: 'The same sampler, and ExLlamaV3,', says: 'keep tokens while the sum is at most p', shows: 'survivors of 40, 30, 20, 10 % at p = 0.85',
    // The token that crosses the line is dropped, so the nucleus holds less than p.
    wrong() {
      let reached = 0;
      return String(four.filter((share) => (reached += share) <= 0.85).length);
    },
    right: (ls) => String(kept(ls, logitsOf(four), [topP(0.85)])),
    state: 'scenario=cat&p=0.85&open=3',
  },
  {
    id: 'sign', where: 'A blog post', says: 'divides by the repetition penalty, whatever the sign', shows: 'a seen token at −2, penalty 1.2',
    // Closer to zero is higher: the penalty rewards.
    wrong: (ls) => `${fixed(ls, -2 / 1.2, 2)}, more likely`,
    right: (ls) => `${fixed(ls, Number(logitsAfter(ls, [-2, 0], [{ kind: 'repetitionPenalty', penalty: 1.2 }], [0])[0]), 2)}, less likely`,
    state: 'view=builder&prompt=The cat sat on the&rp=1.2',
  },
  {
    id: 'float', where: 'The same post', says: 'adds 0.4, 0.3 and 0.2 and stops at 0.9', shows: 'survivors of its six tokens',
    // In 64 bits, from the left, the three make 0.8999999999999999, so a fourth gets in.
    wrong() {
      let reached = 0;
      return String(sixWords.probabilities.filter((share) => (reached < 0.9 ? ((reached += share), true) : false)).length);
    },
    right: (ls) => String(kept(ls, logitsOf(sixWords.probabilities), [topP(0.9)])),
    state: 'scenario=cat&p=0.9&open=3',
  },
  {
    id: 'fork', where: 'The same post’s beam search', says: 'says that after “The”, cat has 0.8 and dog 0.7', shows: 'what a fork adds up to',
    // Two shares of one whole.
    wrong: (ls) => fixed(ls, 0.8 + 0.7, 1),
    right: (ls) => fixed(ls, sum(probabilities(ls, logitsOf(roads['']))), 1),
    state: 'view=strategies&prompt=The cat sat on the&n=12',
  },
  {
    id: 'independent', where: 'An interactive page', says: 'says that a text is a row of independent draws', shows: 'the chance of “The dog barked”',
    // How often dog, times how often barked at all: as if cats barked.
    wrong(ls) {
      const [atFirst, afterDog] = ['', 'dog'].map((word) => probabilities(ls, logitsOf(roads[word])));
      return percent(ls, atFirst[1] * (atFirst[1] * afterDog[5]));
    },
    right(ls) {
      const [atFirst, afterDog] = ['', 'dog'].map((word) => probabilities(ls, logitsOf(roads[word])));
      return percent(ls, atFirst[1] * afterDog[5]);
    },
    state: 'view=strategies&prompt=The cat sat on the&n=12',
  },
  {
    id: 'overflow', where: 'The same page', says: 'says that e to the power of 100 overflows', shows: 'e to the power of 100',
    // True of 32 bits, where nobody keeps a sum that matters.
    wrong: () => String(Math.fround(Math.exp(100))),
    right: (ls) => figure(ls, exp(ls, 100)),
    state: 'scenario=cat&open=2',
  },
  {
    id: 'fifty', where: 'Transformer Explainer', says: 'takes a softmax over the fifty largest logits of 50,257', shows: 'the favourite of the long tail at T = 2',
    // What lies behind the fifty is left out of the sum.
    wrong: async (ls, tail) => percent(ls, slideSoftmax([...(await tail())].sort((a, b) => b - a).slice(0, 50).map((logit) => logit / 2))[0]),
    right: async (ls, tail) => percent(ls, ls.run({ logits: await tail(), chain: [temperature(2)] }).candidates.probabilities[0]),
    state: 'view=tail&scenario=long_tail&T=2',
  },
  {
    id: 'keys', where: 'llm-sampling', says: 'keeps candidates in an object by their text', shows: 'four tokens, most likely first',
    // JavaScript hands whole numbers out first, whatever was put in first.
    wrong: () => Object.keys(Object.fromEntries(numerals.tokens.map((token, i) => [token, numerals.logits[i]]))).join(' '),
    right: (ls) => [...ls.run({ logits: numerals.logits, chain: [] }).candidates.ids].map((id) => numerals.tokens[id]).join(' '),
    state: 'scenario=cat&open=3',
  },
  {
    id: 'eta', where: 'A comment in transformers', says: 'has the root over both, √(ε · exp(−H)); the code, like the paper, has it over ε alone', shows: 'the bar for “I like to eat”, ε = 0.3',
    // The root is taken of too much, so the bar is too high.
    wrong(ls) {
      const nats = ls.metrics({ logits: uncertain.logits }).entropy * Math.LN2;
      return fixed(ls, Math.min(0.3, Math.sqrt(0.3 * Math.exp(-nats))), 4);
    },
    right: (ls) => fixed(ls, Number(ls.run({ logits: uncertain.logits, chain: [{ kind: 'eta', epsilon: 0.3 }] }).stages[0].threshold), 4),
    state: 'scenario=uncertain&chain=eta:epsilon=0.3',
  },
  {
    id: 'ignored', where: 'transformers.js', says: 'accepts top_p and does nothing with it', shows: 'survivors of “The cat is” at p = 0.9',
    wrong: () => String(cat.tokens.length),
    right: (ls) => String(kept(ls, cat.logits, [topP(0.9)])),
    state: 'scenario=cat&p=0.9&open=3',
  },
];

/** Arguments rather than computations: a sentence each. */
export const readings = [
  'A textbook chapter’s check for the end compares the length of the text with the limit in tokens, so it counts characters.',
  'Its beam search sets finished beams beside unfinished ones without regard to length, so the shortest tends to win.',
  'llama.cpp’s header credits top-k to the paper on the nucleus; it is Fan, Lewis and Dauphin’s, of the year before. Its mirostat, when cloned, copies its state onto the source instead of the clone.',
  'ExLlamaV2’s exclusion of top choices compares a position with a probability in one place.',
  'transformers.js accepts a negative temperature: the error is made and never thrown. Its num_beams is not a beam search.',
  'In text-generation-webui the ban on repeated n-grams comes last, and can remove the one token that top-k left.',
];
