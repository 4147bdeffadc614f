// The picture follows the room it has.

import assert from 'node:assert/strict';
import test from 'node:test';
import { boxes, pressOnCanvas } from '../hands.mjs';
import { photograph } from '../pixels.mjs';
import { kDesk, openPage, settled, testOnce } from '../site.mjs';

const kTabs = ['tab1', 'tab2', 'tab3', 'tab4', 'tab5'];
const kPhone = { width: 390, height: 844 };

function measure(page) {
  return page.evaluate(() => {
    const canvas = document.querySelector('#canvas');
    const box = canvas.getBoundingClientRect();
    return {
      css: box.width, cssHeight: box.height, width: canvas.width, height: canvas.height, page: document.documentElement.scrollWidth,
      room: document.querySelector('.instrument').clientWidth, window: innerWidth, needed: globalThis.logitscope.app.module.contentHeight(),
    };
  });
}

test('the canvas follows its container from 1440 over 800 to 390 pixels and back', async () => {
  const page = await openPage({ viewport: { width: 1440, height: 900 } });
  const widths = [];
  for (const width of [1440, 800, 390, 1440]) {
    await page.setViewport(width, 900);
    await page.waitFor((wanted) => innerWidth === wanted, { args: [width] });
    await settled(page);
    const now = await measure(page);
    assert.equal(now.css, now.room, `at ${width} it fills its container`);
    assert.equal(now.width, Math.round(now.css), `at ${width} it has as many pixels as the screen`);
    assert.equal(now.height, Math.round(now.cssHeight));
    assert.equal(now.cssHeight, Math.ceil(now.needed), `at ${width} it is as tall as what it shows`);
    assert.ok(now.page <= now.window, `at ${width} the page is ${now.page} wide`);
    widths.push(now.css);
  }
  assert.ok(widths[0] > widths[1] && widths[1] > widths[2] && widths[3] === widths[0], String(widths));
});

testOnce('where it is wide all charts stand side by side, where it is narrow one, with tabs', async () => {
  const page = await openPage();
  const wide = [...(await boxes(page)).keys()].filter((id) => !id.startsWith('stage:'));
  assert.deepEqual(wide.sort(), ['draw again', 'slider1', 'slider2', 'slider3']);
  await page.setViewport(kPhone.width, kPhone.height);
  await page.waitFor((wanted) => innerWidth === wanted, { args: [kPhone.width] });
  await settled(page);
  const narrow = [...(await boxes(page)).keys()];
  assert.deepEqual(narrow.filter((id) => id.startsWith('tab')), kTabs);
  assert.ok(narrow.includes('draw again'));
  for (const box of (await boxes(page)).values()) {
    assert.ok(box.x >= 0 && box.x + box.width <= kPhone.width, `${box.id} is on the screen`);
  }
});

testOnce('each tab shows its own chart and the sliders that belong to it', async () => {
  const page = await openPage({ options: kDesk, viewport: kPhone });
  const sliders = { tab1: [], tab2: ['slider1'], tab3: [], tab4: ['slider2', 'slider3'], tab5: [] };
  const pictures = new Set();
  for (const tab of kTabs) {
    await pressOnCanvas(page, tab);
    const shown = [...(await boxes(page)).keys()].filter((id) => id.startsWith('slider'));
    assert.deepEqual(shown, sliders[tab], `sliders of ${tab}`);
    await page.mouse.move(1, 1);
    await settled(page);
    pictures.add((await photograph(page)).png.toString('base64'));
  }
  assert.equal(pictures.size, kTabs.length, 'five different pictures');
});
