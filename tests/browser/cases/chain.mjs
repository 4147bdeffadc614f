// The chain in any order, and under every dialect's rules, by mouse, keyboard and link.

import assert from 'node:assert/strict';
import { violationsOf } from '../axe.mjs';
import { boxes, bringIntoSight, middleOf, pressOnCanvas, typeInto } from '../hands.mjs';
import { openPage, settled, testOnce } from '../site.mjs';

const read = (page) => page.evaluate(() => ({
  link: globalThis.logitscope.app.view().link,
  agreement: document.querySelector('#dialects-caption')?.textContent ?? document.querySelector('#dialects caption')?.textContent ?? '',
  differing: [...document.querySelectorAll('#table-body tr')].filter((row) => row.cells[5].textContent === 'differs').map((row) => row.cells[0].textContent),
  server: document.querySelector('#server').textContent,
  asked: document.querySelector('#asked')?.textContent ?? '',
}));

testOnce('chain: a stage is dragged above another, and undo by keyboard puts it back', async () => {
  const page = await openPage({ hash: '#v1&view=chain&T=0.7&k=3&seed=42', viewport: { width: 1280, height: 1400 } });
  await bringIntoSight(page, 'handle:3');
  const places = await boxes(page);
  await page.mouse.move(...middleOf(places.get('handle:3')));
  await page.mouse.down();
  await page.mouse.move(...middleOf(places.get('handle:1')), { steps: 5 });
  await page.mouse.up();
  await settled(page);
  assert.match((await read(page)).link, /chain=repetitionPenalty[^;]*;topP[^;]*;temperature/);
  await page.evaluate(() => document.querySelector('#undo').focus());
  await page.keyboard.press('Enter');
  await page.waitFor(() => !globalThis.logitscope.app.view().link.includes('chain='));
});

testOnce('chain: from a link alone the tokens in which the dialects differ are seen, and each says why', async () => {
  const page = await openPage({ hash: '#v1&view=chain&scenario=mat&k=23&p=1&seed=42', viewport: { width: 1280, height: 1400 } });
  const said = await read(page);
  assert.equal(said.differing.length, 2);
  assert.match(said.server, /^Which rules does your server follow/);
  // One of them is asked after, and the server was seen to draw it: only transformers can be its rules.
  const id = await page.evaluate(() => [...document.querySelectorAll('#table-body [data-action^="why "]')]
    .find((button) => button.closest('tr').cells[5].textContent === 'differs').dataset.action.slice(4));
  await pressOnCanvas(page, `token:${id}`);
  assert.match((await read(page)).asked, /is gone: Top-k removed it$/);
  await pressOnCanvas(page, 'seen:kept');
  assert.match((await read(page)).server, /^Only transformers/i);
  await pressOnCanvas(page, 'dialect:1');
  assert.match((await read(page)).link, /&dialect=transformers&/);
  assert.match((await read(page)).asked, /stays$/);
  await typeInto(page, '#why-token', 'floor');
  await page.waitFor(() => /^"␣floor" stays$/.test(document.querySelector('#asked')?.textContent ?? ''));
  assert.deepEqual(await violationsOf(page), []);
});
