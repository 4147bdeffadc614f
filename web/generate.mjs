// @ts-check
// Generation and beam search over any model: core says which contexts it wants logits for, the model answers.

import { checkedObject, copyOfChain, copyOfNumbers, withTextsAsIds } from './arguments.mjs';
import { refuse, unwrap } from './error.mjs';
import { NamedTokens, bytesOfToken, checkedList, refuseRest, rowOf, withoutRest } from './lists.mjs';
import { askModel, checkedModel, endTokens, machineOf, promptIds } from './models.mjs';
import { randomSeed } from './random_seed.mjs';

/**
 * @param {import('./raw.d.mts').MainModule} raw
 * @param {import('./logitscope.d.ts').Model | import('./logitscope.d.ts').ListSource} given
 * @param {import('./logitscope.d.ts').GenerateOptions} options
 * @returns {Promise<import('./logitscope.d.ts').Generation>}
 */
export function generate(raw, given, options) {
  const source = /** @type {any} */ (given);
  return typeof source?.list === 'function' ? generateFromLists(raw, source, options) : generateFromLogits(raw, source, options);
}

/**
 * @param {import('./raw.d.mts').MainModule} raw
 * @param {import('./logitscope.d.ts').Model} given
 * @param {import('./logitscope.d.ts').GenerateOptions} options
 */
async function generateFromLogits(raw, given, options) {
  const model = checkedModel(given);
  const { prompt, signal, onStep, settings } = settingsOf(options, model);
  const machine = new raw._Generation();
  try {
    const ids = promptIds(model, prompt);
    const ngram = machineOf(model);
    const vocabulary = model.vocabulary && checkedTexts(model.vocabulary, 'model.vocabulary');
    unwrap(ngram ? machine.startWith(settings, ngram, ids) : machine.start(settings, vocabulary, ids), options);
    const steps = [];
    for (let context = machine.wanted(); context; context = machine.wanted()) {
      signal?.throwIfAborted();
      const made = unwrap(machine.advance(await askModel(model, context)), options);
      if (!made) break;
      const step = { ...made, ...(vocabulary && { token: vocabulary[made.id] }) };
      steps.push(step);
      await onStep?.(step);
    }
    return generationOf(machine, steps, settings, Boolean(vocabulary));
  } finally {
    machine.delete();
  }
}

/**
 * @param {import('./raw.d.mts').MainModule} raw
 * @param {import('./logitscope.d.ts').ListSource} source
 * @param {import('./logitscope.d.ts').GenerateOptions} options
 */
async function generateFromLists(raw, source, options) {
  const { prompt = '', signal, onStep, settings } = settingsOf(options, {});
  if (typeof prompt !== 'string') refuse('prompt', prompt, 'a text, where the model answers with lists');
  if (settings.promptCounts) refuse('promptCounts', true, 'false: a source of lists does not say which tokens the prompt has', 'unknownChoice');
  const named = new NamedTokens();
  const machine = new raw._Generation();
  try {
    // Once as the caller has it, so that a sentence about the chain counts its stages as the caller does.
    unwrap(machine.start(settings, [''], new Uint32Array()), options);
    unwrap(machine.start({ ...settings, chain: [withoutRest, ...settings.chain] }, [''], new Uint32Array()), options);
    const steps = [];
    for (let context = machine.wanted(); context; context = machine.wanted()) {
      signal?.throwIfAborted();
      const tokens = Array.from(context, (id) => /** @type {import('./logitscope.d.ts').ListedToken} */ (named.tokens[id]));
      const list = checkedList(await source.list({ prompt, tokens, ...(signal && { signal }) }));
      const { ids, fresh } = named.idsOf(list.tokens);
      const { row, rest } = rowOf(raw, list, ids, named.tokens.length);
      if (rest > 0 && !options.seenOnly) refuseRest(rest, ids.length);
      const texts = fresh.map(bytesOfToken);
      // A token without a text is one of control: whatever it says, nothing can follow it.
      machine.learn(texts, Uint32Array.from(texts.flatMap(({ length }, i) => (length === 0 ? [named.tokens.length - fresh.length + i] : []))));
      const made = unwrap(machine.advance(row), options);
      if (!made) break;
      const { text: token, id: sourceId } = /** @type {import('./logitscope.d.ts').ListedToken} */ (named.tokens[made.id]);
      const step = { ...made, token, ...(sourceId != null && { sourceId }), rest };
      steps.push(step);
      await onStep?.(step);
    }
    return generationOf(machine, steps, settings, true);
  } finally {
    machine.delete();
  }
}

