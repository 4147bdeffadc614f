// More contrast, asked for by the reader's system: in the page and in the picture. Chromium alone can be told to ask.

import assert from 'node:assert/strict';
import { violationsOf } from '../axe.mjs';
import { countNear, photograph } from '../pixels.mjs';
import { openPage, testOnce } from '../site.mjs';

const kDarkContrast = { colorScheme: 'dark', contrast: 'more' };
const kOwnColours = { forcedColors: 'active' };
const kEntropy = '#v1&view=entropy';

const shareOf = (picture, hex) => countNear(picture, hex) / (picture.width * picture.height);

testOnce('where more contrast is asked for, page and picture have it, in the dark too', async () => {
  const page = await openPage({ options: kDarkContrast });
  const picture = await photograph(page);
  assert.ok(shareOf(picture, 0x000000) > 0.5, 'the ground');
  assert.ok(shareOf(picture, 0xb3c8ff) > 0.02, 'what is kept');
  const { ground, ink } = await page.evaluate(() => ({
    ground: getComputedStyle(document.body).backgroundColor, ink: getComputedStyle(document.querySelector('.note')).color }));
  assert.deepEqual([ground, ink], ['rgb(0, 0, 0)', 'rgb(214, 214, 214)']);
  assert.deepEqual(await violationsOf(page), []);
});

testOnce('among colours of the reader\'s own, what is chosen has a frame, and the picture has more contrast', async () => {
  const page = await openPage({ options: kOwnColours, hash: kEntropy });
  await page.waitFor(() => document.querySelector('#chips-block .token-chip'), { timeout: 30000 });
  const frameOf = (selector) => page.evaluate((wanted) => getComputedStyle(document.querySelector(wanted)).outlineStyle, selector);
  assert.equal(await frameOf('.tabs [aria-pressed="true"]'), 'solid');
  assert.equal(await frameOf('.tabs [aria-pressed="false"]'), 'none');
  assert.equal(await frameOf('#chips-block [aria-current="true"]'), 'solid');
  // The fifth band as it is where every text has 7 : 1.
  assert.ok(shareOf(await photograph(page), 0x8f0f12) > 0.01);
});
