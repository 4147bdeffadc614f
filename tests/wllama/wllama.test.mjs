// llama.cpp itself, as wllama brings it into a page, over a model whose answers can be worked out by hand.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openSite } from './site.mjs';
import { kEnd, kTokens, probabilitiesAfter } from './tiny_model.mjs';

/** Single precision, and the half precision of llama.cpp's norm and sums. */
const kTolerance = 1e-4;

let site;
const evaluate = (work, ...args) => site.page.evaluate(work, ...args);
const isNear = (a, b) => Math.abs(a - b) < kTolerance;

describe('wllama', () => {
  before(async () => { site = await openSite(); });
  after(() => site?.close());

  it('says the probabilities that its model has', async () => {
    const list = await evaluate(() => globalThis.wllamaSource(globalThis.wllama, { top: 8 }).list({ prompt: ' The cat sat on the', tokens: [] }));
    const expected = probabilitiesAfter(' the');
    assert.deepEqual(list.tokens.slice(0, 4).map(({ text }) => text), [' mat', ' rug', ' sofa', ' cat']);
    for (const { id, value } of list.tokens) assert.ok(isNear(Math.exp(value), expected[id]), `${id}`);
    assert.deepEqual([list.vocabSize, list.complete, list.kind, list.stage], [kTokens.length, false, 'logprob', 'raw']);
    // Half of a character, and the letter A twice: as a byte, and as a token.
    assert.deepEqual(list.tokens.find(({ bytes }) => bytes[0] === 0xe2).text, '\ufffd');
    assert.equal(new Set(list.tokens.filter(({ text }) => text === 'A').map(({ id }) => id)).size, 2);
  });

  it('leaves a rest that truncated() knows to the last digit, and intervals that hold the truth', async () => {
    const { list, view } = await evaluate(async () => {
      const list = await globalThis.wllamaSource(globalThis.wllama, { top: 4 }).list({ prompt: ' The cat sat on the', tokens: [] });
      const logProbabilities = list.tokens.map(({ value }) => value);
      return { list, view: globalThis.ls.truncated({ logProbabilities, vocabularySize: list.vocabSize, temperature: 1.5, p: 0.95 }) };
    });
    const whole = probabilitiesAfter(' the');
    assert.ok(isNear(view.rest, 1 - list.tokens.reduce((sum, { id }) => sum + whole[id], 0)));
    const warm = whole.map((p) => p ** (1 / 1.5));
    const total = warm.reduce((a, b) => a + b);
    const ranked = warm.map((p) => p / total).sort((a, b) => b - a);
    let nucleus = 0;
    for (const p of ranked) if ((nucleus += p) >= 0.95) break;
    list.tokens.forEach((_, i) => {
      const [low, high] = view.probabilities[i];
      assert.ok(low - kTolerance <= ranked[i] / nucleus && ranked[i] / nucleus <= high + kTolerance, `${i}`);
    });
  });

  it('drives generate() by lists, and ends at its end token', async () => {
    const result = await evaluate(() => globalThis.ls.generate(globalThis.wllamaSource(globalThis.wllama, { top: 5 }),
      { prompt: ' The cat sat on the', chain: [{ kind: 'temperature', temperature: 0 }], seed: 1, seenOnly: true }));
    assert.equal(result.text, ' mat.');
    assert.equal(result.stopReason, 'stop_token');
    assert.equal(result.steps.at(-1).sourceId, kEnd);
    assert.ok(isNear(result.steps[0].rest, probabilitiesAfter(' the').sort((a, b) => b - a).slice(5).reduce((a, b) => a + b)));
  });

  it('cannot write a list with the middle of a character in it, says so, and goes on', async () => {
    const said = await evaluate(async () => {
      const say = (top) => globalThis.wllamaSource(globalThis.wllama, { top }).list({ prompt: ' the', tokens: [] })
        .then(({ tokens }) => tokens.length, ({ message }) => message);
      return [await say(317), await say(5)];
    });
    assert.match(String(said[0]), /^wllama did not answer \(.*\); where the list of 317 likely tokens holds part of a character, a smaller top may do\.$/);
    assert.equal(said[1], 5);
  });

  it('says so when it is asked for something that it cannot do', async () => {
    const said = await evaluate(async () => {
      const half = { id: 229, text: '\ufffd', bytes: [226], value: -3 };
      const say = (work) => work.then(() => 'nothing', (error) => `${error.name} ${error.code}: ${error.message}`);
      return [
        await say(globalThis.wllamaSource(globalThis.wllama).list({ prompt: ' the', tokens: [half] })),
        await say(globalThis.wllamaSource({ ...globalThis.wllama, getLoadedContextInfo: () => ({ n_vocab: 9 }), createCompletion: async () => { throw new Error('it is busy'); } }).list({ prompt: ' the', tokens: [] })),
      ];
    });
    assert.match(said[0], /^AdapterError halfCharacter: The text so far ends within a character/);
    assert.match(said[1], /^AdapterError server: wllama did not answer \(it is busy\)/);
  });
});
