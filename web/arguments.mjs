// @ts-check
// The caller's arguments as plain data of our own. Getters and proxies are read here, once: what they throw
// must not pass through the wasm stack, which would not be unwound. Names and ranges are core's to judge.

import { LogitscopeError, inWords, refuse } from './error.mjs';

/** As core has them; a test holds them equal. Checked here because a list much longer would not fit the heap. */
export const maxTokens = 262144;
export const maxCsvBytes = 16 * 1024 * 1024;

/** A longer chain is a program gone astray, and each stage costs a pass over the vocabulary. */
export const maxStages = 1000;

/**
 * What the value was made as. `instanceof` would not know arrays of another frame, nor those of a test runner
 * that gives each file its own globals.
 * @param {unknown} value
 */
const kindOf = (value) => Object.prototype.toString.call(value).slice(8, -1);

/** @type {(value: any) => boolean} */
const isView = ArrayBuffer.isView;

/**
 * @template T
 * @param {T} value
 * @param {string} field
 * @param {string} shape
 * @returns {T & object}
 */
export function checkedObject(value, field, shape) {
  return value !== null && typeof value === 'object' ? value : refuse(field, value, `an object ${shape}`);
}

/**
 * A copy in doubles. What is no number becomes NaN, which core refuses by position; `Float64Array.from` would
 * make 0 of null.
 * @param {any} list
 * @param {string} field
 * @returns {Float64Array}
 */
export function copyOfNumbers(list, field) {
  const isTyped = isView(list) && /^Float(32|64)Array$/.test(kindOf(list));
  if (!isTyped && !Array.isArray(list)) return refuse(field, list, 'a Float32Array, a Float64Array or a list of numbers');
  if (list.length > maxTokens) {
    const message = `${field} holds ${list.length} numbers; allowed: 1 to ${maxTokens}.`;
    throw new LogitscopeError({ code: 'tooManyTokens', field, value: list, message });
  }
  if (isTyped) return new Float64Array(list);
  return Float64Array.from(list, (value) => (typeof value === 'number' ? value : NaN));
}

/**
 * @param {unknown} tokens
 * @param {number} count
 * @returns {string[]}
 */
export function copyOfTokens(tokens, count) {
  if (!Array.isArray(tokens)) refuse('tokens', tokens, 'a list of texts');
  if (tokens.length !== count) {
    const message = `tokens has ${tokens.length} entries, logits has ${count}; allowed: the same number.`;
    throw new LogitscopeError({ code: 'wrongLength', field: 'tokens', value: tokens, message });
  }
  const copy = Array.from(tokens);
  const at = copy.findIndex((token) => typeof token !== 'string');
  if (at >= 0) refuse(`tokens[${at}]`, copy[at], 'a text');
  return copy;
}

/** @param {unknown} chain */
export function copyOfChain(chain) {
  if (!Array.isArray(chain)) refuse('chain', chain, 'a list of stages');
  if (chain.length > maxStages) {
    const message = `chain holds ${chain.length} stages; allowed: up to ${maxStages}.`;
    throw new LogitscopeError({ code: 'outOfRange', field: 'chain', value: chain, message });
  }
  return Array.from(chain, (stage) =>
    stage !== null && typeof stage === 'object'
      ? Object.fromEntries(Object.entries(stage).map(([name, value]) => [name, copyOfList(value)]))
      : stage,
  );
}

/** A list parameter as plain arrays: ids, or pairs of an id and a number. What is no list stays what it is. @param {any} value */
function copyOfList(value) {
  if (!isView(value) && !Array.isArray(value)) return value;
  return Array.from(/** @type {any} */ (value), (item) => (Array.isArray(item) ? [...item] : item));
}

/**
 * Ids of tokens, as a copy. What is no number is core's to refuse, by position.
 * @param {any} list
 * @param {string} field
 * @returns {number[]}
 */
