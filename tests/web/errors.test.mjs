import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cat, modules } from './modules.mjs';

const { load, LogitscopeError } = modules['logitscope.mjs'];
const ls = await load();

const { logits } = cat;
const chain = [];
const stage = (kind, params) => ({ logits, chain: [{ kind, ...params }] });

const stages = (count) => Array.from({ length: count }, () => ({ kind: 'topK' }));
const symbol = Symbol('p');
const bare = Object.create(null);
const view = new DataView(new ArrayBuffer(8));

/** What is given to run(), and the code, field, value and message of the error. */
const refused = [
  ['a negative temperature', stage('temperature', { temperature: -1 }), 'outOfRange', 'chain[0].temperature', -1,
    'chain[0].temperature is -1; allowed: from 0 (1 changes nothing).'],
  ['a temperature that is NaN', stage('temperature', { temperature: NaN }), 'notANumber', 'chain[0].temperature', NaN,
    'chain[0].temperature is NaN; allowed: from 0 (1 changes nothing).'],
  ['an infinite temperature', stage('temperature', { temperature: Infinity }), 'outOfRange', 'chain[0].temperature', Infinity,
    'chain[0].temperature is inf; allowed: from 0 (1 changes nothing).'],
  ['p of 0', stage('topP', { p: 0 }), 'outOfRange', 'chain[0].p', 0,
    'chain[0].p is 0; allowed: greater than 0 and up to 1 (1 changes nothing).'],
  ['p above 1', stage('topP', { p: 1.5 }), 'outOfRange', 'chain[0].p', 1.5,
    'chain[0].p is 1.5; allowed: greater than 0 and up to 1 (1 changes nothing).'],
  ['p as a text', stage('topP', { p: '0.9' }), 'notANumber', 'chain[0].p', '0.9', 'chain[0].p is "0.9"; allowed: a number.'],
  ['p as null', stage('topP', { p: null }), 'notANumber', 'chain[0].p', null, 'chain[0].p is null; allowed: a number.'],
  ['p as an object', stage('topP', { p: {} }), 'notANumber', 'chain[0].p', {}, 'chain[0].p is an object; allowed: a number.'],
  ['half a token', stage('topK', { k: 2.5 }), 'outOfRange', 'chain[0].k', 2.5,
    'chain[0].k is 2.5; allowed: a whole number from 0 (0 changes nothing).'],
  ['min-p above 1', stage('minP', { p: 1.1 }), 'outOfRange', 'chain[0].p', 1.1,
    'chain[0].p is 1.1; allowed: from 0 to 1 (0 changes nothing).'],
  ['a stage nobody knows', stage('topQ'), 'unknownStage', 'chain[0].kind', 'topQ', /^chain\[0\].kind is "topQ", which is no stage; allowed: temperature, topK, topP/],
  ['a stage called __proto__', stage('__proto__'), 'unknownStage', 'chain[0].kind', '__proto__', /no stage/],
  ['a stage called constructor', stage('constructor'), 'unknownStage', 'chain[0].kind', 'constructor', /no stage/],
  ['a parameter nobody knows', stage('topP', { k: 3 }), 'unknownParameter', 'chain[0].k', 3,
    'chain[0].k: topP has no parameter "k"; allowed: p or minKeep.'],
  ['a stage without a kind', { logits, chain: [{ p: 1 }] }, 'notANumber', 'chain[0].kind', undefined, 'chain[0].kind is missing; allowed: the name of a stage.'],
  ['a stage that is null', { logits, chain: [null] }, 'notANumber', 'chain[0]', null, /^chain\[0\] is null; allowed: an object like/],
  ['a stage that is a name', { logits, chain: ['topP'] }, 'notANumber', 'chain[0]', 'topP', /^chain\[0\] is "topP"; allowed: an object like/],
  ['a chain with a hole', { logits, chain: [,] }, 'notANumber', 'chain[0]', undefined, /^chain\[0\] is missing/],
  ['a chain of a thousand and one stages', { logits, chain: stages(1001) }, 'outOfRange', 'chain', stages(1001), 'chain holds 1001 stages; allowed: up to 1000.'],
  ['a parameter called constructor', stage('topP', { constructor: 1 }), 'unknownParameter', 'chain[0].constructor', 1, /no parameter "constructor"/],
  ['a parameter called __proto__', { logits, chain: [JSON.parse('{"kind":"topP","__proto__":1}')] }, 'unknownParameter', 'chain[0].__proto__', 1, /no parameter "__proto__"/],
  ['a parameter with a dot in its name', stage('topP', { 'a.b': 1 }), 'unknownParameter', 'chain[0].a.b', 1, /no parameter "a.b"/],
  ['p as a function', stage('topP', { p: Math.max }), 'notANumber', 'chain[0].p', Math.max, 'chain[0].p is a function; allowed: a number.'],
  ['p as a symbol', stage('topP', { p: symbol }), 'notANumber', 'chain[0].p', symbol, 'chain[0].p is a symbol; allowed: a number.'],
  ['p as a bigint', stage('topP', { p: 1n }), 'notANumber', 'chain[0].p', 1n, 'chain[0].p is 1; allowed: a number.'],
  ['p as an object without a text', stage('topP', { p: bare }), 'notANumber', 'chain[0].p', bare, 'chain[0].p is an object; allowed: a number.'],
  ['enabled as null', stage('topP', { enabled: null }), 'notANumber', 'chain[0].enabled', null, 'chain[0].enabled is null; allowed: true or false.'],
  ['enabled as a text', stage('topP', { enabled: 'yes' }), 'notANumber', 'chain[0].enabled', 'yes', 'chain[0].enabled is "yes"; allowed: true or false.'],
  ['no chain', { logits }, 'notANumber', 'chain', undefined, 'chain is missing; allowed: a list of stages.'],
  ['a chain that is null', { logits, chain: null }, 'notANumber', 'chain', null, 'chain is null; allowed: a list of stages.'],
  ['a chain that is an object', { logits, chain: {} }, 'notANumber', 'chain', {}, 'chain is an object; allowed: a list of stages.'],
  ['no logits', { chain }, 'notANumber', 'logits', undefined, /^logits is missing; allowed: a Float32Array/],
  ['empty logits', { logits: [], chain }, 'emptyLogits', 'logits', [], 'logits is empty; allowed: 1 to 262144 numbers.'],
  ['logits as a text', { logits: '1,2', chain }, 'notANumber', 'logits', '1,2', /^logits is "1,2"; allowed: a Float32Array/],
  ['logits as null', { logits: null, chain }, 'notANumber', 'logits', null, /^logits is null/],
  ['logits as an object with a length', { logits: { length: 2 }, chain }, 'notANumber', 'logits', { length: 2 }, /^logits is an object/],
  ['logits as a DataView', { logits: view, chain }, 'notANumber', 'logits', view, /^logits is an object/],
  ['logits as bigints', { logits: BigInt64Array.of(1n), chain }, 'notANumber', 'logits', BigInt64Array.of(1n), /^logits is an object/],
  ['logits as bytes', { logits: Uint8Array.of(1), chain }, 'notANumber', 'logits', Uint8Array.of(1), /^logits is an object/],
  ['a logit that is null', { logits: [1, null], chain }, 'notANumber', 'logits[1]', null, /^logits\[1\] is null/],
  ['a word about float32 that is no boolean', { logits, chain, logitsAreFloat32: 'yes' }, 'notANumber', 'logitsAreFloat32', 'yes', /allowed: true or false/],
  ['tokens as a text', { logits, chain, tokens: 'abcde' }, 'notANumber', 'tokens', 'abcde', 'tokens is "abcde"; allowed: a list of texts.'],
  ['tokens that are numbers', { logits, chain, tokens: [1, 2, 3, 4, 5] }, 'notANumber', 'tokens[0]', 1, 'tokens[0] is 1; allowed: a text.'],
  ['a logit that is NaN', { logits: [1, NaN], chain }, 'notANumber', 'logits[1]', NaN, /^logits\[1\] is NaN; allowed: any finite number/],
  ['a logit that is +Infinity', { logits: [1, Infinity], chain }, 'notANumber', 'logits[1]', Infinity, /^logits\[1\] is inf/],
  ['a logit that is a text', { logits: [1, '2'], chain }, 'notANumber', 'logits[1]', '2', /^logits\[1\] is "2"; allowed: any finite number/],
  ['a logit that is missing', { logits: [1, , 2], chain }, 'notANumber', 'logits[1]', undefined, /^logits\[1\] is missing/],
  ['tokens of another length', { logits, tokens: ['a'], chain }, 'wrongLength', 'tokens', ['a'], 'tokens has 1 entries, logits has 5; allowed: the same number.'],
  ['a coin of 1', { logits, chain, coin: 1 }, 'outOfRange', 'coin', 1, 'coin is 1; allowed: from 0 to less than 1.'],
  ['a coin as a text', { logits, chain, coin: '0.5' }, 'notANumber', 'coin', '0.5', 'coin is "0.5"; allowed: from 0 to less than 1.'],
  ['coins with NaN', { logits, chain, coins: [0.5, NaN] }, 'notANumber', 'coins[1]', NaN, 'coins[1] is NaN; allowed: from 0 to less than 1.'],
  ['coins with null', { logits, chain, coins: [null] }, 'notANumber', 'coins[0]', null, 'coins[0] is null; allowed: from 0 to less than 1.'],
  ['coin and seed at once', { logits, chain, coin: 0.5, seed: 1 }, 'unknownChoice', 'seed', 1,
    'coin and seed are both given; allowed: one of coin, coins, seed and pick, or none to draw nothing.'],
  ['coin and coins at once', { logits, chain, coin: 0.5, coins: [0.5] }, 'unknownChoice', 'coins', [0.5], /^coin and coins are both given/],
  ['seed and pick at once', { logits, chain, seed: 1, pick: 0 }, 'unknownChoice', 'pick', 0, /^seed and pick are both given/],
  ['coins that are no list', { logits, chain, coins: {} }, 'notANumber', 'coins', {}, /^coins is an object; allowed: a Float32Array/],
  ['a coin below 0', { logits, chain, coin: -0.1 }, 'outOfRange', 'coin', -0.1, /^coin is -0.1/],
  ['a coin that is NaN', { logits, chain, coin: NaN }, 'notANumber', 'coin', NaN, /^coin is NaN/],
  ['half a seed', { logits, chain, seed: 0.5 }, 'outOfRange', 'seed', 0.5, /^seed is 0.5; allowed: a whole number/],
  ['a seed as a text', { logits, chain, seed: '42' }, 'notANumber', 'seed', '42', 'seed is "42"; allowed: a number.'],
  ['a dialect nobody speaks', { logits, chain, dialect: 'french' }, 'unknownChoice', 'dialect', 'french', /^dialect is "french"; allowed: textbook/],
  ['a dialect that is a number', { logits, chain, dialect: 3 }, 'notANumber', 'dialect', 3, 'dialect is 3; allowed: a name.'],
  ['a generator nobody has', { logits, chain, seed: 1, rng: 'java' }, 'unknownChoice', 'rng', 'java', 'rng is "java"; allowed: python or numpy.'],
  ['a pick beyond the vocabulary', { logits, chain, pick: 5 }, 'outOfRange', 'pick', 5, 'pick is 5; allowed: a token id from 0 to 4.'],
  ['a pick as a text', { logits, chain, pick: '0' }, 'notANumber', 'pick', '0', /^pick is "0"/],
  ['half a pick', { logits, chain, pick: 0.5 }, 'outOfRange', 'pick', 0.5, /^pick is 0.5; allowed: a token id/],
  ['a pick below it', { logits, chain, pick: -1 }, 'outOfRange', 'pick', -1, /^pick is -1; allowed: a token id/],
  ['a pick that the model ruled out', { logits: [1, -Infinity], chain, pick: 1 }, 'outOfRange', 'pick', 1, /already ruled out/],
];

