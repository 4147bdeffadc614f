// Saved answers of servers: dropped, chosen or pasted, and looked at step by step.

import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import test from 'node:test';
import { column, errorSays, kTemperature, kTopK, kTopP, press, pressOnCanvas, read, useFile } from '../hands.mjs';
import { openPage, settled, testOnce } from '../site.mjs';

const fixtures = new URL('../../web/fixtures/', import.meta.url);
const fixture = (name) => readFile(new URL(name, fixtures), 'utf8');

const entry = ([token, probability]) => ({ token, logprob: Math.log(probability) });
const step = (chosen, ...list) => ({ ...entry(list[chosen]), top_logprobs: list.map(entry) });

/// " four" with 0.5, " five" with 0.2, " six" with 0.1 and 0.2 for everything else; then a full stop.
const kAnswer = JSON.stringify({
  prompt: 'Two and two is',
  logprobs: [step(0, [' four', 0.5], [' five', 0.2], [' six', 0.1]), step(0, ['.', 0.75], [' and', 0.125], ['!', 0.0625])],
});

const shows = (page, words, timeout = 20000) => page.waitFor(
  (text) => document.querySelector('#source')?.textContent.includes(text), { args: [words], timeout });

const act = (page, words) => page.evaluate((action) => globalThis.logitscope.app.act(action), words);

async function drop(page, name, content) {
  assert.ok(await page.dropFile('#canvas', { name, content, type: 'application/json' }), 'the page takes the drop');
}

async function openAnswer(page, content = kAnswer) {
  await drop(page, 'four.json', content);
  await shows(page, 'four.json');
  await act(page, `param ${kTopP} p 1`);
  await settled(page);
}

test('a dropped answer opens with the tokens that it names, and everything else in one row', async () => {
  const page = await openPage();
  await openAnswer(page);
  const said = await read(page);
  assert.deepEqual(column(said, 'token'), ['␣four', '␣five', '␣six', 'everything else']);
  assert.deepEqual(column(said, 'after the cut'), ['50.0 %', '20.0 %', '10.0 %', '20.0 %']);
  assert.equal(said.sentence, 'Two and two is four');
  assert.equal(said.source, 'a recorded answer from four.json');
  assert.match(said.note, /^Recorded: the answer went on with "␣four", 50\.0 % for the model\.$/);
});

testOnce('an answer stands in the entropy view as its own text, and in the strategies as what each could draw', async () => {
  const page = await openPage();
  await openAnswer(page);
  await act(page, 'view entropy');
  await settled(page);
  const chips = () => page.evaluate(() => [...document.querySelectorAll('#chips-block .token-chip')].map((chip) => chip.firstChild.textContent));
  assert.deepEqual(await chips(), ['␣four', '.']);
  await pressOnCanvas(page, 'chip:1');
  assert.match(await page.evaluate(() => document.querySelector('#focus').textContent), /^"\." had 75\.0 % for the model: 0\.42 bits of surprise, band A\./);
  await act(page, 'view strategies');
  await settled(page);
  await pressOnCanvas(page, 'next token');
  const cells = await page.evaluate(() => [...document.querySelectorAll('#table-body tr')].map((row) => [...row.cells].map((cell) => cell.textContent)));
  assert.deepEqual(cells[0].slice(0, 4), ['Greedy', 'Temperature 0: always the likeliest token.', '.', '100.0 %']);
  assert.match(cells[5][6], /^Beam search has to ask/);
});

testOnce('a temperature gives both ends of what it does, top-k within the list is exact, and the rest is refused by name', async () => {
  const page = await openPage();
  await openAnswer(page);
  await act(page, `param ${kTemperature} temperature 0.5`);
  assert.deepEqual(column(await read(page), 'after the cut'), ['78.1–83.3 %', '12.5–13.3 %', '3.13–3.33 %', '0–6.25 %']);
  assert.match((await read(page)).status, /the likeliest has between 78\.1 % and 83\.3 %, everything else between 0 % and 6\.25 %/);
  await act(page, `param ${kTopK} k 2`);
  assert.deepEqual(column(await read(page), 'after the cut'), ['86.2 %', '13.8 %', '0 %', '0 %']);
  const problem = await act(page, 'add typicalP');
  assert.match(problem.message, /^Typical-p cannot be worked out on a recorded answer/);
});

