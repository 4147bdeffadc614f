// Puts the names of the views into the pages that show them before the picture's module is there, or without it. They
// stand in one place, the table of the shell's model.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDir } from '../provision/paths.mjs';

const kTable = 'shell/model/views.h';
const kRow = /\{View::\w+, "(\w+)", "([^"]+)",\s*"([^"]+)"/g;

/** In the order of the tabs. @returns {{ name: string, label: string, summary: string }[]} */
function views() {
  const found = [...readFileSync(join(projectDir, kTable), 'utf8').matchAll(kRow)].map(([, name, label, summary]) => ({ name, label, summary }));
  if (found.length === 0) throw new Error(`${kTable} no longer lists the views as it did: look at cmake/dist/views.mjs.`);
  return found;
}

/** @param {string} html @param {string} mark @param {string} text */
function filled(html, mark, text) {
  if (!html.includes(mark)) throw new Error(`A page has no place for its views: ${mark}`);
  return html.replace(mark, () => text);
}

/** Tabs that nobody can press yet, and what the first view is about. @param {string} html */
export function withTabs(html) {
  const tabs = views().map(({ label }) => `<button type="button" disabled>${label}</button>`).join('');
  return filled(filled(html, '<!-- views -->', tabs), '<!-- summary -->', views()[0].summary);
}

/** The choice of a view, the first being what a tag shows that names none, and the names that a tag may give. @param {string} html */
export function withViewNames(html) {
  const all = views();
  const options = all.map(({ name, label }, i) => `<option value="${i === 0 ? '' : name}">${label}</option>`).join('');
  return filled(filled(html, '<!-- views -->', options), '<!-- view names -->', all.map(({ name }) => name).join(', '));
}
