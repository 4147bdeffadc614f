// @ts-check
// The questions that only a generation, a search, the presets or a whole vocabulary answers: asked of core when the page
// is built, the answer carried in the page.

import { kept } from './compute.mjs';
import { uncertain } from './data.mjs';
import { greedy } from './decoding.mjs';
import { longTail } from '../scenarios/long_tail.mjs';
import { forks } from './forks.mjs';
import { model as gravity, options } from './gravity.mjs';
import { nearest } from './questions.mjs';
import { runStops } from './stops.mjs';

/** @typedef {import('./questions.mjs').Question & { answer: (ls: import('../../web/logitscope.d.ts').Logitscope) => string | Promise<string> }} Answered */

/** @type {Record<string, Answered>} */
export const decodingQuestions = {
  stop: {
    ask: 'A line end and “4” come as two tokens. Does the stop sequence “⏎4” find them?',
    choices: { a: 'yes, since it reads the text', b: 'no, since no token is “⏎4”' },
    because: 'After every token it looks at all that was written, however that was cut into pieces.',
    state: 'view=builder&prompt=Once upon a time&T=0.8',
    answer: async (ls) => ((await runStops(ls))[1].stopReason === 'stop_sequence' ? 'a' : 'b'),
  },
  strategies: {
    ask: 'Of all two-word roads after “The”, does taking the better word each time find the best?',
    choices: { a: 'yes', b: 'no' },
    because: 'Greedy ends at <output data-figure="beam-greedy"></output>; <output data-figure="beam-best-text"></output> has <output data-figure="beam-best"></output>.',
    state: 'view=strategies&prompt=The cat sat on the&n=16',
    async answer(ls) {
      const { score } = await greedy(ls);
      const { sequences } = await ls.beamSearch(forks, { numBeams: 2, lengthPenalty: 0, maxNewTokens: 2 });
      return score >= Number(sequences[0].score) ? 'a' : 'b';
    },
  },
  tail: {
    ask: 'How many of the 50,257 tokens does it take to hold 90 % after “The cat sat on the”?',
    choices: { a: '2', b: '100', c: '5,000' },
    because: 'The favourite alone has <output data-figure="tail-head"></output> or so; one more is enough.',
    state: 'view=tail&scenario=long_tail&p=0.9',
    answer: (ls) => nearest({ a: 2, b: 100, c: 5000 }, ls.metrics({ logits: longTail().logits }).tokensFor90),
  },
  settings: {
    ask: 'Which of these recipes leaves the most tokens of “I like to eat”?',
    choices: { a: 'greedy', b: 'balanced', c: 'creative' },
    because: 'A higher temperature flattens and a higher p keeps more. Set them and count.',
    state: 'scenario=uncertain&p=0.95',
    answer(ls) {
      const names = { a: 'greedy', b: 'balanced', c: 'creative' };
      const left = Object.entries(names).map(([letter, name]) => {
        const preset = ls.presets().find((one) => one.name === name);
        return { letter, tokens: kept(ls, uncertain.logits, /** @type {any} */ (preset?.chain)) };
      });
      return left.sort((a, b) => b.tokens - a.tokens)[0].letter;
    },
  },
  gravity: {
    ask: 'Take the frequency penalty away and keep the seed. Is it another sentence?',
    choices: { a: 'yes', b: 'no' },
    because: 'With these eleven rows the same coins fall on the same tokens: the penalty lowers what would hardly have come again.',
    state: 'scenario=cat&T=0.7&p=0.9',
    async answer(ls) {
      const [first, second] = await Promise.all([options.chain, options.chain.slice(1)].map((chain) => ls.generate(gravity, /** @type {any} */ ({ ...options, chain }))));
      return first.tokens.join() === second.tokens.join() ? 'b' : 'a';
    },
  },
};