testOnce('the answer goes on by the token that was recorded; another one gets a sentence, and nothing changes', async () => {
  const page = await openPage();
  await openAnswer(page);
  await press(page, '#views [data-action="view builder"]');
  await settled(page);
  const before = await read(page);
  const buttons = await page.evaluate(() => [...document.querySelectorAll('#table-body .pick')].map((one) => one.textContent));
  assert.deepEqual(buttons, ['␣four', '␣five', '␣six'], 'everything else is no button');
  await page.evaluate(() => [...document.querySelectorAll('#table-body .pick')].find((one) => one.textContent === '␣five').click());
  const said = 'The answer was recorded after "␣four"; what would have followed "␣five" is not in it.';
  await page.waitFor((text) => document.querySelector('#status').textContent === text, { args: [said] });
  assert.deepEqual((await read(page)).rows, before.rows);
  // By hand in the picture the same is said.
  await act(page, 'view builder');
  const id = await page.evaluate(() => [...document.querySelectorAll('#table-body tr')].find((row) => row.textContent.includes('␣six')).dataset.id);
  await pressOnCanvas(page, `token:${id}`);
  await page.waitFor(() => document.querySelector('#status').textContent.includes('what would have followed "␣six"'));
  await press(page, '#builder-buttons [data-action="sample"]');
  await settled(page);
  assert.deepEqual(column(await read(page), 'token'), ['.', '␣and', '!', 'everything else']);
});

testOnce('a recorded answer is found again after a reload, with the settings and the step', async () => {
  const page = await openPage();
  await openAnswer(page);
  await act(page, `param ${kTemperature} temperature 0.5`);
  await act(page, 'sample');
  await page.waitFor(() => location.hash.includes('tokens='));
  const before = await read(page);
  await page.goto((await page.evaluate(() => location.href)).replace('#', '&again#'));
  await page.waitFor(() => document.documentElement.dataset.ready === 'true' && document.querySelector('#source')?.textContent.includes('four.json'), { timeout: 30000 });
  const now = await read(page);
  assert.deepEqual([now.rows, now.sentence], [before.rows, before.sentence]);
});

testOnce('answers of every server open, as a file or pasted', async () => {
  const page = await openPage();
  for (const name of (await readdir(fixtures)).filter((one) => /json$/.test(one))) {
    await useFile(page, name, await fixture(name));
    await page.waitFor((file) => document.querySelector('#source')?.textContent.includes(file) || document.querySelector('#csv-error').textContent, { args: [name], timeout: 20000 });
    const said = await read(page);
    assert.equal(said.csvError, '', name);
    assert.equal(said.source, `a recorded answer from ${name}`);
    assert.ok(said.rows.length > 1, name);
    assert.match(said.note, /^Recorded: the answer went on with "/, name);
  }
  await page.paste('#paste', kAnswer);
  await press(page, '#use-paste');
  await shows(page, 'pasted');
});

testOnce('an answer that is broken, or tells no probabilities, is answered in a sentence and nothing is lost', async () => {
  const page = await openPage();
  const before = await read(page);
  await drop(page, 'broken.json', '{"choices": [');
  assert.match(await errorSays(page), /^The answer is no JSON: it begins .*Nothing was changed\.$/);
  await drop(page, 'plain.json', '{"choices":[{"text":" four"}]}');
  await page.waitFor(() => document.querySelector('#csv-error').textContent.startsWith('The answer holds no token'));
  await drop(page, 'likely.json', JSON.stringify({ logprobs: [{ token: 'a', logprob: 0.5, top_logprobs: [{ token: 'a', logprob: 0.5 }] }] }));
  await page.waitFor(() => document.querySelector('#csv-error').textContent.startsWith('Step 1 of the answer: logProbabilities[0] is 0.5'));
  assert.deepEqual((await read(page)).rows, before.rows);
});

testOnce('a list of likely tokens is not saved as a table, which would pass it off as all there are', async () => {
  const page = await openPage();
  await openAnswer(page);
  await press(page, '#save');
  await page.waitFor(() => document.querySelector('#status').textContent.startsWith('A table needs every token'));
});