describe('bad input to run() gets a sentence', () => {
  for (const [name, request, code, field, value, message] of refused) {
    it(name, () => {
      assert.throws(() => ls.run(request), (error) => {
        assert.ok(error instanceof LogitscopeError, `${error.name}: ${error.message}`);
        assert.equal(error.name, 'LogitscopeError');
        assert.equal(error.code, code);
        assert.equal(error.field, field);
        assert.deepEqual(error.value, value);
        if (message instanceof RegExp) assert.match(error.message, message);
        else assert.equal(error.message, message);
        return true;
      });
    });
  }

  for (const request of [undefined, null, 3, 'x']) {
    it(`a request that is ${JSON.stringify(request)}`, () => {
      assert.throws(() => ls.run(request), { name: 'LogitscopeError', field: 'request', message: /^request is .*; allowed: an object/ });
    });
  }

  it('and the next good call is answered as if nothing had happened', () => {
    assert.equal(ls.run({ ...cat, chain, seed: 42 }).picked.token, 'eating');
  });
});

describe('what would not fit the memory is refused before it is copied', () => {
  const big = 40_000_000;
  it('forty million logits', () => {
    const request = { logits: new Float32Array(big), chain };
    assert.throws(() => ls.run(request), { code: 'tooManyTokens', message: `logits holds ${big} numbers; allowed: 1 to 262144.` });
  });
  it('forty million coins', () => assert.throws(() => ls.run({ logits, chain, coins: new Float32Array(big) }), { code: 'tooManyTokens' }));
  it('a CSV of 300 MB', () => assert.throws(() => ls.parseCsv(new Uint8Array(3e8)), { code: 'csv', row: 1, column: 1 }));
  it('a long context in each of many rows', () => {
    const scenario = { tokens: Array.from({ length: 1e5 }, (_, i) => `${i}`), logits: new Float64Array(1e5), context: 'x'.repeat(1e6) };
    assert.throws(() => ls.formatCsv(scenario), { code: 'csv', message: /allowed: up to 16777216/ });
  });
  it('and the module is none the worse for it', () => {
    assert.equal(ls.run({ ...cat, chain, seed: 42 }).picked.token, 'eating');
  });
});

