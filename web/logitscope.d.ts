/**
 * Logitscope's functions: how a language model picks its next token.
 *
 * Everything in and out is plain data. Logits, probabilities and ids are by position in `logits`, which is the
 * vocabulary. Bad input throws a {@link LogitscopeError} that names the field, the value and what is allowed.
 */

// <stages> generated from core's stage table by `node web/generate-types.mjs`; do not edit by hand
/** Divides every logit: below 1 sharpens the distribution, above 1 flattens it. Ackley, Hinton & Sejnowski 1985, A Learning Algorithm for Boltzmann Machines. */
export interface TemperatureStage {
  kind: 'temperature';
  /** 1 leaves the logits alone; 0 always takes the most likely token. Allowed: from 0. Default: 1. */
  temperature?: number;
  /** True unless given. */
  enabled?: boolean;
}

/** Keeps the k most likely tokens. Fan, Lewis & Dauphin 2018, Hierarchical Neural Story Generation, arXiv:1805.04833. */
export interface TopKStage {
  kind: 'topK';
  /** How many tokens stay; 0 keeps all, and so does any k beyond the vocabulary. Allowed: from 0. Default: 40. */
  k?: number;
  /** Never leaves fewer tokens than this. Allowed: from 1. Default: 1. */
  minKeep?: number;
  /** True unless given. */
  enabled?: boolean;
}

/** Keeps the smallest set of most likely tokens whose probabilities reach p. Holtzman et al. 2019, The Curious Case of Neural Text Degeneration, arXiv:1904.09751. */
export interface TopPStage {
  kind: 'topP';
  /** Probability that the kept tokens reach together; 1 keeps all. Allowed: greater than 0 and up to 1. Default: 0.9. */
  p?: number;
  /** Never leaves fewer tokens than this. Allowed: from 1. Default: 1. */
  minKeep?: number;
  /** True unless given. */
  enabled?: boolean;
}

/** Keeps the tokens that are at least p times as likely as the most likely one. Nguyen et al. 2024, Turning Up the Heat, arXiv:2407.01082. */
export interface MinPStage {
  kind: 'minP';
  /** Share of the largest probability that a token needs; 0 keeps all. Allowed: from 0 to 1. Default: 0.05. */
  p?: number;
  /** Never leaves fewer tokens than this. Allowed: from 1. Default: 1. */
  minKeep?: number;
  /** True unless given. */
  enabled?: boolean;
}

/** One stage of a chain. */
export type Stage = TemperatureStage | TopKStage | TopPStage | MinPStage;

export type StageKind = Stage['kind'];
// </stages>

/** Whose rules hold where implementations differ. */
export type Dialect = 'textbook';

/** Whose random numbers: `random.seed(n)` of Python, or NumPy's legacy `RandomState(n)`. */
export type RngKind = 'python' | 'numpy';

export type LogitscopeErrorCode =
  | 'unknownStage'
  | 'unknownParameter'
  | 'unknownChoice'
  | 'outOfRange'
  | 'notANumber'
  | 'emptyLogits'
  | 'tooManyTokens'
  | 'wrongLength'
  | 'csv';

/** One bad input, in one sentence. */
export declare class LogitscopeError extends Error {
  readonly name: 'LogitscopeError';
  readonly code: LogitscopeErrorCode;
  /** Path of what was wrong: `chain[1].p`, `logits[3]`; for a CSV the column's name. */
  readonly field: string;
  /** What stood there, as the caller passed it; for a CSV, the text of the field. */
  readonly value: unknown;
  /** For a CSV: where, both counted from 1, the header being row 1. */
  readonly row?: number;
  readonly column?: number;
}

/** Numbers in a row. Read as float64; a Float32Array tells that sums are only as exact as float32. */
export type Numbers = Float32Array | Float64Array | readonly number[];

export interface RunRequest {
  /** One for each token, 1 to 262,144 of them; finite, or -Infinity for a token already ruled out. */
  logits: Numbers;
  /** Text of each token; then `picked.token` is filled in. */
  tokens?: readonly string[];
  /** The stages in the order in which they act, up to 1,000. */
  chain: readonly Stage[];
  /** 'textbook' unless given. */
  dialect?: Dialect;
  /** A number in [0, 1). At most one of coin, coins, seed and pick; with none, nothing is drawn. */
  coin?: number;
  /** Coins in the order in which the chain uses them, the draw's last. */
  coins?: Numbers;
  /** A whole number; the coins then come from a generator of kind `rng`. */
  seed?: number;
  /** 'python' unless given. */
  rng?: RngKind;
  /** The id of a token that the reader picks instead of a draw. */
  pick?: number;
  /** True for logits that were float32 before they became numbers. */
  logitsAreFloat32?: boolean;
}

