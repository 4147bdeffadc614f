// @ts-check
// agreement.html: one click runs what libraries answered through the functions beside this page, and shows agreement.

import { assetUrl } from '../page/assets.mjs';
import { find, setText, show } from '../page/dom.mjs';
import { offerCases } from './one_case.mjs';
import { played, suites } from './suites.mjs';
import { differencesOf, outcomeOf, summaryRows } from './tables.mjs';

/** @typedef {{ suite: import('./suites.mjs').Suite, cases: any[], results: import('./suites.mjs').Played[], ms: number }} Run one suite's, so far */

/** For so long the page may not answer: about one frame. */
const kSliceMs = 14;

let isRunning = false;

find('run').addEventListener('click', async () => {
  if (isRunning) return;
  showRunning(true);
  setText('error', '');
  setText('status', 'Running …');
  try {
    await runAll();
  } catch (error) {
    setText('status', '');
    setText('error', /** @type {Error} */ (error).message);
  } finally {
    showRunning(false);
  }
});

/** The button keeps the focus, which one that is disabled would lose. @param {boolean} isOn */
function showRunning(isOn) {
  isRunning = isOn;
  find('run').setAttribute('aria-disabled', String(isOn));
  find('progress').hidden = !isOn;
  find('progress').value = 0;
}

async function runAll() {
  const ls = await functions();
  /** @type {Run[]} */
  const runs = await Promise.all(suites.map(async (suite) => ({ suite, cases: await casesOf(suite), results: [], ms: 0 })));
  const total = runs.reduce((sum, { cases }) => sum + cases.length, 0);
  for (const run of runs) {
    while (run.results.length < run.cases.length) {
      await runSlice(ls, run);
      find('progress').value = runs.reduce((sum, { results }) => sum + results.length, 0) / total;
      // The browser's turn: to draw, and to answer the reader.
      await new Promise((resume) => { setTimeout(resume); });
    }
    show(find('summary-body'), summaryRows(runs, ls));
  }
  const differences = differencesOf(runs);
  find('differences').hidden = differences.length === 0;
  show(find('differences-body'), differences);
  setText('status', outcomeOf(runs));
  setText('run', 'Run the cases again');
  offerCases(ls, runs);
}

/** @param {import('../../web/logitscope.d.ts').Logitscope} ls @param {Run} run */
async function runSlice(ls, run) {
  const begin = performance.now();
  do run.results.push(await played(ls, run.suite, run.cases[run.results.length]));
  while (run.results.length < run.cases.length && performance.now() - begin < kSliceMs);
  run.ms += performance.now() - begin;
}

/** Those of this page's release: they lie beside it. @returns {Promise<import('../../web/logitscope.d.ts').Logitscope>} */
async function functions() {
  const module = await import(new URL('logitscope.mjs', document.baseURI).href).catch(() => null);
  if (!module) throw new Error('The functions could not be loaded: logitscope.mjs does not lie beside this page, or nobody answered. Nothing was run.');
  return module.load();
}

/** @param {import('./suites.mjs').Suite} suite @returns {Promise<any[]>} */
async function casesOf({ file, cases }) {
  const response = await fetch(assetUrl(`golden_${file}`)).catch(() => null);
  if (!response?.ok) throw new Error(`The cases of ${file} could not be loaded: ${response ? `the answer was ${response.status}` : 'nobody answered'}. Nothing was run.`);
  try {
    return cases(await response.json());
  } catch {
    throw new Error(`${file} holds no cases that can be read. Nothing was run.`);
  }
}

show(find('summary-body'), summaryRows(suites.map((suite) => ({ suite, cases: [], results: [], ms: 0 }))));
addEventListener('beforeprint', () => {
  for (const details of document.querySelectorAll('details')) details.open = true;
});
