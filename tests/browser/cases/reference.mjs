// The reference: text to look things up in, on every screen, by every means.

import assert from 'node:assert/strict';
import { violationsOf } from '../axe.mjs';
import { kDesk, testOnce, visit } from '../site.mjs';

testOnce('the reference is as wide as a phone, a name leads to its type, and axe finds nothing serious in both themes', async () => {
  const page = await visit('logitscope/reference.html', { options: kDesk, viewport: { width: 390, height: 844 } });
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
  await page.evaluate(() => document.querySelector('#ref-run + pre a[href="#ref-Trace"]').click());
  const { top } = await page.evaluate(() => document.querySelector('#ref-Trace').getBoundingClientRect().toJSON());
  assert.ok(top >= 0 && top < 100, `${top}`);
  assert.deepEqual(await violationsOf(page), []);
  await page.evaluate(() => (document.documentElement.dataset.theme = 'dark'));
  assert.deepEqual(await violationsOf(page), []);
});
