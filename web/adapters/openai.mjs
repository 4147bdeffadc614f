// @ts-check
// Servers that speak OpenAI's protocol or one of its kin: as sources of lists, one question for each token, or asked
// once for a whole answer.
//
// Nothing is kept but what the caller handed in, in memory, as long as the source lives.

import { readAnswer } from './answers.mjs';
import { AdapterError } from './problem.mjs';
import { ask } from './request.mjs';
import { chats, checkedCount, questionFor, servers } from './servers.mjs';

export { AdapterError };

/**
 * A server as a source for generate(). [url] is its address without the path of the question; [server] says whose
 * protocol it is asked in, "openai" unless given.
 * @param {{ url: string | URL, server?: string, model?: string, key?: string, top?: number, vocabSize?: number, timeoutSeconds?: number, fetch?: typeof globalThis.fetch }} options
 * @returns {import('./types.d.ts').ListSource}
 */
export function openaiSource({ url, server = 'openai', model, key, top, vocabSize, timeoutSeconds = 60, fetch = globalThis.fetch }) {
  const { address, body, corsHint, top: count } = questionFor(servers, { url, server, key, top });
  return {
    async list({ signal, ...context }) {
      const answer = await ask({ url: address, body: body({ context, top: count, count: 1, model }), key, signal, timeoutSeconds, fetch, corsHint });
      return readAnswer(answer, { prompt: context.prompt, top: count, vocabSize })[0];
    },
  };
}

/**
 * A whole answer of up to [count] tokens, drawn by the server at temperature 1, as it came and with the prompt beside
 * it: what readAnswer() reads and a file can keep. Beside the servers of openaiSource() it takes "chat".
 * @param {{ url: string | URL, server?: string, model?: string, key?: string, prompt: string, count?: number, top?: number, timeoutSeconds?: number, signal?: AbortSignal, fetch?: typeof globalThis.fetch }} options
 * @returns {Promise<Record<string, unknown>>}
 */
export async function wholeAnswer({ url, server = 'openai', model, key, prompt, count = 20, top, timeoutSeconds = 120, signal, fetch = globalThis.fetch }) {
  const { address, body, corsHint, top: asked } = questionFor({ ...servers, ...chats }, { url, server, key, top });
  const question = body({ context: { prompt, tokens: [] }, top: asked, count: checkedCount('count', count), model });
  const answer = await ask({ url: address, body: question, key, signal, timeoutSeconds, fetch, corsHint });
  // What cannot be read would be kept for nothing, and the server's own words say best what is wrong.
  readAnswer(answer, { prompt });
  return { .../** @type {object} */ (answer), prompt };
}
