// @ts-check
// Generation over sources that answer with a list of likely tokens instead of logits for all. What they do not
// name is one token here, the rest, which the chain is not allowed to draw.

import { checkedObject, copyOfNumbers } from './arguments.mjs';
import { LogitscopeError, refuse, unwrap } from './error.mjs';

const kinds = ['logit', 'logprob', 'prob'];

/** The place of the rest in the vocabulary. */
const restId = 0;
export const withoutRest = { kind: 'badTokens', tokens: [restId] };

/** The tokens that have been named so far, each by an id of our own. */
export class NamedTokens {
  /** @type {(import('./logitscope.d.ts').ListedToken | null)[]} */
  tokens = [null];
  /** @type {Map<string, number>} */
  #ids = new Map();

  /**
   * The ids of a list's tokens, and of those among them that are new.
   * @param {readonly import('./logitscope.d.ts').ListedToken[]} list
   */
  idsOf(list) {
    const before = this.tokens.length;
    /** @type {Set<number>} */
    const seen = new Set();
    const ids = list.map((token) => {
      // Two tokens of one list are two, though nothing but their text be known and that the same.
      for (let twin = 0; ; ++twin) {
        const key = `${keyOf(token)} ${twin}`;
        const id = this.#ids.get(key) ?? this.tokens.push(token) - 1;
        this.#ids.set(key, id);
        if (seen.has(id)) continue;
        seen.add(id);
        return id;
      }
    });
    return { ids, fresh: this.tokens.slice(before) };
  }
}

/** @param {import('./logitscope.d.ts').ListedToken} token */
const keyOf = ({ id, bytes, text }) => (id != null ? `#${id}` : bytes ? `${bytes}` : JSON.stringify(text));

/** @param {import('./logitscope.d.ts').ListedToken | null} token */
export const bytesOfToken = (token) => (token?.bytes ? Uint8Array.from(token.bytes) : new TextEncoder().encode(token?.text ?? ''));

/**
 * The list as it is used, or a sentence about what it lacks.
 * @param {any} given
 * @returns {import('./logitscope.d.ts').TokenList}
 */
export function checkedList(given) {
  const { tokens, kind, complete, vocabSize } = checkedObject(given, 'list', '{ tokens, kind, complete, … }');
  if (!Array.isArray(tokens) || tokens.length === 0) refuse('list.tokens', tokens, 'a list of at least one { text, value }');
  if (!kinds.includes(kind)) refuse('list.kind', kind, kinds.join(', '), 'unknownChoice');
  if (kind === 'logit' && !complete) refuse('list.kind', kind, 'logprob or prob in a list that is not complete: of some logits nobody knows the rest', 'unknownChoice');
  tokens.forEach((token, i) => {
    if (typeof token?.text !== 'string') refuse(`list.tokens[${i}].text`, token?.text, 'a text');
  });
  const values = copyOfNumbers(tokens.map(({ value }) => value), 'list.tokens');
  const at = values.findIndex((value) => !(value < Infinity));
  if (at >= 0) refuse(`list.tokens[${at}].value`, tokens[at].value, 'a finite number, or -Infinity');
  return { ...given, tokens, kind, complete: Boolean(complete), vocabSize };
}

/**
 * One row for core: what the list says, the rest as one token, and -Infinity for what was named earlier but not now.
 * @param {import('./raw.d.mts').MainModule} raw
 * @param {import('./logitscope.d.ts').TokenList} list
 * @param {number[]} ids
 * @param {number} size
 */
export function rowOf(raw, { tokens, kind, complete, vocabSize }, ids, size) {
  const values = Float64Array.from(tokens, ({ value }) => (kind === 'prob' ? Math.log(value) : value));
  const row = new Float64Array(size).fill(-Infinity);
  ids.forEach((id, i) => { row[id] = values[i]; });
  if (complete) return { row, rest: 0 };
  const { rest } = unwrap(raw._truncated(values, vocabSize ?? Infinity, 1, 0, 1, 0), { logProbabilities: values });
  row[restId] = Math.log(rest);
  return { row, rest };
}

/** @param {number} rest @param {number} count @returns {never} */
export function refuseRest(rest, count) {
  const share = `${Number((rest * 100).toPrecision(3))} %`;
  const message = `seenOnly is not given, and the source names ${count} tokens and leaves ${share} to others; allowed: a complete list, or seenOnly: true to draw among the tokens that are named.`;
  throw new LogitscopeError({ code: 'unknownChoice', field: 'seenOnly', value: undefined, message });
}
