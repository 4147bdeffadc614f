// The article as a document: headings, names, references, formulas.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { formulas } from '../../public/lesson/formulas.mjs';
import { exhibits } from '../../public/lesson/exhibits.mjs';
import { sections as list } from '../../public/lesson/sections.mjs';
import { sources } from '../../public/lesson/sources.mjs';
import { chainOf, fieldsOf, wholeLink } from '../../public/lesson/state.mjs';
import { html, ls, plain, sections } from './article.mjs';

const all = (pattern) => [...html.matchAll(pattern)].map(([, found]) => found);

describe('the document', () => {
  it('no id stands twice, and what is referred to is there', () => {
    const ids = all(/ id="([^"]+)"/g);
    assert.deepEqual(ids.filter((id, i) => ids.indexOf(id) !== i), []);
    const wanted = [...all(/ href="#([^"]+)"/g), ...all(/ for="([^"]+)"/g), ...all(/aria-(?:labelledby|controls)="([^"]+)"/g).flatMap((names) => names.split(' '))];
    assert.ok(wanted.length > 40);
    assert.deepEqual(wanted.filter((id) => !ids.includes(id)), []);
  });

  it('its headings go down by one level at a time', () => {
    const levels = all(/<h([1-6])[\s>]/g).map(Number);
    assert.equal(levels[0], 1);
    assert.deepEqual(levels.filter((level, i) => i > 0 && level > levels[i - 1] + 1), []);
  });

  it('each section is listed at the beginning, in its order, and written in a file of its own', () => {
    const files = readdirSync(new URL('../../public/lesson/sections/', import.meta.url));
    assert.deepEqual([...sections.keys()], list.map(({ id }) => id));
    assert.deepEqual(files.sort(), list.map(({ id }) => `${id}.html`).sort());
    assert.deepEqual(all(/<li><a href="#([^"]+)">/g).slice(0, list.length), list.map(({ id }) => id));
  });

  it('a section is 100 to 450 words long, with a claim, a question and sources', () => {
    for (const [id, { html: text }] of sections) {
      const prose = [...text.matchAll(/<p(?: class="claim")?>([^]*?)<\/p>|<li>([^]*?)<\/li>/g)].map(([, a, b]) => plain(a ?? b)).join(' ');
      const words = prose.split(/\s+/).length;
      assert.ok(words >= 100 && words <= 450, `${id}: ${words}`);
      for (const part of ['class="claim"', 'class="predict"', 'class="sources"', 'class="tutor"']) assert.equal(text.split(part).length, 2, `${id}: ${part}`);
    }
  });

  it('every source is cited, and every citation is a source', () => {
    assert.deepEqual([...new Set(list.flatMap((section) => section.sources))].sort(), Object.keys(sources).sort());
  });

  it('nothing in it asks another origin, and no style or script stands in it', () => {
    assert.deepEqual(all(/(?:src|href|action)="((?:https?:)?\/\/[^"]*)"/g), []);
    assert.deepEqual(all(/<(style)[\s>]/g), []);
    assert.deepEqual(all(/ (style|on\w+)="/g), []);
    assert.deepEqual(all(/<script(?![^>]* src=)([^>]*)>/g), []);
  });
});

describe('formulas', () => {
  for (const [name, { math, symbols }] of Object.entries(formulas)) {
    it(`${name}: every symbol is explained, and nothing else is`, () => {
      // Functions that have a name stand upright.
      const used = new Set([...math.replace(/<msubsup><mi>(\w)<\/mi>/g, '<mi>$1′</mi>').matchAll(/<mi>([^<]+)<\/mi>/g)].map(([, symbol]) => symbol));
      assert.deepEqual([...used].sort(), symbols.map(([symbol]) => symbol).sort());
    });
  }

  it('each is followed by its symbols, and most by the numbers of now', () => {
    for (const block of all(/<div class="formula"([^]*?)<\/dl>/g)) assert.match(block, /<math display="block">[^]*<\/math><dl class="symbols">/);
    assert.ok(Object.values(formulas).filter(({ live }) => live).length >= 12);
  });
});

describe('states', () => {
  const fields = new Set(['view', 'scenario', 'prompt', 'T', 'k', 'p', 'minP', 'rp', 'chain', 'seed', 'open', 'columns', 'n', 'luck', 'passage', 'beams', 'lengthPenalty', 'earlyStopping', 'maxNewTokens', 'steps', 'draws', 'rule', 'why', 'kept', 'removed', 'dialect', 'x', 'y', 'map', 'exhibit', 'boundary']);
  const states = [...all(/data-(?:state|show)="([^"]*)"/g).map(plain), ...exhibits.map(({ state }) => state)];

  it('name nothing but what a link knows', () => {
    assert.ok(states.length > 80);
    for (const state of states) for (const field of Object.keys(fieldsOf(state))) assert.ok(fields.has(field), `${field} in ${state}`);
  });

  it('are whole as links: what is not named is off, whatever was there before', () => {
    assert.deepEqual(fieldsOf(wholeLink('scenario=cat&T=0.5')), { view: 'pipeline', seed: '42', dialect: 'textbook', open: '', scenario: 'cat', rp: '1', T: '0.5', k: '0', p: '1', minP: '0' });
    const after = fieldsOf(wholeLink('scenario=cat&T=0.5', 'v1&view=pipeline&chain=mirostat'));
    assert.equal(after.chain, 'repetitionPenalty:penalty=1;temperature:temperature=0.5;topK:k=0;topP:p=1;minP:p=0');
    assert.equal(after.T, undefined);
  });

  it('are read as the chain that the page runs', () => {
    for (const state of states) ls.run({ logits: [2, 1, 0], chain: chainOf(wholeLink(state)), coin: 0.5 });
    assert.deepEqual(chainOf('v1&view=pipeline&scenario=cat&T=0.5').map((stage) => Object.values(stage).slice(0, 2)), [
      ['repetitionPenalty', 1], ['temperature', 0.5], ['topK', 0], ['topP', 0.9], ['minP', 0],
    ]);
    assert.deepEqual(chainOf('v1&chain=topK:k=40,minKeep=2;mirostat:off'), [{ kind: 'topK', k: 40, minKeep: 2 }, { kind: 'mirostat', enabled: false }]);
  });
});
