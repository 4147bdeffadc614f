// Samplers, models, generation and beam search, as a course site calls them from a plain script.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { modules } from './modules.mjs';

/** A model that always says the same, and may take its time. */
const toy = (rows, isAsync = true) => ({
  vocabulary: [' the', ' cat', ' sat', '.', '<end>'],
  eos: 4,
  logits: (context) => {
    const row = rows[context.length % rows.length];
    return isAsync ? new Promise((resolve) => { setImmediate(resolve, row); }) : row;
  },
});
const rows = [[2, 1, 0.5, 0, -1], [0, 2.5, 1, 0.2, -2], [0.1, 0.2, 2, 1, 0]];

for (const [name, { load, LogitscopeError }] of Object.entries(modules)) {
  describe(name, async () => {
    const ls = await load();

    describe('history, lists and state', () => {
      it('a repetition penalty counts the history that is handed in', () => {
        const trace = ls.run({ logits: [1, -1, 2], history: [0, 1, 0], chain: [{ kind: 'repetitionPenalty', penalty: 2 }] });
        assert.deepEqual([...trace.candidates.logits], [2, 0.5, -2]);
        assert.equal(trace.stages[0].changed, 2);
      });

      it('biases, bans and breakers come as lists, tokens by id or by text', () => {
        const tokens = ['a', 'b', 'c\n'];
        const chain = [{ kind: 'logitBias', biases: [[0, 5], [1, -1]] }, { kind: 'badTokens', tokens: ['b'] }, { kind: 'dry', breakers: ['\n'] }];
        const trace = ls.run({ logits: Float32Array.of(0, 0, 0), tokens, chain, history: new Uint32Array([0, 1]) });
        assert.deepEqual([...trace.candidates.ids], [0, 2]);
        assert.deepEqual([...trace.stages[1].removed], [1]);
        assert.deepEqual(trace.input.chain, chain, 'the trace keeps what was given');
        assert.equal(ls.explain(trace, 1).stages[1].kept, false);
      });

      it("mirostat's μ goes from one step to the next", () => {
        const request = { logits: [3, 2, 1, 0], chain: [{ kind: 'mirostat', version: 2, tau: 1, eta: 0.5 }], pick: 0 };
        const first = ls.run(request);
        const surprise = -Math.log2(first.picked.probability);
        assert.equal(first.stages[0].figures.mu, 2);
        assert.ok(Math.abs(first.state.mu[0] - (2 - 0.5 * (surprise - 1))) < 1e-12);
        assert.equal(ls.run({ ...request, state: first.state }).stages[0].figures.mu, first.state.mu[0]);
      });

      it('the same logits keep other tokens in another dialect', () => {
        const request = { logits: [2, 2, 2, 1], chain: [{ kind: 'topK', k: 2 }] };
        const kept = (dialect) => ls.run({ ...request, dialect }).candidates.ids.length;
        assert.deepEqual(['textbook', 'transformers', 'llamaCpp'].map(kept), [2, 3, 2]);
      });

      it('what is wrong in a list is named by its place', () => {
        const refusals = [
          [{ history: [0, 3] }, 'history[1]'],
          [{ history: 'abc' }, 'history'],
          [{ chain: [{ kind: 'badTokens', tokens: [9] }] }, 'chain[0].tokens[0]'],
          [{ chain: [{ kind: 'badTokens', tokens: 9 }] }, 'chain[0].tokens'],
          [{ chain: [{ kind: 'badTokens', tokens: ['x'] }] }, 'chain[0].tokens[0]'],
          [{ chain: [{ kind: 'logitBias', biases: [[0, 1], [1]] }] }, 'chain[0].biases[1]'],
          [{ chain: [{ kind: 'logitBias', biases: [[0, 'much']] }] }, 'chain[0].biases[0][1]'],
          [{ state: { mu: [NaN] } }, 'state.mu[0]'],
          [{ chain: [{ kind: 'temperature', temperature: 0 }], dialect: 'transformers' }, 'chain[0].temperature'],
        ];
        for (const [part, field] of refusals) {
          assert.throws(() => ls.run({ logits: [1, 2, 3], chain: [], ...part }), (error) => error instanceof LogitscopeError && error.field === field, field);
        }
      });
    });

    describe('tables', () => {
      it('every preset runs in its dialect', () => {
        for (const { chain, dialect, name: preset } of ls.presets()) {
          assert.ok(ls.run({ logits: [3, 2, 1, 0], chain, dialect, seed: 1 }).candidates.ids.length > 0, preset);
        }
      });

      it('dialects name the release that they are held to, and what it lacks', () => {
        const [textbook, transformers, llamaCpp] = ls.dialects();
        assert.deepEqual([textbook.name, transformers.version, llamaCpp.version], ['textbook', '5.12.1', '0.7.0']);
        assert.ok(transformers.lacks.includes('dry') && llamaCpp.lacks.includes('topH') && textbook.lacks.length === 0);
      });

      it('a list parameter has no range and no slider', () => {
        const { params } = ls.stages().find(({ kind }) => kind === 'logitBias');
        assert.deepEqual(params.map(({ name: param, type, default: byDefault }) => [param, type, byDefault]), [['biases', 'biases', []]]);
      });
    });

    describe('figures of a distribution', () => {
      it('metrics() takes logits or probabilities', () => {
        assert.equal(ls.metrics({ probabilities: [0.25, 0.25, 0.25, 0.25] }).entropy, 2);
        assert.deepEqual(ls.metrics({ logits: [1, 1] }), ls.metrics({ probabilities: [0.5, 0.5] }));
        assert.throws(() => ls.metrics({ probabilities: [0.5, 0.4] }), /sums to 0.9; allowed: 1/);
        assert.throws(() => ls.metrics({}), /allowed: \{ logits \} or \{ probabilities \}/);
      });

      it('klDivergence() is in bits, 0 for the same and infinite where q alone is 0', () => {
        assert.equal(ls.klDivergence([0.5, 0.5], [0.5, 0.5]), 0);
        assert.ok(Math.abs(ls.klDivergence([0.5, 0.5], [0.25, 0.75]) - 0.20751874963942185) < 1e-15);
        assert.equal(ls.klDivergence([1, 0], [0, 1]), Infinity);
        assert.throws(() => ls.klDivergence([1], [0.5, 0.5]), { code: 'wrongLength', field: 'q' });
      });
    });

    describe('createSampler()', () => {
      const chain = [{ kind: 'temperature', temperature: 0.8 }, { kind: 'topP', p: 0.9 }];

      it('draws what run() draws with the same coins, from float32 and float64', () => {
        for (const logits of [Float32Array.from({ length: 500 }, (_, i) => Math.sin(i) * 3), Array.from({ length: 300 }, (_, i) => Math.cos(i * i) * 2)]) {
          const sampler = ls.createSampler({ chain, seed: 7 });
          const rng = ls.createRng({ seed: 7 });
          for (let i = 0; i < 50; ++i) assert.equal(sampler.sample(logits), ls.run({ logits, chain, coin: rng.next() }).picked.id);
          sampler.dispose();
        }
      });

      it('counts what it is told to accept, until it is reset', () => {
        const sampler = ls.createSampler({ chain: [{ kind: 'noRepeatNgram', n: 1 }, { kind: 'temperature', temperature: 0 }], seed: 0 });
        const play = () => {
          const drawn = [];
          for (let id = sampler.sample([3, 2, 1]); id !== null; id = sampler.sample([3, 2, 1])) {
            drawn.push(id);
            sampler.accept(id);
          }
          return drawn;
        };
        assert.deepEqual(play(), [0, 1, 2]);
        sampler.reset();
        assert.deepEqual(play(), [0, 1, 2]);
        sampler.dispose();
      });

      it('refuses in sentences, and goes on; once disposed of it says so', () => {
        assert.throws(() => ls.createSampler({ chain: [{ kind: 'topP', p: 7 }] }), { field: 'chain[0].p' });
        const sampler = ls.createSampler({ chain, seed: 1 });
        assert.throws(() => sampler.sample([1, NaN]), { field: 'logits[1]' });
        assert.throws(() => sampler.accept(-1), { field: 'id' });
        assert.equal(typeof sampler.sample([1, 2]), 'number');
        sampler.dispose();
        sampler.dispose();
        assert.throws(() => sampler.sample([1, 2]), /disposed/);
      });

      it('keeps to its memory over a hundred thousand draws', () => {
        const sampler = ls.createSampler({ chain, seed: 3 });
        const logits = new Float32Array(64).map((_, i) => i / 16);
        for (let i = 0; i < 100_000; ++i) sampler.sample(logits);
        sampler.dispose();
      });
    });

    describe('generate()', () => {
      it('drives a model that answers asynchronously, and stops at its end token', async () => {
        const seen = [];
        const result = await ls.generate(toy(rows), { prompt: ' the cat', seed: 2, maxNewTokens: 50, onStep: ({ token }) => seen.push(token) });
        assert.equal(result.stopReason, 'stop_token');
        assert.equal(result.tokens.at(-1), 4);
        assert.equal(result.text, seen.slice(0, -1).join(''));
        assert.equal(result.steps.length, result.tokens.length);
        assert.ok(Math.abs(result.logProbability - result.steps.reduce((sum, step) => sum + step.logProbability, 0)) < 1e-12);
      });

      it('gives the same for the same seed, whether the model is slow or not', async () => {
        const options = { prompt: [0], seed: 5, maxNewTokens: 12, chain: [{ kind: 'topK', k: 3 }] };
        assert.deepEqual(await ls.generate(toy(rows), options), await ls.generate(toy(rows, false), options));
      });

      it('ends at a stop sequence that spans tokens, and cuts it off the text', async () => {
        const result = await ls.generate(toy([[9, 0, 0, 0, -9], [0, 9, 0, 0, -9], [0, 0, 9, 0, -9]], false),
          { prompt: [], chain: [{ kind: 'temperature', temperature: 0 }], stopSequences: ['cat s'], maxNewTokens: 20 });
        assert.deepEqual([result.text, result.stopReason, result.stopSequence], [' the ', 'stop_sequence', 0]);
      });

      it('ends at maxNewTokens, and where nothing is left', async () => {
        assert.equal((await ls.generate(toy(rows), { prompt: [], seed: 1, maxNewTokens: 3, stopTokens: [] })).stopReason, 'max_tokens');
        const banned = [{ kind: 'badTokens', tokens: [0, 1, 2, 3, 4] }];
        assert.deepEqual((await ls.generate(toy(rows), { prompt: [], seed: 1, chain: banned })).stopReason, 'nothing_left');
      });

      it('without a seed it takes a fresh one and says which', async () => {
        const result = await ls.generate(toy(rows), { prompt: [0], maxNewTokens: 8 });
        assert.deepEqual((await ls.generate(toy(rows), { prompt: [0], maxNewTokens: 8, seed: result.seed })).tokens, result.tokens);
      });

      it('keeps the trace of every step where it is asked to', async () => {
        const { steps } = await ls.generate(toy(rows), { prompt: [0], seed: 1, maxNewTokens: 2, traces: true, chain: [{ kind: 'topP', p: 0.9 }] });
        assert.ok(steps.every(({ id, trace }) => trace.picked.id === id && trace.stages.length === 1));
      });

      it('can be aborted, and passes on what the model throws', async () => {
        const controller = new AbortController();
        const endless = { logits: async () => { controller.abort(); return [1, 2]; } };
        await assert.rejects(ls.generate(endless, { prompt: [], seed: 1, signal: controller.signal }), { name: 'AbortError' });
        await assert.rejects(ls.generate({ logits: async () => { throw new Error('the server is down'); } }, { seed: 1 }), /the server is down/);
        await assert.rejects(ls.generate({ logits: () => [1, NaN] }, { seed: 1 }), { field: 'logits[1]' });
        await assert.rejects(ls.generate({}, {}), { field: 'model.logits' });
        await assert.rejects(ls.generate(toy(rows), { prompt: 'a dog' }), /no token of the vocabulary begins "a dog"/);
        await assert.rejects(ls.generate(toy(rows), { maxNewTokens: 1.5 }), { field: 'maxNewTokens' });
      });
    });

    describe('beamSearch()', () => {
      it('keeps its tree: it begins at the prompt, and ends in the sequences', async () => {
        const { sequences, tree } = await ls.beamSearch(toy(rows), { prompt: [0], numBeams: 3, numReturn: 2, maxNewTokens: 4 });
        assert.equal(tree[0].parent, null);
        assert.deepEqual(sequences.map(({ tokens, node }) => tokens.at(-1) === tree[node].token), [true, true]);
      });

      it('refuses in sentences', async () => {
        await assert.rejects(ls.beamSearch(toy(rows), { numBeams: 0 }), { field: 'numBeams' });
        await assert.rejects(ls.beamSearch(toy(rows), { earlyStopping: 'soon' }), { field: 'earlyStopping' });
      });
    });

    describe('trainNgram()', async () => {
      const text = ['stories', 'facts', 'everyday', 'programs']
        .map((voice) => readFileSync(new URL(`../../public/texts/${voice}.txt`, import.meta.url), 'utf8')).join('\n---\n');
      const model = await ls.trainNgram(text, { order: 5 });
      const likely = (prompt) => {
        const logits = model.logits(model.encode(prompt));
        return [...logits.keys()].sort((a, b) => logits[b] - logits[a]).map((id) => ({ token: model.vocabulary[id], p: Math.exp(logits[id]) }));
      };

      it('gives every text tokens, and the tokens their text back', () => {
        for (const sample of ['The cat sat on the mat.', 'Zürich, 東京 and 🐈\u200d⬛!', '  if x == 1:\n\treturn', '']) {
          assert.equal(model.decode(model.encode(sample)), sample);
        }
      });

      it('is a distribution after any context: no hole, no -Infinity, a sum of 1', () => {
        for (const context of [[], model.encode('The capital of'), model.encode('qwertz'), [model.eos]]) {
          const logits = model.logits(context);
          assert.equal(logits.length, model.vocabulary.length);
          assert.ok(Math.abs(logits.reduce((sum, z) => sum + Math.exp(z), 0) - 1) < 1e-9);
        }
      });

      it('is sure of facts, whatever their wording, and undecided in matters of taste', () => {
        for (const [prompt, answer] of [['The capital of France is', ' Paris'], ['The United States of America was founded in', ' 1776'], ['for i in', ' range'], ['Once upon a time', ' there']]) {
          const [first] = likely(prompt);
          assert.equal(first.token, answer, prompt);
          assert.ok(first.p > 0.5, `${prompt}: ${first.p}`);
        }
        for (const prompt of ['I like to eat', 'Add the', 'She opened the door and', 'We like to eat', 'Then add the', 'He opened the door and']) {
          assert.ok(likely(prompt)[0].p < 0.25, `${prompt}: ${likely(prompt)[0].token} ${likely(prompt)[0].p}`);
        }
      });

      it('is driven by generate() like any other model, loops when greedy and does not at temperature 1', async () => {
        const options = { prompt: 'The cat sat on the', maxNewTokens: 120, stopTokens: [] };
        const repeated = ({ tokens }) => 1 - new Set(tokens.map((_, i) => tokens.slice(i, i + 4).join())).size / tokens.length;
        const greedy = await ls.generate(model, { ...options, chain: [{ kind: 'temperature', temperature: 0 }] });
        const warm = await ls.generate(model, { ...options, seed: 1 });
        assert.ok(repeated(greedy) > repeated(warm) + 0.2, `${repeated(greedy)} ${repeated(warm)}`);
        assert.equal(greedy.text, model.decode(greedy.tokens));
      });

      it('tells how far it has come, and lets others work in between', async () => {
        const seen = [];
        let others = 0;
        const timer = setInterval(() => { others += 1; });
        (await ls.trainNgram(text, { onProgress: (progress) => seen.push(progress) })).dispose();
        clearInterval(timer);
        assert.equal(seen.at(-1), 1);
        assert.ok(seen.length > 3 && seen.every((progress, i) => i === 0 || progress >= seen[i - 1]));
        assert.ok(others > 0);
      });

      it('is ended by a signal', async () => {
        const abort = new AbortController();
        await assert.rejects(ls.trainNgram(text, { onProgress: () => abort.abort(), signal: abort.signal }), { name: 'AbortError' });
      });

      it('need not be waited for by those who take the model', async () => {
        const { text: written } = await ls.generate(ls.trainNgram('one two three one two three'), { prompt: 'one', maxNewTokens: 1, chain: [{ kind: 'topK', k: 1 }] });
        assert.equal(written, ' two');
        const { sequences } = await ls.beamSearch(ls.trainNgram('one two three one two three'), { prompt: 'one', maxNewTokens: 1 });
        assert.equal(sequences[0].text, ' two');
      });

      it('refuses what is no text, and ids that it does not have', async () => {
        await assert.rejects(ls.trainNgram(''), { field: 'text' });
        await assert.rejects(ls.trainNgram(new Uint8Array(100)), { field: 'text' });
        await assert.rejects(ls.trainNgram(7), { field: 'text' });
        await assert.rejects(ls.trainNgram('a b c', { order: 9 }), /order is 9; allowed: a whole number from 1 to 6/);
        assert.throws(() => model.logits([1e6]), LogitscopeError);
        assert.throws(() => model.logits([-1]), { field: 'context[0]' });
        const spent = await ls.trainNgram('a b c');
        spent.dispose();
        assert.throws(() => spent.logits([]), /disposed/);
      });
    });
  });
}
