// @ts-check
// transformers.js, which gives the logits of the whole vocabulary: the caller loads model and tokenizer with it and
// hands them in, and its class Tensor with them.

import { AdapterError } from './problem.mjs';

export { AdapterError };

/** @type {typeof import('./transformers.d.ts').transformersModel} */
export function transformersModel({ model, tokenizer, Tensor }) {
  const size = model?.config?.vocab_size;
  if (typeof model !== 'function' || !Number.isInteger(size)) {
    throw new AdapterError('setting', 'model is not what AutoModelForCausalLM.from_pretrained() gives; allowed: that, its tokenizer, and the class Tensor of the library.');
  }
  const decode = (/** @type {readonly number[]} */ ids) =>
    tokenizer.decode([...ids], { skip_special_tokens: false, clean_up_tokenization_spaces: false });
  return {
    vocabulary: Array.from({ length: size }, (_, id) => textOfOne(decode, id)),
    eos: model.generation_config?.eos_token_id ?? model.config.eos_token_id ?? null,
    encode: (text) => Array.from(tokenizer.encode(text), Number),
    decode,
    async logits(ids) {
      const length = ids.length;
      if (length === 0) throw new AdapterError('setting', 'There is no token to continue; allowed: a prompt of at least one, such as the one that begins a text.');
      const { logits } = await model({
        input_ids: new Tensor('int64', BigInt64Array.from(ids, BigInt), [1, length]),
        attention_mask: new Tensor('int64', new BigInt64Array(length).fill(1n), [1, length]),
      });
      const width = logits?.dims?.at(-1);
      if (width !== size) throw new AdapterError('unknownShape', `The model answered with ${width} logits for a vocabulary of ${size}.`);
      const { data } = logits.type === 'float32' ? logits : logits.to('float32');
      // Of all positions the last; a copy, as the library may use the memory again.
      return Float32Array.from(data.subarray(data.length - width));
    },
  };
}

/** Half characters show as �; ids that the model has and the tokenizer does not have no text. @param {(ids: number[]) => string} decode @param {number} id */
function textOfOne(decode, id) {
  try { return decode([id]) ?? ''; } catch { return ''; }
}
