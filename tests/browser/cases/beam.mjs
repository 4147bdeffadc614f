// Beam search as a tree, by link, mouse and keyboard.

import assert from 'node:assert/strict';
import { violationsOf } from '../axe.mjs';
import { pressOnCanvas } from '../hands.mjs';
import { openPage, settled, testOnce } from '../site.mjs';

const kHash = '#v1&view=beam&prompt=The+cat&seed=42';

const said = (page) => page.evaluate(() => ({
  best: document.querySelector('#beam-best').textContent,
  pool: [...document.querySelectorAll('#table-body tr')].map((row) => row.cells[1].textContent),
  focus: document.querySelector('#beam-focus').textContent,
  status: document.querySelector('#status').textContent,
  link: globalThis.logitscope.app.view().link,
}));

testOnce('beam: from a link alone the best hypothesis is seen to change with the length penalty, by mouse and by keyboard', async () => {
  const page = await openPage({ hash: `${kHash}&lengthPenalty=0` });
  const short = await said(page);
  assert.equal(short.pool[0], 'sat on the mat.');
  assert.match(short.best, /^The best is "sat on the mat\.", score .*At length penalty -2 to .* the best is "sat on the mat\."; at .* to 3 it is "sat on the mat," said/);
  // The middle of the slider from -2 to 3.
  await pressOnCanvas(page, 'beam:lengthPenalty');
  assert.match((await said(page)).link, /&lengthPenalty=0\.5$/);
  await page.evaluate(() => document.querySelector('#beam-lengthPenalty').focus());
  await page.keyboard.press('End');
  await settled(page);
  const long = await said(page);
  assert.match(long.pool[0], /^sat on the mat," said the/);
  assert.match(long.status, /^Length penalty 3\. The best is "sat on the mat," said/);
  assert.match(long.link, /&lengthPenalty=3$/);
  assert.deepEqual(await violationsOf(page), []);
});

testOnce('beam: a node that is pressed says its figures, and its tokens become the text', async () => {
  const page = await openPage({ hash: `${kHash}&maxNewTokens=4` });
  await pressOnCanvas(page, 'node:1');
  assert.match((await said(page)).focus, /^"sat": sum of log-probabilities -\d+\.\d\d over 1 token, of which ␣sat adds/);
  await pressOnCanvas(page, 'take');
  await settled(page);
  assert.equal(await page.evaluate(() => globalThis.logitscope.app.view().context), 'The cat sat');
});
