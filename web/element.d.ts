/** A token that joined the text. */
export interface StepDetail {
  /** Its position in the logits, from 0. */
  id: number;
  /** Its text. */
  token: string;
  /** After the chain, from 0 to 1. */
  probability: number;
  /** Was it picked by hand, not drawn? */
  isManual: boolean;
}

/** What the reader of a question predicted, and what came: to grade, or to keep. */
export interface AnswerDetail {
  /** The text of the attribute `question`. */
  question: string;
  /** As the reader said it: the text of a token, or how many tokens stay. */
  predicted: string;
  /** In the same form. */
  came: string;
  /** Are the two the same? */
  isRight: boolean;
  /** The state at that moment, as getState() gives it. */
  state: string;
}

/** Events of the tag. All bubble and cross shadow roots; their detail is plain data. */
export interface LogitScopeEventMap {
  /** The picture is there. */
  ready: CustomEvent<{ state: string }>;
  /** Anything was set, by the reader or by a script. */
  change: CustomEvent<{ state: string; sentence: string }>;
  /** A token joined the text. */
  step: CustomEvent<StepDetail & { sentence: string }>;
  /** The question was answered. */
  answer: CustomEvent<AnswerDetail>;
  /** The content has another height, in CSS pixels. */
  resize: CustomEvent<{ height: number }>;
  /** Something is wrong: an attribute, which `field` then names, or the load. */
  error: CustomEvent<{ message: string; field?: string }>;
}

/**
 * The tag <logit-scope>. Importing the module defines it, once. Every property is the attribute of the same name: null
 * where that is missing; set to null, undefined, false or "" it is taken away. Methods wait until the picture is there.
 */
export declare class LogitScope extends HTMLElement {
  /** pipeline unless given, builder, strategies, entropy, tail, chain, beam, draws, sweep or edge. */
  view: string | null;
  /** The name of a table of logits that is shipped; cat unless given. */
  scenario: string | null;
  /** A text that the page's small model goes on from; takes the place of a scenario. */
  prompt: string | null;
  /** From 0; 1 unless given, which changes nothing. */
  temperature: number | null;
  /** A whole number from 0, which is off. */
  topK: number | null;
  /** Above 0, up to 1, which is off; 0.9 unless given. */
  topP: number | null;
  /** From 0, which is off, to 1. */
  minP: number | null;
  /** Above 0; 1 is off. */
  repetitionPenalty: number | null;
  /** A whole number; 42 unless given. The attribute also takes `fresh`, another draw each time, which reads as NaN here. */
  seed: number | null;
  /** textbook unless given, transformers or llamaCpp. */
  dialect: string | null;
  /** all unless given, none, or the kinds of stages whose sliders can be moved, with spaces between. */
  controls: string | null;
  /** light, dark or auto: the page's own color-scheme, else the reader's system. */
  theme: string | null;
  /** A text: the reader predicts before the picture is shown. */
  question: string | null;
  /** What is predicted: token unless given, which is drawn; kept, how many stay. */
  predict: string | null;
  /** From 100 to 5000 CSS pixels; as tall as its content unless given. */
  height: number | null;
  /** lazy unless given, or eager. */
  loading: string | null;
  /**
   * The state as the text that links hold.
   * @returns The text: keep it as it is.
   * @example
   * localStorage.setItem('place', await tag.getState());
   */
  getState(): Promise<string>;
  /**
   * Goes to a state.
   * @param state What getState() or a link gave.
   * @returns The state that it is in now.
   * @throws Error With a sentence, where the state is wrong; then nothing has changed.
   * @example
   * await tag.setState('v1&scenario=weather&T=0.3');
   */
  setState(state: string): Promise<string>;
  /**
   * Takes the token that the coin falls on.
   * @returns The token that joined the text.
   * @example
   * const { token, probability } = await tag.step();
   */
  step(): Promise<StepDetail>;
  /**
   * Takes a token of the reader's choice.
   * @param token Its text, or its id: a position in the logits, from 0.
   * @returns The token that joined the text.
   * @throws Error With a sentence, where there is no such token.
   * @example
   * await tag.pick('eating');
   */
  pick(token: string | number): Promise<StepDetail>;
  /**
   * Back to where that many tokens were generated.
   * @param count A whole number from 0; left out, one token back.
   * @returns The last token that stays, null at the beginning.
   * @throws Error With a sentence, where there are not that many.
   * @example
   * await tag.rewind(0);
   */
  rewind(count?: number): Promise<StepDetail | null>;
  /**
   * Back to what the attributes say.
   * @returns The state that it is in now.
   * @example
   * await tag.reset();
   */
  reset(): Promise<string>;
  /**
   * The picture as it is now.
   * @param type png unless given, or svg.
   * @returns A file of that type.
   * @throws Error With a sentence, where there is no picture, or no such type.
   * @example
   * image.src = URL.createObjectURL(await tag.snapshot('svg'));
   */
  snapshot(type?: 'png' | 'svg'): Promise<Blob>;
  addEventListener<K extends keyof LogitScopeEventMap>(type: K, listener: (this: LogitScope, event: LogitScopeEventMap[K]) => unknown, options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'logit-scope': LogitScope;
  }
}
