// Where arithmetic decides: the exhibits by mouse, keyboard and link.

import assert from 'node:assert/strict';
import { violationsOf } from '../axe.mjs';
import { boxes, bringIntoSight, pressOnCanvas } from '../hands.mjs';
import { openPage, settled, testOnce } from '../site.mjs';

const verdict = (page) => page.evaluate(() => document.querySelector('#edge-verdict').textContent);

testOnce('edge: from a link alone the argmax flips with the order of a sum; the boundary is moved in the picture and by the keyboard', async () => {
  const page = await openPage({ hash: '#v1&view=edge&exhibit=order' });
  assert.match(await verdict(page), /left to right the maximum is A, right to left B/);
  await pressOnCanvas(page, 'exhibit:threshold');
  assert.match(await verdict(page), /a loop in float64 keeps 4 tokens, a loop in float32 3 tokens/);
  await bringIntoSight(page, 'boundary');
  const { x, y, width, height } = (await boxes(page)).get('boundary');
  await page.mouse.click(x + 0.27 * width, y + height - 13);
  await settled(page);
  assert.match(await verdict(page), /^top-p 0\.8999999999999999: a loop in float64 keeps 3 tokens/);
  await page.evaluate(() => document.querySelector('#boundary').focus());
  await page.keyboard.press('ArrowDown');
  await page.waitFor(() => /^top-p 0\.9: a loop in float64 keeps 4 tokens/.test(document.querySelector('#edge-verdict').textContent));
  assert.deepEqual(await violationsOf(page), []);
});
