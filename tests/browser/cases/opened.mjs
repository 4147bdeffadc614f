// A stage of the pipeline, opened: by a click in the picture and by keyboard in the HTML; and what is shown, as files.

import assert from 'node:assert/strict';
import test from 'node:test';
import { press, pressOnCanvas } from '../hands.mjs';
import { openPage, settled, testOnce } from '../site.mjs';

const opened = (page) => page.evaluate(() => ({
  rules: [...document.querySelectorAll('#twin .formula')].map((rule) => rule.textContent),
  caption: document.querySelector('#opened-caption')?.textContent ?? '',
  rows: [...document.querySelectorAll('#opened-body tr')].map((row) => [...row.cells].map((cell) => cell.textContent)),
}));

test('a click on the title of a column opens its stage: the formula with its figures, the table', async () => {
  const page = await openPage();
  await pressOnCanvas(page, 'stage:3');
  const said = await opened(page);
  assert.ok(said.rules.some((rule) => rule.includes('16.44 + 9.974 + 6.686 + 4.482 + 3.32 = 40.91')), said.rules.join('\n'));
  assert.deepEqual(said.rows[0], ['sleeping', '2.80', '16.44', '40.2 %']);
  await pressOnCanvas(page, 'close stage');
  assert.deepEqual((await opened(page)).rows, []);
});

testOnce('the same stage opens by keyboard in the HTML, to the same figures', async () => {
  const page = await openPage();
  await page.evaluate(() => document.querySelector('#stages button:nth-child(4)').focus());
  await page.keyboard.press('Enter');
  await settled(page);
  const said = await opened(page);
  assert.equal(said.caption, 'Cut, token by token');
  assert.ok(said.rules.some((rule) => rule.includes('24.4 % / 91.9 % = 26.5 %')), said.rules.join('\n'));
  assert.match(said.rows[4].at(-1), /^Removed by top-p/);
  const focused = await page.evaluate(() => document.activeElement.textContent);
  assert.equal(focused, 'Cut', 'the focus stays where it was');
});

/// What the page hands the browser to save. Nothing is downloaded: Firefox would open a panel about it, which takes the
/// keyboard.
async function saved(page, selector) {
  await page.evaluate(() => {
    globalThis.savedFiles = [];
    HTMLAnchorElement.prototype.click = function click() {
      if (!this.download) throw new Error('a link was pressed that saves nothing');
    };
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
      globalThis.savedFiles.push(blob.text().then((text) => ({ type: blob.type, text })));
      return make(blob);
    };
  });
  await press(page, selector);
  await page.waitFor(() => globalThis.savedFiles.length > 0);
  return page.evaluate(() => globalThis.savedFiles[0]);
}

testOnce('the picture is saved as SVG, a table as CSV and the step as JSON, with the figures that are shown', async () => {
  const page = await openPage();
  const svg = await saved(page, '#save-svg');
  assert.equal(svg.type, 'image/svg+xml');
  assert.match(svg.text, /<title>The cat is eating<\/title>/);
  const csv = await saved(page, '[data-save-table="table"]');
  const lines = csv.text.split('\r\n');
  assert.match(lines[0], /^rank,token,logit,/);
  assert.match(lines[1], /^1,sleeping,2\.80,2\.80,16\.44,40\.2 %,43\.8 %/);
  // A field with commas in it is quoted.
  assert.match(lines[1], /"\[0\.000, 0\.438\)"/);
  const json = JSON.parse((await saved(page, '#save-json')).text);
  assert.equal(json.view, 'pipeline');
  assert.equal(json.trace.tokens.length, 5);
  assert.equal(json.trace.tokens[0].stages.length, json.trace.chain.length);
  assert.ok(Math.abs(json.trace.tokens.reduce((sum, token) => sum + token.finalProbability, 0) - 1) < 1e-12);
  assert.equal(json.tables[0].rows[0][1], 'sleeping');
});
