// Tables of the reader's own, in the HTML and in the picture.

import assert from 'node:assert/strict';
import test from 'node:test';
import { column, errorSays, press, read, useFile } from '../hands.mjs';
import { photograph } from '../pixels.mjs';
import { openPage, settled, testOnce } from '../site.mjs';

const kColours = 'token,logit,context\nred,2,The sky is\nblue,3,The sky is\n';

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

testOnce('a CSV chosen as a file takes the place of the scenario, and again once it was mended', async () => {
  const page = await openPage();
  await useFile(page, 'chosen.csv', 'token,logit\na,oops\n');
  assert.match(await errorSays(page), /^Row 2, column 2/);
  await useFile(page, 'chosen.csv', kColours);
  await page.waitFor(() => document.querySelectorAll('#table-body tr').length === 2);
  const said = await read(page);
  assert.deepEqual([said.source, said.csvError], ['from chosen.csv', '']);
});

testOnce('a pasted CSV takes the place of the scenario, spaces and quotes in its tokens kept', async () => {
  const page = await openPage();
  await page.paste('#paste', 'token,logit\n" a",1.5\n"say ""hi"", you",1\n🙂,0.5\n');
  await press(page, '#use-paste');
  await page.waitFor(() => document.querySelectorAll('#table-body tr').length === 3);
  const said = await read(page);
  assert.equal(said.csvError, '');
  assert.equal(said.rows.length, 3);
  // A space that matters has a sign of its own in the table.
  assert.deepEqual(column(said, 'token').map((token) => token.replaceAll('␣', ' ')), [' a', 'say "hi", you', '🙂']);
});

testOnce('a broken CSV that is dropped or pasted is answered just the same', async () => {
  const page = await openPage();
  const before = await read(page);
  await page.dropFile('.masthead', { name: 'broken.csv', content: 'token,logit\na,1\nb,x\n', type: 'text/csv' });
  assert.match(await errorSays(page), /^Row 3, column 2 .*"x"/);
  await page.paste('#paste', 'token,logit\na,1\nb,2\na,3\n');
  await press(page, '#use-paste');
  await page.waitFor(() => document.querySelector('#csv-error').textContent.startsWith('Row 4'));
  const now = await read(page);
  assert.match(now.csvError, /^Row 4, column 1.*"a" stands in row 2/);
  assert.deepEqual(now.rows, before.rows);
});

testOnce('ten thousand rows are shown as far as the picture and the table reach, and the rest is named', async () => {
  const page = await openPage();
  const lines = Array.from({ length: 10_000 }, (_, i) => `t${i},${(i % 100) / 10}`);
  await useFile(page, 'large.csv', `token,logit\n${lines.join('\n')}\n`);
  await page.waitFor(() => document.querySelector('#source').textContent.includes('from large.csv'), { timeout: 20000 });
  await settled(page);
  const said = await read(page);
  const hidden = 10_000 - said.rows.length;
  assert.ok(hidden > 0);
  assert.equal(Number(/^and ([\d,]+) more/.exec(said.rest)?.[1].replaceAll(',', '')), hidden, said.rest);
});
