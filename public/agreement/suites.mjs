// @ts-check
// What libraries answered, and how our answer is held against theirs: one entry for each file of golden figures and
// library. The page agreement.html runs them for a reader, tests/web runs them for us.

import { expectedOf, kSingle, largestOf, playChain, requestOf, survivorsOf } from './chains.mjs';
import { lookAtSurvivors } from './survivors.mjs';

/**
 * @typedef {import('../../web/logitscope.d.ts').Logitscope} Logitscope
 * @typedef {{ verdict: 'same', largest: number } | { verdict: 'open', reason: import('./open.mjs').Reason, shown: string } | { verdict: 'different', because: string }} Played
 *   largest: how far the two accounts lie apart at most
 * @typedef {{ head: string, words?: boolean }} Column
 * @typedef {{ caption: string, columns: Column[], rows: { cells: string[], differs: boolean }[], note?: string }} SideBySide
 * @typedef {[term: string, text: string][]} Input the first of them names the case
 *
 * @typedef {object} Suite
 * @property {string} id
 * @property {string} library and
 * @property {string} version that answered
 * @property {string} what was asked
 * @property {string} unit what one case is called
 * @property {string} file of the golden figures
 * @property {number} allowed how far apart the figures may lie
 * @property {(golden: any) => any[]} cases
 * @property {(ls: Logitscope, one: any) => Played | Promise<Played>} play
 * @property {(one: any) => Input} input
 * @property {(ls: Logitscope, one: any) => SideBySide[] | Promise<SideBySide[]>} tables
 */

const kLlama = { library: 'llama.cpp', version: '0.7.0' };
const kTransformers = { library: 'transformers', version: '5.12.1' };
const casesOf = (/** @type {any} */ { cases }) => cases;

// ---- chains

/** @param {{ library: string, version: string }} of @param {{ dialect: 'llamaCpp' | 'transformers', file: string }} how @returns {Suite} */
const chains = (of, { dialect, file }) => ({
  ...of, id: dialect, what: 'chains of 1 to 4 samplers', unit: 'case', file, allowed: kSingle, cases: casesOf,
  play: (ls, one) => playChain(ls, one, dialect),
  input: (one) => [['Chain', requestOf(one, dialect).chain.map(stageText).join(' → ')], ['History', one.history.join(', ') || 'empty'], ['Logits', one.logits.join(', ')]],
  tables: (ls, one) => [lookAtSurvivors({
    caption: 'The survivors', library: of.library, logits: one.logits, there: expectedOf(one), here: survivorsOf(ls.run(requestOf(one, dialect))),
  })],
});

/** @param {any} stage */
const stageText = ({ kind, ...params }) => `${kind}(${Object.entries(params).map(([name, value]) => `${name} ${JSON.stringify(value)}`).join(', ')})`;

// ---- mirostat

/**
 * The library's own draw is fed back as a pick; the survivors of the next step then depend on the μ that it left.
 * @param {Logitscope} ls @param {any} one
 */
function mirostatSteps(ls, { version, tau, eta, steps }) {
  let state;
  const traces = [];
  for (const { logits, picked } of steps) {
    const trace = ls.run({ logits, chain: [{ kind: 'mirostat', version, tau, eta }], dialect: 'llamaCpp', state, pick: picked });
    ({ state } = trace);
    traces.push(trace);
  }
  return traces;
}

/** The file gives no logits of these: the row's own, which mirostat leaves alone. @param {any} step @returns {import('./chains.mjs').Survivor[]} */
const expectedOfStep = ({ survivors, logits }) => survivors.map((/** @type {number[]} */ [id, probability]) => ({ id, logit: logits[id], probability }));

