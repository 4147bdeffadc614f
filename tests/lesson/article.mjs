// The article as it is shipped, taken apart for the tests: what stands in it before any script runs.

import { readFileSync } from 'node:fs';
import { load } from '../../dist/logitscope.mjs';

export const ls = await load();
export const html = readFileSync(new URL('../../dist/index.html', import.meta.url), 'utf8');

/** Sections by id: their HTML and the state they set. */
export const sections = new Map([...html.matchAll(/<section class="lesson" id="([\w-]+)" data-state="([^"]*)"[^]*?<\/section>/g)]
  .map(([whole, id, state]) => [id, { html: whole, state: plain(state) }]));

/** Text of HTML: tags away, entities back. */
export function plain(given) {
  return given.replace(/<[^>]+>/g, ' ').replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code))
    .replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&amp;/g, '&').replace(/\s+/g, ' ').trim();
}

/** Every place of a kind, as [section, name, inner HTML]. */
export function placesOf(kind, tag) {
  const pattern = new RegExp(`<${tag}[^>]* data-${kind}="([\\w-]+)"[^>]*>([^]*?)</${tag}>`, 'g');
  return [...sections].flatMap(([id, section]) => [...section.html.matchAll(pattern)].map(([, name, inner]) => [id, name, inner]));
}

/** A table's rows of texts, by the name it has in the lesson. */
export function tableRows(section, name) {
  const { html: text } = sections.get(section);
  const table = new RegExp(`data-table="${name}"[^>]*><table>([^]*?)</table>`).exec(text)[1];
  return [...table.matchAll(/<tr>([^]*?)<\/tr>/g)].map(([, row]) => [...row.matchAll(/<t[hd][^>]*>([^]*?)<\/t[hd]>/g)].map(([, cell]) => plain(cell)));
}

/** What a figure says in a section; the first of that name. */
export const said = (section, name) => plain(new RegExp(`data-figure="${name}">([^<]*)<`).exec(sections.get(section).html)[1]);
