// Tables that cannot be read, and those that are written. Without the picture, which needs none of it.

import assert from 'node:assert/strict';
import { errorSays, press, kTemperature, read, setNumber, useFile } from '../hands.mjs';
import { kBare, openPage, testOnce } from '../site.mjs';

const kTooMany = 300_000;

const kBroken = [
  { what: 'a logit that is no number', text: 'token,logit\na,1\nb,x\n', says: /^Row 3, column 2 .*"x"/ },
  { what: 'a quote that never closes', text: 'token,logit\na,1\n"b,2\n', says: /^Row 3, column 1.*quote/ },
  { what: 'a missing column', text: 'token,score\na,1\n', says: /^Row 1.*"logit" is missing/ },
  { what: 'nothing in it', text: '', says: /^Row 1, column 1.*empty/ },
  { what: 'bytes that are no text', text: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe, 0, 1]), says: /^Row 1.*no text/ },
  { what: 'a token that stands twice', text: 'token,logit\na,1\nb,2\na,3\n', says: /^Row 4, column 1.*"a" stands in row 2/ },
];

testOnce('a broken CSV is answered with row and column and leaves what was shown', async () => {
  const page = await openPage({ options: kBare });
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

testOnce('300,000 rows are too many, which is said, and the page goes on', async () => {
  const page = await openPage({ options: kBare });
  const lines = Array.from({ length: kTooMany }, (_, i) => `t${i},${i % 7}`);
  await useFile(page, 'many.csv', `token,logit\n${lines.join('\n')}\n`);
  assert.match(await errorSays(page), /too many tokens; allowed: up to 262144/);
  await setNumber(page, kTemperature, '0');
  assert.equal((await read(page)).sentence, 'The cat is sleeping');
});

testOnce('"Save as CSV" gives the table as core writes it, quotes included', async () => {
  const page = await openPage({ options: kBare });
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
