// @ts-check
// What came of the cases, as HTML: a row for each library, and the cases whose answers differ.

import { make } from '../page/dom.mjs';
import { largestOf } from './chains.mjs';
import { kReasons } from './open.mjs';

/** @typedef {import('./main.mjs').Run} Run */

/** @param {Run} run @param {import('./suites.mjs').Played['verdict']} verdict */
const countOf = ({ results }, verdict) => results.filter((result) => result.verdict === verdict).length;

/** Where nothing has come of a suite yet, there is nothing to say. @param {Run[]} runs @param {import('../../web/logitscope.d.ts').Logitscope} [ls] */
export function summaryRows(runs, ls) {
  return runs.map((run) => {
    const { suite: { library, version, what, allowed }, results, ms } = run;
    const name = make('th', { scope: 'row' }, `${library} ${version}`, make('small', {}, what));
    if (!ls || results.length === 0) return make('tr', {}, name, ...Array.from({ length: 7 }, () => make('td', {}, '–')));
    const wrong = countOf(run, 'different');
    const largest = largestOf(results.map((result) => (result.verdict === 'same' ? result.largest : 0)));
    const cells = [results.length, countOf(run, 'same'), countOf(run, 'open'), wrong, apartText(ls, largest), apartText(ls, allowed), `${ls.format(ms, 0)} ms`];
    return make('tr', {}, name, ...cells.map((cell, i) => make('td', { className: i === 3 && wrong > 0 && 'wrong' }, String(cell))));
  });
}

/** @param {import('../../web/logitscope.d.ts').Logitscope} ls @param {number} apart */
const apartText = (ls, apart) => (apart === 0 ? 'none' : ls.format(apart, 'figure'));

/** @param {Run[]} runs */
export function outcomeOf(runs) {
  const count = (/** @type {import('./suites.mjs').Played['verdict']} */ verdict) => runs.reduce((sum, run) => sum + countOf(run, verdict), 0);
  const [same, open, wrong] = [count('same'), count('open'), count('different')];
  return `${same + open + wrong} cases: ${same} agree, ${open} ${open === 1 ? 'is' : 'are'} left open by the library, ${wrong} ${wrong === 1 ? 'disagrees' : 'disagree'}.`;
}

/** What disagrees first; empty where all agree. @param {Run[]} runs @returns {HTMLElement[]} */
export function differencesOf(runs) {
  return [...runs.flatMap(disagreementsOf), ...runs.flatMap(openOf)];
}

/** @param {Run} run */
function disagreementsOf({ suite, cases, results }) {
  const found = results.flatMap((result, i) => (result.verdict === 'different' ? [make('li', {}, caseButton(suite, i), make('span', {}, `${result.because}.`), make('code', {}, inputOf(suite, cases[i])))] : []));
  if (found.length === 0) return [];
  return [make('section', {}, make('h3', {}, `${suite.library} ${suite.version}, ${suite.what}: ${found.length} ${found.length === 1 ? 'disagrees' : 'disagree'}`), make('ul', { className: 'wrong' }, ...found))];
}

/** A case that cannot be read has no input to show. @param {import('./suites.mjs').Suite} suite @param {any} one */
function inputOf(suite, one) {
  try {
    return suite.input(one)[0][1];
  } catch {
    return '';
  }
}

/** By reason. @param {Run} run */
function openOf({ suite, results }) {
  return Object.entries(kReasons).flatMap(([reason, sentence]) => {
    const found = results.flatMap((result, i) => (result.verdict === 'open' && result.reason === reason ? [make('li', {}, caseButton(suite, i), make('small', {}, result.shown))] : []));
    if (found.length === 0) return [];
    return [make('section', {},
      make('h3', {}, `${suite.library} ${suite.version}, ${suite.what}: ${found.length} left open`),
      make('p', { className: 'prose' }, sentence),
      make('details', {}, make('summary', {}, found.length === 1 ? 'Which one' : `Which ${found.length}`), make('ul', {}, ...found)))];
  });
}

/** @param {import('./suites.mjs').Suite} suite @param {number} index */
const caseButton = ({ id, unit }, index) => make('button', { type: 'button', 'data-suite': id, 'data-number': index + 1 }, `${unit[0].toUpperCase()}${unit.slice(1)} ${index + 1}`);