/** What one stage did. */
export interface StageTrace {
  kind: StageKind;
  label: string;
  enabled: boolean;
  /** What a token had to reach, in the stage's own unit: k, p, or a probability. */
  threshold: number | null;
  /** How many survivors left with another logit than they came with. */
  changed: number;
  /** How many tokens are still in play after it. */
  kept: number;
  /** Ids of the tokens that it removed, ascending. */
  removed: Uint32Array;
  /** One sentence with the figures of this run. */
  note: string;
}

/** What one number says about a distribution. */
export interface Metrics {
  /** Bits. */
  entropy: number;
  /** 2^entropy. */
  perplexity: number;
  /** 2^entropy, under the name it has for a single distribution. */
  effective: number;
  /** Tokens whose probability is not zero. */
  nonZero: number;
  top1: { id: number; probability: number };
  /** How many of the most likely tokens it takes to hold 50, 90 and 99 % of the probability. */
  tokensFor50: number;
  tokensFor90: number;
  tokensFor99: number;
}

/** All that happened in one run. Plain data: it may be cloned, stored and sent. */
export interface Trace {
  dialect: Dialect;
  stages: StageTrace[];
  /** Ids whose logit was -Infinity from the start, ascending. */
  ruledOut: Uint32Array;
  /** The survivors, most likely first, ties by lower id. */
  candidates: {
    ids: Uint32Array;
    logits: Float64Array;
    probabilities: Float64Array;
    /** Where each one's interval on the line from 0 to 1 begins; it ends where the next begins. */
    intervals: Float64Array;
  };
  coin: number | null;
  picked: {
    id: number;
    /** Given when the request had tokens. */
    token?: string;
    probability: number;
    /** The coin c picks it when from <= c < to. */
    interval: [from: number, to: number];
  } | null;
  /** One sentence on the draw. */
  note: string;
  metrics: {
    before: Metrics;
    after: Metrics;
    /** KL(after ‖ before) in bits. */
    klDivergence: number;
    /** ln of the pick's probability before the chain. */
    logProbability: number | null;
  };
  /** The request that it answers, as {@link Logitscope.explain} needs it. */
  input: RunRequest;
}

/** One token's way through the chain. */
export interface Explanation {
  id: number;
  /** What the model said. */
  logit: number;
  probability: number;
  stages: {
    logit: number;
    /** 0 once removed. */
    probability: number;
    kept: boolean;
    /** By how much it made the threshold (0 or more) or missed it (less), in the threshold's unit. */
    margin: number | null;
    sentence: string;
  }[];
}

/** What a model said for one step. */
export interface Scenario {
  tokens: string[];
  logits: Float64Array;
  /** The text before. */
  context?: string;
  /** Where it comes from, for the reader. */
  source: string;
}

export interface ParamInfo {
  readonly name: string;
  readonly label: string;
  readonly help: string;
  /** Only whole numbers are allowed. */
  readonly whole: boolean;
  readonly default: number;
  readonly minimum: number;
  readonly minimumExcluded: boolean;
  readonly maximum: number;
  /** The range in words. */
  readonly allowed: string;
  /** The value at which it does nothing. */
  readonly off: number | null;
  /** What a slider should offer. */
  readonly slider: { readonly from: number; readonly to: number; readonly step: number };
}

export interface StageInfo {
  readonly kind: StageKind;
  readonly label: string;
  readonly summary: string;
  /** The paper or implementation that defines it. */
  readonly source: string;
  readonly params: readonly ParamInfo[];
}

export interface Rng {
  /** The next number in [0, 1). */
  next(): number;
}

export interface Logitscope {
  readonly version: string;
  /** The stage table. */
  stages(): readonly StageInfo[];
  dialects(): readonly Dialect[];
  /** Runs the chain over the logits and draws. */
  run(request: RunRequest): Trace;
  /** One token's way through the chain of a trace, in words. */
  explain(trace: Trace, id: number): Explanation;
  /** Random numbers, bit for bit those of Python or of NumPy. */
  createRng(options: { seed: number; kind?: RngKind }): Rng;
  /** Reads `token,logit,context` as RFC 4180 has it. Bytes are checked to be UTF-8. */
  parseCsv(text: string | Uint8Array | ArrayBuffer, options?: { source?: string }): Scenario;
  /** Writes what {@link parseCsv} reads back as the same scenario. */
  formatCsv(scenario: { tokens: readonly string[]; logits: Numbers; context?: string }): string;
}

export interface LoadOptions {
  /** Where logitscope.wasm is, when not beside the module. */
  wasmUrl?: string | URL;
  /** The bytes of logitscope.wasm, when they are at hand. */
  wasmBinary?: ArrayBuffer | Uint8Array;
  /** Interrupts the download. */
  signal?: AbortSignal;
}

/** Loads the module: in a browser, a worker, Node 20 or later, or behind a bundler. */
export declare function load(options?: LoadOptions): Promise<Logitscope>;
