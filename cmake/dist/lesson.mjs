// Puts the lesson into the page: the sections' fragments, with their figures, tables, drawings and formulas filled in by
// core, so that the article is whole before any script runs.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectDir } from '../provision/paths.mjs';

const inProject = (...parts) => join(projectDir, ...parts);
const inLesson = (name) => inProject('public/lesson', name);

/** What the fragments name by kind: data-figure="odds-2" and the like, each to be found and filled. */
const kPlaces = /<(\w+) data-(figure|table|drawing|formula|exhibits)="([\w-]+)"><\/\1>/g;

/** The page's HTML with the lesson in the place of its mark. */
export async function withLesson(html) {
  // The functions as they were just built, not as an earlier import found them.
  const { load } = await import(`${pathToFileURL(inProject('dist/logitscope.mjs'))}?${Date.now()}`);
  const ls = await load();
  const { sections } = await import(pathToFileURL(inLesson('sections.mjs')));
  const { pageOf, contentsOf } = await import(pathToFileURL(inLesson('furniture.mjs')));
  const parts = [contentsOf(sections)];
  for (const [i, section] of sections.entries()) {
    const fragment = readFileSync(inLesson(`sections/${section.id}.html`), 'utf8').trim();
    parts.push(await fill(await pageOf(ls, section, i + 1, fragment), ls, section));
  }
  const mark = '<!-- lesson -->';
  if (!html.includes(mark)) throw new Error('index.html has no place for the lesson.');
  return html.replace(mark, () => parts.join('\n'));
}

async function fill(html, ls, section) {
  const { fillers, withCoins } = await import(pathToFileURL(inLesson('fillers.mjs')));
  let filled = '';
  let at = 0;
  for (const place of html.matchAll(kPlaces)) {
    const [whole, tag, kind, name] = place;
    filled += html.slice(at, place.index) + (await fillers[kind]({ ls, section, tag, name }));
    at = place.index + whole.length;
  }
  return withCoins(filled + html.slice(at), ls);
}
