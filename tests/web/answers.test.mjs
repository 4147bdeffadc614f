// Saved answers of servers as steps. Which fixture was recorded and which written by hand: fixtures/README.md.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { load } from '../../dist/logitscope.mjs';
import { readAnswer } from '../../dist/adapters/answers.mjs';

const fixture = (name) => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');
const texts = ({ tokens }) => tokens.map(({ text }) => text);
const prompt = 'The cat sat on the';

describe('a saved answer', () => {
  it('of wllama, recorded, has its likely tokens with ids and bytes', () => {
    const steps = readAnswer(fixture('recorded-wllama-completion.json'), { prompt, vocabSize: 317 });
    assert.equal(steps.length, 3);
    assert.deepEqual(steps.map(({ context }) => context), [prompt, `${prompt} mat`, `${prompt} mat.`]);
    const [first] = steps;
    assert.deepEqual(texts(first), [' mat', ' rug', ' sofa', ' cat', '\ufffd']);
    assert.deepEqual(first.tokens[4].bytes, [0xe2], 'the first byte of three is a token of its own');
    assert.deepEqual([first.kind, first.stage, first.complete, first.vocabSize, first.pickedAt], ['logprob', 'raw', false, 317, 0]);
  });

  it('of wllama, recorded, tells apart tokens that have no text', () => {
    const last = readAnswer(fixture('recorded-wllama-completion.json'))[2];
    const silent = last.tokens.filter(({ text }) => text === '');
    assert.equal(silent.length, 3);
    assert.equal(new Set(silent.map(({ id }) => id)).size, 3);
  });

  it("of wllama's chat, recorded, is read as one of the completions", () => {
    const [step] = readAnswer(fixture('recorded-wllama-chat.json'));
    assert.deepEqual([step.tokens.length, step.picked.text], [3, ' The']);
  });

  it('of llama.cpp takes -3.4e38 for no probability, and keeps equal texts with different ids', () => {
    const [first, second] = readAnswer(fixture('documented-llama-cpp.json'));
    assert.deepEqual(first.tokens[2], { id: 29984, text: '\ufffd', bytes: [226], value: -3.81671 });
    assert.deepEqual(second.tokens.map(({ id, text, value }) => [id, text, value]), [[29889, '.', -0.01], [869, '.', -5.2], [3, '', -Infinity]]);
  });

  it('of llama.cpp after its samplers is of probabilities, and whole when they sum to 1', () => {
    const [step] = readAnswer(fixture('documented-llama-cpp-sampled.json'));
    assert.deepEqual([step.kind, step.stage, step.complete], ['prob', 'processed', true]);
  });

  it('of an old llama.cpp is read too', () => {
    const [step] = readAnswer(fixture('documented-llama-cpp-2024.json'));
    assert.deepEqual([texts(step), step.pickedAt, step.complete], [[' mat', ' floor'], 1, false]);
  });

  it('of llama.cpp under /v1 has the shape of the chat', () => {
    assert.equal(readAnswer(fixture('documented-llama-cpp-v1.json'))[0].tokens[1].id, 11904);
  });

  it("of OpenAI's chat puts halves of a character together, and takes -9999 for no probability", () => {
    const steps = readAnswer(fixture('documented-openai-chat.json'), { prompt: '' });
    assert.equal(steps[0].tokens.at(-1).value, -Infinity);
    assert.equal(steps[0].tokens.at(-1).text, '"-Infinity"', 'what stands in a string stays');
    assert.deepEqual(steps[1].tokens.find(({ bytes }) => bytes[1] === 240), { text: ' \ufffd', bytes: [32, 240, 159, 152], value: -1.1 });
    assert.equal(steps[1].pickedAt, 1);
    const all = steps.flatMap(({ picked }) => picked.bytes);
    assert.equal(new TextDecoder().decode(Uint8Array.from(all)), 'A \u{1f600}');
  });

  it("of OpenAI's completions has bytes where a text says that it is some", () => {
    const [first, second] = readAnswer(fixture('documented-openai-completion.json'), { prompt });
    assert.deepEqual(first.tokens[2], { text: '\ufffd', bytes: [0xe2, 0x96], value: -4.1 });
    assert.equal(second.context, 'The cat sat on the mat');
  });

  it('of vLLM does not take the drawn token for one of the likely ones', () => {
    const [first, second] = readAnswer(fixture('documented-vllm-completion.json'));
    assert.deepEqual(texts(first), [' mat', ' floor', ' bed']);
    assert.deepEqual([first.picked.text, first.picked.value, first.pickedAt], [' rug', -5.3, null]);
    assert.equal(second.tokens[2].value, -Infinity);
  });

  it('of vLLM that names tokens by id has the ids', () => {
    assert.deepEqual(readAnswer(fixture('documented-vllm-ids.json'))[0].tokens.map(({ id }) => id), [1775, 11904, 869]);
  });

  it('of Ollama is read, whole or in pieces', () => {
    assert.deepEqual(texts(readAnswer(fixture('documented-ollama.json'))[0]), [' mat', ' floor']);
    const steps = readAnswer(fixture('documented-ollama-stream.ndjson'), { prompt });
    assert.deepEqual(steps.map(({ context }) => context), [prompt, `${prompt} mat`]);
    const events = fixture('documented-ollama-stream.ndjson').trim().split('\n').map((line) => `data: ${line}\n\n`).join('') + 'data: [DONE]\n';
    assert.equal(readAnswer(events).length, 2);
  });

  it('may be the object as well as its text', () => {
    assert.deepEqual(readAnswer(JSON.parse(fixture('documented-ollama.json'))), readAnswer(fixture('documented-ollama.json')));
  });

  it('knows that a list of the whole vocabulary is complete', () => {
    assert.equal(readAnswer(fixture('documented-ollama.json'), { vocabSize: 2 })[0].complete, true);
  });
});

