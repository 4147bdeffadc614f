// @ts-check
// The functions: core as plain JavaScript. Arguments and results are plain data, typed arrays are copied in
// and out. Nothing here computes a figure; that is core's.

import createRawModule from './raw.mjs';
import { LogitscopeError, unwrap } from './error.mjs';

export { LogitscopeError };

/** @typedef {typeof import('./logitscope.d.ts')} Api */

const version = '0.1.0';

/** @type {Promise<import('./logitscope.d.ts').Logitscope> | undefined} */
let loaded;

/**
 * Loads the wasm module. Without options the same instance is handed out every time.
 * @type {Api['load']}
 */
export function load(options) {
  if (options) return instantiate(options);
  loaded ??= instantiate({}).catch((error) => {
    // A failed download may succeed the next time.
    loaded = undefined;
    throw error;
  });
  return loaded;
}

/** @param {import('./logitscope.d.ts').LoadOptions} options */
async function instantiate({ wasmUrl, wasmBinary, signal }) {
  signal?.throwIfAborted();
  /** @type {Record<string, unknown>} */
  const settings = {};
  if (wasmUrl) settings.locateFile = () => String(wasmUrl);
  if (signal && !wasmBinary) {
    // Emscripten's own loading cannot be interrupted; a fetch can.
    const response = await fetch(wasmUrl ?? new URL('logitscope.wasm', import.meta.url), { signal });
    if (!response.ok) throw new Error(`logitscope.wasm: the server answered ${response.status}.`);
    settings.wasmBinary = await response.arrayBuffer();
  } else if (wasmBinary) {
    settings.wasmBinary = wasmBinary;
  }
  return makeApi(await createRawModule(settings));
}

/**
 * @param {import('./raw.d.mts').MainModule} raw
 * @returns {import('./logitscope.d.ts').Logitscope}
 */
function makeApi(raw) {
  const stages = /** @type {import('./logitscope.d.ts').StageInfo[]} */ (deepFreeze(raw._stages()));
  const dialects = /** @type {import('./logitscope.d.ts').Dialect[]} */ (deepFreeze(raw._dialects()));
  return {
    version,
    stages: () => stages,
    dialects: () => dialects,

    run(request) {
      const input = checkedRequest(request);
      const trace = unwrap(raw._run(input), request);
      if (trace.picked && input.tokens) trace.picked.token = input.tokens[trace.picked.id];
      trace.input = input;
      return trace;
    },

    explain(trace, id) {
      if (!trace?.input) {
        throw new LogitscopeError({
          code: 'unknownChoice',
          field: 'trace',
          value: trace,
          message: 'trace is no trace; allowed: what run() returned.',
        });
      }
      return unwrap(raw._explain(trace.input, [id]), { id })[0];
    },

    createRng(options) {
      const { seed, kind = 'python' } = checkedObject(options, 'options', '{ seed, kind? }');
      unwrap(raw._checkSeed({ seed, kind }), { seed, kind, rng: kind });
      const handle = new raw._Rng(seed, kind);
      const rng = { next: () => handle.next() };
      collectable.register(rng, handle);
      return rng;
    },

    parseCsv(text, { source = 'CSV' } = {}) {
      return unwrap(raw._parseCsv(textBytes(text), source), { text });
    },

    formatCsv(scenario) {
      const { tokens, logits, context } = checkedObject(scenario, 'scenario', '{ tokens, logits, context? }');
      checkTokens(tokens);
      return unwrap(raw._formatCsv({ tokens, logits: copyOfNumbers(logits), context }), scenario);
    },
  };
}

/**
 * @template T
 * @param {T} value
 * @param {string} field
 * @param {string} shape
 * @returns {T & object}
 */
function checkedObject(value, field, shape) {
  if (value !== null && typeof value === 'object') return value;
  throw new LogitscopeError({
    code: 'notANumber',
    field,
    value,
    message: `${field} is ${value === undefined ? 'missing' : typeof value === 'string' ? `"${value}"` : String(value)}; allowed: an object ${shape}.`,
  });
}

/**
 * Half a surrogate pair has no UTF-8, and would be replaced in silence.
 * @param {unknown} tokens
 */
function checkTokens(tokens) {
  if (!Array.isArray(tokens)) return; // core's own sentence says what is wrong
  const at = tokens.findIndex((token) => typeof token !== 'string' || /\p{Surrogate}/u.test(token));
  if (at < 0) return;
  throw new LogitscopeError({
    code: 'notANumber',
    field: `tokens[${at}]`,
    value: tokens[at],
    message: `tokens[${at}] is ${typeof tokens[at] === 'string' ? 'half a surrogate pair' : `a ${typeof tokens[at]}`}; allowed: a text.`,
  });
}

/**
 * The request as plain data that the trace can keep: later changes to the caller's arrays do not reach it.
 * @param {import('./logitscope.d.ts').RunRequest} request
 */
function checkedRequest(request) {
  const { logits, tokens, coins } = checkedObject(request, 'request', '{ logits, chain, … }');
  if (tokens && logits && tokens.length !== logits.length) {
    throw new LogitscopeError({
      code: 'wrongLength',
      field: 'tokens',
      value: tokens.length,
      message: `tokens has ${tokens.length} entries, logits has ${logits.length}; allowed: the same number.`,
    });
  }
  return {
    ...request,
    // A deep copy: plain data it must be, if the trace is to be.
    chain: structuredClone(request.chain),
    logits: copyOfNumbers(logits),
    coins: coins && copyOfNumbers(coins),
    logitsAreFloat32: logits instanceof Float32Array || request.logitsAreFloat32 === true,
    tokens: tokens && Array.from(tokens),
  };
}

/**
 * Float64Array.from would turn null and '' into 0, and a missing entry into NaN; NaN is what core refuses by
 * position, so that is what they all become.
 * @param {any} logits
 */
function copyOfNumbers(logits) {
  if (!Array.isArray(logits)) return ArrayBuffer.isView(logits) ? Float64Array.from(/** @type {any} */ (logits)) : logits;
  return Float64Array.from(logits, (value) => (typeof value === 'number' ? value : NaN));
}

/**
 * Bytes go as they are, so that core sees what is no UTF-8. A text becomes UTF-8 here; half a surrogate pair
 * cannot, and would be replaced in silence.
 * @param {string | Uint8Array | ArrayBuffer} text
 */
function textBytes(text) {
  if (text instanceof ArrayBuffer) return new Uint8Array(text);
  if (text instanceof Uint8Array) return text;
  if (typeof text !== 'string' || /\p{Surrogate}/u.test(text)) {
    throw new LogitscopeError({
      code: 'csv',
      field: 'text',
      value: text,
      message: `text is ${typeof text === 'string' ? 'a string with half a surrogate pair' : typeof text}; allowed: a string, or the bytes of a UTF-8 file.`,
    });
  }
  return new TextEncoder().encode(text);
}

/** Generators live in the wasm heap; whoever drops the last reference need not say so. */
const collectable = new FinalizationRegistry((/** @type {{ delete(): void }} */ handle) => handle.delete());

/**
 * @template T
 * @param {T} value
 * @returns {T}
 */
function deepFreeze(value) {
  if (value && typeof value === 'object') Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}