/** @param {Logitscope} ls @param {any} one @returns {Played} */
function playMirostat(ls, one) {
  const distances = [];
  const ties = [];
  for (const [i, trace] of mirostatSteps(ls, one).entries()) {
    const { logits } = one.steps[i];
    // Of tied tokens the library does not say which stays, so the survivors are held against each other by logit.
    const byLogit = (/** @type {import('./chains.mjs').Survivor} */ a, /** @type {import('./chains.mjs').Survivor} */ b) => logits[b.id] - logits[a.id] || a.id - b.id;
    const [here, there] = [survivorsOf(trace).sort(byLogit), expectedOfStep(one.steps[i]).sort(byLogit)];
    if (here.length !== there.length) return { verdict: 'different', because: `step ${i + 1}: ${here.length} tokens stay here, ${there.length} there` };
    const apart = here.map((mine, k) => (logits[mine.id] === logits[there[k].id] ? Math.abs(mine.probability - there[k].probability) : Infinity));
    const wrong = apart.findIndex((one) => !(one <= kSingle));
    if (wrong >= 0) return { verdict: 'different', because: `step ${i + 1}: token ${here[wrong].id} with ${here[wrong].probability} here, token ${there[wrong].id} with ${there[wrong].probability} there` };
    if (here.some(({ id }, k) => id !== there[k].id)) ties.push(`step ${i + 1}`);
    distances.push(...apart);
  }
  return ties.length ? { verdict: 'open', reason: 'tie', shown: ties.join(', ') } : { verdict: 'same', largest: largestOf(distances) };
}

/** @type {Suite} */
const mirostat = {
  ...kLlama, id: 'mirostat', what: 'mirostat 1 and 2, step after step', unit: 'run', file: 'llama_mirostat.json', allowed: kSingle, cases: casesOf,
  play: playMirostat,
  input: ({ version, tau, eta, vocabulary, steps }) => [['Chain', stageText({ kind: 'mirostat', version, tau, eta })], ['Tokens', `${vocabulary}, in ${steps.length} steps`]],
  tables: (ls, one) => mirostatSteps(ls, one).map((trace, i) => lookAtSurvivors({
    caption: `Step ${i + 1}: the library drew token ${one.steps[i].picked}`, library: kLlama.library, logits: one.steps[i].logits,
    there: expectedOfStep(one.steps[i]), here: survivorsOf(trace), hasLogits: false,
  })),
};

// ---- beam search

/** The file gives seven digits, rounded: half a unit of the last of them, whatever it stands for. */
const kScore = 5.01e-7;

/** @param {Logitscope} ls @param {any} one */
async function sequencesOf(ls, one) {
  const model = { eos: one.eos, logits: (/** @type {ArrayLike<number>} */ context) => one.logitsAfterToken[context[context.length - 1]] };
  return (await ls.beamSearch(/** @type {any} */ (model), one)).sequences;
}

/** @param {{ tokens: number[], score: number | null } | undefined} here @param {{ tokens: number[], score: number | null } | undefined} there */
function apartOf(here, there) {
  if (!here || !there || here.tokens.join() !== there.tokens.join() || (here.score === null) !== (there.score === null)) return Infinity;
  return here.score === null || there.score === null ? 0 : Math.abs(here.score - there.score) / Math.max(1, Math.abs(there.score));
}

/** @param {Logitscope} ls @param {any} one @returns {Promise<Played>} */
async function playBeam(ls, one) {
  const here = await sequencesOf(ls, one);
  if (here.length !== one.sequences.length) return { verdict: 'different', because: `${here.length} sequences here, ${one.sequences.length} there` };
  const distances = here.map((sequence, i) => apartOf(sequence, one.sequences[i]));
  const wrong = distances.findIndex((apart) => !(apart <= kScore));
  if (wrong < 0) return { verdict: 'same', largest: largestOf(distances) };
  return { verdict: 'different', because: `sequence ${wrong + 1} is ${sequenceText(here[wrong])} here, ${sequenceText(one.sequences[wrong])} there` };
}

/** @param {{ tokens: number[], score: number | null }} sequence */
const sequenceText = ({ tokens, score }) => `${tokens.join(' ')}${score === null ? '' : ` with a score of ${score}`}`;

