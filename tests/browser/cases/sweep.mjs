// Two parameters against each other: the map by mouse, keyboard and link.

import assert from 'node:assert/strict';
import { violationsOf } from '../axe.mjs';
import { boxes, bringIntoSight, press, pressOnCanvas } from '../hands.mjs';
import { openPage, settled, testOnce } from '../site.mjs';

const said = (page) => page.evaluate(() => ({
  idle: document.querySelector('#sweep-idle').textContent,
  rows: [...document.querySelectorAll('#table-body tr')].map((row) => [...row.cells].map((cell) => cell.textContent)),
  link: globalThis.logitscope.app.view().link,
}));

testOnce('sweep: from a link alone it is seen where top-p stops mattering; a press on the map takes a setting, undo gives it back', async () => {
  const page = await openPage({ hash: '#v1&view=sweep&k=3&seed=42' });
  const first = await said(page);
  assert.match(first.idle, /top-p has stopped mattering.* At temperature 1 that is so from 0\.8 up\.$/);
  assert.ok(first.rows[0].every((cell, i) => i === 0 || cell.endsWith(' =')), 'at top-p 1 nothing depends on it');
  await bringIntoSight(page, 'map');
  const { x, y, width, height } = (await boxes(page)).get('map');
  await page.mouse.click(x + 0.26 * width, y + 0.52 * height);
  await settled(page);
  assert.match((await said(page)).link, /&T=0\.5&k=3&p=0\.5&/);
  await press(page, '#undo');
  await settled(page);
  assert.doesNotMatch((await said(page)).link, /[&]T=|&p=/);
});

testOnce('sweep: the keyboard chooses an axis and takes a value in the HTML, and axe finds nothing serious', async () => {
  const page = await openPage({ hash: '#v1&view=sweep&seed=42' });
  await pressOnCanvas(page, 'show:entropy');
  await page.evaluate(() => document.querySelector('#take-x').focus());
  await page.keyboard.press('ArrowUp');
  await page.waitFor(() => /&T=0\.95&.*&map=entropy$/.test(globalThis.logitscope.app.view().link));
  await page.evaluate(() => document.querySelector('#sweep-y').focus());
  await page.keyboard.type('Min-p');
  await page.waitFor(() => globalThis.logitscope.app.view().link.endsWith('&y=minP&map=entropy'));
  assert.deepEqual(await violationsOf(page), []);
});
