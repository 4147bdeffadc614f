// @ts-check
// wllama 3, llama.cpp in the page: the caller loads a model with it and hands it in.

import { readAnswer } from './answers.mjs';
import { textOf } from './context.mjs';
import { AdapterError } from './problem.mjs';

export { AdapterError };

/**
 * @typedef {object} Wllama as much of it as is used
 * @property {(options: any) => Promise<unknown>} createCompletion
 * @property {() => { n_vocab: number }} getLoadedContextInfo
 */

/**
 * The likely tokens of each step, 20 unless told otherwise. Release 3.8.1 cannot write a list in which a token begins
 * in the middle of a character, so whole vocabularies are beyond it, and so now and then is a long list.
 * @param {Wllama} wllama
 * @param {{ top?: number }} [options]
 * @returns {import('./types.d.ts').ListSource}
 */
export function wllamaSource(wllama, { top = 20 } = {}) {
  return { list: async ({ signal, ...context }) => stepAfter(wllama, textOf(context), top, signal) };
}

/** @param {Wllama} wllama @param {string} prompt @param {number} top @param {AbortSignal} [signal] */
async function stepAfter(wllama, prompt, top, signal) {
  const { n_vocab: vocabSize } = wllama.getLoadedContextInfo();
  const count = Math.min(top, vocabSize);
  const question = { prompt, max_tokens: 1, temperature: 1, logprobs: count, n_probs: count, ...(signal && { abortSignal: signal }) };
  /** @type {unknown} */
  let answer;
  try {
    answer = await wllama.createCompletion(question);
  } catch (error) {
    signal?.throwIfAborted();
    throw new AdapterError('server', `wllama did not answer (${/** @type {Error} */ (error)?.message ?? error}); where the list of ${count} likely tokens holds part of a character, a smaller top may do.`);
  }
  return readAnswer(answer, { prompt, top: count, vocabSize })[0];
}
