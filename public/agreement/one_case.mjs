// @ts-check
// Any case, picked by its number: what was asked, and the library's answer beside ours.

import { find, make, setText, show } from '../page/dom.mjs';

/** @typedef {import('./main.mjs').Run} Run */

/** @type {import('../../web/logitscope.d.ts').Logitscope} */
let ls;
/** @type {Run[]} */
let runs = [];

const chosen = () => /** @type {Run} */ (runs.find(({ suite }) => suite.id === find('suite').value));

/** Shows the card, at the case that it was left at. @param {import('../../web/logitscope.d.ts').Logitscope} functions @param {Run[]} finished */
export function offerCases(functions, finished) {
  [ls, runs] = [functions, finished];
  show(find('suite'), runs.map(({ suite: { id, library, version, what } }) => make('option', { value: id }, `${library} ${version}, ${what}`)));
  find('case-card').hidden = false;
  follow();
}

/** What was chosen is shown; a number that is none leaves what was there. */
async function follow() {
  const { suite, cases, results } = chosen();
  const number = Number(find('number').value);
  const isRight = Number.isInteger(number) && number >= 1 && number <= cases.length;
  find('number').max = cases.length;
  find('number').setAttribute('aria-invalid', String(!isRight));
  setText('number-help', `1 to ${cases.length}.`);
  setText('case-error', isRight ? '' : `The number is ${find('number').value || 'empty'}; allowed: a whole number from 1 to ${cases.length}.`);
  find('before').disabled = !isRight || number === 1;
  find('after').disabled = !isRight || number === cases.length;
  if (!isRight) return;
  setText('verdict', verdictText(results[number - 1]));
  try {
    show(find('case-input'), suite.input(cases[number - 1]).flatMap(([term, text]) => [make('dt', {}, term), make('dd', { tabindex: 0 }, text)]));
    show(find('case-tables'), (await suite.tables(ls, cases[number - 1])).map(tableOf));
  } catch (error) {
    show(find('case-tables'), []);
    setText('case-error', /** @type {Error} */ (error).message);
  }
}

/** @param {import('./suites.mjs').Played} result */
function verdictText(result) {
  if (result.verdict === 'different') return `Disagree: ${result.because}.`;
  return result.verdict === 'same' ? 'Agree.' : `Left open by the library${result.shown && `: ${result.shown}`}.`;
}

/** @param {import('./suites.mjs').SideBySide} table */
function tableOf({ caption, columns, rows, note }) {
  const classOf = (/** @type {number} */ i) => columns[i].words && 'words';
  return make('section', {}, make('h3', {}, caption),
    make('div', { className: 'scroller', tabindex: 0, role: 'region', 'aria-label': caption }, make('table', {},
      make('thead', {}, make('tr', {}, ...columns.map(({ head }, i) => make('th', { scope: 'col', className: classOf(i) }, head)))),
      make('tbody', {}, ...rows.map(({ cells, differs }) => make('tr', { className: differs && 'differs' }, ...cells.map((cell, i) => make('td', { className: classOf(i) }, cell))))))),
    ...(note ? [make('p', { className: 'help' }, note)] : []));
}

/** @param {number} number */
function goTo(number) {
  find('number').value = number;
  follow();
}

find('chooser').addEventListener('submit', (/** @type {Event} */ event) => event.preventDefault());
find('number').addEventListener('input', follow);
find('suite').addEventListener('change', () => goTo(1));
find('before').addEventListener('click', () => goTo(find('number').valueAsNumber - 1));
find('after').addEventListener('click', () => goTo(find('number').valueAsNumber + 1));
document.addEventListener('click', (event) => {
  const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest?.('[data-suite]'));
  if (!button) return;
  find('suite').value = button.dataset.suite;
  goTo(Number(button.dataset.number));
  find('case-heading').focus();
  find('case-card').scrollIntoView();
});
