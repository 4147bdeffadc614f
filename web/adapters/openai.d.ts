import type { ListSource } from './types.d.ts';

export { AdapterError } from './types.js';
export type { AdapterErrorCode, ListedToken, ListSource, TokenList } from './types.d.ts';

/** Where a server is and how it is asked. */
export interface ServerOptions {
  /** Its address, without the path of the question and without a query; https, or http. */
  url: string | URL;
  /** Whose protocol it is asked in: `openai` unless given, `vllm`, `llamaCpp`, `ollama`; for wholeAnswer() `chat` too. */
  server?: string;
  /** The model's name there; llama.cpp needs none. */
  model?: string;
  /** Sent to this machine or over https only; neither stored nor repeated. */
  key?: string;
  /** How many of the likely tokens to ask for, from 1; what the server commonly allows unless given: 5, vLLM and Ollama 20, llama.cpp 100. */
  top?: number;
  /** Seconds until it gives up. */
  timeoutSeconds?: number;
  /** What asks, where it is not the platform's own. */
  fetch?: typeof globalThis.fetch;
}

export interface SourceOptions extends ServerOptions {
  /** How many tokens the model has, where that is known: what is not named is then bounded more closely. */
  vocabSize?: number;
}

export interface WholeAnswerOptions extends ServerOptions {
  /** What is to be continued, or for `chat` answered. */
  prompt: string;
  /** How many tokens at the most, from 1; 20 unless given. */
  count?: number;
  /** Gives up at once. */
  signal?: AbortSignal;
}

/**
 * A server as a source for generate(): it is asked once for each token, at temperature 1.
 *
 * @param options `url` alone is needed; `timeoutSeconds` is 60 unless given.
 * @returns A source that names the `top` likely tokens of each step with their natural log-probabilities.
 * @throws AdapterError `setting` at once; from its list(): `server`, `unreachable`, `timeout`, `unknownShape`, `halfCharacter`.
 * @source The HTTP interfaces of OpenAI, vLLM, llama.cpp's server and Ollama.
 * @example
 * const source = openaiSource({ url: 'http://localhost:8080', server: 'llamaCpp' });
 * const { text } = await ls.generate(source, { prompt: 'Once upon a time', seenOnly: true });
 */
export declare function openaiSource(options: SourceOptions): ListSource;

/**
 * A whole answer of up to `count` tokens, drawn by the server at temperature 1.
 *
 * @param options `url` and `prompt` are needed; `timeoutSeconds` is 120 unless given.
 * @returns The answer as it came, with the prompt beside it: what readAnswer() reads and a file can keep.
 * @throws AdapterError `setting`, `server`, `unreachable`, `timeout`, `unknownShape`; the signal's own reason where it was aborted.
 * @source The HTTP interfaces of OpenAI, vLLM, llama.cpp's server and Ollama.
 * @example
 * const answer = await wholeAnswer({ url: 'http://localhost:8080', server: 'llamaCpp', prompt: 'The cat is', count: 8 });
 * await writeFile('answer.json', JSON.stringify(answer));
 */
export declare function wholeAnswer(options: WholeAnswerOptions): Promise<Record<string, unknown>>;
