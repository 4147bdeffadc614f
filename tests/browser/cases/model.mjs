// model.html: a server of this file is asked, and what it answers is shown; what goes wrong is said.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import test, { after } from 'node:test';
import { violationsOf } from '../axe.mjs';
import { press, typeInto } from '../hands.mjs';
import { allowOrigin, expectErrors, kBrowser, kDesk, testOnce, visit } from '../site.mjs';

const kKey = 'sk-nobody-may-read-this';
const fixture = (name) => readFile(new URL(`../../web/fixtures/${name}`, import.meta.url), 'utf8');

/** What was asked, in order. */
const asked = [];
const held = new Set();
const server = createServer(async (request, response) => {
  const headers = { 'access-control-allow-origin': '*', 'access-control-allow-headers': 'content-type, authorization', 'content-type': 'application/json' };
  if (request.method === 'OPTIONS') return response.writeHead(204, headers).end();
  let body = '';
  for await (const part of request) body += part;
  asked.push({ path: request.url, body: JSON.parse(body), key: request.headers.authorization });
  const answer = (status, text, own = headers) => response.writeHead(status, own).end(text);
  if (request.url.startsWith('/slow')) return held.add(response);
  if (request.url.startsWith('/closed')) return answer(200, '{}', { 'content-type': 'application/json' });
  if (request.url.startsWith('/plain')) return answer(200, '{"content":" four"}');
  if (request.url.startsWith('/refuse')) return answer(401, JSON.stringify({ error: { message: `Incorrect key ${request.headers.authorization}` } }));
  if (request.url === '/completion') return answer(200, await fixture('documented-llama-cpp.json'));
  if (request.url === '/v1/chat/completions') return answer(200, await fixture('documented-openai-chat.json'));
  answer(404, '{"error":{"message":"no such model"}}');
});
await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
const url = `http://127.0.0.1:${server.address().port}`;
after(() => { server.closeAllConnections(); server.close(); });

async function openForm() {
  asked.length = 0;
  const page = await visit('logitscope/model.html');
  await allowOrigin(kDesk, url);
  await page.waitFor(() => document.querySelector('#server'));
  return page;
}

async function choose(page, kind) {
  await page.evaluate((value) => { document.querySelector('#kind').value = value; }, kind);
}

async function ask(page, address) {
  await typeInto(page, '#address', address);
  await press(page, '#ask-server');
}

const errorIs = (page, start) => page.waitFor(
  (words) => document.querySelector('#server-error').textContent.startsWith(words) && document.querySelector('#server-error').textContent,
  { args: [start], timeout: 20000 });

test('nobody is asked before the button is pressed, and then what the form says', async () => {
  const page = await openForm();
  await typeInto(page, '#prompt', 'The cat sat on the');
  await typeInto(page, '#count', '2');
  await typeInto(page, '#top', '3');
  await typeInto(page, '#address', url);
  assert.deepEqual(asked, []);
  await press(page, '#ask-server');
  await page.waitFor(() => !document.querySelector('#answer-card').hidden, { timeout: 20000 });
  assert.equal(asked.length, 1);
  const { path, body, key } = asked[0];
  assert.deepEqual([path, body.prompt, body.n_predict, body.n_probs, key], ['/completion', 'The cat sat on the', 2, 3, undefined]);
});

testOnce('the answer stands in the page as text, as a widget, and behind a link to all views', async () => {
  const page = await openForm();
  await typeInto(page, '#prompt', 'The cat sat on the');
  await ask(page, url);
  await page.waitFor(() => !document.querySelector('#answer-card').hidden, { timeout: 20000 });
  assert.equal(await page.evaluate(() => document.querySelector('#answer-prompt').textContent + document.querySelector('#answer-text').textContent), 'The cat sat on the mat.');
  const shown = () => document.querySelector('#answer-frame').contentDocument?.querySelector('#source')?.textContent.includes('a recorded answer of 127.0.0.1');
  await page.waitFor(shown, { timeout: 30000 });
  await page.goto(await page.evaluate(() => document.querySelector('#open-answer').href));
  await page.waitFor(() => document.querySelector('#source')?.textContent.includes('a recorded answer of 127.0.0.1'), { timeout: 30000 });
  assert.equal(await page.evaluate(() => document.querySelector('#sentence').textContent), 'The cat sat on the mat');
});

