// @ts-check
// The functions: core as plain JavaScript. Arguments and results are plain data, typed arrays are copied in
// and out. Nothing here computes a figure; that is core's.

import createRawModule from './raw.mjs';
import { bytesOfCsv, checkedObject, copyOfNumbers, copyOfRequest, copyOfScenario, sourceOf } from './arguments.mjs';
import { checkedOptions, download, onceLoaded } from './download.mjs';
import { LogitscopeError, refuse, unwrap } from './error.mjs';
import { rawRequest, runsOver } from './runs.mjs';
import { createSampler } from './sampler.mjs';

export { LogitscopeError };

/** @typedef {typeof import('./logitscope.d.ts')} Api */

const version = '0.1.0';

const loadShared = /* @__PURE__ */ onceLoaded(() => instantiate({}));

/**
 * Loads the wasm module. Without options the same instance is handed out every time.
 * @type {Api['load']}
 */
export function load(options) {
  return options != null ? instantiate(options) : loadShared();
}

/** @param {import('./logitscope.d.ts').LoadOptions} given */
async function instantiate(given) {
  const options = checkedOptions(given);
  const { wasmUrl, wasmBinary, signal } = options;
  signal?.throwIfAborted();
  const bytes = wasmBinary ?? await download('logitscope.wasm', wasmUrl ?? new URL('logitscope.wasm', import.meta.url), signal);
  return makeApi(await createRawModule({ wasmBinary: bytes }), options);
}

/**
 * @param {import('./raw.d.mts').MainModule} raw
 * @param {import('./logitscope.d.ts').LoadOptions} options
 * @returns {import('./logitscope.d.ts').Logitscope}
 */
function makeApi(raw, options) {
  const stages = /** @type {import('./logitscope.d.ts').StageInfo[]} */ (deepFreeze(raw._stages()));
  const dialects = /** @type {import('./logitscope.d.ts').DialectInfo[]} */ (deepFreeze(raw._dialects()));
  const presets = /** @type {import('./logitscope.d.ts').Preset[]} */ (deepFreeze(raw._presets()));
  const generation = onceLoaded(() => join(raw, options));
  return {
    version,
    stages: () => stages,
    dialects: () => dialects,
    presets: () => presets,

    ...runsOver(raw),

    explain(trace, id) {
      if (trace?.input === null || typeof trace?.input !== 'object') {
        refuse('trace', trace, 'what run() returned', 'unknownChoice');
      }
      return unwrap(raw._explain(rawRequest(copyOfRequest(trace.input)), [id]), { ...trace.input, id })[0];
    },

    truncated(list) {
      const { logProbabilities, vocabularySize, temperature = 1, k = 0, p = 1, minP = 0 } =
        checkedObject(list, 'list', '{ logProbabilities, vocabularySize?, temperature?, k?, p?, minP? }');
      const values = copyOfNumbers(logProbabilities, 'logProbabilities');
      // What is no number becomes NaN, which core refuses by name.
      const number = (/** @type {unknown} */ value) => (typeof value === 'number' ? value : NaN);
      return unwrap(raw._truncated(values, number(vocabularySize ?? Infinity), number(temperature), number(k), number(p), number(minP)), list);
    },

    createRng(options) {
      const { seed, kind } = checkedObject(options, 'options', '{ seed, kind? }');
      const { error } = raw._checkSeed({ seed, kind });
      // A request calls it rng, here it is the kind.
      if (error?.field === 'rng') refuse('kind', kind, error.message.replace(/^.*; allowed: |\.$/g, ''), error.code);
      unwrap({ error }, { seed, kind });
      const handle = new raw._Rng(seed, kind ?? 'python');
      const rng = { next: () => handle.next() };
      collectable.register(rng, handle);
      return rng;
    },

    createSampler: (options) => createSampler(raw, options),
    trainNgram: async (text, settings) => (await generation()).trainNgram(raw, text, settings),
    generate: async (model, settings) => (await generation()).generate(raw, await model, settings ?? {}),
    beamSearch: async (model, settings) => (await generation()).beamSearch(raw, await model, settings ?? {}),

    parseCsv(text, options) {
      const source = sourceOf(options);
      return { ...unwrap(raw._parseCsv(bytesOfCsv(text), ''), { text }), source };
    },

    formatCsv(scenario) {
      return unwrap(raw._formatCsv(copyOfScenario(scenario)), scenario);
    },
  };
}

/**
 * The part of the functions that is loaded when it is first asked for.
 * @param {import('./raw.d.mts').MainModule} raw
 * @param {import('./logitscope.d.ts').LoadOptions} options
 */
async function join(raw, options) {
  const part = await import('./generation.mjs');
  await part.joinTo(raw, options);
  return part;
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
