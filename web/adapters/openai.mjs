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

/** @type {typeof import('./openai.d.ts').openaiSource} */
export function openaiSource({ url, server = 'openai', model, key, top, vocabSize, timeoutSeconds = 60, fetch = globalThis.fetch }) {
  const { address, body, corsHint, top: count } = questionFor(servers, { url, server, key, top });
  return {
    async list({ signal, ...context }) {
      const answer = await ask({ url: address, body: body({ context, top: count, count: 1, model }), key, signal, timeoutSeconds, fetch, corsHint });
      return readAnswer(answer, { prompt: context.prompt, top: count, vocabSize })[0];
    },
  };
}

/** @type {typeof import('./openai.d.ts').wholeAnswer} */
export async function wholeAnswer({ url, server = 'openai', model, key, prompt, count = 20, top, timeoutSeconds = 120, signal, fetch = globalThis.fetch }) {
  const { address, body, corsHint, top: asked } = questionFor({ ...servers, ...chats }, { url, server, key, top });
  const question = body({ context: { prompt, tokens: [] }, top: asked, count: checkedCount('count', count), model });
  const answer = await ask({ url: address, body: question, key, signal, timeoutSeconds, fetch, corsHint });
  // What cannot be read would be kept for nothing, and the server's own words say best what is wrong.
  readAnswer(answer, { prompt });
  return { .../** @type {object} */ (answer), prompt };
}
