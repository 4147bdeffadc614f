// The npm package works as it is packed: in Node, for strict TypeScript, behind esbuild and Vite.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { build as esbuild } from 'esbuild';
import { build as vite } from 'vite';
import { kProject, makePackage, outputOf, write } from './packed.mjs';

const { packed, user, remove } = makePackage();
after(remove);

const manifest = JSON.parse(readFileSync(join(user, 'node_modules/logitscope/package.json'), 'utf8'));
const inPackage = (path) => join(user, 'node_modules/logitscope', path);

/// What every way of using it has to print: the pick of one step, and a text of a model that it learnt.
const kUse = `
  const { picked } = ls.run({ tokens: ['sleeping', 'eating'], logits: [2.8, 2.3], chain: [{ kind: 'topK', k: 1 }], seed: 42 });
  const model = await ls.trainNgram('one two three one two three');
  const { text } = await ls.generate(model, { prompt: 'one two', chain: [{ kind: 'topK', k: 1 }], maxNewTokens: 1 });
  console.log(JSON.stringify([picked.token, picked.probability, text]));`;
const kPrinted = ['sleeping', 1, ' three'];

const printedBy = (...args) => JSON.parse(outputOf(process.execPath, args, { cwd: user }));

describe('what is in it', () => {
  it('all that its exports name, for programs and for types', () => {
    const targets = Object.values(manifest.exports).flatMap((target) => (typeof target === 'string' ? [target] : Object.values(target)));
    for (const target of targets.filter((path) => !path.includes('*'))) assert.ok(existsSync(inPackage(target)), target);
    for (const name of ['answers', 'openai', 'transformers', 'wllama']) {
      for (const ending of ['mjs', 'd.ts']) assert.ok(existsSync(inPackage(`dist/adapters/${name}.${ending}`)), `${name}.${ending}`);
    }
  });

  it('nothing that has to be built or fetched first, and nothing that a server alone needs', () => {
    assert.equal(manifest.dependencies, undefined);
    assert.deepEqual(Object.keys(manifest.scripts).filter((name) => /install|prepare/.test(name)), []);
    assert.deepEqual(packed.files.filter(({ path }) => !/^(dist\/(?!v?\d)|package\.json$|README\.md$|LICENSE$)/.test(path) || /\.(br|gz)$/.test(path)), []);
  });

  // A release is an address of its own there, so the folders that keep addresses stay at home.
  it('no more than 1.2 MB', (t) => {
    t.diagnostic(`tarball: ${packed.size} bytes, ${packed.entryCount} files, unpacked ${packed.unpackedSize}`);
    assert.ok(packed.size <= 1_200_000, `${packed.size}`);
  });
});

describe('in Node', () => {
  for (const entry of ['logitscope', 'logitscope/single']) {
    it(`${entry} runs, learns and generates`, () => {
      write(user, { 'use.mjs': `import { load } from '${entry}';\nconst ls = await load();${kUse}` });
      assert.deepEqual(printedBy('use.mjs'), kPrinted);
    });
  }

  it('the adapters are there by their names', () => {
    write(user, {
      'adapters.mjs': `import { readAnswer } from 'logitscope/adapters/answers';
        import { openaiSource } from 'logitscope/adapters/openai';
        import { transformersModel } from 'logitscope/adapters/transformers';
        import { wllamaSource } from 'logitscope/adapters/wllama';
        console.log(JSON.stringify([readAnswer, openaiSource, transformersModel, wllamaSource].map(({ name, length }) => typeof length)));`,
    });
    assert.deepEqual(printedBy('adapters.mjs'), Array(4).fill('number'));
  });
});

