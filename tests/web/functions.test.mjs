import assert from 'node:assert/strict';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { runInNewContext } from 'node:vm';
import { Worker } from 'node:worker_threads';
import { cat, modules, percent } from './modules.mjs';

const { LogitscopeError } = modules['logitscope.mjs'];
const scenarios = new URL('../../public/scenarios/', import.meta.url);

for (const [name, module] of Object.entries(modules)) {
  describe(name, async () => {
    const ls = await module.load();

    it('load() gives the same instance every time', async () => {
      assert.equal(await module.load(), ls);
    });

    it('the figures of "The cat is" come out', () => {
      const trace = ls.run({ ...cat, chain: [] });
      assert.deepEqual([...trace.candidates.probabilities].map(percent), ['40.2', '24.4', '16.3', '11.0', '8.1']);
      assert.equal(trace.picked, null);
    });

    it('after top-k 3 the three that stay hold 49.7, 30.1 and 20.2 %', () => {
      const trace = ls.run({ ...cat, chain: [{ kind: 'topK', k: 3 }] });
      assert.deepEqual([...trace.candidates.probabilities].map(percent), ['49.7', '30.1', '20.2']);
      assert.deepEqual([...trace.stages[0].removed], [3, 4]);
      assert.equal(trace.stages[0].threshold, 3);
      assert.equal(trace.stages[0].kept, 3);
    });

    it('at temperature 0.5 sleeping holds 60.7 and eating 22.3 %', () => {
      const trace = ls.run({ ...cat, chain: [{ kind: 'temperature', temperature: 0.5 }] });
      assert.deepEqual([...trace.candidates.probabilities].slice(0, 2).map(percent), ['60.7', '22.3']);
      assert.equal(trace.stages[0].changed, 5);
    });

    it('seed 42 draws 0.639 and picks eating; seed 1 picks sleeping; seed 100 does too, whatever a README says', () => {
      const chain = [{ kind: 'topK', k: 3 }];
      const trace = ls.run({ ...cat, chain, seed: 42 });
      assert.equal(trace.coin, 0.6394267984578837);
      assert.equal(trace.picked.token, 'eating');
      assert.deepEqual(trace.picked.interval.map((edge) => edge.toFixed(3)), ['0.497', '0.798']);
      assert.equal(ls.run({ ...cat, chain, seed: 1 }).picked.token, 'sleeping');
      assert.equal(ls.run({ ...cat, chain, seed: 100 }).picked.token, 'sleeping');
    });

    it('a trace owns its arrays: nothing that runs later changes them', () => {
      const first = ls.run({ ...cat, chain: [{ kind: 'topP', p: 0.9 }], seed: 42 });
      const before = structuredClone(first);
      // Enough memory to make the heap grow, and to overwrite whatever was freed.
      ls.run({ logits: new Float64Array(262144).fill(1), chain: [{ kind: 'topP', p: 0.9 }] });
      assert.deepEqual(first, before);
      assert.equal(first.candidates.ids.byteOffset, 0);
      assert.ok(first.candidates.probabilities.buffer.byteLength < 1000);
    });

    it("later changes to the caller's arrays do not reach the trace", () => {
      const logits = Float64Array.from(cat.logits);
      const chain = [{ kind: 'topK', k: 2 }];
      const trace = ls.run({ logits, chain });
      const said = ls.explain(trace, 4);
      logits.fill(0);
      chain[0].k = 5;
      assert.deepEqual(ls.explain(trace, 4), said);
    });

    it('a trace is plain data: its clone explains as well as itself', () => {
      const trace = ls.run({ ...cat, chain: [{ kind: 'temperature' }, { kind: 'topP', p: 0.9 }], seed: 42 });
      const explained = ls.explain(structuredClone(trace), 4);
      assert.deepEqual(explained, ls.explain(trace, 4));
      assert.equal(explained.stages[1].kept, false);
      assert.equal(explained.stages[1].sentence, 'Removed by top-p: the tokens before it already hold 0.919 ≥ 0.9.');
      assert.ok(explained.stages[1].margin < 0);
      assert.equal(explained.stages[0].kept, true);
    });

    it('a scenario may be spread into a request; what the request does not know stays out of the trace', () => {
      const scenario = ls.parseCsv('token,logit,context\na,1,The\nb,2,The\n');
      const trace = ls.run({ ...scenario, chain: [], coin: 0.9, then: () => 0 });
      assert.equal(trace.picked.token, 'a');
      assert.deepEqual(Object.keys(trace.input).sort(), ['chain', 'coin', 'logits', 'logitsAreFloat32', 'tokens']);
      assert.deepEqual(structuredClone(trace), trace);
    });

    it('null means left out, so that a trace may be fed back', () => {
      const trace = ls.run({ ...cat, chain: [], coin: null, seed: null, pick: null, coins: undefined, tokens: null });
      assert.equal(trace.coin, null);
      assert.deepEqual(ls.run(trace.input), trace);
    });

    it('arrays of another realm are arrays', () => {
      const foreign = runInNewContext('({ logits: Float32Array.of(2.8, 2.3), bytes: Uint8Array.from(csv), chain: [{ kind: "topK", k: 1 }] })', {
        csv: [...new TextEncoder().encode('token,logit\na,1\n')],
      });
      const trace = ls.run(foreign);
      assert.deepEqual([...trace.candidates.ids], [0]);
      assert.equal(trace.input.logitsAreFloat32, true);
      assert.deepEqual(ls.parseCsv(foreign.bytes).tokens, ['a']);
      assert.deepEqual(ls.parseCsv(foreign.bytes.buffer).tokens, ['a']);
    });

    it('a part of a larger buffer is read where it lies', () => {
      const logits = Float64Array.of(9, 9, 2.8, 2.3).subarray(2);
      assert.deepEqual([...ls.run({ logits, chain: [] }).candidates.logits], [2.8, 2.3]);
      const bytes = new TextEncoder().encode('xxtoken,logit\na,1\n').subarray(2);
      assert.deepEqual(ls.parseCsv(bytes).tokens, ['a']);
    });

    it('lists, Float64Array and Float32Array say the same', () => {
      const chain = [{ kind: 'topP', p: 0.9 }];
      const ids = [cat.logits, Float64Array.from(cat.logits), Float32Array.from(cat.logits)]
        .map((logits) => [...ls.run({ logits, chain }).candidates.ids]);
      assert.deepEqual(ids, [[0, 1, 2, 3], [0, 1, 2, 3], [0, 1, 2, 3]]);
    });

    it('0.4 + 0.3 + 0.2 reaches 0.9, in float64 and in float32', () => {
      const logits = [0.4, 0.3, 0.2, 0.05, 0.03, 0.02].map(Math.log);
      for (const given of [logits, Float32Array.from(logits)]) {
        assert.deepEqual([...ls.run({ logits: given, chain: [{ kind: 'topP', p: 0.9 }] }).candidates.ids], [0, 1, 2]);
      }
    });

    it('-Infinity is a token already ruled out', () => {
      const trace = ls.run({ logits: [1, -Infinity, 2], chain: [], coin: 0.5 });
      assert.deepEqual([...trace.ruledOut], [1]);
      assert.deepEqual([...trace.candidates.ids], [2, 0]);
      const nothing = ls.run({ logits: [-Infinity], chain: [], coin: 0.5 });
      assert.equal(nothing.picked, null);
      assert.equal(nothing.note, 'Nothing survived the chain, so nothing can be drawn.');
    });

    it('a stage that is not enabled changes nothing, and stays in the trace', () => {
      const trace = ls.run({ ...cat, chain: [{ kind: 'topK', k: 1, enabled: false }] });
      assert.equal(trace.candidates.ids.length, 5);
      assert.equal(trace.stages[0].enabled, false);
    });

    it("the reader's pick is taken, also when the chain had removed it", () => {
      const trace = ls.run({ ...cat, chain: [{ kind: 'topK', k: 1 }], pick: 4 });
      assert.equal(trace.picked.token, 'jumping');
      assert.equal(trace.picked.probability, 0);
      assert.ok(Math.abs(trace.metrics.logProbability - Math.log(0.08116)) < 1e-4);
    });

    it('262,144 logits are run, one more is refused', () => {
      const logits = Float32Array.from({ length: 262144 }, (_, i) => -i / 1000);
      const trace = ls.run({ logits, chain: [{ kind: 'topK', k: 40 }, { kind: 'topP', p: 0.9 }], seed: 1 });
      assert.equal(trace.stages[0].removed.length, 262104);
      assert.throws(() => ls.run({ logits: new Float32Array(262145), chain: [] }), { code: 'tooManyTokens' });
    });

    it('parseCsv reads a text, its bytes, and its buffer alike', () => {
      const text = '\ufefftoken,logit,context\r\n" Paris",8.2,"The capital, of France, is"\r\nthe,3.1,\r\n';
      const bytes = new TextEncoder().encode(text);
      const scenario = ls.parseCsv(text, { source: 'test' });
      assert.deepEqual(scenario, {
        tokens: [' Paris', 'the'], logits: Float64Array.of(8.2, 3.1), context: 'The capital, of France, is', source: 'test',
      });
      assert.deepEqual(ls.parseCsv(bytes, { source: 'test' }), scenario);
      assert.deepEqual(ls.parseCsv(bytes.buffer, { source: 'test' }), scenario);
    });

    it('formatCsv writes what parseCsv reads back, to the last bit', () => {
      const scenario = {
        tokens: ['a,b', 'say "no"', ' é', '日本', '\n', '👍🏽'],
        logits: [0.1 + 0.2, -1e-300, 1 / 3, -Infinity, 1.7976931348623157e308, -0],
        context: 'x\ny',
      };
      const back = ls.parseCsv(ls.formatCsv(scenario));
      assert.deepEqual(back.tokens, scenario.tokens);
      assert.deepEqual([...back.logits], scenario.logits);
      assert.equal(back.context, scenario.context);
    });

    it('a number is written as core writes it in its sentences', () => {
      const { note } = ls.run({ ...cat, chain: [{ kind: 'minP', p: 0.5 }] }).stages[0];
      const share = ls.run({ ...cat, chain: [] }).candidates.probabilities[0];
      assert.ok(note.includes(`× ${ls.format(share, 'percent')} = ${ls.format(share / 2, 'percent')}`), note);
      assert.deepEqual([0.862, 0.064, 0.00013, 3.1e-8, 0].map((x) => ls.format(x, 'percent')), ['86.2 %', '6.40 %', '0.013 %', '3.1e-6 %', '0 %']);
      assert.deepEqual([0.9124999, 1e-7, -2, Infinity].map((x) => ls.format(x, 'figure')), ['0.912', '1e-7', '-2', 'inf']);
      assert.deepEqual([0, 1, 2, 9].map((decimals) => ls.format(40.9081, decimals)), ['41', '40.9', '40.91', '40.908100000']);
    });

    it('every scenario that is shipped can be read', () => {
      const files = readdirSync(scenarios).filter((name) => name.endsWith('.csv'));
      assert.ok(files.length >= 5);
      for (const file of files) {
        const { tokens, context } = ls.parseCsv(readFileSync(new URL(file, scenarios)));
        assert.ok(tokens.length >= 4 && context, file);
      }
    });
  });
}

