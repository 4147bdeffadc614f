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

/** Divides every logit by a temperature that follows the entropy: low where the model is sure, high where it is not. llama.cpp, temp-ext; after kalomaze 2023. */
export interface DynamicTemperatureStage {
  kind: 'dynamicTemperature';
  /** Middle of the range of temperatures. Allowed: from 0. Default: 1. */
  temperature?: number;
  /** How far the temperature may move from the middle; 0 is plain temperature. Allowed: from 0. Default: 0.5. */
  delta?: number;
  /** Above 1 the temperature rises late, at high entropy only; below 1 early. Allowed: from 0. Default: 1. */
  exponent?: number;
  /** True unless given. */
  enabled?: boolean;
}

/** Keeps the tokens whose surprise is closest to the entropy, until their probabilities reach p. Meister et al. 2022, Locally Typical Sampling, arXiv:2202.00666. */
export interface TypicalPStage {
  kind: 'typicalP';
  /** Probability that the kept tokens reach together; 1 keeps all. Allowed: greater than 0 and up to 1. Default: 0.9. */
  p?: number;
  /** Never leaves fewer tokens than this. Allowed: from 1. Default: 1. */
  minKeep?: number;
  /** True unless given. */
  enabled?: boolean;
}

/** Removes the tokens less likely than epsilon. Hewitt, Manning & Liang 2022, Truncation Sampling as Language Model Desmoothing, arXiv:2210.15191. */
export interface EpsilonStage {
  kind: 'epsilon';
  /** The least probability that a token needs; 0 keeps all. Allowed: from 0 to 1. Default: 0.0003. */
  epsilon?: number;
  /** Never leaves fewer tokens than this. Allowed: from 1. Default: 1. */
  minKeep?: number;
  /** True unless given. */
  enabled?: boolean;
}

/** Removes the tokens less likely than a bar that sinks as the entropy grows. Hewitt, Manning & Liang 2022, Truncation Sampling as Language Model Desmoothing, arXiv:2210.15191. */
export interface EtaStage {
  kind: 'eta';
  /** The bar at low entropy; it sinks to sqrt(epsilon) times exp(-entropy). 0 keeps all. Allowed: from 0 to 1. Default: 0.0003. */
  epsilon?: number;
  /** Never leaves fewer tokens than this. Allowed: from 1. Default: 1. */
  minKeep?: number;
  /** True unless given. */
  enabled?: boolean;
}

/** Keeps the tokens whose logit is within n standard deviations of the largest. Tang et al. 2024, Top-nσ: Not All Logits Are You Need, arXiv:2411.07641. */
export interface TopNSigmaStage {
  kind: 'topNSigma';
  /** How many standard deviations of the logits below the largest still stay; 0 keeps all. Allowed: from 0. Default: 1. */
  n?: number;
  /** True unless given. */
  enabled?: boolean;
}

/** Keeps the tokens that are at least a times the square of the largest probability. BlinkDL 2022, RWKV-LM; no paper. */
export interface TopAStage {
  kind: 'topA';
  /** Times the square of the largest probability: what a token needs; 0 keeps all. Allowed: from 0. Default: 0.2. */
  a?: number;
  /** True unless given. */
  enabled?: boolean;
}

/** Keeps the most likely tokens while they carry no more than a share of the entropy. Potraghloo et al. 2025, Top-H Decoding, arXiv:2509.02510. */
export interface TopHStage {
  kind: 'topH';
  /** Share of the entropy that the kept tokens may carry; 1 keeps all. Allowed: greater than 0 and up to 1. Default: 0.4. */
  alpha?: number;
  /** True unless given. */
  enabled?: boolean;
}

/** Keeps the tokens at least as likely as two draws are to agree: the sum of squared probabilities. Tan et al. 2025, p-less Sampling, arXiv:2509.23234. */
export interface PLessStage {
  kind: 'pLess';
  /** True unless given. */
  enabled?: boolean;
}

/** Now and then removes all likely tokens but the least likely of them. p-e-w 2024, Exclude Top Choices, text-generation-webui pull request 6335. */
export interface XtcStage {
  kind: 'xtc';
  /** How often it acts: when its coin is below this. 0 never, 1 always. Allowed: from 0 to 1. Default: 0.5. */
  probability?: number;
  /** From which probability on a token is a top choice; above 0.5 there can be no two, and nothing happens. Allowed: from 0 to 1. Default: 0.1. */
  threshold?: number;
  /** Never leaves fewer tokens than this. Allowed: from 1. Default: 1. */
  minKeep?: number;
  /** True unless given. */
  enabled?: boolean;
}

