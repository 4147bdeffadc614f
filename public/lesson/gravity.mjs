// @ts-check
// A sentence in eleven steps: twenty tokens, and their logits before each step. Illustrative; after a textbook's worked
// generation. tests/golden/chapter_trace.json holds what comes out.

export const vocabulary = [
  'Gravity', 'is', 'the', 'force', 'that', 'pulls', 'attracts', 'objects', 'toward', 'each', 'other', '.', 'mass',
  'between', 'with', 'all', 'a', 'which', 'bodies', 'together',
];

export const period = vocabulary.indexOf('.');

/** Most tokens stand the same in every step; a step says which do not. */
const usual = [0, 0.5, 0.3, 0.2, 0.1, 0, 0, 0, -2, -1.5, -2, -3, 0.5, -1, -2, 0.3, 0.2, 0.2, -1, -2];

/** @type {readonly Record<string, number>[]} */
const steps = [
  { Gravity: 9, is: 1, the: 2, force: 1.5, that: 0.5, pulls: 0.3, attracts: 0.2, objects: 0.1, toward: -1, mass: 0.8, all: 0.5, a: 1, which: 0.3 },
  { is: 8.5, the: 0.5, force: 0.3, that: 0.2, pulls: 0.1, objects: -1, a: 0.8 },
  { the: 7.5, force: 1, that: 0.3, pulls: 0.2, attracts: 0.1, objects: -1, a: 3.5 },
  { force: 8, that: 0.2, pulls: 0.1, objects: -1 },
  { that: 7.5, pulls: 0.1, objects: -1, which: 3 },
  { pulls: 5.5, attracts: 6, objects: -1 },
  { objects: 7, mass: 1.5, all: 1, bodies: 3 },
  { toward: 5, between: 4, with: 6.5, together: 2 },
  { mass: 7.5 },
  { toward: 3, together: 4.5 },
  { '.': 8 },
];

export const stepLogits = steps.map((changed) => vocabulary.map((token, id) => changed[token] ?? usual[id]));

export const prompt = 'Explain gravity in one sentence.';

/** Asked with the ids so far, it answers with the next step's logits. */
export const model = {
  vocabulary,
  eos: period,
  /** @param {readonly number[]} context */
  logits: (context) => stepLogits[Math.min(context.length, stepLogits.length - 1)],
};

export const options = {
  chain: [{ kind: 'frequencyPenalty', penalty: 0.3 }, { kind: 'temperature', temperature: 0.7 }, { kind: 'topP', p: 0.9 }],
  seed: 42,
  rng: 'numpy',
  maxNewTokens: 20,
};
