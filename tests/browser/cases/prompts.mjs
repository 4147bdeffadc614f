// The prompts that come with the page.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { choosePrompt, column, read } from '../hands.mjs';
import { openPage, testOnce } from '../site.mjs';

const kNames = ['cat', 'weather', 'emotions', 'actions', 'genres', 'confident', 'uncertain', 'capital', 'mat'];

async function rowsOf(name) {
  const text = await readFile(new URL(`../../../public/scenarios/${name}.csv`, import.meta.url), 'utf8');
  return text.trim().split('\n').slice(1).map((line) => line.split(','));
}

const pressed = (page) => page.evaluate(() => [...document.querySelectorAll('#prompts button')].slice(0, 9).map((button) => button.getAttribute('aria-pressed')));

testOnce('each of the tables shows its own tokens and logits and is the one marked', async () => {
  const page = await openPage();
  assert.deepEqual(await pressed(page), kNames.map((name) => String(name === 'cat')));
  // From the last to the first, so that the one shown already comes last and has to come back.
  for (const name of kNames.toReversed()) {
    const rows = (await rowsOf(name)).map(([token, ...others]) => [token.replace(/^ /, '␣'), ...others]);
    await choosePrompt(page, name);
    await page.waitFor((first) => document.querySelector('#table-body .token').textContent === first, { args: [rows[0][0]] });
    const said = await read(page);
    assert.deepEqual(column(said, 'token'), rows.map(([token]) => token));
    assert.deepEqual(column(said, 'logit').map(Number), rows.map(([, logit]) => Number(logit)));
    assert.ok(said.sentence.startsWith(`${rows[0][2]} `), said.sentence);
    assert.deepEqual(await pressed(page), kNames.map((other) => String(other === name)));
  }
});