test('a key travels to the server, and is nowhere else', async () => {
  const page = await openForm();
  await choose(page, 'chat');
  await typeInto(page, '#key', kKey);
  await typeInto(page, '#model', 'm');
  await ask(page, url);
  await page.waitFor(() => !document.querySelector('#answer-card').hidden, { timeout: 20000 });
  assert.equal(asked[0].key, `Bearer ${kKey}`);
  assert.equal(asked[0].body.messages[0].role, 'user');
  const kept = await page.evaluate(async () => {
    const open = indexedDB.open('logitscope', 1);
    await new Promise((resolve) => { open.onsuccess = resolve; });
    const all = open.result.transaction('own').objectStore('own').getAll();
    await new Promise((resolve) => { all.onsuccess = resolve; });
    const texts = all.result.map(({ bytes, ...rest }) => JSON.stringify(rest) + new TextDecoder().decode(bytes));
    return [...texts, JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), document.cookie, location.href, document.documentElement.outerHTML, document.querySelector('#open-answer').href].join('\n');
  });
  assert.ok(kept.includes('logprobs'), 'the answer is kept');
  assert.ok(!kept.includes(kKey));
});

testOnce('a question can be stopped, and the next one asked', async () => {
  const page = await openForm();
  await ask(page, `${url}/slow`);
  await page.waitFor(() => !document.querySelector('#stop').disabled);
  for (let turn = 0; turn < 200 && held.size === 0; ++turn) await new Promise((resolve) => { setTimeout(resolve, 20); });
  await press(page, '#stop');
  assert.equal(await errorIs(page, 'Stopped'), 'Stopped before the answer came; nothing was kept.');
  await ask(page, url);
  await page.waitFor(() => !document.querySelector('#answer-card').hidden, { timeout: 20000 });
  // Firefox logs a frame that is taken away while its wasm is on the way.
  await page.waitFor(() => document.querySelector('#answer-frame').contentDocument?.documentElement.dataset.ready === 'true', { timeout: 30000 });
});

testOnce('a server that keeps one waiting is given up with a sentence, and the next one is asked', async () => {
  const page = await openForm();
  // Two minutes are the page's to wait, not the test's.
  await page.evaluate(() => {
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    AbortSignal.timeout = (milliseconds) => timeout(milliseconds / 400);
  });
  await ask(page, `${url}/slow`);
  assert.equal(await errorIs(page, 'The server at'),
    `The server at ${url} did not answer within 120 s; ask for fewer tokens, or look whether it runs.`);
  assert.equal(await page.evaluate(() => document.querySelector('#server-status').textContent), '');
  await ask(page, url);
  await page.waitFor(() => !document.querySelector('#answer-card').hidden, { timeout: 20000 });
  assert.equal(await page.evaluate(() => document.querySelector('#server-error').textContent), '');
  await page.waitFor(() => document.querySelector('#answer-frame').contentDocument?.documentElement.dataset.ready === 'true', { timeout: 30000 });
});

testOnce('whatever goes wrong is said in a sentence that says what to do', async () => {
  // The browser itself writes failed requests into its console.
  await expectErrors(kDesk, /./);
  const page = await openForm();
  await expectErrors(kDesk, /./);
  await ask(page, 'nowhere');
  await errorIs(page, 'url is no address of a server; allowed: one that begins with https:// or http://.');
  await allowOrigin(kDesk, 'http://127.0.0.1:9');
  await ask(page, 'http://127.0.0.1:9');
  assert.match(await errorIs(page, 'The server at http://127.0.0.1:9 could not be asked.'), /nothing answers there.*CORS/);
  await ask(page, `${url}/closed`);
  await errorIs(page, `The server at ${url} could not be asked.`);
  await typeInto(page, '#key', kKey);
  await ask(page, `${url}/refuse`);
  const refused = await errorIs(page, `The server at ${url} answered 401`);
  assert.match(refused, /Check the key\.$/);
  assert.ok(!refused.includes(kKey));
  await ask(page, `${url}/nothing`);
  assert.match(await errorIs(page, `The server at ${url} answered 404`), /the name of the model; asked was \/nothing\/completion\.$/);
  await ask(page, `${url}/plain`);
  await errorIs(page, 'The answer holds no token with its log-probability.');
  await typeInto(page, '#count', '0');
  await ask(page, url);
  await errorIs(page, 'count is 0; allowed: a whole number from 1.');
});

// The findings are about the document, which is the same in every browser; once is enough.
if (kBrowser === 'chromium') {
  test('axe finds nothing serious in the form, nor with an answer and an error shown', async () => {
    const page = await openForm();
    assert.deepEqual(await violationsOf(page), []);
    await ask(page, url);
    await page.waitFor(() => !document.querySelector('#answer-card').hidden, { timeout: 20000 });
    await ask(page, 'nowhere');
    await errorIs(page, 'url is no address');
    assert.deepEqual(await violationsOf(page), []);
  });
}
