// What the build puts where a fragment names a figure, a table, a drawing, a formula or the exhibits.

import { readFileSync } from 'node:fs';
import { decoding } from './decoding.mjs';
import { decodingTables } from './decoding_tables.mjs';
import { drawings } from './drawings.mjs';
import { exhibits, readings } from './exhibits.mjs';
import { figures } from './figures.mjs';
import { gravityCoins } from './gravity_turns.mjs';
import { formulas } from './formulas.mjs';
import { tableHtml, text } from './render.mjs';
import { currentOf, fieldsOf, wholeLink } from './state.mjs';
import { tables } from './tables.mjs';

/** @typedef {import('../../web/logitscope.d.ts').Logitscope} Logitscope */
/** @typedef {{ ls: Logitscope, section: { id: string, state: string }, tag: string, name: string }} Place */

/** Figures and tables alike: by name, or it is a mistake of ours. @template T @param {Record<string, T>} table @param {string} name @returns {T} */
function entry(table, name) {
  if (!Object.hasOwn(table, name)) throw new Error(`The lesson names "${name}", which is in no table.`);
  return table[name];
}

/** The row of a section's state, as its CSV has it; the cat's for a state that asks the model. @param {Logitscope} ls @param {string} state */
export function staticCurrent(ls, state) {
  const { scenario } = fieldsOf(wholeLink(state));
  const name = scenario && scenario !== 'long_tail' ? scenario : 'cat';
  return currentOf(wholeLink(state), ls.parseCsv(readFileSync(new URL(`../scenarios/${name}.csv`, import.meta.url))));
}

/** @param {Logitscope} ls @param {string} name @param {string} state @returns {Promise<string>} */
export async function figureText(ls, name, state) {
  return entry({ ...figures, ...decoding }, name)({ ls, current: staticCurrent(ls, state) });
}

/** @param {Logitscope} ls @param {string} name */
export const tableOf = async (ls, name) => entry({ ...tables, ...decodingTables }, name)(ls);

/** The coins of the replay, whole: the module of the page has no generator of its own to toss them with. @param {string} html @param {Logitscope} ls */
export const withCoins = (html, ls) => html.replace('data-coins=""', `data-coins="${gravityCoins(ls).join(' ')}"`);

/** @type {Record<string, (place: Place) => Promise<string>>} */
export const fillers = {
  figure: async ({ ls, section, name }) => `<output data-figure="${name}">${text(await figureText(ls, name, section.state))}</output>`,

  table: async ({ ls, name }) => `<div class="scroller" data-table="${name}">${tableHtml(await tableOf(ls, name))}</div>`,

  drawing: async ({ ls, name }) => {
    const { caption, draw } = entry(drawings, name);
    return `<figure class="drawing" data-drawing="${name}">${await draw(ls)}<figcaption>${text(caption)}</figcaption></figure>`;
  },

  formula: async (place) => {
    const { title, math, symbols, live } = entry(formulas, place.name);
    const meanings = symbols.map(([symbol, meaning]) => `<div><dt><math>${symbol.endsWith('′') ? `<msup><mi>${symbol[0]}</mi><mo>′</mo></msup>` : `<mi>${symbol}</mi>`}</math></dt><dd>${text(meaning)}</dd></div>`).join('');
    const numbers = live ? `<p class="live">${await fillers.figure({ ...place, name: live })}</p>` : '';
    return `<div class="formula" data-formula="${place.name}"><h3>${text(title)}</h3><math display="block">${math}</math><dl class="symbols">${meanings}</dl>${numbers}</div>`;
  },

  exhibits: async ({ ls, name }) => {
    if (name === 'read') return `<ul>${readings.map((sentence) => `<li>${text(sentence)}</li>`).join('')}</ul>`;
    const { longTail } = await import('../scenarios/long_tail.mjs');
    const tail = async () => [...longTail().logits];
    const shown = await Promise.all(exhibits.map(async ({ id, where, says, shows, wrong, right, state }) => `<li class="exhibit" data-exhibit="${id}"><p><strong>${text(where)}</strong> ${text(says)}.</p>`
      + `<button type="button" data-show="${text(state)}">Show both</button>`
      + `<table><caption>${text(shows)}</caption><thead><tr><th scope="col" class="words">as it says</th><th scope="col" class="words">by core</th></tr></thead>`
      + `<tbody><tr><td class="words wrong">${text(await wrong(ls, tail))}</td><td class="words right">${text(await right(ls, tail))}</td></tr></tbody></table></li>`));
    return `<ol class="exhibits">${shown.join('')}</ol>`;
  },
};