describe("an error of the caller's own code comes back to the caller", () => {
  const own = new Error('own');
  const angry = (name) => ({ get [name]() { throw own; } });
  const thrown = (error) => error === own;

  // Thrown across wasm, it would leave the stack where it was: some thousands would use it up.
  it('from a getter, ten thousand times, without using up the stack', () => {
    for (let i = 0; i < 10_000; ++i) {
      assert.throws(() => ls.run({ logits, chain: [angry('kind')] }), thrown);
      assert.throws(() => ls.createRng(angry('seed')), thrown);
      assert.throws(() => ls.formatCsv(angry('tokens')), thrown);
    }
    assert.equal(ls.run({ ...cat, chain, seed: 42 }).picked.token, 'eating');
  });

  it('from a value that refuses to be a text, which is not asked', () => {
    const proud = { toString() { throw own; } };
    assert.throws(() => ls.run({ logits, chain, dialect: proud }), { name: 'LogitscopeError', field: 'dialect', value: proud });
  });
});

describe('values at the edge are no errors in the textbook dialect', () => {
  const idsAfter = (kind, params) => [...ls.run(stage(kind, params)).candidates.ids];
  it('temperature 0 is greedy', () => assert.deepEqual(idsAfter('temperature', { temperature: 0 }), [0]));
  it('min-p 0 is off', () => assert.equal(idsAfter('minP', { p: 0 }).length, 5));
  it('k 0 is off', () => assert.equal(idsAfter('topK', { k: 0 }).length, 5));
  it('k beyond the vocabulary keeps all', () => assert.equal(idsAfter('topK', { k: 1e12 }).length, 5));
  it('p 1 is off', () => assert.equal(idsAfter('topP', { p: 1 }).length, 5));
  it('undefined is the default', () => assert.equal(ls.run(stage('topK', { k: undefined })).stages[0].threshold, 40));
});