/** Makes tokens that have occurred less likely: divides a positive logit, multiplies a negative one. Keskar et al. 2019, CTRL, arXiv:1909.05858, which divides only. */
export interface RepetitionPenaltyStage {
  kind: 'repetitionPenalty';
  /** 1 is off, above 1 penalises, below 1 rewards. Allowed: greater than 0. Default: 1.1. */
  penalty?: number;
  /** How many of the last tokens count; -1 is the whole history, 0 none. Allowed: from -1. Default: -1. */
  lastN?: number;
  /** True unless given. */
  enabled?: boolean;
}

/** Subtracts from the logit of a token for each time that it has occurred. OpenAI API reference, frequency_penalty. */
export interface FrequencyPenaltyStage {
  kind: 'frequencyPenalty';
  /** Subtracted once for each occurrence; negative values reward. Allowed: any finite number. Default: 0.5. */
  penalty?: number;
  /** How many of the last tokens count; -1 is the whole history, 0 none. Allowed: from -1. Default: -1. */
  lastN?: number;
  /** True unless given. */
  enabled?: boolean;
}

/** Subtracts from the logit of every token that has occurred, however often. OpenAI API reference, presence_penalty. */
export interface PresencePenaltyStage {
  kind: 'presencePenalty';
  /** Subtracted once; negative values reward. Allowed: any finite number. Default: 0.5. */
  penalty?: number;
  /** How many of the last tokens count; -1 is the whole history, 0 none. Allowed: from -1. Default: -1. */
  lastN?: number;
  /** True unless given. */
  enabled?: boolean;
}

/** Penalises the token that would prolong a repetition, more the longer it is. p-e-w 2024, DRY, text-generation-webui pull request 5677. */
export interface DryStage {
  kind: 'dry';
  /** Penalty of a repetition just longer than allowed; 0 is off. Allowed: from 0. Default: 0.8. */
  multiplier?: number;
  /** By what each further token multiplies the penalty. Allowed: from 1. Default: 1.75. */
  base?: number;
  /** Repetitions shorter than this are free. Allowed: from 1. Default: 2. */
  allowedLength?: number;
  /** How many of the last tokens count; -1 is the whole history, 0 none. Allowed: from -1. Default: -1. */
  lastN?: number;
  /** Tokens that end a repetition: none is followed across them. Allowed: a list of token ids. Default: none. */
  breakers?: readonly (number | string)[];
  /** True unless given. */
  enabled?: boolean;
}

/** Removes every token that would repeat a run of n tokens. Paulus, Xiong & Socher 2017, A Deep Reinforced Model for Abstractive Summarization, arXiv:1705.04304. */
export interface NoRepeatNgramStage {
  kind: 'noRepeatNgram';
  /** Length of the run that may not come twice; 0 is off. Allowed: from 0. Default: 3. */
  n?: number;
  /** True unless given. */
  enabled?: boolean;
}

/** Adds a number to the logits of chosen tokens. OpenAI API reference, logit_bias. */
export interface LogitBiasStage {
  kind: 'logitBias';
  /** Pairs of a token id and what is added to its logit. Allowed: a list of pairs [id, bias]. Default: none. */
  biases?: readonly (readonly [id: number, bias: number])[];
  /** True unless given. */
  enabled?: boolean;
}

/** Removes chosen tokens. transformers, bad_words_ids and suppress_tokens. */
export interface BadTokensStage {
  kind: 'badTokens';
  /** Ids of the tokens that may not come. Allowed: a list of token ids. Default: none. */
  tokens?: readonly (number | string)[];
  /** True unless given. */
  enabled?: boolean;
}

/** Steers the surprise of the drawn tokens towards tau: the cut moves after every draw. Basu et al. 2021, Mirostat, arXiv:2007.14966. */
export interface MirostatStage {
  kind: 'mirostat';
  /** 1 estimates a top-k from a fit of Zipf's law, 2 cuts at a surprise directly. Allowed: from 1 to 2. Default: 2. */
  version?: number;
  /** The surprise to aim at, in bits. Allowed: from 0. Default: 5. */
  tau?: number;
  /** How fast the cut moves; 0 leaves it at twice tau. Allowed: from 0. Default: 0.1. */
  eta?: number;
  /** True unless given. */
  enabled?: boolean;
}

