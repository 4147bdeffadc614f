// One test for every screen: the picture is there, in the right colours, and sharp.

import assert from 'node:assert/strict';
import test from 'node:test';
import { barsOf, countNear, edgesOf, kColours, photograph, sharpPixels } from './pixels.mjs';
import { openPage, shown } from './site.mjs';

// Two pixels wider than the page's column, which so begins at 1 and the canvas in it at an even place.
const kViewport = { width: 1282, height: 800 };
const kPhone = { width: 390, height: 844 };

/// [ratio] device pixels a pixel, in the browser that [options] make. On a phone there is one chart, of the logits.
export function testPainting({ ratio, options, theme, isPhone = false }) {
  test(`at ${ratio} device pixels a pixel and in the ${theme} theme, bars, pick and text are painted and sharp`, async () => {
    const page = await openPage({ options, viewport: isPhone ? kPhone : kViewport });
    await putOnWholePixels(page);
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
    assert.equal(bars.length, isPhone ? 5 : 22, 'kept bars');
    for (const bar of bars) {
      const { right, bottom } = edgesOf(picture, bar, colours);
      assert.ok(right <= 2 && bottom <= 2, `the edges of the bar at ${bar.left},${bar.top} spread over ${right} and ${bottom} pixels`);
    }
    // The number line below has an interval of the same colour.
    const picked = barsOf(picture, colours.picked, ratio).filter((bar) => bar.bottom < bars.at(-1).bottom);
    assert.equal(picked.length, isPhone ? 0 : 1, 'picked bars');
    // Letters that were enlarged have no pixel of full ink two away from clean ground.
    const sharp = sharpPixels(picture, colours.text, colours.panel);
    assert.ok(sharp > 30 * ratio, `only ${sharp} sharp pixels of text`);
  });
}

// A screen puts every box on whole device pixels. One that is only emulated does not, and blurs a canvas between two of
// them; at an even place there are no halves at 1.5 either.
async function putOnWholePixels(page) {
  await page.evaluate(() => {
    const { y } = document.querySelector('#canvas').getBoundingClientRect();
    document.body.style.paddingTop = `${Math.round(y + scrollY) % 2}px`;
    // WebKitGTK, composing in software at 3, has been seen to lose a picture that was scrolled until it is drawn again.
    document.querySelector('#canvas').scrollIntoView({ block: 'start' });
    globalThis.logitscope.host.invalidate();
  });
  await shown(page);
}

function assertPainted(picture, colours, ratio) {
  const area = picture.width * picture.height;
  const share = (hex) => countNear(picture, hex) / area;
  assert.ok(share(colours.panel) > 0.5, 'the ground');
  assert.ok(share(colours.kept) > 0.02, 'what is kept');
  assert.ok(share(colours.picked) > 0.005, 'the pick');
  assert.ok(countNear(picture, colours.text) > 150 * ratio, 'text');
}
