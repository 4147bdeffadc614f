// The whole distribution by rank: by the pointer in the picture, by keyboard in the HTML.

import assert from 'node:assert/strict';
import test from 'node:test';
import { violationsOf } from '../axe.mjs';
import { boxes, column, dragOnCanvas, kTemperature, kTopK, kTopP, press, pressOnCanvas, read, setNumber } from '../hands.mjs';
import { photograph } from '../pixels.mjs';
import { kDark, openPage, settled, testOnce } from '../site.mjs';

const kTall = { width: 1280, height: 1100 };
const kTail = { hash: '#v1&view=tail&scenario=cat&p=1', viewport: kTall };

/// The counters by name: a value for each of the curves.
const counters = (page) => page.evaluate(() => Object.fromEntries(
  [...document.querySelectorAll('#counters-body tr')].map((row) => [row.cells[0].textContent, [...row.cells].slice(1).map((cell) => cell.textContent)]),
));

const divergences = (page) => page.evaluate(() => [...document.querySelectorAll('[id^="divergence-"]')].map((one) => one.textContent));

testOnce('tail: ranks, cumulative sums and counters of "The cat is"', async () => {
  const page = await openPage(kTail);
  const said = await read(page);
  assert.deepEqual(column(said, 'token'), ['sleeping', 'eating', 'playing', 'sitting', 'jumping']);
  assert.deepEqual(column(said, 'probability'), ['40.2 %', '24.4 %', '16.3 %', '11.0 %', '8.12 %']);
  assert.deepEqual(column(said, 'cumulative').slice(0, 2), ['40.2 %', '64.6 %']);
  const counted = await counters(page);
  assert.deepEqual(counted.vocabulary, ['5', '5']);
  assert.deepEqual(counted['tokens for 90 %'], ['4', '4']);
});

testOnce('tail: a slider in the picture cuts the tail off, and the numbers follow', async () => {
  const page = await openPage(kTail);
  const before = await photograph(page);
  await dragOnCanvas(page, kTopP, 1, 0.6);
  const said = await read(page);
  assert.deepEqual(column(said, 'after the chain'), ['62.2 %', '37.8 %', '–', '–', '–']);
  assert.match(await page.evaluate(() => document.querySelector('#cut').textContent), /^The chain keeps 2 of 5 tokens and cuts off 35\.4 %/);
  assert.match((await divergences(page))[1], /infinite/);
  assert.notDeepEqual((await photograph(page)).png, before.png);
});

testOnce('tail: the same from the keyboard in the HTML', async () => {
  const page = await openPage(kTail);
  await setNumber(page, kTopK, '2');
  assert.deepEqual(column(await read(page), 'after the chain'), ['62.2 %', '37.8 %', '–', '–', '–']);
  await setNumber(page, kTopK, '0');
  await setNumber(page, kTemperature, '2');
  assert.ok((await divergences(page)).every((one) => /= [\d.]+ bits\.$/.test(one)), 'nothing is cut, so both are finite');
});

testOnce('tail: a preset is laid over it by a press in the picture, and taken away', async () => {
  const page = await openPage(kTail);
  await pressOnCanvas(page, 'compare:greedy');
  assert.equal((await counters(page))['its probability'][2], '100.0 %');
  assert.equal((await divergences(page)).length, 4);
  await page.waitFor(() => location.hash.includes('&over=greedy'), { message: 'the link says it' });
  await pressOnCanvas(page, 'compare:none');
  assert.equal((await counters(page))['most likely'].length, 2);
});

testOnce('tail: and by the choice in the HTML', async () => {
  const page = await openPage(kTail);
  await page.evaluate(() => {
    const choice = document.querySelector('#compare');
    choice.value = 'balanced';
    choice.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await settled(page);
  assert.equal(await page.evaluate(() => document.querySelector('#counters-head').lastChild.textContent), 'Balanced');
});

testOnce('tail: the cumulative curve goes and comes back, in picture and HTML', async () => {
  const page = await openPage(kTail);
  const withIt = await photograph(page);
  await pressOnCanvas(page, 'cumulative');
  await page.mouse.move(2, 2);
  await settled(page);
  assert.equal(await page.evaluate(() => document.querySelector('#tail-buttons button').getAttribute('aria-pressed')), 'false');
  assert.notDeepEqual((await photograph(page)).png, withIt.png);
  await press(page, '#tail-buttons button');
  await page.mouse.move(2, 2);
  await settled(page);
  assert.equal(await page.evaluate(() => document.querySelector('#tail-buttons button').getAttribute('aria-pressed')), 'true');
});

test('tail: the pointer over the chart gives the values of its rank', async () => {
  const page = await openPage(kTail);
  const before = await photograph(page);
  const { x, y, width, height } = (await boxes(page)).get('tail');
  await page.mouse.move(x + width / 2, y + height / 2);
  await settled(page);
  assert.notDeepEqual((await photograph(page)).png, before.png);
});

testOnce("tail: the text model's whole vocabulary, down to its last token", async () => {
  const page = await openPage({ ...kTail, hash: '#v1&view=tail&prompt=The%20cat%20sat%20on%20the&model=page' });
  await page.waitFor(() => document.querySelectorAll('#table-body tr').length > 10, { timeout: 20000 });
  const said = await read(page);
  const ranks = column(said, 'rank');
  assert.deepEqual(ranks.slice(9, 13), ['10', '20', '50', '100']);
  assert.equal(ranks.at(-1), (await counters(page)).vocabulary[0]);
  assert.equal(column(said, 'cumulative').at(-1), '100.0 %');
  assert.equal(said.rows[0].token, '␣mat');
});

testOnce('tail: axe finds nothing serious, light or dark', async () => {
  assert.deepEqual(await violationsOf(await openPage(kTail)), []);
  assert.deepEqual(await violationsOf(await openPage({ ...kTail, options: kDark })), []);
});