/** One stage of a chain. */
export type Stage = TemperatureStage | TopKStage | TopPStage | MinPStage | DynamicTemperatureStage | TypicalPStage | EpsilonStage | EtaStage | TopNSigmaStage | TopAStage | TopHStage | PLessStage | XtcStage | RepetitionPenaltyStage | FrequencyPenaltyStage | PresencePenaltyStage | DryStage | NoRepeatNgramStage | LogitBiasStage | BadTokensStage | MirostatStage;

export type StageKind = Stage['kind'];
// </stages>

/** Whose rules hold where implementations differ: see {@link Logitscope.dialects}. */
export type Dialect = 'textbook' | 'transformers' | 'llamaCpp';

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
  /** Ids of the tokens so far, oldest first: what penalties, DRY and no-repeat-n-gram count. */
  history?: readonly number[] | Uint32Array | Int32Array;
  /** The stages in the order in which they act, up to 1,000. */
  chain: readonly Stage[];
  /** 'textbook' unless given. */
  dialect?: Dialect;
  /** A number in [0, 1). At most one of coin, coins, seed and pick; with none, nothing is drawn. */
  coin?: number;
  /** Coins in the order in which the chain uses them, one for each XTC that leaves it to chance, the draw's last. */
  coins?: Numbers;
  /** A whole number; the coins then come from a generator of kind `rng`. */
  seed?: number;
  /** 'python' unless given. */
  rng?: RngKind;
  /** The id of a token that the reader picks instead of a draw. */
  pick?: number;
  /** True for logits that were float32 before they became numbers. */
  logitsAreFloat32?: boolean;
  /** What the trace of the step before gave as its state. */
  state?: ChainState;
}

