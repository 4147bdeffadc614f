// @ts-check
// wllama 3, llama.cpp in the page: the caller loads a model with it and hands it in.

import { readAnswer } from './answers.mjs';
import { textOf } from './context.mjs';
import { AdapterError } from './problem.mjs';

export { AdapterError };

/** @type {typeof import('./wllama.d.ts').wllamaSource} */
export function wllamaSource(wllama, { top = 20 } = {}) {
  return { list: async ({ signal, ...context }) => stepAfter(wllama, textOf(context), top, signal) };
}

/** @param {import('./wllama.d.ts').WllamaLike} wllama @param {string} prompt @param {number} top @param {AbortSignal} [signal] */
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
