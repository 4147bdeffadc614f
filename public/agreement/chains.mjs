// @ts-check
// One chain that a library applied, run here, and both lists of survivors held against each other.

import { openReason } from './open.mjs';

/** float32 has 24 bits; a chain of four stages loses a few of them. */
export const kSingle = 2e-6;

/** @typedef {import('./suites.mjs').Played} Played */
/** @typedef {{ id: number, logit: number, probability: number }} Survivor */

/** llama.cpp's penalties are three of our stages in a row. @param {any} stage */
const stagesOf = (stage) => (stage.kind !== 'penalties' ? [stage] : [
  { kind: 'repetitionPenalty', penalty: stage.repetition, lastN: stage.lastN },
  { kind: 'frequencyPenalty', penalty: stage.frequency, lastN: stage.lastN },
  { kind: 'presencePenalty', penalty: stage.presence, lastN: stage.lastN },
]);

/** @param {any} one a case @param {import('../../web/logitscope.d.ts').Dialect} dialect */
export const requestOf = ({ logits, history, chain }, dialect) => ({ logits, history, chain: chain.flatMap(stagesOf), dialect, logitsAreFloat32: true });

/** The survivors here, by id as the files list them. @param {import('../../web/logitscope.d.ts').Trace} trace @returns {Survivor[]} */
export function survivorsOf({ candidates: { ids, logits, probabilities } }) {
  return [...ids].map((id, i) => ({ id, logit: logits[i], probability: probabilities[i] })).sort((a, b) => a.id - b.id);
}

/** The library's. @param {any} one @returns {Survivor[]} */
export const expectedOf = ({ candidates }) => candidates.map((/** @type {number[]} */ [id, logit, probability]) => ({ id, logit, probability }));

/** How far two accounts of one token lie apart; a logit beyond 1 by its own size. @param {Survivor} here @param {Survivor} there */
export const distance = (here, there) => Math.max(
  Math.abs(here.logit - there.logit) / Math.max(1, Math.abs(there.logit)), Math.abs(here.probability - there.probability));

/** What is no number agrees with nothing. @param {number[]} distances */
export const largestOf = (distances) => distances.reduce((most, one) => (one <= most ? most : Number.isNaN(one) ? Infinity : one), 0);

/** @param {Survivor[]} here @param {Survivor[]} there */
function largestDistance(here, there) {
  if (here.length !== there.length || here.some(({ id }, i) => id !== there[i].id)) return Infinity;
  return largestOf(here.map((one, i) => distance(one, there[i])));
}

/** Which tokens hold them left aside. @param {Survivor[]} here @param {Survivor[]} there */
function largestDistanceOfProbabilities(here, there) {
  if (here.length !== there.length) return Infinity;
  const ordered = (/** @type {Survivor[]} */ survivors) => survivors.map(({ probability }) => probability).sort((a, b) => a - b);
  const [a, b] = [ordered(here), ordered(there)];
  return largestOf(a.map((probability, i) => Math.abs(probability - b[i])));
}

/**
 * @param {import('../../web/logitscope.d.ts').Logitscope} ls
 * @param {any} one a case of llama_cpp.json or transformers.json
 * @param {import('../../web/logitscope.d.ts').Dialect} dialect
 * @returns {Played}
 */
export function playChain(ls, one, dialect) {
  const request = requestOf(one, dialect);
  const trace = ls.run(request);
  const [here, there] = [survivorsOf(trace), expectedOf(one)];
  const largest = largestDistance(here, there);
  if (largest <= kSingle) return { verdict: 'same', largest };
  const ofProbabilities = largestDistanceOfProbabilities(here, there);
  const open = openReason(ls, request, trace, ofProbabilities <= kSingle);
  if (open) return { verdict: 'open', ...open };
  return { verdict: 'different', because: differenceOf(here, there) };
}

/** @param {Survivor[]} here @param {Survivor[]} there */
function differenceOf(here, there) {
  if (here.length !== there.length) return `${here.length} tokens stay here, ${there.length} there`;
  const i = here.findIndex((one, k) => one.id !== there[k].id || !(distance(one, there[k]) <= kSingle));
  if (here[i].id !== there[i].id) return `token ${here[i].id} stays here, token ${there[i].id} there`;
  return `token ${here[i].id} comes to logit ${here[i].logit} and probability ${here[i].probability} here, ${there[i].logit} and ${there[i].probability} there`;
}