describe('what is no such answer gets a sentence', () => {
  const chosenOnly = { choices: [{ logprobs: { content: [{ token: 'a', logprob: -1, bytes: [97], top_logprobs: [] }] } }] };
  const cases = {
    'a page of a proxy': ['<html>Bad gateway</html>', 'unknownShape', /^The answer is no JSON: it begins "<html>Bad gateway<\/html>". Looked for: choices\[0\]/],
    'another object': [{ a: 1 }, 'unknownShape', /Looked for: choices\[0\]\.logprobs\.content \(OpenAI's chat, .*completion_probabilities/],
    'null': ['null', 'unknownShape', /holds no token/],
    'an answer without logprobs': [{ choices: [{ text: 'a', logprobs: null }] }, 'unknownShape', /holds no token/],
    'values that are texts': [{ logprobs: [{ token: 'a', logprob: 'much', top_logprobs: [] }] }, 'unknownShape', /holds no token/],
    'the chosen tokens alone': [chosenOnly, 'unknownShape', /not what else was likely; ask for it with top_logprobs/],
    'an error of the server': [{ error: { message: 'model not found' } }, 'server', /an error of the server: "model not found"\.$/],
  };
  for (const [name, [answer, code, message]] of Object.entries(cases)) {
    it(name, () => assert.throws(() => readAnswer(answer), { name: 'AdapterError', code, message }));
  }

  it('and names in it are names, whatever they are', () => {
    const odd = JSON.parse('{"choices":[{"logprobs":{"tokens":["__proto__"],"token_logprobs":[-1],"top_logprobs":[{"__proto__":-1,"constructor":-2}]}}]}');
    assert.deepEqual(texts(readAnswer(odd)[0]), ['__proto__', 'constructor']);
  });
});

it('a step of an answer goes into truncated() as it is', async () => {
  const ls = await load();
  const [{ tokens, vocabSize }] = readAnswer(fixture('recorded-wllama-completion.json'), { vocabSize: 317 });
  const view = ls.truncated({ logProbabilities: tokens.map(({ value }) => value), vocabularySize: vocabSize, temperature: 2 });
  assert.ok(view.rest > 0 && view.rest < 0.1);
  assert.ok(view.probabilities.every(([low, high]) => low < high && low > 0));
});
