// The page that makes the snippet of a widget: what it writes works where it is pasted.

import assert from 'node:assert/strict';
import { violationsOf } from '../axe.mjs';
import { typeInto } from '../hands.mjs';
import { testOnce, visit, writeToSite } from '../site.mjs';

const kViewport = { width: 1100, height: 1400 };

async function openBuilder() {
  const page = await visit('logitscope/embedding.html', { viewport: kViewport });
  await page.waitFor(() => document.getElementById('preview').getState?.().then(() => document.getElementById('tag-snippet').textContent), { timeout: 30000, message: 'the preview is ready' });
  return page;
}

const snippet = (page, id) => page.evaluate((target) => document.getElementById(target).textContent, id);

testOnce('the form becomes a snippet with a pinned version and its hash, and the preview shows it', async () => {
  const page = await openBuilder();
  await typeInto(page, '[name="temperature"]', '0.5');
  await typeInto(page, '[name="question"]', 'Which "token"?');
  await typeInto(page, '[name="height"]', '700');
  await page.evaluate(() => document.getElementById('lock').click());
  await page.evaluate(() => document.querySelector('[name="controls"][value="top-k"]').click());
  await page.waitFor(() => /controls="top-k"/.test(document.getElementById('tag-snippet').textContent));
  const tag = await snippet(page, 'tag-snippet');
  assert.match(tag, /^<script type="module" src="http:\/\/127\.0\.0\.1:\d+\/some\/where\/logitscope\/\d+\.\d+\.\d+\/element\.mjs" integrity="sha384-[\w+/=]+" crossorigin="anonymous"><\/script>\n/);
  assert.match(tag, /<logit-scope temperature="0\.5" controls="top-k" question="Which &quot;token&quot;\?" height="700">/);
  assert.match(await snippet(page, 'frame-snippet'), /^<iframe src="[^"]*\/v1\/embed\.html#v1&amp;T=0\.5&amp;controls=topK&amp;question=Which%20%22token%22%3F" [^>]*height="700"/);
  // Each letter that was typed is a message of its own.
  await page.waitFor(() => document.getElementById('preview').shadowRoot.querySelector('iframe').contentDocument.querySelector('#question .asked')?.textContent === 'Which "token"?');
});

testOnce('the snippets work in a post of their own', async () => {
  const page = await openBuilder();
  await typeInto(page, '[name="top-k"]', '2');
  await page.waitFor(() => /top-k="2"/.test(document.getElementById('tag-snippet').textContent));
  const [tag, frame] = [await snippet(page, 'tag-snippet'), await snippet(page, 'frame-snippet')];
  await writeToSite('pasted.html', `<!doctype html><html lang="en"><meta charset="utf-8"><title>Pasted</title><link rel="icon" href="logitscope/icon.svg">${tag}${frame}</html>`);
  const post = await visit('pasted.html', { viewport: kViewport });
  assert.equal(await post.waitFor(() => document.querySelector('logit-scope').getState?.(), { timeout: 30000 }), 'v1&view=pipeline&scenario=cat&k=2&seed=42');
  const framed = await post.waitFor(() => document.querySelector('body > iframe').contentWindow.logitscope?.app.view().link, { timeout: 30000 });
  assert.equal(framed, 'v1&view=pipeline&scenario=cat&k=2&seed=42');
});

testOnce('a value that is wrong is said at the form, until it is mended', async () => {
  const page = await openBuilder();
  await typeInto(page, '[name="top-p"]', '3');
  const said = await page.waitFor(() => document.getElementById('builder-error').textContent);
  assert.match(said, /p is 3; allowed: greater than 0 and up to 1/);
  await typeInto(page, '[name="top-p"]', '0.5');
  await page.waitFor(() => document.getElementById('builder-error').textContent === '');
});

testOnce('axe finds nothing serious in the page that makes snippets', async () => {
  assert.deepEqual(await violationsOf(await openBuilder()), []);
});
