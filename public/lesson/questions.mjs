// @ts-check
// One question for each section: to predict first, and then to have answered by core. [answer] gives the letter that is
// right; those that need a generation or a whole vocabulary stand in decoding_questions.mjs and are answered when the page
// is built, those that ask for a number in number_questions.mjs.

import { kept, logitsAfter, logitsOf, odds, probabilities, temperature, topK, topP } from './compute.mjs';
import { capital, cat, sixWords } from './data.mjs';

/** @typedef {{ ask: string, choices: Record<string, string>, because: string, state: string }} Question */
/** @typedef {Question & { answer: (ls: import('./compute.mjs').Logitscope) => string }} Answered */

/** The letter of the value that comes closest. @param {Record<string, number>} values @param {number} value */
export const nearest = (values, value) => Object.keys(values).sort((a, b) => Math.abs(values[a] - value) - Math.abs(values[b] - value))[0];

/** Logits in descending order of what they were before. @param {(number | null)[]} logits */
const isOrdered = (logits) => logits.every((logit, i) => i === 0 || Number(logits[i - 1]) >= Number(logit));

/** @type {Record<string, Answered>} */
export const questions = {
  loop: {
    ask: 'An answer has 500 tokens. How often does the network run to write it?',
    choices: { a: 'once', b: '500 times', c: '128,256 times, once for each token of the vocabulary' },
    because: 'One pass gives all the scores of one turn, and each turn adds one token: <output data-figure="loop-turns"></output> turns.',
    state: 'scenario=cat&p=0.9',
    answer(ls) {
      let turns = 0;
      for (const text = /** @type {number[]} */ ([]); text.length < 500; turns++) text.push(ls.run({ logits: cat.logits, chain: [], coin: 0 }).picked?.id ?? 0);
      return nearest({ a: 1, b: 500, c: 128256 }, turns);
    },
  },
  scores: {
    ask: 'Every logit of the row grows by 5. What happens to the probability of Paris?',
    choices: { a: 'it rises', b: 'it stays', c: 'it falls' },
    because: 'All differences are what they were: <output data-figure="scores-shifted"></output> before and after.',
    state: 'scenario=capital&open=2',
    answer(ls) {
      const [before, after] = [0, 5].map((more) => probabilities(ls, capital.logits.map((logit) => logit + more))[0]);
      return Math.abs(after - before) < 1e-12 ? 'b' : after > before ? 'a' : 'c';
    },
  },
  temperature: {
    ask: 'At T = 1 the logits 8 and 3 make one token 148 times as likely as the other. At T = 2?',
    choices: { a: '296 times', b: '74 times', c: '12 times' },
    because: 'Half the gap in the exponent is the square root of the ratio, not half of it: the square root of <output data-figure="odds-1"></output> is about <output data-figure="odds-2"></output>.',
    state: 'scenario=capital&T=2&open=1',
    answer: (ls) => nearest({ a: 296, b: 74, c: 12 }, odds(ls, 8, 3, 2)),
  },
  'top-k': {
    ask: 'Top-k keeps three of five tokens. Whose probability grows by the largest factor?',
    choices: { a: 'the favourite’s', b: 'that of the least likely survivor', c: 'all grow by the same factor' },
    because: '<output data-figure="top-k-growth"></output> each, since all are divided by the same sum.',
    state: 'scenario=cat&k=3&open=3',
    answer(ls) {
      const before = probabilities(ls, cat.logits);
      const factors = probabilities(ls, cat.logits, [topK(3)]).slice(0, 3).map((share, id) => share / before[id]);
      if (Math.max(...factors) - Math.min(...factors) < 1e-12) return 'c';
      return factors[0] > factors[2] ? 'a' : 'b';
    },
  },
  'top-p': {
    ask: 'The six tokens with 40, 30, 20, 5, 3 and 2 per cent again. How many stay at p = 0.75?',
    choices: { a: '2, since the third would go beyond', b: '3', c: '4' },
    because: 'Two reach 70 %, which is not enough; the third crosses the line and stays.',
    state: 'scenario=uncertain&p=0.75&open=3',
    answer: (ls) => nearest({ a: 2, b: 3, c: 4 }, kept(ls, logitsOf(sixWords.probabilities), [topP(0.75)])),
  },
  'min-p': {
    ask: 'The favourite has 60 %, and min-p is 0.1. What does a token need to stay?',
    choices: { a: '10 %', b: '6 %', c: '0.6 %' },
    because: 'It is a tenth of the favourite’s share. Were the favourite at 20 %, it would be 2 %.',
    state: 'scenario=mat&minP=0.1&open=3',
    answer: (ls) => nearest({ a: 0.1, b: 0.06, c: 0.006 }, ls.run({ logits: logitsOf([0.6, 0.3, 0.1]), chain: [{ kind: 'minP', p: 0.1 }] }).stages[0].threshold ?? 0),
  },
  penalties: {
    ask: 'A token that has occurred has the logit −2. What does a repetition penalty of 1.2 make of it?',
    choices: { a: '−1.67', b: '−2.4', c: '−3.2' },
    because: 'Below zero it multiplies, to <output data-figure="penalty-signed"></output>. Dividing would give <output data-figure="penalty-naive"></output> and make the token more likely.',
    state: 'view=builder&prompt=The cat sat on the&rp=1.2',
    answer: (ls) => nearest({ a: -1.67, b: -2.4, c: -3.2 }, logitsAfter(ls, [-2, 0], [{ kind: 'repetitionPenalty', penalty: 1.2 }], [0])[0]),
  },
  draw: {
    ask: 'Sleeping, eating and playing are left after k = 3. Which does the coin 0.9 pick?',
    choices: { a: 'sleeping', b: 'eating', c: 'playing' },
    because: 'The line gives the last <output data-figure="draw-last"></output> to playing, and 0.9 lies there.',
    state: 'scenario=cat&k=3&open=4',
    answer: (ls) => 'abc'[ls.run({ logits: cat.logits, chain: [topK(3)], coin: 0.9 }).picked?.id ?? 0],
  },
  beyond: {
    ask: 'A draft model happens to agree with the large one in every probability. How much of its draft stays?',
    choices: { a: 'all of it', b: 'half of it', c: 'as much as the favourite’s probability' },
    because: 'The smaller of two equal numbers is either, and they add up to 1.',
    state: 'scenario=cat',
    answer(ls) {
      const shares = probabilities(ls, cat.logits);
      const accepted = shares.map((share, id) => Math.min(share, shares[id])).reduce((a, b) => a + b);
      return nearest({ a: 1, b: 0.5, c: shares[0] }, accepted);
    },
  },
  takeaways: {
    ask: 'Which of these can change which token is the most likely?',
    choices: { a: 'temperature', b: 'top-p', c: 'a repetition penalty' },
    because: 'A penalty lowers some tokens and not others. Temperature treats all alike, and top-p cuts from the other end.',
    state: 'view=builder&prompt=Once upon a time&rp=1.5',
    answer(ls) {
      const chains = { a: [temperature(2)], b: [topP(0.5)], c: [{ kind: 'repetitionPenalty', penalty: 1.5 }] };
      return Object.entries(chains).filter(([, chain]) => !isOrdered(logitsAfter(ls, cat.logits, chain, [0]).filter((logit) => logit !== null))).map(([letter]) => letter).join('');
    },
  },
  exhibits: {
    ask: 'In 64-bit floating point, does 0.4 + 0.3 + 0.2, added from the left, reach 0.9?',
    choices: { a: 'yes, exactly', b: 'no, it stays just below', c: 'it goes just beyond' },
    because: 'It makes 0.8999999999999999. Core allows for such a last digit and says “at the boundary”; a plain loop lets one token too many in.',
    state: 'scenario=cat&p=0.9&open=3',
    answer(ls) {
      // Three tokens reach it, as core counts; so where the plain sum falls short, that is the sum's doing.
      const reached = kept(ls, logitsOf(sixWords.probabilities), [topP(0.9)]) === 3;
      return reached && 0.4 + 0.3 + 0.2 < 0.9 ? 'b' : 'a';
    },
  },
};

