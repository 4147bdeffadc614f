// TypeScript bindings for emscripten-generated code.  Automatically generated at compile time.
declare var RuntimeExports: {};
interface WasmModule {
}

type EmbindString = ArrayBuffer|Uint8Array|Uint8ClampedArray|Int8Array|string;
export interface ClassHandle {
  isAliasOf(other: ClassHandle): boolean;
  delete(): void;
  deleteLater(): this;
  isDeleted(): boolean;
  // @ts-ignore - If targeting lower than ESNext, this symbol might not exist.
  [Symbol.dispose](): void;
  clone(): this;
}
export interface _Generation extends ClassHandle {
  start(options: object, vocabulary: any, prompt: Uint32Array): { value?: any, error?: any };
  learn(texts: any[], ends: Uint32Array): void;
  wanted(): Uint32Array | null;
  advance(logits: Float64Array): { value?: any, error?: any };
  result(): { value?: any, error?: any };
  startWith(options: object, model: _Ngram, prompt: Uint32Array): { value?: any, error?: any };
}

export interface _Beams extends ClassHandle {
  start(options: object, prompt: Uint32Array): { value?: any, error?: any };
  wanted(): any[];
  advance(rows: any[]): { value?: any, error?: any };
  sequences(): any[];
  tree(): any[];
}

export interface _Ngram extends ClassHandle {
  start(bytes: EmbindString, order: number): { value?: any, error?: any };
  step(budget: number): boolean;
  progress(): number;
  vocabulary(): any[];
  eos(): number;
  encode(bytes: EmbindString): Uint32Array;
  decode(ids: Uint32Array): { value?: any, error?: any };
  logits(context: Uint32Array): { value?: any, error?: any };
  memoryBytes(): number;
}

export interface _Sampler extends ClassHandle {
  start(options: object): { value?: any, error?: any };
  singles(length: number): any;
  doubles(length: number): any;
  sampleSingles(): number;
  sampleDoubles(): number;
  error(): { value?: any, error?: any };
  accept(id: number): void;
  reset(): void;
}

export interface _Rng extends ClassHandle {
  next(): number;
}

interface EmbindModule {
  _run(request: object): { value?: any, error?: any };
  _metricsOfLogits(logits: Float64Array): { value?: any, error?: any };
  _metricsOfProbabilities(probabilities: Float64Array): { value?: any, error?: any };
  _klDivergence(p: Float64Array, q: Float64Array): { value?: any, error?: any };
  _format(options: object): { value?: any, error?: any };
  _Generation: {
    new(): _Generation;
  };
  _Beams: {
    new(): _Beams;
  };
  _Ngram: {
    new(): _Ngram;
  };
  _Sampler: {
    new(): _Sampler;
  };
  _explain(request: object, ids: ArrayLike<number>): { value?: any, error?: any };
  _truncated(list: Float64Array, vocabularySize: number, temperature: number, k: number, p: number, minP: number): { value?: any, error?: any };
  _parseCsv(text: EmbindString, source: EmbindString): { value?: any, error?: any };
  _formatCsv(scenario: object): { value?: any, error?: any };
  _stages(): any[];
  _dialects(): any[];
  _presets(): any[];
  _checkSeed(options: object): { value?: any, error?: any };
  _Rng: {
    new(_0: number, _1: EmbindString): _Rng;
  };
}

export type MainModule = WasmModule & typeof RuntimeExports & EmbindModule;
export default function MainModuleFactory (options?: unknown): Promise<MainModule>;
