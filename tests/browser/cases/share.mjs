// What is shown, taken along: as a link, as a widget, as code for other systems.

import assert from 'node:assert/strict';
import { violationsOf } from '../axe.mjs';
import { press } from '../hands.mjs';
import { openPage, settled, testOnce, visit, writeToSite } from '../site.mjs';

const kHash = '#v1&scenario=weather&T=0.7&k=3&minP=0.05';

async function openShare(hash = kHash) {
  const page = await openPage({ hash });
  await press(page, '#share');
  await page.waitFor(() => document.querySelector('#share-card').open && document.querySelector('#share-tag').textContent);
  return page;
}

const textOf = (page, selector) => page.evaluate((target) => document.querySelector(target).textContent, selector);

testOnce('the link and the widget of what is shown lead back to it', async () => {
  const page = await openShare();
  const link = await textOf(page, '#share-link');
  assert.match(link, /#v1&view=pipeline&scenario=weather&T=0\.7&k=3&minP=0\.05&seed=42$/);
  const tag = await textOf(page, '#share-tag');
  assert.match(tag, /<logit-scope scenario="weather" temperature="0\.7" top-k="3" min-p="0\.05"><\/logit-scope>/);
  await writeToSite('shared.html', `<!doctype html><html lang="en"><meta charset="utf-8"><title>Shared</title><link rel="icon" href="logitscope/icon.svg">${tag}</html>`);
  const post = await visit('shared.html');
  assert.equal(await post.waitFor(() => document.querySelector('logit-scope').getState?.(), { timeout: 30000 }), link.split('#')[1]);
});

testOnce('as code for each of five systems, with what each cannot say', async () => {
  const page = await openShare();
  const said = await page.evaluate(() => {
    const choice = document.querySelector('#share-system');
    return [...choice.options].map(({ value }) => {
      choice.value = value;
      choice.dispatchEvent(new Event('change'));
      return [value, document.querySelector('#share-code').textContent, document.querySelector('#share-notes').textContent];
    });
  });
  assert.equal(said.length, 5);
  for (const [system, code] of said) assert.match(code, /0\.7/, system);
  assert.ok(said.some(([, , notes]) => /min-p/i.test(notes)), 'somebody has no min-p');
});

testOnce('what no attribute can hold is named beside the widget; Escape closes the sheet', async () => {
  const page = await openShare('#v1&scenario=cat&chain=topNSigma:n=1.5&open=2');
  assert.match(await textOf(page, '#share-tag-note'), /^No attribute holds a chain of its own, the opened stage/);
  assert.deepEqual(await violationsOf(page), []);
  await page.keyboard.press('Escape');
  await page.waitFor(() => !document.querySelector('#share-card').open);
  // Closed it follows nothing; opened again it is about what is shown then, and of a stage that is off no code says a word.
  const before = await textOf(page, '#share-code');
  await page.evaluate(() => { location.hash = '#v1&view=draws&draws=100&rule=coarseCoin&chain=temperature:temperature=0.7;topK:k=0;topA:a=0.5,off;repetitionPenalty:penalty=1.3,lastN=0'; });
  await page.waitFor(() => globalThis.logitscope.app.view().view === 'draws');
  await settled(page);
  assert.equal(await textOf(page, '#share-code'), before);
  await press(page, '#share');
  await page.waitFor((old) => document.querySelector('#share-code').textContent !== old, { args: [before] });
  assert.match(await textOf(page, '#share-tag-note'), /a chain of its own, the sampler that draws, how often it was drawn:/);
  const { code, own } = await page.evaluate(() => {
    const choice = document.querySelector('#share-system');
    const textFor = (system) => {
      choice.value = system;
      choice.dispatchEvent(new Event('change'));
      return document.querySelector('#share-code').textContent;
    };
    return { code: textFor('llamaCpp'), own: textFor('logitscope') };
  });
  assert.match(code, /--samplers temperature /);
  assert.match(own, /const chain = \[\n {2}\{ kind: "temperature", temperature: 0\.7 \},\n\];/);
});
