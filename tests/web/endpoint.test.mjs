// Sources over the network, against a server of this file: what it is asked, what is made of its answers, and what
// happens when there is none.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { spawn } from 'node:child_process';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { load } from '../../dist/logitscope.mjs';
import { readAnswer } from '../../dist/adapters/answers.mjs';
import { openaiSource, wholeAnswer } from '../../dist/adapters/openai.mjs';

const ls = await load();
const key = 'sk-verysecret-0123456789';
const greedy = [{ kind: 'temperature', temperature: 0 }];

/** What follows what: the last word of the text decides. An empty token ends the text. */
const next = { the: [[' mat', -0.3], [' rug', -1.9]], mat: [['.', -0.1], [',', -3]], '.': [['', -0.05], [' The', -4]] };
const likely = (text) => next[/(\w+|\.)$/.exec(text)?.[1]] ?? [[' the', -0.1], [' a', -3]];
const bytes = (text) => [...Buffer.from(text)];
const ids = ['', ' mat', ' rug', '.', ',', ' The', ' the', ' a'];
const entry = ([token, logprob]) => ({ id: ids.indexOf(token), token, bytes: bytes(token), logprob });
const chosen = (list) => ({ ...entry(list[0]), top_logprobs: list.map(entry) });
const textOf = (prompt) => [prompt].flat().map((part) => (typeof part === 'number' ? ids[part] : part)).join('');

/** How each of them answers. */
const routes = {
  '/v1/completions': ({ prompt }) => {
    const list = likely(prompt);
    return { choices: [{ text: list[0][0], logprobs: { tokens: [list[0][0]], token_logprobs: [list[0][1]], top_logprobs: [Object.fromEntries(list)], text_offset: [0] } }] };
  },
  '/completion': ({ prompt }) => ({ completion_probabilities: [chosen(likely(textOf(prompt)))] }),
  '/v1/chat/completions': ({ messages }) => ({ choices: [{ logprobs: { content: [chosen(likely(messages[0].content)), chosen(next.mat)] } }] }),
  '/api/generate': ({ prompt }) => ({ response: '', logprobs: [chosen(likely(prompt))] }),
};

const asked = [];
const server = createServer(async (request, response) => {
  let body = '';
  for await (const part of request) body += part;
  asked.push({ path: request.url, body: JSON.parse(body), key: request.headers.authorization });
  const answer = (status, text) => response.writeHead(status, { 'content-type': 'application/json' }).end(text);
  if (request.url.startsWith('/slow')) return;
  if (request.url.startsWith('/html')) return answer(200, '<html>hello</html>');
  if (request.url.startsWith('/refuse')) return answer(401, JSON.stringify({ error: { message: `Incorrect API key provided: ${key.slice(0, 9)}****6789 (${request.headers.authorization})` } }));
  if (request.url.startsWith('/crash')) return answer(500, 'out of memory');
  if (request.url.startsWith('/moved')) return response.writeHead(307, { location: '/v1/completions' }).end();
  answer(200, JSON.stringify(routes[request.url](asked.at(-1).body)));
});
await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
const url = `http://127.0.0.1:${server.address().port}`;
after(() => { server.closeAllConnections(); server.close(); });

const options = { prompt: 'The cat sat on the', chain: greedy, seenOnly: true, seed: 1 };

