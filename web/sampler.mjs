// @ts-check
// The fast path: rows of numbers in, ids out, nothing else.

import { checkedObject, copyOfChain, copyOfIds, copyOfNumbers, withTextsAsIds } from './arguments.mjs';
import { refuse, unwrap } from './error.mjs';
import { randomSeed } from './random_seed.mjs';

const nothingLeft = -1;
const refused = -2;

/**
 * @param {import('./raw.d.mts').MainModule} raw
 * @param {import('./logitscope.d.ts').SamplerOptions} given
 * @returns {import('./logitscope.d.ts').Sampler}
 */
export function createSampler(raw, given) {
  const { chain, dialect, seed, rng, history, tokens } = checkedObject(given, 'options', '{ chain, dialect?, seed?, rng? }');
  const options = {
    chain: withTextsAsIds(copyOfChain(chain), tokens),
    dialect, rng, seed: seed ?? randomSeed(),
    ...(history != null && { history: copyOfIds(history, 'history') }),
  };
  /** @type {import('./raw.d.mts')._Sampler | null} */
  let handle = new raw._Sampler();
  try {
    unwrap(handle.start(options), given);
  } catch (error) {
    handle.delete();
    throw error;
  }
  const alive = () => handle ?? refuse('sampler', null, 'a sampler that was not disposed of', 'unknownChoice');

  return {
    sample(logits) {
      const machine = alive();
      const isSingle = logits instanceof Float32Array;
      const row = isSingle || logits instanceof Float64Array ? logits : copyOfNumbers(logits, 'logits');
      if (isSingle) machine.singles(row.length).set(row);
      else machine.doubles(row.length).set(row);
      const id = isSingle ? machine.sampleSingles() : machine.sampleDoubles();
      if (id === refused) unwrap(machine.error(), { logits });
      return id === nothingLeft ? null : id;
    },
    accept(id) {
      if (!Number.isInteger(id) || id < 0) refuse('id', id, 'a token id, a whole number from 0', 'outOfRange');
      alive().accept(id);
    },
    reset() {
      alive().reset();
    },
    dispose() {
      handle?.delete();
      handle = null;
    },
  };
}