/** @param {Logitscope} ls @param {any} one @returns {Promise<SideBySide>} */
async function sequencesSideBySide(ls, one) {
  const [here, there] = [await sequencesOf(ls, one), one.sequences];
  const score = (/** @type {number | null | undefined} */ value) => (value == null ? 'none' : value.toFixed(7));
  return {
    caption: 'The sequences, best first',
    columns: [{ head: `Tokens, ${kTransformers.library}`, words: true }, { head: 'Tokens, here', words: true }, { head: `Score, ${kTransformers.library}` }, { head: 'Score, here' }],
    rows: Array.from({ length: Math.max(here.length, there.length) }, (_, i) => ({
      cells: [there[i]?.tokens.join(' ') ?? 'none', here[i]?.tokens.join(' ') ?? 'none', score(there[i]?.score), score(here[i]?.score)],
      differs: !(apartOf(here[i], there[i]) <= kScore),
    })),
  };
}

/** @type {Suite} */
const beam = {
  ...kTransformers, id: 'beam', what: 'greedy and beam search', unit: 'search', file: 'transformers_beam.json', allowed: kScore, cases: casesOf,
  play: playBeam,
  input: ({ logitsAfterToken, sequences, prompt, ...options }) => [
    ['Search', Object.entries(options).map(([name, value]) => `${name} ${value}`).join(', ')], ['Prompt', prompt.join(', ')],
    ...logitsAfterToken.map((/** @type {number[]} */ row, /** @type {number} */ token) => [`After ${token}`, row.join(', ')]),
  ],
  tables: async (ls, one) => [await sequencesSideBySide(ls, one)],
};

// ---- random numbers

/** @param {Pick<Suite, 'id' | 'library' | 'version' | 'what'> & { kind: 'python' | 'numpy', list: string }} of @returns {Suite} */
const randomNumbers = ({ kind, list, ...of }) => ({
  ...of, unit: 'seed', file: 'random.json', allowed: 0,
  cases: (golden) => Object.entries(golden[list]).map(([seed, draws]) => ({ seed: Number(seed), draws })),
  play: (ls, { seed, draws }) => {
    const here = drawsOf(ls, kind, seed, draws.length);
    const wrong = here.findIndex((draw, i) => draw !== draws[i]);
    return wrong < 0 ? { verdict: 'same', largest: 0 } : { verdict: 'different', because: `draw ${wrong + 1} of seed ${seed} is ${here[wrong]} here, ${draws[wrong]} there` };
  },
  input: ({ seed }) => [['Seed', String(seed)]],
  tables: (ls, { seed, draws }) => [{
    caption: 'The first draws', columns: [{ head: 'Draw' }, { head: of.library }, { head: 'Here' }],
    rows: drawsOf(ls, kind, seed, draws.length).map((draw, i) => ({ cells: [String(i + 1), String(draws[i]), String(draw)], differs: draw !== draws[i] })),
  }],
});

/** @param {Logitscope} ls @param {'python' | 'numpy'} kind @param {number} seed @param {number} count */
function drawsOf(ls, kind, seed, count) {
  const rng = ls.createRng({ seed, kind });
  return Array.from({ length: count }, () => rng.next());
}

/** @type {Suite[]} */
export const suites = [
  chains(kLlama, { dialect: 'llamaCpp', file: 'llama_cpp.json' }),
  mirostat,
  chains(kTransformers, { dialect: 'transformers', file: 'transformers.json' }),
  beam,
  randomNumbers({ id: 'python', library: 'CPython', version: '3.14', what: 'random()', kind: 'python', list: 'python' }),
  randomNumbers({ id: 'numpy', library: 'NumPy', version: '2.4', what: 'random_sample()', kind: 'numpy', list: 'numpyRandomState' }),
];

/**
 * Plays one case; what is refused, because the file holds what cannot be, is a difference too.
 * @param {Logitscope} ls @param {Suite} suite @param {any} one @returns {Promise<Played>}
 */
export async function played(ls, suite, one) {
  try {
    return await suite.play(ls, one);
  } catch (error) {
    return { verdict: 'different', because: /** @type {Error} */ (error).message };
  }
}
