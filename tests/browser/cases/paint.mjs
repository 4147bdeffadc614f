// The picture is there, in the right colours, and sharp on every screen.

import assert from 'node:assert/strict';
import test from 'node:test';
import { barsOf, countNear, edgesOf, kColours, photograph, sharpPixels } from '../pixels.mjs';
import { kDark, kDesk, kFine, kHasFractions, kStill, openPage, settled } from '../site.mjs';

const kSets = [
  { ratio: 1, options: kDesk, theme: 'light' },
  { ratio: 2, options: kDark, theme: 'dark' },
  { ratio: 3, options: kFine, theme: 'light' },
  // WebKit here has whole ratios only.
  ...(kHasFractions ? [{ ratio: 1.5, options: kStill, theme: 'light' }] : []),
];

for (const { ratio, options, theme } of kSets) {
  test(`at ${ratio} device pixels a pixel and in the ${theme} theme, bars, pick and text are painted and sharp`, async () => {
    const page = await openPage({ options });
    const colours = kColours[theme];
    const { width, css } = await page.evaluate(() => {
      const canvas = document.querySelector('#canvas');
      return { width: canvas.width, css: canvas.getBoundingClientRect().width };
    });
    assert.ok(Math.abs(width - css * ratio) <= 1, `the canvas has ${width} pixels for ${css} × ${ratio}`);

    const picture = await photograph(page);
    assertPainted(picture, colours, ratio);
    const bars = barsOf(picture, colours.kept, ratio);
    // Five logits, five after temperature, five probabilities, four kept, three of the four not picked.
    assert.equal(bars.length, 22, 'kept bars');
    for (const bar of bars) {
      const { right, bottom } = edgesOf(picture, bar, colours);
      assert.ok(right <= 2 && bottom <= 2, `the edges of the bar at ${bar.left},${bar.top} spread over ${right} and ${bottom} pixels`);
    }
    // The number line below has an interval of the same colour.
    const picked = barsOf(picture, colours.picked, ratio).filter((bar) => bar.bottom < bars.at(-1).bottom);
    assert.equal(picked.length, 1, 'picked bars');
    // Letters that were enlarged have no pixel of full ink two away from clean ground.
    const sharp = sharpPixels(picture, colours.text, colours.panel);
    assert.ok(sharp > 60 * ratio, `only ${sharp} sharp pixels of text`);
  });
}

function assertPainted(picture, colours, ratio) {
  const area = picture.width * picture.height;
  const share = (hex) => countNear(picture, hex) / area;
  assert.ok(share(colours.panel) > 0.5, 'the ground');
  assert.ok(share(colours.kept) > 0.02, 'what is kept');
  assert.ok(share(colours.picked) > 0.005, 'the pick');
  assert.ok(countNear(picture, colours.text) > 150 * ratio, 'text');
}

test('the theme that the page sets itself wins over that of the system, at once', async () => {
  const page = await openPage();
  await page.evaluate(() => (document.documentElement.dataset.theme = 'dark'));
  await settled(page);
  const picture = await photograph(page);
  assert.equal(barsOf(picture, kColours.dark.kept, 1).length, 22);
  assert.equal(countNear(picture, kColours.light.panel), 0);
});
