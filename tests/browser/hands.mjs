// A reader's hands and eyes: what the page says, and the ways to set something in it.

import { settled, writeToSite } from './site.mjs';

// A slider's thumb runs from one radius inside its left end to one inside its right.
const kThumbRadius = 7;
// From the slider's lower edge up to the middle of its track.
const kTrackFromBottom = 13;

// Places in the chain that the page opens with.
export const kPenalty = 0;
export const kTemperature = 1;
export const kTopK = 2;
export const kTopP = 3;
export const kMinP = 4;

/// Everything that the HTML says, word for word.
export function read(page) {
  return page.evaluate(() => {
    const text = (selector) => document.querySelector(selector)?.textContent ?? null;
    const value = (selector) => document.querySelector(selector)?.value ?? null;
    const heads = [...document.querySelectorAll('#table-head th')].map((head) => head.textContent);
    const rows = [...document.querySelectorAll('#table-body tr')].map((row) => ({
      state: row.className,
      ...Object.fromEntries([...row.cells].map((cell, i) => [heads[i], cell.textContent])),
    }));
    const controls = [...document.querySelectorAll('#controls .control')].map((control) => ({
      range: control.querySelector('[type=range]').value,
      number: control.querySelector('[type=number]').value,
      output: control.querySelector('output').textContent,
      error: control.querySelector('.error').textContent,
      isInvalid: control.querySelector('[type=number]').getAttribute('aria-invalid') === 'true',
    }));
    return {
      rows, controls, sentence: text('#sentence'), note: text('#draw-note'), source: text('#source')?.replace(/^Figures: (.*)\.$/, '$1') ?? null, status: text('#status'),
      rest: text('#rest'), csvError: text('#csv-error'), seed: value('#seed'), seedError: text('#seed-error'),
    };
  });
}

export const column = (said, head) => said.rows.map((row) => row[head]);

export const numberOf = (stage) => `.control:has(#control-${stage}) input[type="number"]`;

/// Key by key, in place of what stood there.
export async function typeInto(page, selector, text) {
  await page.evaluate((target) => document.querySelector(target).focus(), selector);
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  if (text !== '') await page.keyboard.type(text);
}

export const setNumber = (page, stage, text) => typeInto(page, numberOf(stage), text);

export async function leaveField(page) {
  await page.evaluate(() => document.activeElement.blur());
}

export async function press(page, selector) {
  const box = await page.evaluate((target) => {
    const element = document.querySelector(target);
    element.scrollIntoView({ block: 'center' });
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x, y, width, height };
  }, selector);
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}

/// Opens the sheet of prompts and presses the one of that name.
export async function choosePrompt(page, name) {
  await press(page, '#prompt-chooser summary');
  await press(page, `#prompts [data-prompt="${name}"]`);
}

/// Boxes of the canvas as they lie in the viewport now, by id.
export async function boxes(page) {
  const list = await page.evaluate(() => {
    const { app } = globalThis.logitscope;
    const canvas = document.querySelector('#canvas');
    const { x, y } = canvas.getBoundingClientRect();
    return app.boxes().map((box) => ({ ...box, x: box.x + x, y: box.y + y }));
  });
  return new Map(list.map((box) => [box.id, box]));
}

export const middleOf = ({ x, y, width, height }) => [x + width / 2, y + height / 2];

/// Scrolls until the box of the canvas is on the screen.
export async function bringIntoSight(page, id) {
  await page.evaluate((wanted) => {
    const { app } = globalThis.logitscope;
    const canvas = document.querySelector('#canvas').getBoundingClientRect();
    const box = app.boxes().find((one) => one.id === wanted);
    const top = canvas.top + box.y;
    if (top < 0 || top + box.height > innerHeight) scrollBy(0, top + box.height / 2 - innerHeight / 2);
  }, id);
  await settled(page);
}

export async function pressOnCanvas(page, id) {
  await bringIntoSight(page, id);
  const found = await boxes(page);
  await page.mouse.click(...middleOf(found.get(id)));
  await settled(page);
}

/// Where the thumb of the slider of [stage] stands at [value], in the viewport.
export async function thumbAt(page, stage, value) {
  const box = (await boxes(page)).get(`slider${stage}`);
  const { from, to } = await page.evaluate((index) => globalThis.logitscope.app.view().controls.find((one) => one.main && one.stage === index), stage);
  const share = (value - from) / (to - from);
  return [box.x + kThumbRadius + share * (box.width - 2 * kThumbRadius), box.y + box.height - kTrackFromBottom];
}

export async function dragOnCanvas(page, stage, fromValue, toValue) {
  await bringIntoSight(page, `slider${stage}`);
  const start = await thumbAt(page, stage, fromValue);
  const end = await thumbAt(page, stage, toValue);
  await page.mouse.drag(...start, ...end);
  await settled(page);
}

export const frames = (page) => page.evaluate(() => globalThis.logitscope.host.frames);

/// Frames that it takes the picture to follow a new temperature.
export async function framesOf(page, value) {
  await settled(page);
  const before = await frames(page);
  await page.evaluate((text) => {
    const range = document.querySelector('#control-1');
    range.value = text;
    range.dispatchEvent(new Event('input', { bubbles: true }));
  }, value);
  return (await settled(page)) - before;
}

export const middleOfCanvas = (page) => page.evaluate(() => {
  const { x, y, width, height } = document.querySelector('#canvas').getBoundingClientRect();
  return [x + width / 2, Math.min(y + height / 2, innerHeight - 20)];
});

/// Chooses a file of that content with the file input.
export async function useFile(page, name, content) {
  const path = await writeToSite(name, content);
  await page.setFiles('#file', [path]);
}

/// Waits until the page says what is wrong with a table, and gives the sentence.
export const errorSays = (page) => page.waitFor(() => document.querySelector('#csv-error').textContent, { timeout: 20000 });
