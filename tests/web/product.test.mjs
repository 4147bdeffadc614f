// What is shipped: its names, its types, its size.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { maxCsvBytes, maxTokens } from '../../web/arguments.mjs';
import { withStageTypes } from '../../web/generate-types.mjs';
import { modules } from './modules.mjs';

/** "16 * 1024" as C++ writes it. */
const product = (text) => text.replaceAll("'", '').split('*').map(Number).reduce((a, b) => a * b);

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url));
const types = read('web/logitscope.d.ts').toString();
const ls = await modules['logitscope.mjs'].load();

describe('names', () => {
  const block = /export interface Logitscope \{([^]*?)\n\}/.exec(types)[1];
  const declared = [...block.matchAll(/^ {2}(?:readonly )?(\w+)[(:]/gm)].map((match) => match[1]);

  it('the live module has the names that its types declare, and no others', () => {
    assert.deepEqual(Object.keys(ls).sort(), declared.sort());
  });

  it('a module exports load and LogitscopeError, and nothing else', () => {
    for (const module of Object.values(modules)) assert.deepEqual(Object.keys(module).sort(), ['LogitscopeError', 'load']);
  });

  it('the types of the stages are those of the stage table', () => {
    assert.equal(types, withStageTypes(types, ls.stages()), 'stale: run node web/generate-types.mjs');
    assert.match(types, /export interface TopPStage/);
  });

  it('the types of the raw module are those of its bindings', () => {
    const made = read('build/web/web/raw.d.mts').toString();
    assert.equal(read('web/raw.d.mts').toString(), made, 'stale: copy build/web/web/raw.d.mts to web/');
  });

  it('every error code of core is in the types, and only those', () => {
    const core = read('core/src/result.cpp').toString();
    const codes = [...core.matchAll(/return "(\w+)";/g)].map((match) => match[1]);
    const inTypes = /type LogitscopeErrorCode =([^;]*);/.exec(types)[1];
    assert.deepEqual([...inTypes.matchAll(/'(\w+)'/g)].map((match) => match[1]).sort(), codes.sort());
  });

  it('the limits of the functions are those of core', () => {
    const header = (name) => read(`core/include/logitscope/${name}.h`).toString();
    const valueOf = (text, name) => product(new RegExp(`${name} = ([\\d'* ]+);`).exec(text)[1]);
    assert.equal(valueOf(header('scenario'), 'kMaxTokens'), maxTokens);
    assert.equal(valueOf(header('csv'), 'kMaxCsvBytes'), maxCsvBytes);
  });

  it('the version is that of the package', () => {
    assert.equal(ls.version, JSON.parse(read('package.json')).version);
  });

  it('the stage table cannot be changed from outside', () => {
    assert.throws(() => { ls.stages()[0].params[0].default = 7; }, TypeError);
  });
});

describe('size and policy', () => {
  const packed = (paths) => paths.map((path) => read(`dist/${path}.br`).length).reduce((a, b) => a + b);
  const assets = readdirSync(new URL('../../dist/assets/', import.meta.url)).filter((name) => !/\.(br|gz)$/.test(name));
  /** By its name without the hash. */
  const asset = (name) => `assets/${assets.find((found) => found.replace(/-[0-9a-f]{8}\./, '.') === name)}`;

  it('the functions alone take at most 80 kB', (t) => {
    const size = packed(['logitscope.mjs', 'logitscope.wasm']);
    t.diagnostic(`functions: ${size} bytes`);
    assert.ok(size <= 80_000, `${size}`);
  });

  it('training, generation and beam search take at most 26 kB more, when one of them is first asked for', (t) => {
    const size = packed(['logitscope.generation.mjs', 'logitscope.generation.wasm']);
    t.diagnostic(`generation: ${size} bytes`);
    assert.ok(size <= 26_000, `${size}`);
  });

  it('everything until the first view can be used takes at most 400 kB', (t) => {
    const size = packed(['index.html', ...['page.css', 'lesson.css', 'page.mjs', 'app.wasm', 'text.ttf', 'strong.ttf', 'mono.ttf', 'cat.csv'].map(asset)]);
    t.diagnostic(`page: ${size} bytes`);
    assert.ok(size <= 400_000, `${size}`);
  });

  it('the whole page, the lesson and all its texts and tables included, takes at most 550 kB', (t) => {
    const size = packed(['index.html', 'icon.svg', 'offline.js', ...assets.filter((name) => !/^(model-|agreement-|golden_)/.test(name)).map((name) => `assets/${name}`)]);
    t.diagnostic(`the whole page: ${size} bytes`);
    assert.ok(size <= 550_000, `${size}`);
  });

  // Only who opens agreement.html loads these, and the answers of the libraries only after a click.
  it('the self-test takes at most 150 kB, nearly all of it what libraries answered, and no other page knows of it', (t) => {
    const own = assets.filter((name) => /^(agreement-|golden_)/.test(name));
    const size = packed(['agreement.html', ...own.map((name) => `assets/${name}`)]);
    t.diagnostic(`the self-test: ${size} bytes`);
    assert.equal(own.length, 7);
    assert.ok(size <= 150_000, `${size}`);
    for (const path of ['offline.js', asset('page.mjs'), asset('share.mjs')]) assert.doesNotMatch(read(`dist/${path}`).toString(), /golden_|agreement-/, path);
  });

  it('nothing that is shipped makes code out of text', () => {
    const scripts = readdirSync(new URL('../../dist/', import.meta.url), { recursive: true }).filter((name) => /\.m?js$/.test(name));
    assert.ok(scripts.length > 10);
    for (const path of scripts) assert.doesNotMatch(read(`dist/${path}`).toString(), /\beval\(|new Function\b|\bFunction\(/, path);
  });
});
