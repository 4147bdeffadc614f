import type { AnswerOptions, Step } from './types.d.ts';

export { AdapterError } from './types.js';
export type { AdapterErrorCode, AnswerOptions, ListedToken, Step, TokenList } from './types.d.ts';

/**
 * The steps of a saved answer of OpenAI, vLLM, Ollama, llama.cpp or wllama.
 *
 * @param answer Its text, or the object that it stands for. One that came in pieces may be given as it came, a line
 *   for each, with "data:" in front or without.
 * @param options What the answer itself does not tell.
 * @returns A step for each token of which the answer names the likely ones, most likely first.
 * @throws AdapterError `unknownShape` where there are no log-probabilities, `server` where the answer is an error.
 * @source The servers' own fields: `choices[0].logprobs` (OpenAI, vLLM), `completion_probabilities` (llama.cpp), `logprobs` (Ollama).
 * @example
 * const [step] = readAnswer(await readFile('answer.json', 'utf8'), { prompt: 'The cat is' });
 * console.log(step.picked.text, Math.exp(step.picked.value));
 */
export declare function readAnswer(answer: unknown, options?: AnswerOptions): Step[];
