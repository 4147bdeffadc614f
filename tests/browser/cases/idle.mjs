// When nothing moves, nothing is drawn; when something moves, it moves for as long as it takes and no longer.

import assert from 'node:assert/strict';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { dragOnCanvas, frames, framesOf, kTemperature, kTopK, pressOnCanvas, read, setNumber } from '../hands.mjs';
import { photograph } from '../pixels.mjs';
import { kBrowser, openPage, settled, shown } from '../site.mjs';

const kIdleMs = kBrowser === 'chromium' ? 10_000 : 3000;
const kLow = { width: 1280, height: 400 };

test(`nothing is drawn in ${kIdleMs / 1000} s in which nothing happens`, async () => {
  const page = await openPage();
  await dragOnCanvas(page, kTemperature, 1, 1.5);
  await shown(page);
  const before = await frames(page);
  assert.ok(before > 0, 'it has been drawn at all');
  await sleep(kIdleMs);
  assert.equal(await frames(page) - before, 0);
});

test('out of sight the picture is not drawn, and back in sight it shows what was set meanwhile', async () => {
  const page = await openPage({ viewport: kLow });
  const picture = await photograph(page);
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await page.waitFor(() => document.querySelector('#canvas').getBoundingClientRect().bottom < 0);
  await settled(page);
  const before = await frames(page);
  await page.evaluate(() => {
    const range = document.querySelector('#control-1');
    range.value = '0.3';
    range.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await settled(page);
  assert.equal((await read(page)).controls[kTemperature].number, '0.3');
  assert.equal(await frames(page) - before, 0, 'frames out of sight');
  await page.evaluate(() => scrollTo(0, 0));
  await page.waitFor((count) => globalThis.logitscope.host.frames > count, { args: [before] });
  await settled(page);
  assert.notDeepEqual((await photograph(page)).png, picture.png);
});

test('a new value is reached over several frames, and then there are no more', async () => {
  const page = await openPage();
  const count = await framesOf(page, '0.3');
  // 160 ms are ten frames at 60 Hz; a busy machine without a graphics card may draw one in 100 ms, and one to stop in.
  assert.ok(count >= 2 && count <= 40, `${count} frames`);
  assert.equal(await frames(page), await settled(page));
});

test('the same steps taken twice leave the same picture', async () => {
  const page = await openPage();
  await setNumber(page, kTopK, '2');
  await page.mouse.move(1, 1);
  await settled(page);
  const first = await photograph(page);
  await setNumber(page, kTopK, '4');
  await pressOnCanvas(page, 'draw again');
  await setNumber(page, kTopK, '2');
  await page.evaluate(() => globalThis.logitscope.app.act('seed 42'));
  await page.evaluate(() => globalThis.logitscope.host.invalidate());
  await page.mouse.move(1, 1);
  await settled(page);
  const second = await photograph(page);
  assert.deepEqual(second.png, first.png);
});
