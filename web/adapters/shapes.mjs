// @ts-check
// The shapes in which servers tell what else they might have said. Each reader looks at a whole answer and gives its
// steps, or null when the answer is none of its own.

import { namedToken, tokenOf } from './tokens.mjs';
import { logProbabilityOf } from './values.mjs';

/** @typedef {import('./types.d.ts').RawStep} RawStep */
/** @typedef {import('./types.d.ts').ListedToken} ListedToken */

const isList = Array.isArray;

/**
 * @param {any} item the chosen token, with a list of others in it
 * @param {unknown} list
 * @param {RawStep['kind']} kind
 * @param {RawStep['stage']} stage
 * @returns {RawStep | null}
 */
function stepOf(item, list, kind, stage) {
  const picked = tokenOf(item);
  const tokens = isList(list) ? list.map(tokenOf) : [null];
  return picked && tokens.every((token) => token !== null) ? { picked, tokens: /** @type {ListedToken[]} */ (tokens), kind, stage } : null;
}

/** @param {(RawStep | null)[]} steps @returns {RawStep[] | null} */
const allOf = (steps) => (steps.every((step) => step !== null) ? /** @type {RawStep[]} */ (steps) : null);

/** [{ token, logprob, bytes, top_logprobs }] @param {any[]} items */
const withTopLogprobs = (items) => allOf(items.map((item) => stepOf(item, item?.top_logprobs, 'logprob', 'raw')));

/** OpenAI's chat, and llama.cpp, wllama and Ollama everywhere under /v1: choices[0].logprobs.content. */
function content(/** @type {any} */ answer) {
  const items = answer?.choices?.[0]?.logprobs?.content;
  return isList(items) ? withTopLogprobs(items) : null;
}

/** Ollama's own: logprobs. */
function ollama(/** @type {any} */ answer) {
  return isList(answer?.logprobs) ? withTopLogprobs(answer.logprobs) : null;
}

/** llama.cpp's own: completion_probabilities, by what it did before and after December 2024. */
function llamaCpp(/** @type {any} */ answer) {
  const items = answer?.completion_probabilities;
  if (!isList(items)) return null;
  return allOf(items.map((item) => {
    if (isList(item?.top_logprobs)) return stepOf(item, item.top_logprobs, 'logprob', 'raw');
    // After the samplers: with post_sampling_probs, and always in old builds, which name the chosen token only.
    if (isList(item?.top_probs)) return stepOf(item, item.top_probs, 'prob', 'processed');
    const chosen = isList(item?.probs) && item.probs.find((/** @type {any} */ one) => one?.tok_str === item.content);
    return stepOf(chosen || { token: item?.content, prob: 0 }, item?.probs, 'prob', 'processed');
  }));
}

/** OpenAI's completions and vLLM's: parallel lists, and for each token an object of logarithms by text. */
function parallel(/** @type {any} */ answer) {
  const { tokens, token_logprobs: values, top_logprobs: tops } = answer?.choices?.[0]?.logprobs ?? {};
  if (!isList(tokens) || !isList(values)) return null;
  return allOf(tokens.map((text, i) => {
    const top = tops?.[i];
    // The first token of an echoed prompt has nothing before it.
    if (typeof text !== 'string' || (top !== null && typeof top !== 'object')) return null;
    const list = Object.entries(top ?? {}).map(([name, value]) => ({ ...namedToken(name), value: logProbabilityOf(value) }));
    if (list.some(({ value }) => Number.isNaN(value))) return null;
    return { picked: { ...namedToken(text), value: logProbabilityOf(values[i]) }, tokens: list, kind: 'logprob', stage: 'raw' };
  }));
}

/** In words, for whoever brings something else. */
export const shapes = [
  { where: 'choices[0].logprobs.content', whose: "OpenAI's chat, llama.cpp, wllama, Ollama", read: content },
  { where: 'choices[0].logprobs.tokens with top_logprobs', whose: "OpenAI's completions, vLLM", read: parallel },
  { where: 'completion_probabilities', whose: "llama.cpp's own", read: llamaCpp },
  { where: 'logprobs', whose: "Ollama's own", read: ollama },
];
