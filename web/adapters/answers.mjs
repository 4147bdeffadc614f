// @ts-check
// A saved answer of a server as steps: what the model held for likely at each token, and what was chosen.

import { AdapterError, quoted } from './problem.mjs';
import { shapes } from './shapes.mjs';
import { parseJson } from './values.mjs';

export { AdapterError };

/** Rounding of lists that have been through float32 and text. */
const tolerance = 1e-5;

/** @type {typeof import('./answers.d.ts').readAnswer} */
export function readAnswer(answer, { prompt = '', vocabSize, top } = {}) {
  const steps = piecesOf(answer).flatMap(stepsOfPiece);
  const listed = steps.filter(({ tokens }) => tokens.length > 0);
  if (steps.length === 0) throw new AdapterError('unknownShape', `The answer holds no token with its log-probability. ${lookedFor()}`);
  if (listed.length === 0) {
    throw new AdapterError('unknownShape', 'The answer tells what was chosen, not what else was likely; ask for it with top_logprobs (chat, Ollama), logprobs (completions) or n_probs (llama.cpp).');
  }
  const asked = top ?? Math.min(...listed.map(({ tokens }) => tokens.length));
  const before = [new TextEncoder().encode(prompt)];
  return steps.flatMap((step) => {
    const context = textOf(before);
    before.push(step.picked.bytes ? Uint8Array.from(step.picked.bytes) : new TextEncoder().encode(step.picked.text));
    return step.tokens.length > 0 ? [finished(step, context, asked, vocabSize)] : [];
  });
}

/** @param {Uint8Array[]} parts */
function textOf(parts) {
  const decoder = new TextDecoder();
  return parts.map((part) => decoder.decode(part, { stream: true })).join('') + decoder.decode();
}

/**
 * @param {import('./types.d.ts').RawStep} step
 * @param {string} context
 * @param {number} asked
 * @param {number | undefined} vocabSize
 * @returns {import('./types.d.ts').Step}
 */
function finished({ picked, tokens, kind, stage }, context, asked, vocabSize) {
  const isPicked = (/** @type {import('./types.d.ts').ListedToken} */ token) =>
    picked.id != null && token.id != null ? token.id === picked.id
      : token.text === picked.text && String(token.bytes ?? '') === String(picked.bytes ?? '');
  // A chosen token that is not among the likely ones comes on top of them: it says nothing about how likely those are
  // that are not named.
  const list = tokens.length > asked ? tokens.filter((token) => !isPicked(token) || tokens.some(({ value }) => value < token.value)) : [...tokens];
  list.sort((a, b) => b.value - a.value);
  const at = list.findIndex(isPicked);
  return {
    context, tokens: list, kind, stage,
    complete: list.length === vocabSize || (stage === 'processed' && holdsAll(list)),
    ...(vocabSize != null && { vocabSize }),
    picked, pickedAt: at < 0 ? null : at,
  };
}

/** What truncations have left is the whole: the others have no probability at all. @param {import('./types.d.ts').ListedToken[]} list */
const holdsAll = (list) => Math.abs(list.reduce((sum, { value }) => sum + value, 0) - 1) < tolerance;

/** @param {unknown} answer @returns {unknown[]} */
function piecesOf(answer) {
  if (typeof answer !== 'string') return [answer];
  try {
    return [parseJson(answer)];
  } catch {
    const lines = answer.split('\n').map((line) => line.replace(/^data:/, '').trim()).filter((line) => line && line !== '[DONE]');
    try {
      return lines.map(parseJson);
    } catch {
      throw new AdapterError('unknownShape', `The answer is no JSON: it begins ${quoted(answer.slice(0, 40))}. ${lookedFor()}`);
    }
  }
}

/** @param {any} piece */
function stepsOfPiece(piece) {
  if (piece?.error != null) {
    throw new AdapterError('server', `The answer is an error of the server: ${quoted(piece.error.message ?? piece.error)}.`);
  }
  for (const { read } of shapes) {
    const steps = read(piece);
    if (steps) return steps;
  }
  return [];
}

const lookedFor = () => `Looked for: ${shapes.map(({ where, whose }) => `${where} (${whose})`).join(', ')}.`;
