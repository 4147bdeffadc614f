// @ts-check
// What is shown, as a file: the picture as SVG or PNG, any table as CSV, the step with every number as JSON.

import { find, setText } from './dom.mjs';

/** @param {import('./app_handle.mjs').AppHandle} app @param {import('./picture.mjs').Picture} picture */
export function listenForSaves(app, picture) {
  const name = (/** @type {string} */ ending) => `logitscope-${app.view().view}.${ending}`;
  find('save-svg')?.addEventListener('click', () => {
    const svg = picture.host?.svg();
    if (svg) saveFile(name('svg'), 'image/svg+xml', svg);
    else setText('status', 'There is no picture here to save.');
  });
  find('save-png')?.addEventListener('click', async () => {
    const png = await picture.host?.png().catch(() => null);
    if (png) saveFile(name('png'), 'image/png', png);
    else setText('status', 'There is no picture here to save.');
  });
  find('save-json')?.addEventListener('click', () => saveFile(name('json'), 'application/json', jsonOf(app)));
  document.addEventListener('click', (event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest?.('[data-save-table]');
    if (!button) return;
    const id = /** @type {HTMLElement} */ (button).dataset.saveTable;
    saveFile(`logitscope-${app.view().view}-${id}.csv`, 'text/csv', app.tableCsv(id ?? ''));
  });
}

/** @param {string} name @param {string} type @param {BlobPart} content */
export function saveFile(name, type, content) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has taken its copy by the time the next task runs.
  setTimeout(() => URL.revokeObjectURL(url));
}

/** The tables as they are shown, and the step behind them in full. @param {import('./app_handle.mjs').AppHandle} app */
function jsonOf(app) {
  const { view, link, twin } = app.view();
  const tables = twin.filter((/** @type {any} */ { kind }) => kind === 'table')
    .map((/** @type {any} */ { id, caption, columns, rows, rest }) => ({
      id, caption, columns: columns.map((/** @type {any} */ { head }) => head), rows: rows.map((/** @type {any} */ { cells }) => cells), rest,
    }));
  return `${JSON.stringify({ view, link, tables, trace: app.trace() }, null, 1)}\n`;
}
