import type { Model } from './types.d.ts';

export { AdapterError } from './types.js';
export type { AdapterErrorCode, Model } from './types.d.ts';

/** What transformers.js gives, handed in by the caller. */
export interface TransformersParts {
  /** What AutoModelForCausalLM.from_pretrained() gives. */
  model: any;
  /** What AutoTokenizer.from_pretrained() gives. */
  tokenizer: any;
  /** The library's class of that name. */
  Tensor: new (type: string, data: BigInt64Array, dims: number[]) => unknown;
}

/**
 * A model of transformers.js, which gives the logits of the whole vocabulary.
 *
 * @param parts Model, tokenizer and the class Tensor, all of one release.
 * @returns A model for generate() and beamSearch(); ids are the tokenizer's own, logits float32.
 * @throws AdapterError `setting` where a part is missing or a prompt has no token, `unknownShape` where the logits do not fit the vocabulary.
 * @source transformers.js, AutoModelForCausalLM.
 * @example
 * const model = transformersModel({ model: await AutoModelForCausalLM.from_pretrained(id), tokenizer: await AutoTokenizer.from_pretrained(id), Tensor });
 * const { text } = await ls.generate(model, { prompt: 'Once upon a time', maxNewTokens: 20 });
 */
export declare function transformersModel(parts: TransformersParts): Model & { decode(ids: readonly number[]): string };
