// Every figure and every table of the article is what core gives now; none stands there without a function, and no
// function without a place.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { decoding } from '../../public/lesson/decoding.mjs';
import { decodingTables } from '../../public/lesson/decoding_tables.mjs';
import { scenarios } from '../../public/lesson/data.mjs';
import { drawings } from '../../public/lesson/drawings.mjs';
import { figures } from '../../public/lesson/figures.mjs';
import { figureText, tableOf } from '../../public/lesson/fillers.mjs';
import { formulas } from '../../public/lesson/formulas.mjs';
import { gravityCoins, gravityTurns } from '../../public/lesson/gravity_turns.mjs';
import { model, options, vocabulary } from '../../public/lesson/gravity.mjs';
import { tableHtml } from '../../public/lesson/render.mjs';
import { tables } from '../../public/lesson/tables.mjs';
import { html, ls, placesOf, plain, sections, tableRows } from './article.mjs';

const names = (list) => [...new Set(list.map(([, name]) => name))].sort();

describe('figures', () => {
  const places = placesOf('figure', 'output');

  it('each says what core says now', async () => {
    assert.ok(places.length > 60, `${places.length}`);
    for (const [section, name, text] of places) {
      assert.equal(plain(text), await figureText(ls, name, sections.get(section).state), `${name} in ${section}`);
    }
  });

  it('each has a function, and each function a figure', () => {
    assert.deepEqual(names(places), Object.keys({ ...figures, ...decoding }).sort());
  });

  it('no name is in both tables, and none of the page needs more than a run', () => {
    assert.deepEqual(Object.keys(figures).filter((name) => name in decoding), []);
    const { run, metrics, klDivergence, format } = ls;
    const current = { context: '', tokens: ['a', 'b'], logits: [1, 0], chain: [], seed: 1, dialect: 'textbook' };
    for (const [name, figure] of Object.entries(figures)) assert.match(figure({ ls: { run, metrics, klDivergence, format }, current }), /\S/, name);
  });

  it('no figure is no number', () => {
    for (const [section, name, text] of places) assert.doesNotMatch(text, /NaN|undefined|null|inf\b/, `${name} in ${section}`);
  });
});

describe('tables and drawings', () => {
  it('each table says what core says now, and each is shown', async () => {
    const shown = [...html.matchAll(/data-table="([\w-]+)">(<table>[^]*?<\/table>)/g)];
    for (const [, name, table] of shown) assert.equal(table, tableHtml(await tableOf(ls, name)), name);
    assert.deepEqual(shown.map(([, name]) => name).sort(), Object.keys({ ...tables, ...decodingTables }).sort());
  });

  it('each drawing is shown, as core draws it now, and says in words what it shows', async () => {
    for (const [name, { draw }] of Object.entries(drawings)) {
      const drawn = await draw(ls);
      assert.ok(html.includes(drawn), name);
      assert.match(drawn, /<title[^>]*>[^<]+<\/title><desc[^>]*>[^<]{30,}<\/desc>/, name);
    }
  });

  it('each formula is shown', () => {
    assert.deepEqual([...html.matchAll(/data-formula="([\w-]+)"/g)].map(([, name]) => name).sort(), Object.keys(formulas).sort());
  });

  it('the recipes are those of core, each with its use', () => {
    assert.equal(tableRows('settings', 'presets').length - 1, ls.presets().length);
    for (const [recipe, use] of tableRows('settings', 'presets')) assert.ok(recipe && use && use !== 'undefined', `${recipe}: ${use}`);
  });
});

describe('what the lesson computes with', () => {
  it('is what the scenarios hold', () => {
    for (const [name, { tokens, logits, context }] of Object.entries(scenarios)) {
      const csv = ls.parseCsv(readFileSync(new URL(`../../public/scenarios/${name}.csv`, import.meta.url)));
      assert.deepEqual([csv.tokens, [...csv.logits], csv.context], [tokens, logits, context], name);
    }
  });

  it('is, for the gravity sentence, what the golden file holds, turn by turn and as one generation', async () => {
    const golden = JSON.parse(readFileSync(new URL('../golden/chapter_trace.json', import.meta.url)));
    const { steps } = golden.runs.find((run) => run.seed === 42 && run.temperature === 0.7 && run.topP === 0.9 && run.frequencyPenalty === 0.3);
    const turns = gravityTurns(ls, gravityCoins(ls));
    assert.deepEqual(turns.map(({ picked, nucleus }) => [vocabulary[picked], nucleus]), steps.map(({ token, nucleus }) => [token, nucleus]));
    turns.forEach(({ picked, rows }, i) => {
      assert.ok(Math.abs(rows.find(({ id }) => id === picked).before - steps[i].probability) < 1e-12, steps[i].token);
    });
    const { tokens, steps: generated } = await ls.generate(model, options);
    assert.deepEqual(tokens, turns.map(({ picked }) => picked));
    assert.deepEqual(generated.map(({ coin }) => coin), turns.map(({ coin }) => coin));
  });

  it('carries the coins of the replay whole', () => {
    const [, coins] = /data-coins="([^"]+)"/.exec(html);
    assert.deepEqual(coins.split(' ').map(Number), gravityCoins(ls));
  });
});
