// @ts-check
// A section as a prompt for the reader's own AI tutor: what it claims, and the figures that stand there now. Copied, or
// selected by hand where there is no clipboard. Nothing is sent anywhere.

import { make } from '../page/dom.mjs';

const asPlain = (/** @type {Element | null} */ node) => (node?.textContent ?? '').replace(/\s+/g, ' ').trim();

/** @param {Element} table */
const tableText = (table) => [
  asPlain(table.querySelector('caption')),
  ...[...table.querySelectorAll('tr')].map((row) => [...row.children].map(asPlain).join(' | ')),
].join('\n');

/** @param {import('../page/app_handle.mjs').AppHandle} app @param {HTMLElement} section */
function promptOf(app, section) {
  const { sentence, note, controls } = app.view();
  const settings = controls.filter((/** @type {any} */ { main, enabled }) => main && enabled).map((/** @type {any} */ { label, text }) => `${label} ${text}`).join(', ');
  const title = asPlain(section.querySelector('h2')).replace(/^\d+ /, '');
  return [
    `I am learning how language models pick their next token, and have just read a section called “${title}”.`,
    `It says: ${asPlain(section.querySelector('.claim'))}`,
    ...[...section.querySelectorAll('.live')].map((node) => `With my numbers: ${asPlain(node)}`),
    ...[...section.querySelectorAll('[data-table] table')].map((table) => `\n${tableText(table)}`),
    `\nThe instrument shows “${sentence}”. ${note} Settings: ${settings}.`,
    '\nExplain to me why this holds, in plain words first and then with the formula. Then ask me three questions, one at a time, each harder than the one before, wait for my answers, and correct them with numbers.',
  ].join('\n');
}

/** @param {import('../page/app_handle.mjs').AppHandle} app @param {HTMLElement} lesson */
export function offerPrompts(app, lesson) {
  for (const place of lesson.querySelectorAll('.tutor')) {
    const section = /** @type {HTMLElement} */ (place.closest('section'));
    const shown = make('pre', { tabindex: 0, 'aria-label': 'The prompt' });
    const said = make('span', { role: 'status' });
    const copy = make('button', { type: 'button' }, 'Copy as a prompt for your AI tutor');
    const details = make('details', {}, make('summary', {}, 'Read the prompt'), shown);
    copy.addEventListener('click', async () => {
      shown.textContent = promptOf(app, section);
      try {
        await navigator.clipboard.writeText(shown.textContent);
        said.textContent = 'Copied.';
      } catch {
        /** @type {HTMLDetailsElement} */ (details).open = true;
        said.textContent = 'No clipboard here; the text below can be selected.';
        getSelection()?.selectAllChildren(shown);
      }
    });
    details.addEventListener('toggle', () => {
      if (/** @type {HTMLDetailsElement} */ (details).open) shown.textContent = promptOf(app, section);
    });
    place.append(copy, said, details);
  }
}
