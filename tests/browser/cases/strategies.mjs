// Strategies side by side: by mouse on the picture, by keyboard in the HTML, to the same texts.

import assert from 'node:assert/strict';
import test from 'node:test';
import { boxes, frames, middleOf, pressOnCanvas } from '../hands.mjs';
import { openPage, settled, testOnce } from '../site.mjs';

const kLink = '#v1&view=strategies&prompt=Once+upon+a+time&seed=42';
const kTall = { width: 1280, height: 1400 };

const openStrategies = (link = kLink) => openPage({ hash: link, viewport: kTall });

/// What the HTML says: each column's cells by their heads, its chips, and what can be pressed.
const read = (page) => page.evaluate(() => {
  const heads = [...document.querySelectorAll('#table-head th')].map((head) => head.textContent);
  const columns = [...document.querySelectorAll('#table-body tr')].map((row) => (
    Object.fromEntries([...row.cells].map((cell, i) => [heads[i], cell.textContent]))));
  const chips = columns.map((_, i) => [...document.querySelectorAll(`#column-${i}-block .token-chip`)].map((chip) => chip.textContent));
  const buttons = Object.fromEntries([...document.querySelectorAll('#strategies-buttons button')].map((button) => (
    [button.textContent, { isEnabled: !button.disabled, pressed: button.getAttribute('aria-pressed') }])));
  return { columns, chips, buttons, luck: document.querySelector('#luck')?.textContent, link: location.hash };
});

/// Tab by tab to a button of the HTML, as a reader without a mouse would go, then Enter.
async function enterOn(page, action) {
  await page.evaluate((wanted) => document.querySelector(`#twin [data-action="${wanted}"]`).focus(), action);
  await page.keyboard.press('Enter');
  await settled(page);
}

test('"Next token" on the picture makes all six columns go on, and the HTML has the same tokens', async () => {
  const page = await openStrategies();
  assert.equal((await read(page)).columns.length, 6);
  for (let i = 1; i <= 3; i++) {
    await pressOnCanvas(page, 'next token');
    const said = await read(page);
    assert.deepEqual(said.columns.map(({ tokens }) => tokens), Array(6).fill(String(i)));
    // One chip in the picture for each in the HTML.
    const ids = [...(await boxes(page)).keys()].filter((id) => id.startsWith('chip:'));
    assert.equal(ids.length, said.chips.flat().length);
    assert.equal(ids.length, 6 * i);
  }
  const { columns } = await read(page);
  assert.ok(columns.every(({ text, perplexity }) => text.length > 3 && Number(perplexity) >= 1), JSON.stringify(columns));
  assert.equal(columns[0].kept, '1');
});

testOnce('the keyboard in the HTML comes to what the mouse on the picture came to', async () => {
  const page = await openStrategies();
  for (let i = 0; i < 4; i++) await pressOnCanvas(page, 'next token');
  const byMouse = await read(page);
  await pressOnCanvas(page, 'reset');
  assert.ok((await read(page)).columns.every(({ tokens }) => tokens === '0'));
  for (let i = 0; i < 4; i++) await enterOn(page, 'next 1');
  assert.deepEqual((await read(page)).columns, byMouse.columns);
});

testOnce('a column goes by the × of its title and comes by its name, on the picture as in the HTML', async () => {
  const page = await openStrategies();
  const names = async () => (await read(page)).columns.map(({ strategy }) => strategy);
  const before = await names();
  await pressOnCanvas(page, 'remove:1');
  await pressOnCanvas(page, 'add:topK40');
  const byMouse = await names();
  assert.deepEqual(byMouse, [before[0], ...before.slice(2), before[1]]);
  await page.evaluate(() => globalThis.logitscope.app.act('undo'));
  await page.evaluate(() => globalThis.logitscope.app.act('undo'));
  assert.deepEqual(await names(), before);
  await enterOn(page, 'withoutStrategy 1');
  assert.deepEqual(await names(), [before[0], ...before.slice(2)]);
});

testOnce('shared luck is a switch: off, every column draws with a seed of its own', async () => {
  const page = await openStrategies(`${kLink}&n=8`);
  const shared = await read(page);
  assert.match(shared.luck, /what differs is the strategy, not chance/);
  assert.equal(shared.buttons['Shared luck'].pressed, 'true');
  await pressOnCanvas(page, 'shared luck');
  const own = await read(page);
  assert.match(own.luck, /noise of its own/);
  assert.match(own.columns[3].settings, /Seed 45\.$/);
  // Chance has no say in these two.
  assert.equal(own.columns[0].text, shared.columns[0].text);
  assert.equal(own.columns[5].text, shared.columns[5].text);
  assert.notEqual(own.columns[3].text, shared.columns[3].text);
  await enterOn(page, 'shareLuck 1');
  assert.deepEqual((await read(page)).columns, shared.columns);
});

testOnce('"Play" goes on by itself until it is stopped, and then nothing is drawn', async () => {
  const page = await openStrategies();
  await pressOnCanvas(page, 'play');
  await page.waitFor(() => document.querySelectorAll('#column-0-block .token-chip').length >= 3, { timeout: 20000, message: 'three tokens came' });
  await pressOnCanvas(page, 'play');
  const stopped = await read(page);
  assert.ok(stopped.buttons.Play, 'it offers to play again');
  const before = await frames(page);
  await new Promise((resolve) => { setTimeout(resolve, 1200); });
  assert.deepEqual((await read(page)).columns, stopped.columns);
  assert.ok(await frames(page) - before <= 1);
});

testOnce('a column joins and leaves, and the link brings all of it back', async () => {
  const page = await openStrategies(`${kLink}&n=5`);
  await page.evaluate(() => {
    const choice = document.querySelector('#add-column');
    choice.value = 'mirostat';
    choice.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await settled(page);
  await enterOn(page, 'withoutStrategy 1');
  const said = await read(page);
  assert.deepEqual(said.columns.map(({ strategy }) => strategy), ['Greedy', 'Top-p 0.9', 'Creative 1.5', 'Min-p 0.1', 'Beam search, 4 wide', 'Mirostat']);
  assert.ok(said.columns.every(({ tokens }) => tokens === '5'));
  await page.waitFor(() => location.hash === `#${globalThis.logitscope.app.view().link}`, { timeout: 5000, message: 'the link has it' });
  const again = await openStrategies((await read(page)).link);
  assert.deepEqual((await read(again)).columns, said.columns);
});

testOnce('on a phone the columns stand one below the other', async () => {
  const page = await openPage({ hash: `${kLink}&n=2`, viewport: { width: 390, height: 800 } });
  const list = await boxes(page);
  const firsts = [...Array(6).keys()].map((i) => middleOf(list.get(`chip:${i}:0`)));
  for (let i = 1; i < 6; i++) assert.ok(firsts[i][1] > firsts[i - 1][1] + 100, `column ${i}`);
});
