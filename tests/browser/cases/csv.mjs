// Tables of the reader's own.

import assert from 'node:assert/strict';
import test from 'node:test';
import { column, press, read, setNumber } from '../hands.mjs';
import { photograph } from '../pixels.mjs';
import { openPage, settled, writeToSite } from '../site.mjs';

const kColours = 'token,logit,context\nred,2,The sky is\nblue,3,The sky is\n';
const kTooMany = 300_000;

const kBroken = [
  { what: 'a logit that is no number', text: 'token,logit\na,1\nb,x\n', says: /^Row 3, column 2 .*"x"/ },
  { what: 'a quote that never closes', text: 'token,logit\na,1\n"b,2\n', says: /^Row 3, column 1.*quote/ },
  { what: 'a missing column', text: 'token,score\na,1\n', says: /^Row 1.*"logit" is missing/ },
  { what: 'nothing in it', text: '', says: /^Row 1, column 1.*empty/ },
  { what: 'bytes that are no text', text: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe, 0, 1]), says: /^Row 1.*no text/ },
  { what: 'a token that stands twice', text: 'token,logit\na,1\nb,2\na,3\n', says: /^Row 4, column 1.*"a" stands in row 2/ },
];

async function useFile(page, name, content) {
  const path = await writeToSite(name, content);
  await page.setFiles('#file', [path]);
}

const errorSays = (page) => page.waitFor(() => document.querySelector('#csv-error').textContent);

test('a dropped CSV takes the place of the scenario, in table, picture and prompts', async () => {
  const page = await openPage();
  const picture = await photograph(page);
  assert.ok(await page.dropFile('#canvas', { name: 'sky.csv', content: kColours, type: 'text/csv' }), 'the page takes the drop');
  await page.waitFor(() => document.querySelectorAll('#table-body tr').length === 2);
  await settled(page);
  const said = await read(page);
  assert.deepEqual(column(said, 'token'), ['blue', 'red']);
  assert.deepEqual(column(said, 'probability'), ['73.1 %', '26.9 %']);
  assert.match(said.sentence, /^The sky is /);
  assert.equal(said.source, 'from sky.csv');
  assert.equal(await page.evaluate(() => document.querySelectorAll('#prompts [aria-pressed="true"]').length), 0);
  assert.notDeepEqual((await photograph(page)).png, picture.png);
});

test('a CSV chosen as a file takes the place of the scenario, and again once it was mended', async () => {
  const page = await openPage();
  await useFile(page, 'chosen.csv', 'token,logit\na,oops\n');
  assert.match(await errorSays(page), /^Row 2, column 2/);
  await useFile(page, 'chosen.csv', kColours);
  await page.waitFor(() => document.querySelectorAll('#table-body tr').length === 2);
  const said = await read(page);
  assert.deepEqual([said.source, said.csvError], ['from chosen.csv', '']);
});

test('a pasted CSV takes the place of the scenario, spaces and quotes in its tokens kept', async () => {
  const page = await openPage();
  await page.paste('#paste', 'token,logit\n" a",1.5\n"say ""hi"", you",1\n🙂,0.5\n');
  await press(page, '#use-paste');
  const said = await read(page);
  assert.equal(said.csvError, '');
  assert.equal(said.rows.length, 3);
  // A space that matters has a sign of its own in the table.
  assert.deepEqual(column(said, 'token').map((token) => token.replaceAll('␣', ' ')), [' a', 'say "hi", you', '🙂']);
});

test('a broken CSV is answered with row and column and leaves what was shown', async () => {
  const page = await openPage();
  const before = await read(page);
  for (const { what, text, says } of kBroken) {
    await page.evaluate(() => (document.querySelector('#csv-error').textContent = ''));
    await useFile(page, 'broken.csv', text);
    const error = await errorSays(page);
    assert.match(error, says, what);
    assert.match(error, /Nothing was changed\.$/, what);
    const now = await read(page);
    assert.deepEqual({ ...now, csvError: '' }, before, what);
  }
});

test('a broken CSV that is dropped or pasted is answered just the same', async () => {
  const page = await openPage();
  const before = await read(page);
  await page.dropFile('.masthead', { name: 'broken.csv', content: kBroken[0].text, type: 'text/csv' });
  assert.match(await errorSays(page), kBroken[0].says);
  await page.paste('#paste', kBroken[5].text);
  await press(page, '#use-paste');
  const now = await read(page);
  assert.match(now.csvError, kBroken[5].says);
  assert.deepEqual(now.rows, before.rows);
});

test('300,000 rows are too many, which is said, and the page goes on', async () => {
  const page = await openPage();
  const lines = Array.from({ length: kTooMany }, (_, i) => `t${i},${i % 7}`);
  await useFile(page, 'many.csv', `token,logit\n${lines.join('\n')}\n`);
  assert.match(await page.waitFor(() => document.querySelector('#csv-error').textContent, { timeout: 20000 }), /too many tokens; allowed: up to 262144/);
  await setNumber(page, 0, '0');
  assert.equal((await read(page)).sentence, 'The cat is sleeping');
});

test('ten thousand rows are shown as far as the picture and the table reach, and the rest is named', async () => {
  const page = await openPage();
  const lines = Array.from({ length: 10_000 }, (_, i) => `t${i},${(i % 100) / 10}`);
  await useFile(page, 'large.csv', `token,logit\n${lines.join('\n')}\n`);
  await page.waitFor(() => document.querySelector('#source').textContent === 'from large.csv', { timeout: 20000 });
  await settled(page);
  const said = await read(page);
  assert.ok(said.rows.length < 10_000 || said.rest === '');
  if (said.rows.length < 10_000) assert.match(said.rest, /more/);
});

test('"Save as CSV" gives the table as core writes it, quotes included', async () => {
  const page = await openPage();
  const text = 'token,logit,context\n"a,b",0.1,"Say ""x"""\nc,-2.5,"Say ""x"""\n';
  await useFile(page, 'own.csv', text);
  await page.waitFor(() => document.querySelectorAll('#table-body tr').length === 2);
  await page.evaluate(() => {
    URL.createObjectURL = (blob) => {
      globalThis.savedText = blob.text();
      return '#';
    };
    HTMLAnchorElement.prototype.click = function click() {
      globalThis.savedName = this.download;
    };
  });
  await press(page, '#save');
  const saved = await page.evaluate(async () => [globalThis.savedName, await globalThis.savedText]);
  assert.deepEqual(saved, ['logits.csv', text]);
});
