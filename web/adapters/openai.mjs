// @ts-check
// Servers that speak OpenAI's protocol or one of its kin, as sources of lists: one question for each token.
//
// Nothing is kept but what the caller handed in, in memory, as long as the source lives.

import { readAnswer } from './answers.mjs';
import { textOf } from './context.mjs';
import { AdapterError } from './problem.mjs';
import { ask, checkedAddress } from './request.mjs';

export { AdapterError };

/** @typedef {import('./context.mjs').Context} Context */

/** @param {Context} context @param {number} top @param {string | undefined} model */
const completion = (context, top, model) => ({ model, prompt: textOf(context), max_tokens: 1, temperature: 1, logprobs: top });

/**
 * llama.cpp takes text and ids mixed, so that what was drawn need not be cut into tokens anew.
 * @param {Context} context
 */
const textAndIds = ({ prompt, tokens }) =>
  (tokens.length > 0 && tokens.every(({ id }) => id != null) ? [prompt, ...tokens.map(({ id }) => id)] : textOf({ prompt, tokens }));

/**
 * Path, question and how many tokens each names unless asked for more or fewer.
 * @type {Record<string, { path: string, top: number, body: (context: Context, top: number, model?: string) => object, corsHint: string }>}
 */
const servers = {
  openai: { path: 'v1/completions', top: 5, body: completion, corsHint: 'ask the server for it, or ask from a script.' },
  // Tokens of equal text are one there: what the others hold counts as unseen.
  vllm: { path: 'v1/completions', top: 20, body: completion, corsHint: 'vLLM allows it with --allowed-origins.' },
  llamaCpp: {
    path: 'completion', top: 100, corsHint: 'llama-server allows every page unless it is told otherwise.',
    body: (context, top) => ({ prompt: textAndIds(context), n_predict: 1, n_probs: top, temperature: 1, cache_prompt: true, stream: false }),
  },
  ollama: {
    path: 'api/generate', top: 20, corsHint: 'Ollama allows it with OLLAMA_ORIGINS.',
    body: (context, top, model) => ({
      model, prompt: textOf(context), raw: true, stream: false, logprobs: true, top_logprobs: top, options: { num_predict: 1, temperature: 1 },
    }),
  },
};

/**
 * A server as a source for generate(). [url] is its address without the path of the question; [server] says whose
 * protocol it is asked in, "openai" unless given.
 * @param {{ url: string | URL, server?: string, model?: string, key?: string, top?: number, vocabSize?: number, timeoutSeconds?: number, fetch?: typeof globalThis.fetch }} options
 * @returns {import('./types.d.ts').ListSource}
 */
export function openaiSource({ url, server = 'openai', model, key, top, vocabSize, timeoutSeconds = 60, fetch = globalThis.fetch }) {
  if (!Object.hasOwn(servers, server)) {
    throw new AdapterError('setting', `server is ${JSON.stringify(server)}; allowed: ${Object.keys(servers).join(', ')}.`);
  }
  const { path, body, corsHint, top: usual } = servers[server];
  const count = top ?? usual;
  if (!Number.isInteger(count) || count < 1) throw new AdapterError('setting', `top is ${String(top)}; allowed: a whole number from 1.`);
  const address = checkedAddress(url, key);
  // Whoever gives the address as clients of OpenAI want it, /v1 included, means the same.
  address.pathname = `${address.pathname.replace(/\/(v1\/?)?$/, '')}/${path}`;
  return {
    async list({ signal, ...context }) {
      const answer = await ask({ url: address, body: body(context, count, model), key, signal, timeoutSeconds, fetch, corsHint });
      return readAnswer(answer, { prompt: context.prompt, top: count, vocabSize })[0];
    },
  };
}
