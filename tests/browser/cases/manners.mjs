// The page stays the reader's: wheel, Tab and keys do what they do on any page.

import assert from 'node:assert/strict';
import test from 'node:test';
import { kTemperature, middleOfCanvas, thumbAt } from '../hands.mjs';
import { openPage } from '../site.mjs';

const kLow = { width: 1280, height: 500 };

test('the wheel over the canvas scrolls the page', async () => {
  const page = await openPage({ viewport: kLow });
  await page.mouse.move(...await middleOfCanvas(page));
  await page.mouse.wheel(0, 200);
  await page.waitFor(() => scrollY > 50);
});

test('Tab walks past the canvas, from the prompts to the sliders', async () => {
  const page = await openPage();
  await page.mouse.click(...await middleOfCanvas(page));
  await page.evaluate(() => document.querySelector('#views button:last-child').focus());
  const stops = [];
  // Between the two lie the buttons under the picture.
  for (let i = 0; i < 8 && stops.at(-1) !== 'control-1'; i++) {
    await page.keyboard.press('Tab');
    stops.push(await page.evaluate(() => document.activeElement.id || document.activeElement.getAttribute('aria-label')));
  }
  assert.deepEqual(stops.slice(-3), ['control-0', 'Repetition penalty, as a number', 'control-1']);
  assert.ok(!stops.includes('canvas'));
});

test('no key is kept from the browser after a click on the canvas', async () => {
  const page = await openPage();
  await page.mouse.click(...await middleOfCanvas(page));
  await page.evaluate(() => {
    globalThis.keys = [];
    addEventListener('keydown', (event) => {
      if (['Control', 'Shift'].includes(event.key)) return;
      globalThis.keys.push([event.key, event.defaultPrevented]);
      // What the browser would do now would end the test.
      event.preventDefault();
    });
  });
  for (const key of ['Control+f', 'F5', 'ArrowDown', ' ', 'PageDown', 'Tab', 'Escape', 'Backspace']) await page.keyboard.press(key);
  const keys = await page.evaluate(() => globalThis.keys);
  assert.deepEqual(keys.map(([key]) => key), ['f', 'F5', 'ArrowDown', ' ', 'PageDown', 'Tab', 'Escape', 'Backspace']);
  assert.deepEqual(keys.filter(([, isPrevented]) => isPrevented), []);
});

test('the context menu on the canvas is the browser\'s own', async () => {
  const page = await openPage();
  const isLeft = await page.evaluate(() => {
    const event = new MouseEvent('contextmenu', { bubbles: true, cancelable: true, button: 2, clientX: 400, clientY: 300 });
    // Whether anybody refused it, and then no menu for the test.
    let isRefused = true;
    addEventListener('contextmenu', (seen) => { isRefused = seen.defaultPrevented; seen.preventDefault(); }, { once: true });
    document.querySelector('#canvas').dispatchEvent(event);
    return !isRefused;
  });
  assert.ok(isLeft);
});

test('dragging a slider selects nothing of the page', async () => {
  const page = await openPage();
  await page.evaluate(() => {
    getSelection().selectAllChildren(document.querySelector('.masthead p'));
    document.querySelector('#canvas').scrollIntoView();
  });
  const [x, y] = await thumbAt(page, kTemperature, 1);
  await page.mouse.drag(x, y, x + 40, y);
  const selected = await page.evaluate(() => String(getSelection()));
  assert.ok(!selected.includes('Controls'), 'the drag selects nothing of the page');
});