describe('the other functions refuse in the same manner', () => {
  const trace = ls.run({ ...cat, chain });
  const cases = {
    'explain() a token that is not there': [() => ls.explain(trace, 5), 'id', /^id is 5; allowed: a token id from 0 to 4/],
    'explain() something that is no token': [() => ls.explain(trace, 'eating'), 'id', 'id is "eating"; allowed: a number.'],
    'explain() something that is no trace': [() => ls.explain({}, 0), 'trace', 'trace is an object; allowed: what run() returned.'],
    'explain() a trace whose request is gone': [() => ls.explain({ input: {} }, 0), 'logits', /^logits is missing/],
    'format() of what is no number': [() => ls.format('0.5', 'percent'), 'value', 'value is "0.5"; allowed: a number.'],
    'format() in a form that nobody has': [() => ls.format(0.5, 'roman'), 'form', 'form is "roman"; allowed: percent, figure or a digit.'],
    'format() with ten decimals': [() => ls.format(0.5, 10), 'form', /^form is 10;/],
    'createRng() without a seed': [() => ls.createRng({}), 'seed', 'seed is missing; allowed: a number.'],
    'createRng() without anything': [() => ls.createRng(), 'options', /^options is missing/],
    'createRng() with half a seed': [() => ls.createRng({ seed: 1.5 }), 'seed', /^seed is 1.5/],
    'createRng() with a negative seed for NumPy': [() => ls.createRng({ seed: -1, kind: 'numpy' }), 'seed', /from 0 to 4294967295/],
    'createRng() of a kind that is no name': [() => ls.createRng({ seed: 1, kind: 7 }), 'kind', 'kind is 7; allowed: a name.'],
    'parseCsv() of a number': [() => ls.parseCsv(3), 'text', 'text is 3; allowed: a string, or the bytes of a UTF-8 file.'],
    'parseCsv() of half a surrogate pair': [() => ls.parseCsv('token,logit\n\ud83d,1'), 'text', /half a surrogate pair/],
    'createRng() of a kind nobody has': [() => ls.createRng({ seed: 1, kind: 'java' }), 'kind', 'kind is "java"; allowed: python or numpy.'],
    'parseCsv() of nothing': [() => ls.parseCsv(), 'text', /^text is missing/],
    'parseCsv() with a source that is no text': [() => ls.parseCsv('token,logit\na,1\n', { source: 3 }), 'source', 'source is 3; allowed: a text.'],
    'formatCsv() of a logit that is NaN': [() => ls.formatCsv({ tokens: ['a'], logits: [NaN] }), 'logits[0]', /^logits\[0\] is NaN; allowed: any finite number/],
    'formatCsv() of a logit that is a text': [() => ls.formatCsv({ tokens: ['a'], logits: ['1'] }), 'logits[0]', /^logits\[0\] is "1"/],
    'formatCsv() of nothing': [() => ls.formatCsv(), 'scenario', /^scenario is missing/],
    'formatCsv() of tokens that are no texts': [() => ls.formatCsv({ tokens: [1], logits: [1] }), 'tokens[0]', 'tokens[0] is 1; allowed: a text.'],
    'formatCsv() of half a surrogate pair': [() => ls.formatCsv({ tokens: ['\udc00'], logits: [1] }), 'tokens[0]', /half a surrogate pair/],
    'formatCsv() of two lengths': [() => ls.formatCsv({ tokens: ['a'], logits: [1, 2] }), 'tokens', /the same number/],
    'formatCsv() of a context that is no text': [() => ls.formatCsv({ tokens: ['a'], logits: [1], context: 5 }), 'context', 'context is 5; allowed: a text.'],
    'formatCsv() of the same token twice': [() => ls.formatCsv({ tokens: ['a', 'a'], logits: [1, 2] }), 'token', /stands in row 2 already/],
  };
  for (const [name, [act, field, message]] of Object.entries(cases)) {
    it(name, () => assert.throws(act, { name: 'LogitscopeError', field, message }));
  }
});

