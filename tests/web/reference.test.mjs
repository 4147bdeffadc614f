// The reference is the comments of the type files, and what those say is true.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { declarationsOf } from '../../cmake/dist/declarations.mjs';
import { load } from '../../dist/logitscope.mjs';
import { attributes } from '../../web/element_fields.mjs';

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const page = read('dist/reference.html');
const types = Object.fromEntries(['logitscope', 'element', 'adapters/answers', 'adapters/openai', 'adapters/transformers', 'adapters/types', 'adapters/wllama']
  .map((name) => [name, read(`web/${name}.d.ts`)]));
const declarations = Object.values(types).flatMap(declarationsOf);
const api = declarations.find(({ name }) => name === 'Logitscope').members.filter(({ isFunction }) => isFunction);
const methods = declarations.find(({ name }) => name === 'LogitScope').members.filter(({ comment }) => comment.returns);
const functions = [...api, ...declarations.filter(({ kind }) => kind === 'function'), ...methods];
const ls = await load();

describe('what it holds', () => {
  it('is every name that the type files export, once', () => {
    for (const [file, text] of Object.entries(types)) {
      const names = [...text.matchAll(/^export (?:declare )?(?:interface|type|function|class) (\w+)/gm)].map(([, name]) => name);
      assert.ok(names.length > 0, file);
      for (const name of names) assert.equal(page.split(`id="ref-${name}"`).length, 2, `${file}: ${name}`);
    }
    for (const name of Object.keys(ls).filter((one) => one !== 'version')) assert.ok(page.includes(`id="ref-${name}"`), name);
  });

  it('is every stage with every parameter and its paper, as core has them', () => {
    const plain = page.replaceAll('&amp;', '&').replace(/<[^>]+>/g, '');
    for (const { source, params } of ls.stages()) {
      for (const text of [source, ...params.flatMap(({ help, allowed }) => [help, allowed])]) assert.ok(plain.includes(text), text);
    }
  });

  it('has no link that leads nowhere', () => {
    const targets = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    assert.ok(targets.length > 100);
    for (const id of new Set(targets)) assert.ok(page.includes(`id="${id}"`), id);
  });
});

describe('what a comment says', () => {
  for (const { name, code, comment } of functions) {
    it(`of ${name}(): each parameter, what it gives and how it fails`, () => {
      const inner = code.slice(code.indexOf('(') + 1, code.lastIndexOf('):'));
      const params = [...inner.replace(/\{[^}]*\}/g, '{}').matchAll(/(?:^|, )(\w+)\??:/g)].map(([, param]) => param);
      assert.deepEqual(comment.params.map((param) => param.name), params);
      for (const { name: param, text } of comment.params) assert.ok(text.length > 15, `${param}: ${text}`);
      assert.ok(comment.text && comment.returns);
      if (params.length === 0) return;
      assert.match(comment.throws, /^(LogitscopeError|AdapterError|Error) /);
      assert.ok(comment.example, 'an example');
    });
  }
});

const model = await ls.trainNgram('The cat is sleeping.\n---\nOnce upon a time the cat is eating.', { order: 3 });
const trace = ls.run({ logits: [2.8, 2.3, 1.9], chain: [], coin: 0.5 });

