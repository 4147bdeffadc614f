// @ts-check
// What a source has to be asked: the prompt and the tokens after it.

import { AdapterError } from './problem.mjs';

/** @typedef {{ prompt: string, tokens: readonly import('./types.d.ts').ListedToken[] }} Context */

/**
 * As text, for those who take nothing else.
 * @param {Context} context
 */
export function textOf({ prompt, tokens }) {
  const parts = tokens.map(({ text, bytes }) => (bytes ? Uint8Array.from(bytes) : new TextEncoder().encode(text)));
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  try {
    return prompt + parts.map((part) => decoder.decode(part, { stream: true })).join('') + decoder.decode();
  } catch {
    throw new AdapterError('halfCharacter', 'The text so far ends within a character, and this source takes whole text only; it could go on from the ids of its tokens, or from another token.');
  }
}
