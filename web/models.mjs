// @ts-check
// Models: any object { vocabulary, eos, logits(ids) }, and the one that is trained here.

import { bytesOfText, checkedObject, copyOfIds, copyOfNumbers } from './arguments.mjs';
import { LogitscopeError, refuse, unwrap } from './error.mjs';

/** How much of a text is learnt before the page may breathe: about a third of a frame. */
const budget = 50_000;

/** The machine behind a model that was trained here. @type {WeakMap<object, import('./raw.d.mts')._Ngram>} */
const trained = new WeakMap();

/**
 * @param {import('./raw.d.mts').MainModule} raw
 * @param {string | Uint8Array | ArrayBuffer} text
 * @param {import('./logitscope.d.ts').TrainOptions} [options]
 * @returns {Promise<import('./logitscope.d.ts').NgramModel>}
 */
export async function trainNgram(raw, text, options) {
  const { order = 5, onProgress, signal } = checkedObject(options ?? {}, 'options', '{ order? }');
  signal?.throwIfAborted();
  if (!Number.isInteger(order)) refuse('order', order, 'a whole number from 1 to 6', typeof order === 'number' ? 'outOfRange' : 'notANumber');
  const machine = new raw._Ngram();
  try {
    unwrap(machine.start(bytesOfText(text, 'text'), Math.max(-1, Math.min(order, 1e6))), { text, order });
    while (!machine.step(budget)) {
      onProgress?.(machine.progress());
      await nextTask();
      signal?.throwIfAborted();
    }
  } catch (error) {
    machine.delete();
    throw error;
  }
  onProgress?.(1);
  return modelOf(machine);
}

/** Unlike a timer, a message waits neither 4 ms nor, in a tab behind another, a second. @returns {Promise<void>} */
const nextTask = () => new Promise((resolve) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    resolve();
  };
  port2.postMessage(null);
});

/**
 * @param {import('./raw.d.mts')._Ngram} machine
 * @returns {import('./logitscope.d.ts').NgramModel}
 */
function modelOf(machine) {
  let isAlive = true;
  const alive = () => (isAlive ? machine : refuse('model', null, 'a model that was not disposed of', 'unknownChoice'));
  // Half a character has no text; it shows as �, and decode() puts the halves together.
  const decoder = new TextDecoder();
  const model = {
    vocabulary: machine.vocabulary().map((/** @type {Uint8Array} */ bytes) => decoder.decode(bytes)),
    eos: machine.eos(),
    memoryBytes: machine.memoryBytes(),
    /** @param {string} text */
    encode: (text) => Array.from(alive().encode(bytesOfText(text, 'text'))),
    /** @param {readonly number[] | Uint32Array} ids */
    decode: (ids) => new TextDecoder().decode(unwrap(alive().decode(copyOfTokenIds(ids, 'ids')), { ids })),
    /** @param {readonly number[] | Uint32Array} context */
    logits: (context) => unwrap(alive().logits(copyOfTokenIds(context, 'context')), { context }),
    dispose() {
      if (isAlive) machine.delete();
      isAlive = false;
    },
  };
  trained.set(model, machine);
  return model;
}

/**
 * Ids as the wasm takes them. What is no id becomes one that no vocabulary has, and is refused there.
 * @param {readonly number[] | Uint32Array} list
 * @param {string} field
 */
export function copyOfTokenIds(list, field) {
  const ids = copyOfIds(list, field);
  const at = ids.findIndex((id) => !Number.isInteger(id) || id < 0 || id > 0xffffffff);
  if (at >= 0) refuse(`${field}[${at}]`, ids[at], 'a token id, a whole number from 0', 'outOfRange');
  return Uint32Array.from(ids);
}

/** The machine of a model that was trained here; undefined for the caller's own. @param {object} model */
export const machineOf = (model) => trained.get(model);

/**
 * @param {any} given
 * @returns {import('./logitscope.d.ts').Model}
 */
export function checkedModel(given) {
  const model = checkedObject(given, 'model', '{ vocabulary, logits(ids) }');
  if (typeof model.logits !== 'function') refuse('model.logits', model.logits, 'a function of the ids so far');
  if (model.vocabulary != null && !Array.isArray(model.vocabulary)) {
    refuse('model.vocabulary', model.vocabulary, 'a list of texts');
  }
  return model;
}

/**
 * The prompt as ids: given as such, or by the model's own encode, or as the longest tokens that fit.
 * @param {import('./logitscope.d.ts').Model} model
 * @param {string | readonly number[] | Uint32Array | undefined} prompt
 */
export function promptIds(model, prompt) {
  if (prompt == null) return new Uint32Array();
  if (typeof prompt !== 'string') return copyOfTokenIds(prompt, 'prompt');
  return typeof model.encode === 'function' ? copyOfTokenIds(model.encode(prompt), 'prompt') : longestTokens(model, prompt);
}

/** @param {import('./logitscope.d.ts').Model} model @param {string} text */
function longestTokens({ vocabulary }, text) {
  if (!vocabulary) refuse('prompt', text, 'a list of token ids; a text only where the model has a vocabulary or encode()', 'unknownChoice');
  const ids = [];
  for (let at = 0; at < text.length; at += vocabulary[/** @type {number} */ (ids.at(-1))].length) {
    let best = -1;
    vocabulary.forEach((token, id) => {
      if (token && text.startsWith(token, at) && (best < 0 || token.length > vocabulary[best].length)) best = id;
    });
    if (best < 0) {
      const message = `prompt: no token of the vocabulary begins ${JSON.stringify(text.slice(at, at + 20))}; allowed: a text made of its tokens, or ids.`;
      throw new LogitscopeError({ code: 'unknownChoice', field: 'prompt', value: text, message });
    }
    ids.push(best);
  }
  return Uint32Array.from(ids);
}

/**
 * The tokens that end a text: those given, or the model's own.
 * @param {Pick<import('./logitscope.d.ts').Model, 'eos'>} model
 * @param {readonly number[] | undefined} given
 * @param {string} field
 */
export function endTokens(model, given, field) {
  const ends = given ?? model.eos ?? [];
  return Array.from(copyOfTokenIds(typeof ends === 'number' ? [ends] : ends, field));
}

/**
 * One row of logits from the model, which may take its time.
 * @param {import('./logitscope.d.ts').Model} model
 * @param {Uint32Array} context
 */
export async function askModel(model, context) {
  return copyOfNumbers(await model.logits(Array.from(context)), 'logits');
}