export function copyOfIds(list, field) {
  if (!isView(list) && !Array.isArray(list)) return refuse(field, list, 'a list of token ids');
  return Array.from(/** @type {any} */ (list));
}

/** @param {any} state */
function copyOfState(state) {
  const { mu } = checkedObject(state, 'state', '{ mu }');
  return { mu: Array.from(copyOfNumbers(mu ?? [], 'state.mu')) };
}

/**
 * The list parameters in which a text stands for tokens, and for which: what breaks a repetition is any token with
 * the text in it, what is banned the token itself.
 * @type {Record<string, { param: string, holds: (token: string, text: string) => boolean }>}
 */
export const textParams = {
  dry: { param: 'breakers', holds: (token, text) => token.includes(text) },
  badTokens: { param: 'tokens', holds: (token, text) => token === text },
};

/**
 * Texts in a list of token ids become the ids of the tokens that they stand for.
 * @param {any[]} chain
 * @param {readonly string[] | undefined} tokens
 */
export function withTextsAsIds(chain, tokens) {
  return chain.map((stage, i) => {
    // By own name: a kind may be any text yet.
    if (typeof stage?.kind !== 'string' || !Object.hasOwn(textParams, stage.kind)) return stage;
    const { param: name, holds } = textParams[stage.kind];
    const list = stage[name];
    if (!Array.isArray(list) || !list.some((item) => typeof item === 'string')) return stage;
    const ids = list.flatMap((item, k) => {
      if (typeof item !== 'string') return [item];
      const field = `chain[${i}].${name}[${k}]`;
      if (!tokens) refuse(field, item, 'a token id; a text only where tokens are given', 'unknownChoice');
      const found = item === '' ? [] : tokens.flatMap((token, id) => (holds(token, item) ? [id] : []));
      if (found.length === 0) refuse(field, item, 'a token id, or a text that one of the tokens holds', 'unknownChoice');
      return found;
    });
    return { ...stage, [name]: ids };
  });
}

/**
 * Where the coin comes from: one of four, or none.
 * @param {Pick<import('./logitscope.d.ts').RunRequest, 'coin' | 'coins' | 'seed' | 'pick'>} request
 */
function luckOf({ coin, coins, seed, pick }) {
  const given = Object.entries({ coin, coins, seed, pick }).filter(([, value]) => value != null);
  if (given.length > 1) {
    const [[first], [field, value]] = given;
    const message = `${first} and ${field} are both given; allowed: one of coin, coins, seed and pick, or none to draw nothing.`;
    throw new LogitscopeError({ code: 'unknownChoice', field, value, message });
  }
  if (coins != null) return { coins: copyOfNumbers(coins, 'coins') };
  if (coin != null && !(typeof coin === 'number' && coin >= 0 && coin < 1)) {
    refuse('coin', coin, 'from 0 to less than 1', Number.isNaN(coin) || typeof coin !== 'number' ? 'notANumber' : 'outOfRange');
  }
  return Object.fromEntries(given);
}

/**
 * The request as a trace can keep it: later changes to the caller's arrays do not reach it, and what is not
 * ours to know is left out, so that a whole scenario may be spread into a request.
 * @param {import('./logitscope.d.ts').RunRequest} request
 * @returns {import('./logitscope.d.ts').RunRequest}
 */
export function copyOfRequest(request) {
  const { logits, tokens, history, chain, dialect, rng, logitsAreFloat32, state, ...rest } = checkedObject(request, 'request', '{ logits, chain, … }');
  const numbers = copyOfNumbers(logits, 'logits');
  if (logitsAreFloat32 != null && typeof logitsAreFloat32 !== 'boolean') {
    refuse('logitsAreFloat32', logitsAreFloat32, 'true or false');
  }
  return {
    logits: numbers,
    logitsAreFloat32: logitsAreFloat32 ?? kindOf(logits) === 'Float32Array',
    ...(tokens != null && { tokens: copyOfTokens(tokens, numbers.length) }),
    ...(history != null && { history: copyOfIds(history, 'history') }),
    chain: copyOfChain(chain),
    ...(dialect != null && { dialect }),
    ...(state != null && { state: copyOfState(state) }),
    ...(rng != null && { rng }),
    ...luckOf(rest),
  };
}

