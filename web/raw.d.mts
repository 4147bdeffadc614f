// TypeScript bindings for emscripten-generated code.  Automatically generated at compile time.
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
export interface _Rng extends ClassHandle {
  next(): number;
}

interface EmbindModule {
  _run(request: object): { value?: any, error?: any };
  _explain(request: object, ids: ArrayLike<number>): { value?: any, error?: any };
  _metricsOfLogits(logits: Float64Array): { value?: any, error?: any };
  _metricsOfProbabilities(probabilities: Float64Array): { value?: any, error?: any };
  _klDivergence(p: Float64Array, q: Float64Array): { value?: any, error?: any };
  _formatCsv(scenario: object): { value?: any, error?: any };
  _stages(): any[];
  _dialects(): any[];
  _presets(): any[];
  _checkSeed(options: object): { value?: any, error?: any };
  _Rng: {
    new(_0: number, _1: EmbindString): _Rng;
  };
  _parseCsv(text: EmbindString, source: EmbindString): { value?: any, error?: any };
}

export type MainModule = WasmModule & EmbindModule;
export default function MainModuleFactory (options?: unknown): Promise<MainModule>;