describe('the errors that a comment names are thrown', () => {
  const tooMany = new Float32Array(262145);
  const pair = { vocabulary: ['a', 'b'], logits: () => [1, 2] };
  const partial = { list: () => ({ tokens: [{ text: 'a', value: -1 }], kind: 'logprob', complete: false, stage: 'raw' }) };
  /** What each refuses; the codes that come are those of its comment, all of them and no others. */
  const cases = {
    run: [{ logits: [] }, { logits: tooMany }, { logits: [NaN] }, { logits: [1], tokens: ['a', 'b'] }, { logits: [1], dialect: 'z' },
      ...[{ kind: 'x' }, { kind: 'topP', q: 1 }, { kind: 'topP', p: 2 }].map((stage) => ({ logits: [1], chain: [stage] }))]
      .map((request) => () => ls.run({ chain: [], ...request })),
    explain: [() => ls.explain({}, 1), () => ls.explain(trace, 7)],
    metrics: [{ logits: [] }, { logits: tooMany }, { logits: [NaN] }, { probabilities: [0.2] }, {}].map((given) => () => ls.metrics(given)),
    klDivergence: [[[1], [0.5, 0.5]], [[1], [2]], [[NaN], [1]]].map(([p, q]) => () => ls.klDivergence(p, q)),
    truncated: [[], [NaN], [1]].map((logProbabilities) => () => ls.truncated({ logProbabilities })),
    format: [() => ls.format(1, 'x'), () => ls.format('x', 'percent')],
    createRng: [{ seed: 0.5 }, { seed: 'x' }, { seed: 2 ** 53 }, { seed: -1, kind: 'numpy' }, { seed: 1, kind: 'x' }].map((options) => () => ls.createRng(options)),
    createSampler: [() => ls.createSampler({ chain: [{ kind: 'x' }] }), () => ls.createSampler({ chain: [] }).sample([])],
    trainNgram: [() => ls.trainNgram(''), () => ls.trainNgram('a b', { order: 7 }), () => ls.trainNgram(7), () => ls.trainNgram('a', { order: 'x' }), () => ls.trainNgram(Uint8Array.of(255, 254))],
    generate: [() => ls.generate(pair, { maxNewTokens: -1 }), () => ls.generate({}, {}), () => ls.generate(pair, { luck: 'x' }), () => ls.generate(partial, { prompt: 'x' })],
    beamSearch: [{ numBeams: 0 }, { numBeams: 1025 }, { numReturn: 9 }, { lengthPenalty: 'x' }, { earlyStopping: 'x' }].map((options) => () => ls.beamSearch(pair, options)),
    parseCsv: [() => ls.parseCsv(''), () => ls.parseCsv(7)],
    formatCsv: [{ tokens: ['a'], logits: [1, 2] }, { tokens: ['a'], logits: [NaN] }, { tokens: [], logits: [] }].map((scenario) => () => ls.formatCsv(scenario)),
    load: [() => load(7), () => load({ wasmUrl: 3 })],
  };
  const codes = declarations.find(({ name }) => name === 'LogitscopeErrorCode').code;

  for (const { name, comment } of functions.filter(({ comment: { throws } }) => throws.startsWith('LogitscopeError'))) {
    it(`by ${name}()`, async () => {
      const named = [...comment.throws.matchAll(/`(\w+)`/g)].map(([, code]) => code).filter((code) => codes.includes(`'${code}'`));
      const thrown = await Promise.all(cases[name].map(async (refused) => {
        try { await refused(); } catch (error) { return error.code; }
        return 'nothing';
      }));
      assert.deepEqual([...new Set(thrown)].sort(), [...new Set(named)].sort());
    });
  }
});

describe('the examples run', () => {
  const AsyncFunction = (async () => {}).constructor;
  const known = { ls, load, model, trace, chain: [{ kind: 'topK', k: 2 }], console: { log() {} } };
  for (const { name, comment } of functions.filter(({ comment: { throws, example } }) => example && throws.startsWith('LogitscopeError'))) {
    it(`of ${name}()`, () => new AsyncFunction(...Object.keys(known), `{ ${comment.example}\n}`)(...Object.values(known)));
  }

  it('and those with an answer beside them give it', async () => {
    const answered = functions.filter(({ comment: { example } }) => /^ls\..*; \/\/ [\d"]/.test(example));
    assert.ok(answered.length >= 4);
    for (const { comment: { example } } of answered) {
      const [, expression, answer] = /^(ls\..*); \/\/ (.*)$/.exec(example);
      assert.equal(JSON.stringify(await new AsyncFunction('ls', `return ${expression}`)(ls)), answer);
    }
  });
});

describe('the types of the tag', () => {
  const tag = declarations.find(({ name }) => name === 'LogitScope');

  it('have a property for each attribute, and no other', () => {
    const camelCase = (name) => name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
    const properties = tag.members.filter(({ isFunction }) => !isFunction).map(({ name }) => name);
    assert.deepEqual(properties.sort(), attributes.map(camelCase).sort());
    for (const { name, comment } of tag.members.filter((member) => properties.includes(member.name))) assert.ok(comment.text, name);
  });

  it('have every event that the tag raises, and no other', () => {
    const raised = new Set([...read('web/element.mjs').matchAll(/#emit\('(\w+)'/g)].map(([, name]) => name));
    const events = declarations.find(({ name }) => name === 'LogitScopeEventMap').members.map(({ name }) => name);
    assert.deepEqual(events.sort(), [...raised].sort());
  });
});