describe('generate() over an endpoint', () => {
  for (const [name, path] of Object.entries({ openai: '/v1/completions', vllm: '/v1/completions', llamaCpp: '/completion', ollama: '/api/generate' })) {
    it(`asks ${name} in its way, token by token, and ends where it ends`, async () => {
      asked.length = 0;
      const result = await ls.generate(openaiSource({ url, server: name, model: 'm' }), options);
      assert.equal(result.text, ' mat.');
      assert.equal(result.stopReason, 'stop_token');
      assert.deepEqual([...new Set(asked.map((one) => one.path))], [path]);
      assert.equal(asked.length, 3);
      assert.equal(textOf(asked[2].body.prompt), 'The cat sat on the mat.');
      // Of ' mat' and ' rug' with -0.3 and -1.9; the figures are those of the whole vocabulary, not of the list.
      assert.ok(Math.abs(result.steps[0].rest - (1 - Math.exp(-0.3) - Math.exp(-1.9))) < 1e-12);
      assert.ok(Math.abs(result.steps[0].logProbability - -0.3) < 1e-12);
      assert.equal(result.steps[0].token, ' mat');
      assert.equal(result.steps[0].sourceId, ['llamaCpp', 'ollama'].includes(name) ? 1 : undefined);
    });
  }

  it('gives llama.cpp the ids of its own tokens back', async () => {
    asked.length = 0;
    await ls.generate(openaiSource({ url, server: 'llamaCpp' }), { ...options, maxNewTokens: 2 });
    assert.deepEqual(asked.map(({ body }) => body.prompt), ['The cat sat on the', ['The cat sat on the', 1]]);
  });

  it('takes an address with /v1 at its end for the same', async () => {
    assert.equal((await ls.generate(openaiSource({ url: `${url}/v1/` }), { ...options, maxNewTokens: 1 })).text, ' mat');
  });

  it('draws among the likely tokens only when it is told to', async () => {
    await assert.rejects(ls.generate(openaiSource({ url }), { ...options, seenOnly: false }), (error) => {
      assert.equal(error.field, 'seenOnly');
      assert.match(error.message, /names 2 tokens and leaves 11 % to others; allowed: a complete list, or seenOnly: true/);
      return true;
    });
  });

  it('has stop sequences, stages by token, traces and steps as over any model', async () => {
    const seen = [];
    const result = await ls.generate(openaiSource({ url }), { ...options, stopSequences: ['at.'], traces: true, onStep: ({ token }) => { seen.push(token); } });
    assert.deepEqual([result.text, result.stopReason, seen], [' m', 'stop_sequence', [' mat', '.']]);
    assert.deepEqual(result.steps[0].trace.stages.map(({ kind }) => kind), ['badTokens', 'temperature'], 'the rest is taken out in sight');
    const penalised = await ls.generate(openaiSource({ url }), { ...options, prompt: '', maxNewTokens: 3, chain: [{ kind: 'noRepeatNgram', n: 1 }] });
    assert.equal(new Set(penalised.tokens).size, 3);
  });

  it('says what is wrong with a chain by the place that it has for the caller', async () => {
    await assert.rejects(ls.generate(openaiSource({ url }), { ...options, chain: [{ kind: 'topP', p: 7 }] }), { field: 'chain[0].p' });
    await assert.rejects(ls.generate(openaiSource({ url }), { ...options, prompt: [1] }), { field: 'prompt' });
    await assert.rejects(ls.generate(openaiSource({ url }), { ...options, promptCounts: true }), { field: 'promptCounts' });
    await assert.rejects(ls.beamSearch(openaiSource({ url }), {}), { field: 'model.logits' });
  });

  it('refuses lists that are none, by the place of what is wrong', async () => {
    const refusals = [
      [null, 'list'], [{ kind: 'prob' }, 'list.tokens'], [{ tokens: [{ text: 'a', value: 0 }], kind: 'odds' }, 'list.kind'],
      [{ tokens: [{ text: 'a', value: 3 }], kind: 'logit', complete: false }, 'list.kind'],
      [{ tokens: [{ text: 'a', value: 0 }, { value: 0 }], kind: 'logprob' }, 'list.tokens[1].text'],
      [{ tokens: [{ text: 'a', value: NaN }], kind: 'logprob' }, 'list.tokens[0].value'],
    ];
    for (const [list, field] of refusals) await assert.rejects(ls.generate({ list: () => list }, options), { name: 'LogitscopeError', field }, field);
  });

  it('draws from complete lists of logits or probabilities without being told', async () => {
    const whole = (kind, values) => ({ list: () => ({ kind, complete: true, stage: 'raw', tokens: values.map((value, i) => ({ text: `t${i}`, value })) }) });
    for (const source of [whole('logit', [5, 7]), whole('prob', [0.1, 0.9])]) {
      const { text, steps } = await ls.generate(source, { chain: greedy, maxNewTokens: 2 });
      assert.equal(text, 't1t1');
      assert.equal(steps[0].rest, 0);
    }
  });

  it('puts characters together that came in halves', async () => {
    const halves = [[0xf0, 0x9f], [0x98, 0x80]];
    let asks = 0;
    const source = { list: () => ({ kind: 'prob', complete: true, stage: 'raw', tokens: [{ text: '\ufffd', bytes: halves[asks++ % 2], value: 1 }] }) };
    assert.equal((await ls.generate(source, { maxNewTokens: 2 })).text, '\u{1f600}');
  });
});

