// One step drawn many times, by mouse, keyboard and link.

import assert from 'node:assert/strict';
import test from 'node:test';
import { violationsOf } from '../axe.mjs';
import { pressOnCanvas } from '../hands.mjs';
import { kBrowser, openPage, settled, testOnce } from '../site.mjs';

const said = (page) => page.evaluate(() => ({
  caption: document.querySelector('#twin caption')?.textContent ?? document.querySelector('#table-caption')?.textContent,
  verdict: document.querySelector('#verdict').textContent,
  times: [...document.querySelectorAll('#table-body tr')].map((row) => Number(row.cells[3].textContent.replaceAll(',', ''))),
  link: globalThis.logitscope.app.view().link,
}));

testOnce('draws: ten thousand by a press in the picture, a million by the keyboard in the HTML', async () => {
  const page = await openPage({ hash: '#v1&view=draws&seed=42' });
  await pressOnCanvas(page, 'draw:10000');
  await page.waitFor(() => /Within chance/.test(document.querySelector('#verdict').textContent));
  assert.equal((await said(page)).times.reduce((a, b) => a + b), 10_000);
  await page.evaluate(() => document.querySelector('[data-action="drawMore 1000000"]').focus());
  await page.keyboard.press('Enter');
  await page.waitFor(() => globalThis.logitscope.app.view().link.endsWith('&draws=1000000'));
  const all = await said(page);
  assert.equal(all.times.reduce((a, b) => a + b), 1_000_000);
  assert.match(all.verdict, /Within chance\.$/);
});

testOnce('draws: from a link alone a sampler is seen to be wrong, and right again at a press', async () => {
  const page = await openPage({ hash: '#v1&view=draws&rule=coarseCoin&draws=1000000&seed=42' });
  assert.match((await said(page)).verdict, /the sampler is wrong\.$/);
  await pressOnCanvas(page, 'rule:exact');
  await settled(page);
  assert.match((await said(page)).verdict, /Within chance\.$/);
});

if (kBrowser === 'chromium') {
  test('draws: axe finds nothing serious', async () => {
    assert.deepEqual(await violationsOf(await openPage({ hash: '#v1&view=draws&draws=100' })), []);
  });
}