/**
 * What formatCsv writes. Half a surrogate pair has no UTF-8, and would be replaced in silence.
 * @param {{ tokens: readonly string[], logits: import('./logitscope.d.ts').Numbers, context?: string }} scenario
 */
export function copyOfScenario(scenario) {
  const { tokens, logits, context } = checkedObject(scenario, 'scenario', '{ tokens, logits, context? }');
  if (!Array.isArray(tokens)) refuse('tokens', tokens, 'a list of texts');
  const numbers = copyOfNumbers(logits, 'logits');
  const texts = copyOfTokens(tokens, numbers.length);
  const at = numbers.findIndex((logit) => !(logit < Infinity));
  if (at >= 0) refuse(`logits[${at}]`, logits[at], 'any finite number, or -Infinity for a token already ruled out');
  if (context != null && typeof context !== 'string') refuse('context', context, 'a text');
  const length = texts.reduce((sum, token) => sum + token.length + (context?.length ?? 0), 0);
  if (length > maxCsvBytes) refuseSize('scenario', scenario, length);
  const half = texts.findIndex(hasHalfPair);
  if (half >= 0) refuseHalfPair(`tokens[${half}]`, texts[half]);
  if (context != null && hasHalfPair(context)) refuseHalfPair('context', context);
  return { tokens: texts, logits: numbers, ...(context != null && { context }) };
}

const hasHalfPair = (/** @type {string} */ text) => /\p{Surrogate}/u.test(text);

/** @param {string} field @param {string} value @param {string} [code] @returns {never} */
function refuseHalfPair(field, value, code = 'notANumber') {
  const message = `${field} is a text with half a surrogate pair; allowed: a text that can be written as UTF-8.`;
  throw new LogitscopeError({ code, field, value, message });
}

/** @param {string} field @param {unknown} value @param {number} size @returns {never} */
function refuseSize(field, value, size) {
  const message = `Row 1, column 1: the file has ${size} bytes; allowed: up to ${maxCsvBytes}.`;
  throw new LogitscopeError({ code: 'csv', field, value, message, row: 1, column: 1 });
}

/**
 * Bytes go as they are, so that core sees what is no UTF-8; a text becomes UTF-8 here.
 * @param {unknown} text
 */
export function bytesOfCsv(text) {
  const size = typeof text === 'string' ? text.length : /** @type {any} */ (text)?.byteLength;
  if (size > maxCsvBytes) refuseSize('text', text, size);
  return bytesOfText(text, 'text', 'csv');
}

/**
 * @param {unknown} text
 * @param {string} field
 * @param {string} [code]
 */
export function bytesOfText(text, field, code = 'notANumber') {
  const kind = kindOf(text);
  if (typeof text === 'string') return hasHalfPair(text) ? refuseHalfPair(field, text, code) : new TextEncoder().encode(text);
  if (kind === 'ArrayBuffer') return new Uint8Array(/** @type {ArrayBuffer} */ (text));
  if (ArrayBuffer.isView(text) && kind === 'Uint8Array') return new Uint8Array(/** @type {any} */ (text));
  const message = `${field} is ${inWords(text)}; allowed: a string, or the bytes of a UTF-8 file.`;
  throw new LogitscopeError({ code, field, value: text, message });
}

/**
 * @param {unknown} options
 * @returns {string}
 */
export function sourceOf(options) {
  const { source } = /** @type {{ source?: unknown }} */ (checkedObject(options ?? {}, 'options', '{ source? }'));
  return source == null ? 'CSV' : typeof source === 'string' ? source : refuse('source', source, 'a text');
}