describe('a server that does not answer gets a sentence', () => {
  const ask = (given) => openaiSource({ url, timeoutSeconds: 5, ...given }).list({ prompt: 'the', tokens: [] });
  const isSafe = (error) => !`${error.message}${error.stack}${JSON.stringify(error)}${error.cause ?? ''}`.includes('verysecret');

  it('when it refuses a key, which is not repeated', async () => {
    await assert.rejects(ask({ url: `${url}/refuse`, key }), (error) => {
      assert.equal(error.code, 'server');
      assert.match(error.message, /answered 401: "Incorrect API key provided: … /);
      return isSafe(error);
    });
    assert.equal(asked.at(-1).key, `Bearer ${key}`);
  });

  it('when it fails, or says something else', async () => {
    await assert.rejects(ask({ url: `${url}/crash` }), { code: 'server', message: /answered 500: "out of memory"\.$/ });
    await assert.rejects(ask({ url: `${url}/html` }), { code: 'server', message: /something that is no JSON: "<html>hello<\/html>"/ });
  });

  it('when it takes too long', async () => {
    await assert.rejects(ask({ url: `${url}/slow`, timeoutSeconds: 0.05 }), { code: 'timeout', message: /did not answer within 0\.05 s/ });
  });

  it('when there is none, when it forbids this page to read, when it sends elsewhere', async () => {
    await assert.rejects(ask({ url: 'http://127.0.0.1:9', server: 'ollama' }), { code: 'unreachable', message: /nothing answers there, or .* \(CORS\): .*OLLAMA_ORIGINS/ });
    const forbid = async () => { throw new TypeError(`Failed to fetch ${key}`); };
    await assert.rejects(ask({ fetch: forbid, key }), (error) => error.code === 'unreachable' && isSafe(error));
    await assert.rejects(ask({ url: `${url}/moved` }), { code: 'unreachable' });
  });

  it('an abort is the caller\'s own', async () => {
    const controller = new AbortController();
    const waiting = ls.generate(openaiSource({ url: `${url}/slow` }), { ...options, signal: controller.signal });
    setTimeout(() => controller.abort(), 20);
    await assert.rejects(waiting, { name: 'AbortError' });
  });

  it('and a setting that will not do, before anything is sent', () => {
    const cases = [
      [{ url: 'ftp://x' }, /^url is no address/], [{ url: 'nonsense' }, /^url is no address/],
      [{ url: 'https://me:verysecret@example.org' }, /without a name, a password or a query/],
      [{ url: 'https://example.org/?key=verysecret' }, /without a name, a password or a query/],
      [{ url: 'http://example.org', key }, /would travel to example\.org for everybody to read/],
      [{ url, key: 'sk-verysecret\n' }, /^key has characters that no key has/],
      [{ url, server: 'constructor' }, /^server is "constructor"; allowed: openai, vllm, llamaCpp, ollama/],
      [{ url, top: 0 }, /^top is 0; allowed: a whole number from 1/],
    ];
    for (const [given, message] of cases) {
      assert.throws(() => openaiSource(given), (error) => error.code === 'setting' && message.test(error.message) && isSafe(error), String(message));
    }
  });
});

it('a script of a few lines drives generate() from an endpoint', async () => {
  const script = fileURLToPath(new URL('../../dist/examples/endpoint.mjs', import.meta.url));
  const child = spawn(process.execPath, [script, url, 'The cat sat on the'], { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  for await (const part of child.stdout) printed += part;
  assert.match(printed, /^The cat sat on the.*\n$/);
  assert.ok(printed.length > 'The cat sat on the\n'.length);
});

describe('wholeAnswer()', () => {
  it('asks once for all tokens, and gives the answer as it came with the prompt beside it', async () => {
    asked.length = 0;
    const answer = await wholeAnswer({ url, server: 'llamaCpp', prompt: 'The cat sat on the', count: 7, top: 3 });
    assert.equal(asked.length, 1);
    assert.deepEqual([asked[0].body.n_predict, asked[0].body.n_probs], [7, 3]);
    assert.equal(answer.prompt, 'The cat sat on the');
    const [step] = readAnswer(answer, { prompt: answer.prompt });
    assert.deepEqual([step.context, step.picked.text], ['The cat sat on the', ' mat']);
  });

  it('asks a chat with a message, and reads every token of what it says', async () => {
    asked.length = 0;
    const answer = await wholeAnswer({ url, server: 'chat', model: 'm', prompt: 'on the', count: 2, top: 2, key });
    assert.deepEqual(asked[0].body, { model: 'm', messages: [{ role: 'user', content: 'on the' }], max_tokens: 2, temperature: 1, logprobs: true, top_logprobs: 2 });
    assert.deepEqual(readAnswer(answer).map(({ picked }) => picked.text), [' mat', '.']);
    assert.ok(!JSON.stringify(answer).includes(key));
  });

  it('refuses in sentences, and gives up when it is told to', async () => {
    await assert.rejects(wholeAnswer({ url, server: 'llamaCpp', prompt: 'x', count: 0 }), { code: 'setting', message: /^count is 0; allowed: a whole number from 1\.$/ });
    await assert.rejects(wholeAnswer({ url, server: 'nobody', prompt: 'x' }), { code: 'setting', message: /allowed: openai, vllm, llamaCpp, ollama, chat\.$/ });
    await assert.rejects(wholeAnswer({ url: `${url}/refuse`, prompt: 'x', key }), (error) => /Check the key\.$/.test(error.message) && !error.message.includes(key));
    const controller = new AbortController();
    const answer = wholeAnswer({ url: `${url}/slow`, prompt: 'x', signal: controller.signal });
    controller.abort();
    await assert.rejects(answer, { name: 'AbortError' });
  });
});
