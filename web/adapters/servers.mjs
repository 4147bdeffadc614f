// @ts-check
// Whose protocol is asked how: the path, the question, and how many tokens each names unless asked for more or fewer.

import { textOf } from './context.mjs';
import { AdapterError } from './problem.mjs';
import { checkedAddress } from './request.mjs';

/** @typedef {import('./context.mjs').Context} Context */
/** @typedef {{ context: Context, top: number, count: number, model?: string }} Question */
/** @typedef {{ path: string, top: number, body: (question: Question) => object, corsHint: string }} Server */

/** @param {Question} question */
const completion = ({ context, top, count, model }) =>
  ({ model, prompt: textOf(context), max_tokens: count, temperature: 1, logprobs: top });

/**
 * llama.cpp takes text and ids mixed, so that what was drawn need not be cut into tokens anew.
 * @param {Context} context
 */
const textAndIds = ({ prompt, tokens }) =>
  (tokens.length > 0 && tokens.every(({ id }) => id != null) ? [prompt, ...tokens.map(({ id }) => id)] : textOf({ prompt, tokens }));

/**
 * Those that go on with a text.
 * @type {Record<string, Server>}
 */
export const servers = {
  openai: { path: 'v1/completions', top: 5, body: completion, corsHint: 'ask the server for it, or ask from a script.' },
  // Tokens of equal text are one there: what the others hold counts as unseen.
  vllm: { path: 'v1/completions', top: 20, body: completion, corsHint: 'vLLM allows it with --allowed-origins.' },
  llamaCpp: {
    path: 'completion', top: 100, corsHint: 'llama-server allows every page unless it is told otherwise.',
    body: ({ context, top, count }) => ({ prompt: textAndIds(context), n_predict: count, n_probs: top, temperature: 1, cache_prompt: true, stream: false }),
  },
  ollama: {
    path: 'api/generate', top: 20, corsHint: 'Ollama allows it with OLLAMA_ORIGINS.',
    body: ({ context, top, count, model }) => ({
      model, prompt: textOf(context), raw: true, stream: false, logprobs: true, top_logprobs: top, options: { num_predict: count, temperature: 1 },
    }),
  },
};

/** And one that answers a message: it begins a text of its own. @type {Record<string, Server>} */
export const chats = {
  chat: {
    path: 'v1/chat/completions', top: 20, corsHint: 'ask the server for it, or ask from a script.',
    body: ({ context, top, count, model }) => ({
      model, messages: [{ role: 'user', content: textOf(context) }], max_tokens: count, temperature: 1, logprobs: true, top_logprobs: top,
    }),
  },
};

/**
 * The server's row, its full address and the number of likely tokens to ask for.
 * @param {Record<string, Server>} known
 * @param {{ url: string | URL, server: string, key?: string, top?: number }} options
 */
export function questionFor(known, { url, server, key, top }) {
  if (!Object.hasOwn(known, server)) {
    throw new AdapterError('setting', `server is ${JSON.stringify(server)}; allowed: ${Object.keys(known).join(', ')}.`);
  }
  const { path, body, corsHint, top: usual } = known[server];
  const address = checkedAddress(url, key);
  // Whoever gives the address as clients of OpenAI want it, /v1 included, means the same.
  address.pathname = `${address.pathname.replace(/\/(v1\/?)?$/, '')}/${path}`;
  return { address, body, corsHint, top: checkedCount('top', top ?? usual) };
}

/** @param {string} name @param {unknown} count @returns {number} */
export function checkedCount(name, count) {
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 1) throw new AdapterError('setting', `${name} is ${String(count)}; allowed: a whole number from 1.`);
  return count;
}
