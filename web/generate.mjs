// @ts-check
// Generation and beam search over any model: core says which contexts it wants logits for, the model answers.

import { checkedObject, copyOfChain, copyOfNumbers, withTextsAsIds } from './arguments.mjs';
import { refuse, unwrap } from './error.mjs';
import { askModel, checkedModel, endTokens, machineOf, promptIds } from './models.mjs';
import { randomSeed } from './random_seed.mjs';

/**
 * @param {import('./raw.d.mts').MainModule} raw
 * @param {import('./logitscope.d.ts').Model} given
 * @param {import('./logitscope.d.ts').GenerateOptions} options
 * @returns {Promise<import('./logitscope.d.ts').Generation>}
 */
export async function generate(raw, given, options) {
  const model = checkedModel(given);
  const { prompt, chain = [], coins, luck, signal, onStep, stopSequences, ...rest } =
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
    const { text, tokens, ...result } = unwrap(machine.result(), options);
    return { steps, tokens: Array.from(tokens), text: vocabulary ? new TextDecoder().decode(text) : null, ...result, seed: seed ?? null };
  } finally {
    machine.delete();
  }
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
