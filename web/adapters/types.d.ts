// What the adapters give and take, beside the types of the functions.

import type { ListedToken, ListSource, Model, TokenList } from '../logitscope.d.ts';

export type { ListedToken, ListSource, Model, TokenList };

/** What a saved answer says about one token that was generated. */
export interface Step extends TokenList {
  /** The text before it: the prompt, where the caller said which it was, and the tokens so far. */
  context: string;
  /** The token that was chosen. It need not be among the likely ones. */
  picked: ListedToken;
  /** Where in `tokens` it stands; null where it does not. */
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