/** A server on this machine that answers as told. */
async function serve(answer) {
  const server = createServer((_, response) => answer(response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}/logitscope.wasm`,
    close: () => { server.closeAllConnections(); server.close(); },
  };
}

describe('memory', () => {
  // What was in use once stays written, so the last byte that is not zero tells of a leak of a few bytes a round
  // long before the memory as a whole would have to grow.
  it('is not used up by twenty thousand runs, refusals, explanations and tables', async () => {
    const memories = new Set();
    const { instantiate } = WebAssembly;
    WebAssembly.instantiate = async (...args) => {
      const result = await instantiate(...args);
      Object.values(result.instance.exports).filter((value) => value instanceof WebAssembly.Memory).forEach((memory) => memories.add(memory));
      return result;
    };
    const ls = await modules['logitscope.mjs'].load({ wasmBinary: readFileSync(new URL('../../dist/logitscope.wasm', import.meta.url)) })
      .finally(() => { WebAssembly.instantiate = instantiate; });
    const [memory] = memories;
    assert.ok(memory, 'the memory of the module was not seen');
    const logits = Float32Array.from({ length: 200 }, (_, i) => -i / 50);
    const chain = [{ kind: 'topP', p: 0.9 }];
    const csv = ls.formatCsv({ tokens: Array.from(cat.tokens), logits: cat.logits });
    const round = () => {
      const trace = ls.run({ logits, chain, seed: 1 });
      assert.throws(() => ls.run({ logits, chain: [{ kind: 'topP', p: 2 }] }), LogitscopeError);
      return trace;
    };
    const trace = round();
    const highest = () => new Uint8Array(memory.buffer).findLastIndex((byte) => byte !== 0);
    const turn = (i) => {
      ls.explain(trace, i % 200);
      assert.throws(() => ls.explain(trace, 200), LogitscopeError);
      ls.formatCsv(ls.parseCsv(csv));
      assert.throws(() => ls.parseCsv(csv + 'x'), LogitscopeError);
    };
    // Both by turns: what one leaves free the other may divide anew, once.
    for (let i = 0; i < 200; ++i) {
      turn(i);
      round();
    }
    const before = [highest(), memory.buffer.byteLength];
    for (let i = 0; i < 20_000; ++i) round();
    for (let i = 0; i < 2_000; ++i) turn(i);
    assert.deepEqual([highest(), memory.buffer.byteLength], before);
  });
});

describe('loading', () => {
  const { load } = modules['logitscope.mjs'];
  const wasm = new URL('../../dist/logitscope.wasm', import.meta.url);

  it('takes the bytes of the wasm', async () => {
    const ls = await load({ wasmBinary: readFileSync(wasm) });
    assert.equal(ls.run({ ...cat, chain: [], seed: 42 }).coin, 0.6394267984578837);
  });

  it('takes the address of the wasm', async () => {
    const ls = await load({ wasmUrl: wasm });
    assert.equal(ls.stages()[0].kind, 'temperature');
  });

  it('can be interrupted, before and during the download', async () => {
    await assert.rejects(load({ signal: AbortSignal.abort() }), { name: 'AbortError' });
    const server = await serve(() => {});
    const abort = new AbortController();
    const loading = load({ wasmUrl: server.url, signal: abort.signal });
    setTimeout(() => abort.abort(), 20);
    await assert.rejects(loading, { name: 'AbortError' });
    server.close();
  });

  it('with a signal that stays silent ends as without', async () => {
    const { signal } = new AbortController();
    assert.equal((await load({ signal })).version, (await load()).version);
    assert.notEqual(await load({ signal }), await load());
  });

  it('downloads; a download that failed may be tried again', async () => {
    const answers = [[404, ''], [200, '<!doctype html>'], [200, readFileSync(wasm)]];
    const server = await serve((response) => {
      const [status, body] = answers.shift();
      response.writeHead(status, { connection: 'close' }).end(body);
    });
    const options = { wasmUrl: new URL(server.url) };
    await assert.rejects(load(options), { message: 'logitscope.wasm: the server answered 404.' });
    await assert.rejects(load(options), { message: `logitscope.wasm: what ${server.url} answered is no WebAssembly.` });
    assert.equal((await load(options)).run({ ...cat, chain: [], seed: 42 }).coin, 0.6394267984578837);
    server.close();
  });

  it('without options tries again after a failure, and keeps the instance after a success', async () => {
    // A fresh copy of the module beside which there is no wasm yet.
    const folder = mkdtempSync(join(tmpdir(), 'logitscope-'));
    copyFileSync(new URL('logitscope.mjs', wasm), join(folder, 'logitscope.mjs'));
    const fresh = await import(pathToFileURL(join(folder, 'logitscope.mjs')).href);
    const { error } = console;
    console.error = () => {};
    await assert.rejects(fresh.load(), /no such file/).finally(() => { console.error = error; });
    copyFileSync(wasm, join(folder, 'logitscope.wasm'));
    const first = fresh.load();
    assert.equal(fresh.load(), first);
    assert.equal(await first, await fresh.load());
    rmSync(folder, { recursive: true });
  });

  describe('of the generation', () => {
    const generationWasm = new URL('logitscope.generation.wasm', wasm);
    const pair = { vocabulary: ['a', 'b'], logits: () => [2, 1] };
    const options = { chain: [{ kind: 'topK', k: 1 }], maxNewTokens: 2 };

    it('waits until somebody generates; what was missing then may be there the next time', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'logitscope-'));
      const copy = (name) => copyFileSync(new URL(name, wasm), join(folder, name));
      for (const name of ['logitscope.mjs', 'logitscope.wasm', 'logitscope.generation.mjs']) copy(name);
      const ls = await (await import(pathToFileURL(join(folder, 'logitscope.mjs')).href)).load();
      assert.equal(ls.run({ ...cat, chain: [], seed: 42 }).coin, 0.6394267984578837);
      await assert.rejects(ls.generate(pair, options), /no such file.*logitscope\.generation\.wasm/);
      copy('logitscope.generation.wasm');
      assert.equal((await ls.generate(pair, options)).text, 'aa');
      rmSync(folder, { recursive: true });
    });

    it('takes its bytes or its address, and happens once for all who ask at the same time', async () => {
      const answers = [readFileSync(generationWasm)];
      const server = await serve((response) => response.writeHead(200, { connection: 'close' }).end(answers.shift()));
      for (const source of [{ generationWasmBinary: readFileSync(generationWasm) }, { generationWasmUrl: generationWasm }, { generationWasmUrl: server.url }]) {
        const ls = await load(source);
        const texts = await Promise.all([ls.generate(pair, options), ls.generate(pair, options)]);
        assert.deepEqual(texts.map(({ text }) => text), ['aa', 'aa']);
      }
      server.close();
    });

    // The halves share memory by the names of functions, which another build gives to others.
    it('of another build is refused in a sentence, and the rest goes on', async () => {
      const [first] = WebAssembly.Module.imports(new WebAssembly.Module(readFileSync(generationWasm)));
      const other = Buffer.from(readFileSync(generationWasm).toString('latin1').replaceAll(first.name.slice(0, 6), 'zzzzzz'), 'latin1');
      const ls = await load({ generationWasmBinary: other });
      await assert.rejects(ls.beamSearch(pair), { message: 'logitscope.generation.wasm is of another build than logitscope.wasm; the two belong together.' });
      assert.equal(ls.run({ ...cat, chain: [], seed: 42 }).coin, 0.6394267984578837);
    });

    it('throws errors that are those of the other file', async () => {
      const error = await modules['logitscope.mjs'].load().then((ls) => ls.generate(pair, { maxNewTokens: -1 })).catch((thrown) => thrown);
      assert.ok(error instanceof LogitscopeError);
      assert.ok(!(new RangeError('LogitscopeError') instanceof LogitscopeError));
    });
  });

  it('refuses options that are none', async () => {
    for (const module of Object.values(modules)) {
      const refused = (options, field) => assert.rejects(module.load(options), { name: 'LogitscopeError', field });
      await refused(3, 'options');
      await refused('logitscope.wasm', 'options');
      await refused({ wasmUrl: 3 }, 'wasmUrl');
      await refused({ wasmBinary: 'bytes' }, 'wasmBinary');
      await refused({ generationWasmUrl: 3 }, 'generationWasmUrl');
      await refused({ generationWasmBinary: 'bytes' }, 'generationWasmBinary');
      await refused({ wasmBinary: Uint8Array.of(1, 2, 3) }, 'wasmBinary');
      await refused({ signal: 3 }, 'signal');
    }
  });

  it('of the single file needs no second one, whatever is left open', async () => {
    const single = modules['logitscope.single.mjs'];
    assert.equal((await single.load({})).version, '0.1.0');
    assert.equal((await single.load({ wasmBinary: undefined, wasmUrl: null })).version, '0.1.0');
    await assert.rejects(single.load({ wasmUrl: 'data:text/plain,x' }), /is no WebAssembly/);
  });

  it('works in a worker', async () => {
    const source = `
      import { parentPort } from 'node:worker_threads';
      const { load } = await import(${JSON.stringify(new URL('../../dist/logitscope.mjs', import.meta.url).href)});
      parentPort.postMessage((await load()).run(${JSON.stringify({ ...cat, chain: [], seed: 1 })}));`;
    const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`));
    const trace = await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
    await worker.terminate();
    assert.equal(trace.picked.token, 'sleeping');
  });
});