describe('a CSV that cannot be read is told by row and column', () => {
  const cases = {
    'an empty text': ['', 1, 1, /^Row 1, column 1: the file is empty/],
    'a header alone': ['token,logit\n', 2, 1, /no token follows the header/],
    'no logit column': ['token,context\na,b\n', 1, undefined, /the column "logit" is missing/],
    'semicolons': ['token;logit\na;1\n', 1, undefined, /separated by semicolons/],
    'a logit that is a word': ['token,logit\na,1\nb,abc\n', 3, 2, 'Row 3, column 2 (logit): "abc" is no logit; allowed: a number such as 2.8, or -inf.'],
    'a logit that is NaN': ['token,logit\na,nan\n', 2, 2, /is no logit/],
    'a quote that never closes': ['token,logit\na,1\n"b,2\n', 3, 1, 'Row 3, column 1: the quote that opens here never closes.'],
    'a token twice': ['token,logit\na,1\nb,2\na,3\n', 4, 1, 'Row 4, column 1 (token): the token "a" stands in row 2 already; each token may stand once.'],
    'a field too many': ['token,logit\na,1,2\n', 2, 3, /the row has 3 fields, the header has 2/],
    'bytes that are no text': [Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 1), 1, undefined, /is no text/],
    'a million rows': ['token,logit\n' + Array.from({ length: 1e6 }, (_, i) => `t${i},1\n`).join(''), 262146, 1, /too many tokens; allowed: up to 262144/],
  };
  for (const [name, [text, row, column, message]] of Object.entries(cases)) {
    it(name, () => assert.throws(() => ls.parseCsv(text), (error) => {
      assert.equal(error.name, 'LogitscopeError');
      assert.equal(error.code, 'csv');
      assert.deepEqual([error.row, error.column], [row, column]);
      if (message instanceof RegExp) assert.match(error.message, message);
      else assert.equal(error.message, message);
      return true;
    }));
  }
});
