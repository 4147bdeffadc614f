// What the adapters give and take, beside the types of the functions.

import type { ListedToken, ListSource, Model, TokenList } from '../logitscope.d.ts';

export type { ListedToken, ListSource, Model, TokenList };

export type AdapterErrorCode =
  /** The answer is none of the shapes that are known, or tells only what was chosen. */
  | 'unknownShape'
  /** The server answered, and its answer is a refusal. */
  | 'server'
  /** Nothing answered, or a page may not read what did (CORS). */
  | 'unreachable'
  /** Nothing answered in time. */
  | 'timeout'
  /** A setting that will not do; nothing was sent. */
  | 'setting'
  /** The text so far ends within a character, and the source takes whole text only. */
  | 'halfCharacter';

/**
 * What went wrong with an answer or on the way to it, in one sentence. It never holds a key. Every adapter is whole
 * in itself and has its own, so that `error.name` tells it, not `instanceof` with another adapter's.
 */
export declare class AdapterError extends Error {
  constructor(code: AdapterErrorCode, message: string);
  readonly code: AdapterErrorCode;
}

/** What a saved answer says about one token that was generated. */
export interface Step extends TokenList {
  /** The text before it: the prompt, where the caller said which it was, and the tokens so far. */
  context: string;
  /** The token that was chosen. It need not be among the likely ones. */
  picked: ListedToken;
  /** Where in `tokens` it stands, from 0; null where it does not. */
  pickedAt: number | null;
}

export interface AnswerOptions {
  /** What the model was asked to continue; answers do not repeat it. */
  prompt?: string;
  /** How many tokens the model has: a list with all of them is then known to be complete. */
  vocabSize?: number;
  /** How many of the likely tokens were asked for; otherwise the shortest list of the answer tells. */
  top?: number;
}

/** A list before it is a step. */
export interface RawStep {
  picked: ListedToken;
  tokens: ListedToken[];
  kind: 'logprob' | 'prob';
  stage: 'raw' | 'processed';
}
