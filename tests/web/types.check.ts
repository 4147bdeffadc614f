// Never run, only type-checked: every function as a strict user would call it, and what the types must refuse.

import { load, LogitscopeError } from 'logitscope';
import type { Explanation, ListSource, Scenario, Stage, StageKind, Trace } from 'logitscope';

const ls = await load();
await load({ wasmUrl: new URL('https://example.org/logitscope.wasm'), signal: new AbortController().signal });
await load({ wasmBinary: new ArrayBuffer(8) });
await load({ generationWasmUrl: '/logitscope.generation.wasm', generationWasmBinary: new Uint8Array(8) });

const chain: Stage[] = [
  { kind: 'temperature', temperature: 0.7 },
  { kind: 'topK', k: 40, minKeep: 2 },
  { kind: 'topP', p: 0.9, enabled: false },
  { kind: 'minP' },
];
const trace: Trace = ls.run({ logits: new Float32Array([1, 2]), tokens: ['a', 'b'], chain, seed: 42, rng: 'numpy', dialect: 'textbook' });
const token: string | undefined = trace.picked?.token;
const removed: Uint32Array = trace.stages[0].removed;
const [from, to]: [number, number] = trace.picked?.interval ?? [0, 1];
const bits: number = trace.metrics.before.entropy + trace.metrics.klDivergence;
const explanation: Explanation = ls.explain(trace, 0);
const sentence: string = explanation.stages[0].sentence;
const kinds: StageKind[] = ls.stages().map(({ kind }) => kind);
const param = ls.stages()[0].params[0];
const off: number | null = param.type === 'real' || param.type === 'whole' ? param.off : null;
const inWords: string = ls.format(0.5, 'percent') + ls.format(0.5, 2);
const coin: number = ls.createRng({ seed: 1, kind: 'python' }).next();
const scenario: Scenario = ls.parseCsv(new Uint8Array(), { source: 'x' });
const csv: string = ls.formatCsv(scenario) + ls.formatCsv({ tokens: ['a'], logits: [1], context: 'c' });
ls.run({ logits: [1], chain: [], coin: 0.5 });
ls.run({ logits: [1], chain: [], coins: [0.5] });
ls.run({ logits: [1], chain: [], pick: 0 });

const [low, high]: [number, number] = ls.truncated({ logProbabilities: [-1], vocabularySize: 9, temperature: 2, k: 0, p: 0.9 }).probabilities[0];
const source: ListSource = { list: ({ prompt, tokens }) => ({ tokens: [...tokens, { text: prompt, value: 0 }], kind: 'logprob', complete: false, stage: 'raw' }) };
const rest: number | undefined = (await ls.generate(source, { prompt: 'a', seenOnly: true })).steps[0].rest;

try {
  ls.parseCsv('');
} catch (error) {
  if (error instanceof LogitscopeError && error.code === 'csv') {
    const where: (number | undefined)[] = [error.row, error.column];
    void where;
  }
}

// @ts-expect-error a stage that does not exist
ls.run({ logits: [1], chain: [{ kind: 'topQ' }] });
// @ts-expect-error a parameter of another stage
ls.run({ logits: [1], chain: [{ kind: 'topP', k: 3 }] });
// @ts-expect-error a number as a text
ls.run({ logits: [1], chain: [{ kind: 'topP', p: '0.9' }] });
// @ts-expect-error no chain
ls.run({ logits: [1] });
// @ts-expect-error a dialect that does not exist
ls.run({ logits: [1], chain: [], dialect: 'french' });
// @ts-expect-error the table is read-only
ls.stages()[0].params[0].default = 2;

// @ts-expect-error a list whose kind nobody knows
const odd: ListSource = { list: () => ({ tokens: [], kind: 'odds', complete: true, stage: 'raw' }) };

export { low, high, rest, odd, token, removed, from, to, bits, sentence, kinds, off, coin, csv };

// The tag does what its types promise; its properties are made from its attributes, which a test compares.
import type { LogitScope as Declared } from '../../web/element.d.ts';
import { LogitScope } from '../../web/element.mjs';
const tag: Pick<Declared, 'getState' | 'setState' | 'step' | 'pick' | 'rewind' | 'reset' | 'snapshot'> = new LogitScope();
export { tag };