describe('for strict TypeScript', () => {
  const program = `
    import { load, LogitscopeError } from 'logitscope';
    import { load as loadSingle } from 'logitscope/single';
    import type { Stage, Trace } from 'logitscope';
    import { readAnswer, AdapterError, type Step } from 'logitscope/adapters/answers';
    import { openaiSource, wholeAnswer } from 'logitscope/adapters/openai';
    import { transformersModel } from 'logitscope/adapters/transformers';
    import { wllamaSource } from 'logitscope/adapters/wllama';
    import { LogitScope, type AnswerDetail } from 'logitscope/element';
    const chain: Stage[] = [{ kind: 'temperature', temperature: 0.7 }];
    const ls = await load();
    const trace: Trace = (await loadSingle()).run({ logits: [1, 2], chain });
    const steps: Step[] = readAnswer('{}', { prompt: 'a' });
    await ls.generate(openaiSource({ url: 'http://localhost:8080', server: 'llamaCpp', vocabSize: 9 }), { prompt: 'a', chain });
    const answer: Record<string, unknown> = await wholeAnswer({ url: 'http://localhost:8080', prompt: 'a', count: 3 });
    const code: 'unknownShape' | 'server' | 'unreachable' | 'timeout' | 'setting' | 'halfCharacter' = new AdapterError('setting', 'x').code;
    const tag = document.querySelector('logit-scope')!;
    const tag2: LogitScope = document.createElement('logit-scope');
    tag.topP = 0.5;
    tag2.addEventListener('answer', ({ detail }) => { const answer: AnswerDetail = detail; console.log(answer.isRight); });
    tag.addEventListener('click', () => {});
    const png: Blob = await tag.snapshot('png');
    export { png, trace, steps, answer, code, LogitscopeError, transformersModel, wllamaSource };
    // @ts-expect-error a stage that is none
    ls.run({ logits: [1], chain: [{ kind: 'topX' }] });
    // @ts-expect-error a text is no number
    tag.temperature = 'hot';
    // @ts-expect-error an address is needed
    openaiSource({ server: 'vllm' });`;

  for (const [moduleResolution, module] of [['bundler', 'esnext'], ['nodenext', 'nodenext']]) {
    it(`it is accepted with moduleResolution ${moduleResolution}`, () => {
      const compilerOptions = { strict: true, noEmit: true, skipLibCheck: false, target: 'es2023', lib: ['es2023', 'dom', 'dom.iterable'], types: [], module, moduleResolution };
      write(user, { 'use.ts': program, 'tsconfig.json': JSON.stringify({ compilerOptions, files: ['use.ts'] }) });
      outputOf(process.execPath, [join(kProject, 'node_modules/typescript/bin/tsc'), '-p', '.'], { cwd: user });
    });
  }
});

describe('behind a bundler', () => {
  const withAsset = `import generationWasmUrl from 'logitscope/logitscope.generation.wasm';
    import wasmUrl from 'logitscope/logitscope.wasm';\nimport { load } from 'logitscope';
    const here = (url) => new URL(url, import.meta.url);
    const ls = await load({ wasmUrl: here(wasmUrl), generationWasmUrl: here(generationWasmUrl) });${kUse}`;
  const withSingle = `import { load } from 'logitscope/single';\nconst ls = await load();${kUse}`;
  const whole = { bundle: true, format: 'esm', absWorkingDir: user, logLevel: 'silent' };

  it('esbuild puts the wasm beside the bundle', async () => {
    write(user, { 'asset.mjs': withAsset });
    await esbuild({ ...whole, platform: 'node', entryPoints: ['asset.mjs'], outfile: 'asset/out.mjs', loader: { '.wasm': 'file' } });
    assert.deepEqual(printedBy('asset/out.mjs'), kPrinted);
  });

  it('esbuild joins the single build into one file', async () => {
    write(user, { 'single.mjs': withSingle });
    await esbuild({ ...whole, platform: 'node', entryPoints: ['single.mjs'], outfile: 'single/out.mjs' });
    assert.deepEqual(printedBy('single/out.mjs'), kPrinted);
  });

  it('esbuild joins both for a browser without a word of warning, and drops what is not used', async () => {
    for (const entry of ['asset.mjs', 'single.mjs']) {
      const { warnings } = await esbuild({ ...whole, platform: 'browser', entryPoints: [entry], outdir: 'browser', loader: { '.wasm': 'file' } });
      assert.deepEqual(warnings, [], entry);
    }
    write(user, { 'unused.mjs': `import { load } from 'logitscope/single';\nimport { readAnswer } from 'logitscope/adapters/answers';\nconsole.log(1);` });
    const { outputFiles } = await esbuild({ ...whole, platform: 'browser', entryPoints: ['unused.mjs'], write: false });
    assert.ok(outputFiles[0].text.length < 200, `${outputFiles[0].text.length}`);
  });

  it('Vite finds the wasm by itself, names it by its content and leaves what is not used', async () => {
    write(user, { 'vite/index.html': '<script type="module" src="main.mjs"></script>', 'vite/main.mjs': `import { load } from 'logitscope';\nload().then(async (ls) => {${kUse}});` });
    await vite({ root: join(user, 'vite'), configFile: false, logLevel: 'silent', build: { assetsInlineLimit: 0 } });
    const names = readdirSync(join(user, 'vite/dist/assets'));
    const inAssets = (name) => join(user, 'vite/dist/assets', name);
    const scripts = names.filter((name) => name.endsWith('.js')).map((name) => readFileSync(inAssets(name), 'utf8'));
    for (const part of ['logitscope', 'logitscope.generation']) {
      const wasm = names.find((name) => new RegExp(`^${part}-[\\w-]{8,}\\.wasm$`).test(name));
      assert.equal(statSync(inAssets(wasm)).size, statSync(inPackage(`dist/${part}.wasm`)).size);
      assert.equal(scripts.filter((script) => script.includes(wasm)).length, 1, part);
    }
  });
});
