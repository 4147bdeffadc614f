// What is left when the browser, or the network, lacks something.

import assert from 'node:assert/strict';
import test from 'node:test';
import { kTemperature, kTopP, press, read, setNumber } from '../hands.mjs';
import { expectErrors, kBare, showLesson, visit } from '../site.mjs';

const picture = (page) => page.evaluate(() => {
  const notice = document.querySelector('#no-picture');
  return { notice: notice.hidden ? '' : notice.innerText, isCanvasShown: document.querySelector('#canvas').getBoundingClientRect().height > 0 };
});

test('without app.wasm a sentence says that Logitscope could not start, and the page is not blank', async () => {
  await expectErrors(kBare, /./);
  const page = await visit('no-wasm/', { options: kBare });
  await page.waitFor(() => !document.querySelector('#no-picture').hidden, { timeout: 30000 });
  const { notice, isCanvasShown } = await picture(page);
  assert.match(notice, /^Logitscope could not start: .*WebAssembly/s);
  assert.equal(isCanvasShown, false);
  assert.match(await page.evaluate(() => document.body.innerText), /How a language model picks its next token/);
});

test('without WebGL 2 a sentence takes the place of the picture and everything else works', async () => {
  const page = await visit('logitscope/', { options: kBare });
  await page.waitFor(() => document.documentElement.dataset.ready === 'true', { timeout: 30000 });
  // Beside an open lesson a button that is scrolled to may bring a section, and that its own settings.
  await showLesson(page, false);
  const { notice, isCanvasShown } = await picture(page);
  assert.match(notice, /WebGL 2/);
  assert.equal(isCanvasShown, false);
  await setNumber(page, kTopP, '1');
  await setNumber(page, kTemperature, '0.5');
  const said = await read(page);
  assert.deepEqual(said.rows.slice(0, 2).map((row) => row.probability), ['60.7 %', '22.3 %']);
  await press(page, '#draw-again');
  assert.equal((await read(page)).seed, '43');
});
