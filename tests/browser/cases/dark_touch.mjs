// A dark screen of two device pixels a pixel that is touched.

import assert from 'node:assert/strict';
import test from 'node:test';
import { violationsOf } from '../axe.mjs';
import { boxes, bringIntoSight, kTemperature, middleOf, read, setNumber, thumbAt } from '../hands.mjs';
import { testPainting } from '../painted.mjs';
import { kBrowser, kDark, kHasTouch, openPage, settled } from '../site.mjs';

const kPhone = { width: 390, height: 700 };

testPainting({ ratio: 2, options: kDark, theme: 'dark' });

if (kHasTouch) {
  test('a finger drags a slider', async () => {
    const page = await openPage({ options: kDark });
    await bringIntoSight(page, 'slider1');
    const start = await thumbAt(page, kTemperature, 1);
    const end = await thumbAt(page, kTemperature, 0.5);
    await page.touch.swipe(...start, ...end, { steps: 12 });
    await page.waitFor(() => document.querySelector('#control-1').value !== '1');
    await settled(page);
    const { number } = (await read(page)).controls[kTemperature];
    assert.ok(Math.abs(Number(number) - 0.5) <= 0.06, number);
  });

  test('a tap on "Draw again" in the picture acts once', async () => {
    const page = await openPage({ options: kDark, viewport: kPhone });
    await bringIntoSight(page, 'draw again');
    const found = await boxes(page);
    await page.touch.tap(...middleOf(found.get('draw again')));
    await page.waitFor(() => document.querySelector('#seed').value !== '42');
    await settled(page);
    assert.equal((await read(page)).seed, '43');
  });

  test('a tap on a tab shows its chart', async () => {
    const page = await openPage({ options: kDark, viewport: kPhone });
    await bringIntoSight(page, 'tab4');
    await page.touch.tap(...middleOf((await boxes(page)).get('tab4')));
    await page.waitFor(() => globalThis.logitscope.app.boxes().filter(({ id }) => id.startsWith('slider')).length === 2);
  });
}

// Firefox's driver makes touch events, but not the gestures that its compositor would make of them.
if (kHasTouch && kBrowser !== 'firefox') {
  test('a swipe up over the canvas scrolls the page and sets nothing, even from a slider', async () => {
    const page = await openPage({ options: kDark, viewport: kPhone });
    const before = await read(page);
    await bringIntoSight(page, 'tab2');
    await page.touch.tap(...middleOf((await boxes(page)).get('tab2')));
    await page.waitFor(() => globalThis.logitscope.app.boxes().filter(({ id }) => id.startsWith('slider')).length === 1);
    await settled(page);
    await bringIntoSight(page, 'slider1');
    const scrolled = await page.evaluate(() => scrollY);
    const [x, y] = await thumbAt(page, kTemperature, 0.5);
    await page.touch.swipe(x, y, x, y - 150, { steps: 12 });
    await page.waitFor((from) => scrollY > from + 50, { args: [scrolled] });
    await settled(page);
    assert.deepEqual(await read(page), before);
  });
}

if (kBrowser === 'chromium') {
  test('axe finds nothing serious in the dark theme, errors shown', async () => {
    const page = await openPage({ options: kDark });
    await setNumber(page, kTemperature, '-1');
    assert.deepEqual(await violationsOf(page), []);
  });
}