/**
 * @param {import('./logitscope.d.ts').GenerateOptions} options
 * @param {{ vocabulary?: readonly string[], eos?: number | readonly number[] | null }} model
 */
function settingsOf(options, model) {
  const { prompt, chain = [], coins, luck, signal, onStep, stopSequences, seenOnly, ...rest } =
    checkedObject(options ?? {}, 'options', '{ prompt, chain, … }');
  const seed = rest.seed ?? (coins == null ? randomSeed() : undefined);
  const settings = {
    ...rest, seed,
    chain: withTextsAsIds(copyOfChain(chain), model.vocabulary),
    stopTokens: endTokens(model, rest.stopTokens, 'stopTokens'),
    ...(coins != null && { coins: copyOfNumbers(coins, 'coins') }),
    ...(luck != null && { luck: checkedText(luck, 'luck') }),
    ...(stopSequences != null && { stopSequences: checkedTexts(stopSequences, 'stopSequences') }),
  };
  return { prompt, signal, onStep, settings };
}

/**
 * @param {import('./raw.d.mts')._Generation} machine
 * @param {import('./logitscope.d.ts').GenerationStep[]} steps
 * @param {{ seed?: number }} settings
 * @param {boolean} hasText
 */
function generationOf(machine, steps, { seed }, hasText) {
  const { text, tokens, ...result } = unwrap(machine.result(), {});
  return { steps, tokens: Array.from(tokens), text: hasText ? new TextDecoder().decode(text) : null, ...result, seed: seed ?? null };
}

/**
 * @param {import('./raw.d.mts').MainModule} raw
 * @param {import('./logitscope.d.ts').Model} given
 * @param {import('./logitscope.d.ts').BeamSearchOptions} options
 * @returns {Promise<import('./logitscope.d.ts').BeamSearchResult>}
 */
export async function beamSearch(raw, given, options) {
  const model = checkedModel(given);
  const { prompt, signal, earlyStopping, stopTokens, ...rest } = checkedObject(options ?? {}, 'options', '{ prompt, numBeams, … }');
  const settings = {
    ...rest,
    endTokens: endTokens(model, stopTokens, 'stopTokens'),
    // As Python has it: true, false or "never".
    ...(earlyStopping != null && { earlyStopping: String(earlyStopping) }),
  };
  const machine = new raw._Beams();
  try {
    unwrap(machine.start(settings, promptIds(model, prompt)), options);
    for (let contexts = machine.wanted(); contexts.length > 0; contexts = machine.wanted()) {
      signal?.throwIfAborted();
      const rows = await Promise.all(contexts.map((context) => askModel(model, context)));
      unwrap(machine.advance(rows), options);
    }
    const textOf = (/** @type {Uint32Array} */ ids) => {
      const ends = settings.endTokens;
      return model.vocabulary ? Array.from(ids, (id) => (ends.includes(id) ? '' : model.vocabulary?.[id])).join('') : null;
    };
    const sequences = machine.sequences().map(({ tokens, ...sequence }) => ({
      tokens: Array.from(/** @type {Uint32Array} */ (tokens)), text: textOf(tokens), ...sequence,
    }));
    return { sequences, tree: machine.tree() };
  } finally {
    machine.delete();
  }
}

/** @param {unknown} value @param {string} field */
const checkedText = (value, field) => (typeof value === 'string' ? value : refuse(field, value, 'a name'));

/** @param {unknown} list @param {string} field @returns {string[]} */
function checkedTexts(list, field) {
  if (!Array.isArray(list)) return refuse(field, list, 'a list of texts');
  const at = list.findIndex((text) => typeof text !== 'string');
  if (at >= 0) refuse(`${field}[${at}]`, list[at], 'a text');
  return [...list];
}
