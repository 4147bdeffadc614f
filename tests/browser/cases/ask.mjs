// A sentence of the reader's own, answered by the model that the page trains.

import assert from 'node:assert/strict';
import test from 'node:test';
import { choosePrompt, column, press, read, typeInto, useFile } from '../hands.mjs';
import { openPage, testOnce } from '../site.mjs';

async function ask(page, prompt) {
  await typeInto(page, '#own-prompt', prompt);
  await press(page, '#ask button[type="submit"]');
  await page.waitFor((text) => document.querySelector('#sentence').textContent.startsWith(text), { args: [prompt], timeout: 20000 });
}

testOnce('any sentence has a distribution: facts are sure, and what it is from is said', async () => {
  const page = await openPage();
  await ask(page, 'The capital of France is');
  const said = await read(page);
  assert.equal(column(said, 'token')[0], '␣Paris');
  assert.ok(column(said, 'token').length === 30, 'the thirty likeliest are listed');
  assert.match(await page.evaluate(() => document.querySelector('#ask-note').textContent), /has learnt this page's four texts/);
  assert.equal(said.source, "measured, trained on this page's text");
});

const kTake = '#pipeline-buttons [data-action="sample"]';

test('the token that was drawn joins the text, and the model goes on', async () => {
  const page = await openPage();
  await ask(page, 'Once upon a time');
  const before = (await read(page)).sentence;
  for (let turn = 0; turn < 3; ++turn) {
    const { sentence } = await read(page);
    await press(page, kTake);
    assert.ok((await read(page)).sentence.startsWith(sentence));
  }
  assert.ok((await read(page)).sentence.length > before.length + 3);
});

testOnce('a table has no model to go on with', async () => {
  const page = await openPage();
  const isDisabled = () => page.evaluate((button) => document.querySelector(button).disabled, kTake);
  assert.equal(await isDisabled(), true);
  await ask(page, 'Add the');
  assert.equal(await isDisabled(), false);
  await choosePrompt(page, 'weather');
  await page.waitFor(() => document.querySelector('#sentence').textContent.startsWith('Tomorrow'));
  assert.equal(await isDisabled(), true);
});

testOnce("a text file of the reader's own becomes the model; one that is none is refused in a sentence", async () => {
  const page = await openPage();
  await typeInto(page, '#own-prompt', 'The ship sailed to');
  await useFile(page, 'harbour.txt', 'The ship sailed to Trieste. The ship sailed to Trieste again.\n'.repeat(3));
  await page.waitFor(() => document.querySelector('#source').textContent.includes('harbour.txt'), { timeout: 20000 });
  assert.equal(column(await read(page), 'token')[0], '␣Trieste');
  await useFile(page, 'empty.txt', ' ');
  await page.waitFor(() => document.querySelector('#ask-note').textContent.startsWith('empty.txt: text has nothing but space in it'), { timeout: 20000 });
  assert.match((await read(page)).source, /harbour\.txt/);
});
