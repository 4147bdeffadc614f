// One value, two ways to it: the slider in the picture and the slider in the HTML.

import assert from 'node:assert/strict';
import test from 'node:test';
import { boxes, column, dragOnCanvas, kTemperature, kTopK, kTopP, middleOf, pressOnCanvas, read, setNumber, thumbAt } from '../hands.mjs';
import { photograph } from '../pixels.mjs';
import { openPage, settled, testOnce } from '../site.mjs';

const focusRange = (page, stage) => page.evaluate((id) => document.getElementById(id).focus(), `control-${stage}`);

test('temperature 0.5 set by mouse in the picture is 0.5 in the HTML, with 60.7 % and 22.3 %', async () => {
  const page = await openPage();
  await dragOnCanvas(page, kTopP, 0.9, 1);
  const before = await read(page);
  assert.equal(before.controls[kTopP].output, 'off');
  await dragOnCanvas(page, kTemperature, 1, 0.5);
  const after = await read(page);
  const { range, number, output } = after.controls[kTemperature];
  assert.deepEqual({ range, number, output }, { range: '0.5', number: '0.5', output: '0.5' });
  assert.deepEqual(column(after, 'probability').slice(0, 2), ['60.7 %', '22.3 %']);
  assert.deepEqual(column(before, 'probability').slice(0, 2), ['40.2 %', '24.4 %']);
  // The same coin, 0.639, falls on another token where that one's share has grown.
  assert.deepEqual([before.sentence, after.sentence], ['The cat is eating', 'The cat is eating']);
  assert.equal(after.note, 'The coin 0.639 lies in [0.607, 0.830).');
});

test('temperature 0.5 set by keyboard in the HTML moves the picture, with the same figures', async () => {
  const page = await openPage();
  await focusRange(page, kTopP);
  await page.keyboard.press('End');
  await settled(page);
  const picture = await photograph(page);
  await setNumber(page, kTemperature, '0.55');
  await focusRange(page, kTemperature);
  const { step } = await page.evaluate(() => globalThis.logitscope.app.view().controls.find(({ label }) => label === 'Temperature'));
  for (let i = 0; i < Math.round(0.05 / step); i++) await page.keyboard.press('ArrowLeft');
  await settled(page);
  const said = await read(page);
  assert.equal(said.controls[kTemperature].number, '0.5');
  assert.deepEqual(column(said, 'probability').slice(0, 2), ['60.7 %', '22.3 %']);
  assert.equal(said.note, 'The coin 0.639 lies in [0.607, 0.830).');
  assert.notDeepEqual((await photograph(page)).png, picture.png);
});

testOnce('Home, End and the arrows reach both ends of the slider and what lies between', async () => {
  const page = await openPage();
  await focusRange(page, kTopK);
  const values = [];
  for (const key of ['Home', 'ArrowRight', 'ArrowRight', 'End', 'ArrowLeft']) {
    await page.keyboard.press(key);
    values.push((await read(page)).controls[kTopK].number);
  }
  assert.deepEqual(values, ['0', '1', '2', '5', '4']);
});

test('a slider dragged by mouse changes table, output and sentence, and the picture', async () => {
  const page = await openPage();
  const picture = await photograph(page);
  await dragOnCanvas(page, kTopK, 0, 1);
  const said = await read(page);
  assert.equal(said.controls[kTopK].output, '1');
  assert.deepEqual(said.rows.map((row) => row.state), ['picked', 'removed', 'removed', 'removed', 'removed']);
  assert.equal(said.sentence, 'The cat is sleeping');
  assert.match(said.rows[1]['what happened'], /^Removed by top-k/);
  await page.mouse.move(1, 1);
  await settled(page);
  assert.notDeepEqual((await photograph(page)).png, picture.png);
});

test('a drag that leaves the canvas goes on, and ends where the button is let go', async () => {
  const page = await openPage();
  const [[x, y], [farX]] = await page.evaluate(() => {
    const canvas = document.querySelector('#canvas').getBoundingClientRect();
    const box = globalThis.logitscope.app.boxes().filter(({ id }) => id.startsWith('slider'))[0];
    return [[canvas.x + box.x + 60, canvas.y + box.y + box.height - 13], [canvas.right + 10]];
  });
  await page.mouse.drag(x, y, farX, 5);
  await settled(page);
  const far = await read(page);
  assert.equal(far.controls[kTemperature].number, await page.evaluate(() => String(globalThis.logitscope.app.view().controls.find(({ label }) => label === 'Temperature').to)));
  await page.mouse.move(x, y);
  await settled(page);
  assert.deepEqual(await read(page), far, 'a move without the button changes nothing');
});

// As on a slow phone: hand and finger are done before the next frame is drawn.
testOnce('a drag and a click that fit between two frames do what slow ones do', async () => {
  const page = await openPage();
  const at = { from: await thumbAt(page, kTemperature, 1), to: await thumbAt(page, kTemperature, 0.5) };
  const button = middleOf((await boxes(page)).get('draw again'));
  await page.evaluate(({ from, to }, click) => {
    const canvas = document.querySelector('#canvas');
    // The browser knows no pointer of this id.
    canvas.setPointerCapture = () => {};
    const send = (type, [clientX, clientY]) => canvas.dispatchEvent(
      new PointerEvent(type, { pointerId: 7, isPrimary: true, pointerType: 'mouse', button: 0, clientX, clientY, bubbles: true }));
    send('pointermove', from);
    send('pointerdown', from);
    send('pointermove', to);
    send('pointerup', to);
    for (const type of ['pointermove', 'pointerdown', 'pointerup']) send(type, click);
  }, at, button);
  await settled(page);
  const said = await read(page);
  assert.equal(said.controls[kTemperature].number, '0.5');
  assert.equal(said.seed, '43');
});

testOnce('"Draw again" in the picture takes the next seed, once a click', async () => {
  const page = await openPage();
  await pressOnCanvas(page, 'draw again');
  const once = await read(page);
  assert.equal(once.seed, '43');
  await pressOnCanvas(page, 'draw again');
  const twice = await read(page);
  assert.equal(twice.seed, '44');
  assert.notEqual(once.note, twice.note);
});
