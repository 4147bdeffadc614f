// The module of the picture is the largest part of the page, and comes last. Until it does the page is there to be read.

import assert from 'node:assert/strict';
import { holdBack, ready, testOnce, visit } from '../site.mjs';

/// Opens [path] of a copy [name] where app.wasm is kept back, does [work] with what is on the screen then, and lets it come.
async function withoutModule({ name, path = '', hash = '' }, work) {
  const letGo = await holdBack(name, /\/app-\w+\.wasm$/);
  try {
    const page = await visit(`${name}/${path}`, { hash });
    await page.waitFor(() => performance.getEntriesByName('first-contentful-paint').length > 0, { message: 'something is painted' });
    await page.waitFor(() => document.querySelector('#loading')?.checkVisibility({ visibilityProperty: true }), { message: 'that the picture will come is said' });
    assert.ok(!(await page.evaluate(() => document.documentElement.dataset.ready)));
    // Cases before this one may have put the lesson away, which the browser remembers.
    await page.evaluate(() => localStorage.clear());
    const seen = await work(page);
    letGo();
    await ready(page);
    assert.equal(await page.evaluate(() => document.querySelector('#loading')), null);
    return { page, seen };
  } finally {
    letGo();
  }
}

/// The text of what a reader can see of [selector], each with where it stands.
const seenOf = (page, selector) => page.evaluate((wanted) => [...document.querySelectorAll(wanted)].filter((node) => node.checkVisibility()).map((node) => {
  const { x, y, width } = node.getBoundingClientRect();
  return { text: node.textContent, place: [x, y, width].map(Math.round) };
}), selector);

testOnce('before app.wasm has come the lesson, its figures and the tabs stand where they will stand', async () => {
  const kLasting = ['.masthead h1, #prompt-shown, #prompt-note, #ask button, #view-summary, #undo', '#views button', '#lesson h2', '#lesson p', '#lesson table'];
  const look = (page) => Promise.all(kLasting.map((selector) => seenOf(page, selector)));
  const { page, seen } = await withoutModule({ name: 'held' }, look);
  const [heading, tabs, headings, words, tables] = seen;
  assert.equal(heading[0].text, 'Logitscope');
  assert.ok(headings.length > 15 && words.length > 50 && tables.length > 0, `${headings.length} headings, ${words.length} paragraphs, ${tables.length} tables`);
  assert.match(tables[0].text, /\d/);
  assert.deepEqual(tabs.map(({ text }) => text), await page.evaluate(() => logitscope.app.view().views.map(({ label }) => label)));
  const after = await look(page);
  assert.deepEqual([after[0], after[1]], [heading, tabs]);
  assert.deepEqual(after[2][0], headings[0]);
});

testOnce('the frame of a post says that its picture will come, and then has it', async () => {
  const { page, seen } = await withoutModule({ name: 'held-frame', path: 'embed.html', hash: '#v1&scenario=weather' }, (held) => seenOf(held, '#loading, .credit'));
  assert.match(seen[0].text, /picture is on its way/);
  assert.match(seen[1].text, /how a language model picks its next token/);
  assert.match(await page.evaluate(() => logitscope.app.view().sentence), /^Tomorrow will be /);
});
