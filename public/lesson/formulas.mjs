// @ts-check
// The lesson's formulas: what is displayed, what each symbol means, and which live figure puts today's numbers in.

import { after, cases, frac, row, sub, sum, sup } from './mathml.mjs';

const p = (/** @type {string} */ index) => sub('p', index);
const z = (/** @type {string} */ index) => sub('z', index);
const symbols = /** @type {const} */ ({
  i: ['i', 'the token in question'],
  j: ['j', 'runs over every token of the vocabulary'],
  z: ['z', 'a logit, the model’s raw score'],
  p: ['p', 'a probability'],
  T: ['T', 'the temperature'],
});

/** @type {Record<string, { title: string, math: string, symbols: (readonly [string, string])[], live?: string }>} */
export const formulas = {
  softmax: {
    title: 'Softmax',
    math: row(p('i'), '=', frac(row('exp', '(', z('i'), ')'), row(sum('j'), 'exp', '(', z('j'), ')'))),
    symbols: [symbols.p, symbols.z, symbols.i, symbols.j], live: 'live-softmax',
  },
  stable: {
    title: 'The same without overflow',
    math: row(p('i'), '=', frac(row('exp', '(', z('i'), '−', 'm', ')'), row(sum('j'), 'exp', '(', z('j'), '−', 'm', ')')), ',', 'm', '=', 'max', z('j')),
    symbols: [symbols.p, symbols.z, symbols.i, symbols.j, ['m', 'the largest logit; then the largest exponent is 0']], live: 'live-stable',
  },
  temperature: {
    title: 'Temperature',
    math: row(p('i'), '=', frac(row('exp', '(', z('i'), '/', 'T', ')'), row(sum('j'), 'exp', '(', z('j'), '/', 'T', ')'))),
    symbols: [symbols.p, symbols.z, symbols.T, symbols.i, symbols.j], live: 'live-temperature',
  },
  odds: {
    title: 'What it does to two tokens',
    math: row(frac(p('a'), p('b')), '=', 'exp', '(', frac(row(z('a'), '−', z('b')), 'T'), ')'),
    symbols: [symbols.p, symbols.z, symbols.T, ['a', 'the one token'], ['b', 'the other']], live: 'live-odds',
  },
  topK: {
    title: 'Top-k',
    math: row(after('p', 'i'), '=', cases([row(frac(p('i'), row(sum(row('j', '≤', 'k')), p('j')))), row('"if ', 'i', '≤', 'k')], [row('0'), row('"otherwise')])),
    symbols: [['p′', 'the probability after the cut'], symbols.p, ['i', 'the token’s rank, 1 for the most likely'], ['j', 'runs over the ranks that stay'], ['k', 'how many tokens stay']], live: 'live-top-k',
  },
  topP: {
    title: 'Top-p, the nucleus',
    math: row('n', '=', 'min', '{', 'm', ':', sum(row('j', '=', '1'), 'm'), p('j'), '≥', 'P', '}'),
    symbols: [['n', 'the size of the nucleus'], ['m', 'a number of tokens, counted from the most likely'], symbols.p, ['j', 'the rank of a token'], ['P', 'the setting top-p']], live: 'live-top-p',
  },
  minP: {
    title: 'Min-p',
    math: row('"keep ', 'i', '" when ', p('i'), '≥', 'm', '·', 'max', p('j')),
    symbols: [symbols.p, symbols.i, symbols.j, ['m', 'the setting min-p, a share of the largest probability']], live: 'live-min-p',
  },
  nSigma: {
    title: 'Top-nσ',
    math: row('"keep ', 'i', '" when ', z('i'), '≥', 'max', z('j'), '−', 'n', 'σ'),
    symbols: [symbols.z, symbols.i, symbols.j, ['n', 'the setting: how many standard deviations'], ['σ', 'the standard deviation of the logits']], live: 'live-n-sigma',
  },
  repetition: {
    title: 'Repetition penalty',
    math: row(after('z', 'i'), '=', cases([row(z('i'), '/', 'r'), row('"if ', z('i'), '>', '0')], [row(z('i'), '·', 'r'), row('"otherwise')])),
    symbols: [['z′', 'the logit of a token that has occurred, afterwards'], symbols.z, symbols.i, ['r', 'the penalty; 1 changes nothing']],
  },
  additive: {
    title: 'Frequency and presence penalty',
    math: row(after('z', 'i'), '=', z('i'), '−', sub('c', 'i'), 'f', '−', 'g', '[', sub('c', 'i'), '>', '0', ']'),
    symbols: [['z′', 'the logit afterwards'], symbols.z, symbols.i, ['c', 'how often the token has occurred'], ['f', 'the frequency penalty'], ['g', 'the presence penalty; the bracket is 1 where it holds, else 0']],
  },
  sequence: {
    title: 'A sequence',
    math: row('ln', 'P', '=', sum(row('t', '=', '1'), 'N'), 'ln', p('t')),
    symbols: [['P', 'the probability of the whole sequence'], ['N', 'its length in tokens'], ['t', 'the place in it'], ['p', 'the probability of the token there, given all before it']], live: 'sequence-sum',
  },
  beam: {
    title: 'The score of a beam',
    math: row('s', '=', frac(row('ln', 'P'), sup('N', 'α'))),
    symbols: [['s', 'what beams are ranked by in the end'], ['P', 'the probability of the sequence'], ['N', 'its length in new tokens'], ['α', 'the length penalty: 0 none, and the larger the better for long ones']], live: 'beam-scores',
  },
  perplexity: {
    title: 'Perplexity of a text',
    math: row('"PPL', '=', sup('2', row('−', frac('1', 'N'), sum(row('t', '=', '1'), 'N'), sub('<mi mathvariant="normal">log</mi>', '2'), p('t')))),
    symbols: [['N', 'its length in tokens'], ['t', 'the place in it'], ['p', 'the probability of the token there, given all before it']], live: 'perplexity-line',
  },
  entropy: {
    title: 'Entropy of one step',
    math: row('H', '=', '−', sum('i'), p('i'), sub('<mi mathvariant="normal">log</mi>', '2'), p('i')),
    symbols: [['H', 'the entropy, in bits'], symbols.p, ['i', 'runs over every token']], live: 'live-entropy',
  },
  kl: {
    title: 'Kullback–Leibler divergence',
    math: row(sub('D', '"KL'), '(', 'P', '∥', 'Q', ')', '=', sum('i'), sub('P', 'i'), sub('<mi mathvariant="normal">log</mi>', '2'), frac(sub('P', 'i'), sub('Q', 'i'))),
    symbols: [['D', 'the divergence, in bits'], ['P', 'one distribution, here the one after the chain'], ['Q', 'the other, here the model’s own'], ['i', 'runs over every token']], live: 'live-kl',
  },
  accept: {
    title: 'How often a draft is accepted',
    math: row('A', '=', sum('i'), 'min', '(', p('i'), ',', sub('q', 'i'), ')'),
    symbols: [['A', 'the share of drafted tokens that stay'], ['p', 'what the large model says'], ['q', 'what the draft model says'], ['i', 'runs over every token']], live: 'accept-line',
  },
};
