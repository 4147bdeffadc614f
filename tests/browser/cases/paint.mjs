// The picture on an ordinary screen.

import assert from 'node:assert/strict';
import test from 'node:test';
import { testPainting } from '../painted.mjs';
import { kTopK, setNumber } from '../hands.mjs';
import { barsOf, countNear, hatchedBoxesOf, kColours, photograph } from '../pixels.mjs';
import { kDesk, openPage, settled } from '../site.mjs';

testPainting({ ratio: 1, options: kDesk, theme: 'light' });

test('what a stage removes stays in the picture, hatched, one bar a token', async () => {
  const page = await openPage();
  const { removed, panel } = kColours.light;
  const boxes = async () => hatchedBoxesOf(await photograph(page), removed, panel);
  const [jumping, ...others] = await boxes();
  assert.deepEqual(others, [], 'top-p removes one');
  assert.ok(jumping.lines >= 2, JSON.stringify(jumping));
  await setNumber(page, kTopK, '2');
  await settled(page);
  const three = await boxes();
  assert.equal(three.length, 3, 'top-k removes three');
  // The better a token, the longer its bar.
  assert.ok(three.every((box, i) => i === 0 || box.right < three[i - 1].right), JSON.stringify(three));
});

test('the theme that the page sets itself wins over that of the system, at once', async () => {
  const page = await openPage();
  await page.evaluate(() => (document.documentElement.dataset.theme = 'dark'));
  await settled(page);
  const picture = await photograph(page);
  assert.equal(barsOf(picture, kColours.dark.kept, 1).length, 22);
  assert.equal(countNear(picture, kColours.light.panel), 0);
});