/** What a chain carries from step to step. */
export interface ChainState {
  /** Mirostat's μ in bits, one for each mirostat of the chain. */
  mu: number[];
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
  /** What else it worked with: `mu`, `temperature`, `entropy` in bits, `sigma`, `longestMatch`, `exponent`. */
  figures: Record<string, number>;
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
  /** Whose rules held. */
  dialect: Dialect;
  /** One for each stage of the chain, in its order. */
  stages: StageTrace[];
  /** Ids whose logit was -Infinity from the start, ascending. */
  ruledOut: Uint32Array;
  /** The survivors, most likely first, ties by lower id. */
  candidates: {
    /** Positions in the request's logits. */
    ids: Uint32Array;
    /** As the chain left them. */
    logits: Float64Array;
    /** After the chain; they sum to 1. */
    probabilities: Float64Array;
    /**
     * Where each one's interval on the line from 0 to 1 begins, and where it ends. In the textbook's dialect
     * they lie in the order of the list, in a library's in the order in which that library draws.
     */
    intervals: Float64Array;
    intervalEnds: Float64Array;
  };
  /** What drew, in [0, 1); null where nothing was drawn or the reader picked. */
  coin: number | null;
  /** null where nothing was drawn, or nothing survived. */
  picked: {
    /** Position in the request's logits. */
    id: number;
    /** Given when the request had tokens. */
    token?: string;
    /** After the chain. */
    probability: number;
    /** The coin c picks it when from <= c < to. */
    interval: [from: number, to: number];
  } | null;
  /** One sentence on the draw. */
  note: string;
  /** What the next step's request takes as its state. */
  state: ChainState;
  metrics: {
    /** Of the model's own distribution. */
    before: Metrics;
    /** Of the survivors. */
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
  /** One for each stage of the chain, in its order. */
  stages: {
    /** As the stage left it. */
    logit: number;
    /** 0 once removed. */
    probability: number;
    /** Is it still in play after this stage? */
    kept: boolean;
    /** By how much it made the threshold (0 or more) or missed it (less), in the threshold's unit. */
    margin: number | null;
    sentence: string;
  }[];
}

/** The top of a distribution, the rest unseen, and what a chain of temperature, top-k, top-p and min-p makes of it. */
export interface TruncatedList {
  /** Natural logarithms of the probabilities of the most likely tokens, in any order; -Infinity for 0. */
  logProbabilities: Numbers;
  /** How many tokens there are in all; left out, there may be any number. */
  vocabularySize?: number;
  /** 1 unless given. */
  temperature?: number;
  /** 0 unless given, which keeps all. */
  k?: number;
  /** 1 unless given, which keeps all. */
  p?: number;
  /** 0 unless given, which keeps all. */
  minP?: number;
}

/** From and to: whatever the unseen tokens are, the figure lies between. */
export type Interval = [low: number, high: number];

/** What is known of a truncated list: the unseen tokens hold `rest` together, and none of them more than the smallest seen. */
export interface TruncatedView {
  /** The probability of all unseen tokens together, before the chain. */
  rest: number;
  /** Bits, before the chain; the upper end is Infinity where the size of the vocabulary is unknown. */
  entropy: Interval;
  /** After the chain, of each token by its position in the list. */
  probabilities: Interval[];
  /** After the chain, of all unseen tokens together. */
  restAfter: Interval;
  /** How many of the list's most likely tokens survive in any case, and how many may. */
  surelyKept: number;
  possiblyKept: number;
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

/** A parameter that is a number. */
export interface NumberParamInfo {
  readonly name: string;
  readonly label: string;
  readonly help: string;
  readonly type: 'real' | 'whole';
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

/** A parameter that is a list: of token ids, or of pairs of a token id and a number. */
export interface ListParamInfo {
  readonly name: string;
  readonly label: string;
  readonly help: string;
  readonly type: 'tokens' | 'biases';
  readonly default: readonly [];
  readonly allowed: string;
}

export type ParamInfo = NumberParamInfo | ListParamInfo;

export interface StageInfo {
  readonly kind: StageKind;
  readonly label: string;
  readonly summary: string;
  /** The paper or implementation that defines it. */
  readonly source: string;
  readonly params: readonly ParamInfo[];
}

/** Whose answers a dialect gives. */
export interface DialectInfo {
  readonly name: Dialect;
  readonly label: string;
  /** The release that it is held to; empty for the textbook. */
  readonly version: string;
  readonly summary: string;
  /** Stages that the library does not have; there the textbook's rule holds. */
  readonly lacks: readonly StageKind[];
}

/** Settings that somebody recommends or ships. */
export interface Preset {
  readonly name: string;
  readonly label: string;
  /** What it is for. */
  readonly summary: string;
  /** Who says so. */
  readonly source: string;
  readonly dialect: Dialect;
  readonly chain: readonly Stage[];
}

export interface Rng {
  /** The next number in [0, 1). */
  next(): number;
}

export interface SamplerOptions {
  chain: readonly Stage[];
  dialect?: Dialect;
  /** A whole number; fresh luck unless given. */
  seed?: number;
  rng?: RngKind;
  /** Ids before the first step, as far as penalties are to count them. */
  history?: readonly number[] | Uint32Array;
  /** Text of each token, where the chain names tokens by text. */
  tokens?: readonly string[];
}

/** The fast path: what {@link Logitscope.run} draws with the same coins, without the trace. */
export interface Sampler {
  /** The id drawn; null when the chain leaves none. A Float32Array is copied once, and nothing is allocated. */
  sample(logits: Numbers): number | null;
  /** Appends to the history that penalties count. */
  accept(id: number): void;
  /** Back to seed, history and state of the beginning. */
  reset(): void;
  /** Gives its memory back. */
  dispose(): void;
}

/** Whatever answers with logits: here, in a worker, over a network. */
export interface Model {
  /** Text of each token, by id. Without it there is no text, and no stop sequence. */
  readonly vocabulary?: readonly string[];
  /** The token, or tokens, that end a text. */
  readonly eos?: number | readonly number[] | null;
  /** Logits of the whole vocabulary after these ids. */
  logits(context: number[]): Numbers | Promise<Numbers>;
  /** Ids of a text; without it the longest tokens that fit are taken. */
  encode?(text: string): readonly number[] | Uint32Array;
}

/** A token as a source of lists names it. */
export interface ListedToken {
  /** The source's own id, where it tells it. */
  id?: number;
  /** Without half characters: those only `bytes` has. */
  text: string;
  bytes?: readonly number[];
  /** Of the kind of its list; -Infinity for a probability of 0. */
  value: number;
}

/** What a source said for one step. */
export interface TokenList {
  tokens: readonly ListedToken[];
  /** What the values are: logits, their softmax's natural logarithms, or probabilities. */
  kind: 'logit' | 'logprob' | 'prob';
  /** Are these all tokens that have any probability? */
  complete: boolean;
  /** How many tokens there are in all, where that is known. */
  vocabSize?: number;
  /** Before or after the source's own temperature and truncations. */
  stage: 'raw' | 'processed';
}

/** Whatever answers with the likely tokens alone: an endpoint, a recording. */
export interface ListSource {
  /** The list of what follows the prompt and the tokens after it, all of which it has named itself. */
  list(context: { prompt: string; tokens: readonly ListedToken[]; signal?: AbortSignal }): TokenList | Promise<TokenList>;
}

/** A model trained from text: interpolated modified Kneser-Ney over words and their pieces. */
export interface NgramModel extends Model {
  readonly vocabulary: readonly string[];
  readonly eos: number;
  /** What it occupies in the wasm's memory. */
  readonly memoryBytes: number;
  logits(context: readonly number[] | Uint32Array): Float64Array;
  /** Any text has tokens; decode(encode(text)) is the text. */
  encode(text: string): number[];
  decode(ids: readonly number[] | Uint32Array): string;
  /** Gives its memory back. */
  dispose(): void;
}

export interface GenerateOptions {
  /** Text or ids. */
  prompt?: string | readonly number[] | Uint32Array;
  chain?: readonly Stage[];
  dialect?: Dialect;
  /** Fresh luck unless given; the result says which seed it was. */
  seed?: number;
  rng?: RngKind;
  /** The coins themselves instead of a seed. */
  coins?: Numbers;
  /** 'coins' unless given; 'gumbel' gives every token noise of its own. */
  luck?: 'coins' | 'gumbel';
  /** Coins that each step takes, where strategies are to share them. */
  coinsPerStep?: number;
  /** 20 unless given. */
  maxNewTokens?: number;
  /** The model's eos unless given. */
  stopTokens?: readonly number[];
  /** Texts that end generation, even across tokens. They are cut off the result's text. */
  stopSequences?: readonly string[];
  /** Do penalties count the prompt too? False unless given. */
  promptCounts?: boolean;
  /**
   * For a source of lists that are not complete: draw among the tokens that it names. What it leaves out counts in
   * `logProbability`, and is what the first stage of a trace removes.
   */
  seenOnly?: boolean;
  /** Keep the whole trace of every step. */
  traces?: boolean;
  onStep?: (step: GenerationStep) => void | Promise<void>;
  signal?: AbortSignal;
}

export interface GenerationStep {
  /** Over a source of lists: by the order in which it named its tokens, from 1. */
  id: number;
  /** Over a source of lists: its own id, where it tells it, and the probability of what it left out. */
  sourceId?: number;
  rest?: number;
  /** Given when the model has a vocabulary. */
  token?: string;
  /** After the chain. */
  probability: number;
  /** ln of what the model gave it, before the chain. */
  logProbability: number;
  /** How many tokens the chain left. */
  kept: number;
  coin: number | null;
  noise: number | null;
  state: ChainState;
  trace?: Omit<Trace, 'input'>;
}

export interface Generation {
  steps: GenerationStep[];
  /** Ids of the new tokens, the end token included where it was reached. */
  tokens: number[];
  /** Their text, up to the stop sequence; null for a model without a vocabulary. */
  text: string | null;
  stopReason: 'stop_token' | 'stop_sequence' | 'max_tokens' | 'nothing_left';
  /** Which of the stop sequences it was. */
  stopSequence: number | null;
  /** ln of the probability of all new tokens together. */
  logProbability: number;
  perplexity: number | null;
  /** What its luck came from; null where coins were given. */
  seed: number | null;
}

export interface BeamSearchOptions {
  prompt?: string | readonly number[] | Uint32Array;
  /** 4 unless given; 1 is greedy search. */
  numBeams?: number;
  /** Exponent of the length that sums are divided by: 1 unless given, above 0 favours long sequences. */
  lengthPenalty?: number;
  /** As transformers has it: false unless given. */
  earlyStopping?: boolean | 'never';
  repetitionPenalty?: number;
  /** 20 unless given. */
  maxNewTokens?: number;
  /** 1 unless given. */
  numReturn?: number;
  /** The model's eos unless given. */
  stopTokens?: readonly number[];
  signal?: AbortSignal;
}

/** One continuation that was looked at; a parent stands before its children. */
export interface BeamNode {
  parent: number | null;
  token: number | null;
  step: number;
  logProbability: number;
  sum: number;
  score: number | null;
  state: 'live' | 'pruned' | 'finished';
  /** It only fills a place, as the library has it where the vocabulary is smaller than the beam. */
  filler: boolean;
}

export interface BeamSearchResult {
  /** Best first; the end token included where it was reached. */
  sequences: { tokens: number[]; text: string | null; score: number | null; node: number }[];
  tree: BeamNode[];
}

export interface Logitscope {
  /** The package's version, such as "0.1.0". */
  readonly version: string;
  /**
   * The stage table: every kind of stage with its parameters, their ranges and defaults, and its paper.
   * @returns All stages, frozen; a chain may hold each of them any number of times.
   */
  stages(): readonly StageInfo[];
  /**
   * Whose rules a run can follow, each held to one release.
   * @returns The dialects, frozen: textbook first.
   */
  dialects(): readonly DialectInfo[];
  /**
   * Recipes of textbooks, and what libraries do unless told otherwise.
   * @returns Chains with their dialect, as `run()` takes both, frozen.
   */
  presets(): readonly Preset[];
  /**
   * Runs the chain over the logits and draws: the trace of one step, with what each stage changed and removed.
   *
   * @param request `logits` (1 to 262,144 natural-log scores, finite or -Infinity) and `chain` are needed; for a draw also
   *   one of `coin` (in [0, 1)), `coins`, `seed` (a whole number) and `pick` (a token id).
   * @returns The trace. Probabilities are from 0 to 1, entropies in bits, ids positions in `logits`.
   * @throws LogitscopeError `emptyLogits`, `tooManyTokens`, `notANumber`, `wrongLength` for the lists; `unknownStage`,
   *   `unknownParameter`, `outOfRange` for the chain, with its path as `field`; `unknownChoice` for dialect or rng.
   * @source Each stage names its own in stages(); the draw by inverse transform, textbook.
   * @example
   * const chain = [{ kind: 'temperature', temperature: 0.7 }, { kind: 'topP', p: 0.9 }];
   * const trace = ls.run({ tokens: ['sleeping', 'eating', 'playing'], logits: [2.8, 2.3, 1.9], chain, seed: 42 });
   * console.log(trace.picked.token, trace.stages[1].note);
   */
  run(request: RunRequest): Trace;
  /**
   * One token's way through the chain of a trace, in words.
   *
   * @param trace What run() returned, also after structuredClone() or a message.
   * @param id The token: a position in `logits`, from 0.
   * @returns Logit and probability after each stage, whether it stayed, by how much, and a sentence that says so.
   * @throws LogitscopeError `unknownChoice` for what is no trace, `outOfRange` for an id beyond the vocabulary.
   * @example
   * for (const { sentence } of ls.explain(trace, 2).stages) console.log(sentence);
   */
  explain(trace: Trace, id: number): Explanation;
  /**
   * What one number each says about a distribution.
   *
   * @param distribution `logits`, finite or -Infinity, or `probabilities` from 0 to 1 that sum to 1 within 1e-6; 1 to 262,144 of them.
   * @returns Entropy in bits, perplexity and effective in tokens (2^entropy), and how many tokens hold 50, 90 and 99 %.
   * @throws LogitscopeError `emptyLogits`, `tooManyTokens`, `notANumber`, `outOfRange`; `unknownChoice` where neither is given.
   * @source Shannon 1948, A Mathematical Theory of Communication.
   * @example
   * ls.metrics({ probabilities: [0.5, 0.25, 0.25] }).entropy; // 1.5
   */
  metrics(distribution: { logits: Numbers } | { probabilities: Numbers }): Metrics;
  /**
   * How far one distribution is from another: KL(p ‖ q), not symmetric.
   *
   * @param p Probabilities from 0 to 1 that sum to 1 within 1e-6.
   * @param q As many, of the same tokens in the same order.
   * @returns Bits, from 0; Infinity where q is 0 and p is not.
   * @throws LogitscopeError `wrongLength` where the two differ in length, `outOfRange`, `notANumber`.
   * @source Kullback & Leibler 1951, On Information and Sufficiency.
   * @example
   * ls.klDivergence([1, 0], [0.5, 0.5]); // 1
   */
  klDivergence(p: Numbers, q: Numbers): number;
  /**
   * What a chain makes of a list of which only the top is known: intervals with both ends computed, nothing invented.
   *
   * @param list `logProbabilities` (natural logarithms, up to 0) is needed; `temperature` from 0, `k` from 0, `p` above 0
   *   and up to 1, `minP` from 0 to 1 act in this order. `vocabularySize` bounds how the rest may be divided.
   * @returns The probability of the rest, and intervals: entropy in bits, probabilities from 0 to 1.
   * @throws LogitscopeError `emptyLogits`, `notANumber`, `outOfRange` for what is no list or no setting.
   * @source The bounds are derived in core/include/logitscope/truncated.h.
   * @example
   * ls.truncated({ logProbabilities: [-0.5, -1.5], vocabularySize: 50257, temperature: 2 }).probabilities[0]; // [low, high]
   */
  truncated(list: TruncatedList): TruncatedView;
  /**
   * A number as every sentence here writes it.
   *
   * @param value Any number. For `percent` a probability, from 0 to 1.
   * @param form `percent` ("6.40 %"), `figure` (three significant digits, "0.912"), or that many decimals.
   * @returns The text; never "<0.1 %".
   * @throws LogitscopeError `unknownChoice` for a form that is none, `notANumber` for a value that is none.
   * @example
   * ls.format(0.064, 'percent'); // "6.40 %"
   */
  format(value: number, form: 'percent' | 'figure' | number): string;
  /**
   * Random numbers, bit for bit those of Python or of NumPy.
   *
   * @param options `seed`: a whole number, for python of either sign up to 2^53 - 1, for numpy from 0 to 2^32 - 1; `kind`:
   *   `python` unless given.
   * @returns A generator of its own; two with one seed give the same numbers.
   * @throws LogitscopeError `outOfRange` or `notANumber` for the seed, `unknownChoice` for the kind.
   * @source Matsumoto & Nishimura 1998, Mersenne Twister; CPython's random.seed(n), NumPy's RandomState(n).
   * @example
   * ls.createRng({ seed: 42 }).next(); // 0.6394267984578837
   */
  createRng(options: { seed: number; kind?: RngKind }): Rng;
  /**
   * The fast path: rows of logits in, ids out, nothing allocated between.
   *
   * @param options `chain` is needed; `seed` a whole number, fresh luck unless given; `history` ids that penalties count.
   * @returns A sampler that draws what run() would with the same coins. dispose() gives its memory back.
   * @throws LogitscopeError As run() does: for the chain at once, such as `unknownStage`, for a row when it is sampled, such as `emptyLogits`.
   * @source The same stages as run(); tests hold the two to the same ids.
   * @example
   * const sampler = ls.createSampler({ chain, seed: 42 });
   * const id = sampler.sample(new Float32Array([2.8, 2.3, 1.9]));
   * sampler.accept(id);
   */
  createSampler(options: SamplerOptions): Sampler;
  /**
   * Learns a model from text, in a moment; of a long text in slices, between which the page goes on.
   *
   * @param text UTF-8 of up to 16 MiB with at least one word; documents are separated by lines of `---`.
   * @param options `order`: how many tokens a count spans, a whole number from 1 to 6, 5 unless given; `onProgress`:
   *   called with the share that is done, from 0 to 1; `signal` ends it.
   * @returns A model for generate() and beamSearch(). dispose() gives its memory back.
   * @throws LogitscopeError `outOfRange` for the order, the size, a text without a word and bytes that are no UTF-8; `notANumber` for
   *   an order that is no number, and for what is no text. The signal's reason passes through.
   * @source Chen & Goodman 1999, An Empirical Study of Smoothing Techniques: interpolated modified Kneser-Ney.
   * @example
   * const model = await ls.trainNgram('The cat is sleeping.\n---\nThe dog is eating.', { order: 3 });
   * const { text } = await ls.generate(model, { prompt: 'The', seed: 7 });
   */
  trainNgram(text: string | Uint8Array | ArrayBuffer, options?: TrainOptions): Promise<NgramModel>;
  /**
   * Generates token by token over any model: here, in a worker, over a network.
   *
   * @param model Any object with `logits(ids)`, which may answer with a promise, or a source with `list(context)`; or the
   *   promise of one.
   * @param options All may be left out: `prompt` text or ids, `maxNewTokens` a whole number from 0 (20), `seed`,
   *   `stopTokens`, `stopSequences`, `signal`.
   * @returns The steps with their probabilities, the text, and why it ended.
   * @throws LogitscopeError As run() does for chain and logits; `outOfRange`, `notANumber` and `unknownChoice` for the options, the
   *   last too where a source leaves tokens out and `seenOnly` is not given. What the model throws passes through, and so
   *   does the signal's reason.
   * @source OpenAI's and transformers' stop rules; Gumbel 1954 for `luck: 'gumbel'`.
   * @example
   * const { text, stopReason } = await ls.generate(model, { prompt: 'Once upon a time', chain, seed: 7, maxNewTokens: 30 });
   */
  generate(model: Model | ListSource | PromiseLike<Model | ListSource>, options?: GenerateOptions): Promise<Generation>;
  /**
   * Beam search, its tree kept: every continuation that was looked at.
   *
   * @param model Any object with `logits(ids)`, which may answer with a promise; or the promise of one.
   * @param options `numBeams` from 1 to 1,024 (4), `lengthPenalty` any finite number (1), `repetitionPenalty` above 0 (1),
   *   `maxNewTokens` from 1 (20), `numReturn` from 1 to numBeams (1).
   * @returns Sequences, best first, with scores in natural logarithms per length^lengthPenalty; the tree, parents first.
   * @throws LogitscopeError `outOfRange`, `notANumber` and `unknownChoice` for the options; for logits as run() does.
   * @source transformers 5.12.1, generate(num_beams=…), to the order of its float32 additions.
   * @example
   * const { sequences, tree } = await ls.beamSearch(model, { prompt: 'The', numBeams: 3, maxNewTokens: 8 });
   */
  beamSearch(model: Model | PromiseLike<Model>, options?: BeamSearchOptions): Promise<BeamSearchResult>;
  /**
   * Reads a table of `token,logit,context`: columns in any order, context on one row or on all.
   *
   * @param text Up to 16 MiB of UTF-8; bytes are checked to be that. 1 to 262,144 rows.
   * @param options `source`: where it comes from, for the reader.
   * @returns The scenario: tokens, logits as float64, the context if there is one.
   * @throws LogitscopeError `csv`, with `row` and `column`, both from 1.
   * @source RFC 4180.
   * @example
   * const { tokens, logits } = ls.parseCsv('token,logit\nsunny,3.5\nrainy,2.1');
   */
  parseCsv(text: string | Uint8Array | ArrayBuffer, options?: { source?: string }): Scenario;
  /**
   * Writes what {@link parseCsv} reads back as the same scenario, every digit of the logits kept.
   *
   * @param scenario `tokens` and as many `logits`, 1 to 262,144; `context` if there is one.
   * @returns The table, with a header and a line for each token.
   * @throws LogitscopeError `wrongLength`, `notANumber`; `csv` where the table could not be read back.
   * @source RFC 4180.
   * @example
   * ls.formatCsv({ tokens: ['sunny', 'rainy'], logits: [3.5, 2.1] });
   */
  formatCsv(scenario: { tokens: readonly string[]; logits: Numbers; context?: string }): string;
}

export interface TrainOptions {
  /** How many tokens a count spans: a whole number from 1 to 6, 5 unless given. */
  order?: number;
  /** Called with the share that is done, from 0 to 1. */
  onProgress?: (progress: number) => void;
  /** Ends the training. */
  signal?: AbortSignal;
}

export interface LoadOptions {
  /** Where logitscope.wasm is, when not beside the module. */
  wasmUrl?: string | URL;
  /** The bytes of logitscope.wasm, when they are at hand. */
  wasmBinary?: ArrayBuffer | Uint8Array;
  /** Where logitscope.generation.wasm is, when not beside the module; only training, generation and beam search load it. */
  generationWasmUrl?: string | URL;
  /** The bytes of logitscope.generation.wasm, when they are at hand. */
  generationWasmBinary?: ArrayBuffer | Uint8Array;
  /** Interrupts the download. */
  signal?: AbortSignal;
}

/**
 * Loads the module: in a browser, a worker, Node 20.16 or later, or behind a bundler.
 *
 * @param options None is needed. `wasmUrl` or `wasmBinary` where a bundler or a host keeps the wasm elsewhere,
 *   `generationWasmUrl` or `generationWasmBinary` likewise for the second file; `signal` interrupts the download.
 * @returns The functions. Without options the same ones every time, loaded once. Training, generation and beam search come
 *   in a second file, when one of them is first called.
 * @throws LogitscopeError `notANumber` for options that are none; an Error where the wasm cannot be fetched or is none.
 * @example
 * const ls = await load();
 * console.log(ls.version);
 */
export declare function load(options?: LoadOptions): Promise<Logitscope>;
