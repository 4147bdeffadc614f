// transformers.js as a model, against a stand-in written after the library's documentation: too large to install for
// a test. It has a tensor's shape and its types, and a tokenizer's way with halves of characters.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { load } from '../../dist/logitscope.mjs';
import { transformersModel } from '../../dist/adapters/transformers.mjs';

class Tensor {
  constructor(type, data, dims) { Object.assign(this, { type, data, dims }); }
  to(type) { return new Tensor(type, Float32Array.from(this.data, (half) => half / 10), this.dims); }
}

const texts = ['<s>', ' cat', ' sat', '.', '</s>'];
const tokenizer = {
  encode: (text) => [0n, ...texts.flatMap((token, id) => (text.includes(token) ? [BigInt(id)] : []))],
  decode: (ids) => ids.map((id) => texts[id]).join(''),
};

/** After token n comes token n + 1. */
function standIn({ size = 5, type = 'float32' } = {}) {
  const calls = [];
  const model = async (inputs) => {
    calls.push(inputs);
    const ids = Array.from(inputs.input_ids.data, Number);
    const rows = ids.flatMap((id) => Array.from({ length: size }, (_, next) => (next === id + 1 ? 90 : 0)));
    const data = type === 'float32' ? Float32Array.from(rows, (value) => value / 10) : Uint16Array.from(rows);
    return { logits: new Tensor(type, data, [1, ids.length, size]) };
  };
  return { calls, model: Object.assign(model, { config: { vocab_size: 5, eos_token_id: 4 } }) };
}

describe('transformers.js', () => {
  it('drives generate() with the logits of the last position, of the whole vocabulary', async () => {
    const ls = await load();
    for (const type of ['float32', 'float16']) {
      const { model, calls } = standIn({ type });
      const adapted = transformersModel({ model, tokenizer, Tensor });
      assert.deepEqual(Array.from(await adapted.logits([0, 1])), [0, 0, 9, 0, 0]);
      const result = await ls.generate(adapted, { prompt: ' cat', chain: [{ kind: 'temperature', temperature: 0 }], seed: 1 });
      assert.deepEqual([result.text, result.stopReason, result.tokens], [' sat.', 'stop_token', [2, 3, 4]]);
      assert.equal(adapted.decode(result.tokens), ' sat.</s>');
      const { input_ids: ids, attention_mask: mask } = calls[1];
      assert.deepEqual([ids.type, ids.dims, ids.data, mask.data], ['int64', [1, 2], BigInt64Array.of(0n, 1n), BigInt64Array.of(1n, 1n)]);
    }
  });

  it('says what it was given instead of a model, and when nothing or something else comes back', async () => {
    assert.throws(() => transformersModel({ model: {}, tokenizer, Tensor }), { name: 'AdapterError', code: 'setting', message: /AutoModelForCausalLM/ });
    const { model } = standIn({ size: 3 });
    const adapted = transformersModel({ model, tokenizer, Tensor });
    await assert.rejects(adapted.logits([0]), { code: 'unknownShape', message: /3 logits for a vocabulary of 5/ });
    await assert.rejects(adapted.logits([]), { code: 'setting', message: /no token to continue/ });
  });
});
