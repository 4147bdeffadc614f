import type { ListSource } from './types.d.ts';

export { AdapterError } from './types.js';
export type { AdapterErrorCode, ListSource } from './types.d.ts';

/** As much of wllama as is used. */
export interface WllamaLike {
  createCompletion: (options: any) => Promise<unknown>;
  getLoadedContextInfo: () => { n_vocab: number };
}

/**
 * llama.cpp in the page, as a source for generate(). Release 3.8.1 cannot write a list in which a token begins in
 * the middle of a character, so whole vocabularies are beyond it, and so now and then is a long list.
 *
 * @param wllama An instance of wllama 3 with a model loaded.
 * @param options `top`: how many of the likely tokens each step names, from 1; 20 unless given.
 * @returns A source that names the likely tokens with their natural log-probabilities.
 * @throws AdapterError from its list(): `server` where wllama does not answer, `unknownShape`, `halfCharacter`.
 * @source wllama 3, createCompletion with logprobs.
 * @example
 * const source = wllamaSource(wllama, { top: 20 });
 * const { text } = await ls.generate(source, { prompt: 'Once upon a time', seenOnly: true });
 */
export declare function wllamaSource(wllama: WllamaLike, options?: { top?: number }): ListSource;
