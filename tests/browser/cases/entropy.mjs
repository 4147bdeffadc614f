// How sure the model is of a text: by the pointer in the picture, by keyboard in the HTML.

import assert from 'node:assert/strict';
import test from 'node:test';
import { violationsOf } from '../axe.mjs';
import { boxes, frames, middleOf, press, pressOnCanvas, typeInto } from '../hands.mjs';
import { photograph } from '../pixels.mjs';
import { kDark, openPage, settled, testOnce } from '../site.mjs';

const kTall = { width: 1280, height: 1400 };

/// What the HTML says of the text.
const readText = (page) => page.evaluate(() => {
  const chips = [...document.querySelectorAll('#chips-block .token-chip')];
  return {
    tokens: chips.map((chip) => chip.firstChild.textContent),
    bands: chips.map((chip) => /band-(\d)/.exec(chip.className)?.[1]),
    surprises: chips.filter((chip) => chip.classList.contains('marked')).length,
    current: chips.findIndex((chip) => chip.getAttribute('aria-current') === 'true'),
    focused: chips.indexOf(document.activeElement),
    caption: document.querySelector('#table-caption')?.textContent,
    alternatives: [...document.querySelectorAll('#table-body tr')].map((row) => [...row.cells].map((cell) => cell.textContent)),
    figures: [...document.querySelectorAll('#entropy-figures dd')].map((value) => value.textContent),
    pressed: [...document.querySelectorAll('#passages [aria-pressed="true"]')].map((button) => button.textContent),
    bandTable: [...document.querySelectorAll('#bands-body tr')].map((row) => row.cells[3].textContent),
  };
});

/// Opens the view once the page's model has learnt.
async function openText({ hash = '#v1&view=entropy', ...settings } = {}) {
  const page = await openPage({ hash, viewport: kTall, ...settings });
  await page.waitFor(() => document.querySelectorAll('#chips-block .token-chip').length > 0, { timeout: 20000 });
  await settled(page);
  return page;
}

testOnce('entropy: the first passage is read, every token in its band, and the counters add up', async () => {
  const page = await openText();
  const said = await readText(page);
  assert.deepEqual(said.pressed, ['Fact']);
  assert.deepEqual(said.tokens.slice(0, 3), ['What', '␣is', '␣the']);
  assert.equal(said.figures[0], `${said.tokens.length} tokens`);
  assert.equal(said.figures[4], `${said.surprises} of ${said.tokens.length}`);
  assert.equal(said.bandTable.reduce((sum, count) => sum + Number(count), 0), said.tokens.length);
  assert.deepEqual(said.bandTable.map(Number), ['1', '2', '3', '4', '5'].map((band) => said.bands.filter((one) => one === band).length));
});

test('entropy: a press on a chip in the picture moves the focus, in picture and HTML', async () => {
  const page = await openText();
  const before = await photograph(page);
  await pressOnCanvas(page, 'chip:4');
  const said = await readText(page);
  assert.equal(said.current, 4);
  assert.equal(said.caption, 'Expected at token 5: "␣of"');
  assert.equal(said.alternatives[0][1], '␣of');
  assert.equal(said.alternatives.length, 8);
  assert.notDeepEqual((await photograph(page)).png, before.png);
  await page.waitFor(() => location.hash.includes('&at=4'), { message: 'the link says it' });
});

testOnce('entropy: the list follows the pointer over the text, and goes back when it leaves', async () => {
  const page = await openText();
  const bars = async () => [...(await boxes(page)).keys()].filter((id) => id.startsWith('alternative:')).join();
  const first = await bars();
  const box = (await boxes(page)).get('chip:10');
  await page.mouse.move(...middleOf(box));
  await settled(page);
  assert.notEqual(await bars(), first);
  assert.equal((await readText(page)).current, 0, 'a look is no action');
  await page.mouse.move(2, 2);
  await settled(page);
  assert.equal(await bars(), first);
  const seen = await frames(page);
  await settled(page);
  assert.equal(await frames(page), seen, 'nothing is drawn while nothing changes');
});

testOnce('entropy: a press on the curve goes to the token there', async () => {
  const page = await openText();
  const { x, y, width, height } = (await boxes(page)).get('curve');
  await page.mouse.click(x + width - 1, y + height / 2);
  await settled(page);
  const said = await readText(page);
  assert.equal(said.current, said.tokens.length - 1);
});

testOnce('entropy: the buttons in the picture change the text', async () => {
  const page = await openText();
  await pressOnCanvas(page, 'passage:code');
  const said = await readText(page);
  assert.deepEqual(said.pressed, ['Code']);
  assert.ok(said.tokens.includes('⏎'));
  await page.waitFor(() => location.hash.includes('&passage=code'), { message: 'the link says it' });
});

test('entropy: arrow keys in the HTML go from token to token, and their alternatives follow', async () => {
  const page = await openText();
  await page.evaluate(() => document.querySelector('#chips-block [aria-current="true"]').focus());
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowLeft');
  await settled(page);
  const said = await readText(page);
  assert.deepEqual([said.current, said.focused], [2, 2]);
  assert.equal(said.caption, 'Expected at token 3: "␣the"');
  assert.equal(await page.evaluate(() => document.querySelectorAll('#chips-block [tabindex="-1"]').length), said.tokens.length - 1, 'one stop of the Tab key');
});

testOnce('entropy: buttons and field of the HTML read another text, the reader\'s own too', async () => {
  const page = await openText();
  await press(page, '[data-action="passage fiction"]');
  assert.deepEqual((await readText(page)).pressed, ['Fiction']);
  await typeInto(page, '#entropy-text', 'The cat sat on the mat.');
  await page.waitFor(() => document.querySelectorAll('#chips-block .token-chip').length === 7);
  const said = await readText(page);
  assert.deepEqual(said.pressed, []);
  assert.deepEqual(said.tokens, ['The', '␣cat', '␣sat', '␣on', '␣the', '␣mat', '.']);
});

testOnce('entropy: a link with text and focus shows both', async () => {
  const page = await openText({ hash: '#v1&view=entropy&text=The%20cat%20sat&at=2' });
  const said = await readText(page);
  assert.deepEqual(said.tokens, ['The', '␣cat', '␣sat']);
  assert.equal(said.current, 2);
});

testOnce('entropy: axe finds nothing serious, light or dark', async () => {
  assert.deepEqual(await violationsOf(await openText()), []);
  assert.deepEqual(await violationsOf(await openText({ options: kDark })), []);
});
