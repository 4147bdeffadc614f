// The scenarios that the page ships, by core's own figures.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { load } from '../../dist/logitscope.mjs';
import { longTail, longTailCsv } from '../../public/scenarios/long_tail.mjs';
import { percent } from './modules.mjs';

const ls = await load();
const folder = new URL('../../public/scenarios/', import.meta.url);
const scenario = (name) => ls.parseCsv(readFileSync(new URL(`${name}.csv`, folder)));
const probabilities = ({ logits }) => [...ls.run({ logits, chain: [] }).candidates.probabilities];

describe('scenarios', () => {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.csv'))) {
    it(`${file} is read, and continues a prompt`, () => {
      const { tokens, context } = ls.parseCsv(readFileSync(new URL(file, folder)));
      assert.ok(tokens.length >= 4 && context.length > 0);
    });
  }

  it('"The cat sat on the" has thirty ranked tokens, its mat 86.2 % of the probability', () => {
    const { tokens, logits } = scenario('mat');
    assert.deepEqual([tokens.length, tokens[0]], [30, ' mat']);
    assert.deepEqual([...logits], [...logits].sort((a, b) => b - a));
    assert.deepEqual(probabilities(scenario('mat')).slice(0, 5).map(percent), ['86.2', '6.4', '2.1', '1.6', '1.2']);
  });

  it('a nucleus of 0.9 holds one token of the confident distribution, and eight of the uncertain one', () => {
    const kept = (name) => ls.run({ ...scenario(name), chain: [{ kind: 'topP', p: 0.9 }] }).candidates.ids.length;
    assert.equal(kept('confident'), 1);
    assert.equal(kept('uncertain'), 8);
    assert.ok(probabilities(scenario('confident'))[0] > 0.99);
    assert.ok(probabilities(scenario('uncertain'))[0] < 0.25);
  });
});

describe('the long tail', () => {
  const tail = longTail();

  it('has 50,257 tokens with texts of their own, to be read', () => {
    assert.deepEqual([tail.tokens.length, tail.logits.length, new Set(tail.tokens).size], [50257, 50257, 50257]);
    assert.ok(tail.tokens.every((token) => /^ [a-z]{2,20}$/.test(token)));
  });

  it('holds half its mass with 1 token, 90 % with 2 and 99 % with 8, and gives none nothing', () => {
    const { tokensFor50, tokensFor90, tokensFor99, nonZero, top1 } = ls.metrics({ logits: tail.logits });
    assert.deepEqual([tokensFor50, tokensFor90, tokensFor99, nonZero], [1, 2, 8, 50257]);
    assert.deepEqual([tail.tokens[top1.id], percent(top1.probability)], [' mat', '86.2']);
  });

  it('begins as mat.csv does', () => {
    const mat = scenario('mat');
    const ranked = [...tail.logits.keys()].sort((a, b) => tail.logits[b] - tail.logits[a] || mat.tokens.indexOf(tail.tokens[a]) - mat.tokens.indexOf(tail.tokens[b]));
    assert.deepEqual(ranked.slice(0, 30).map((id) => [tail.tokens[id], tail.logits[id]]), mat.tokens.map((token, i) => [token, mat.logits[i]]));
    assert.equal(tail.context, mat.context);
  });

  it('falls for ever more slowly, as far as the rarest tokens, which lie lower still', () => {
    const sorted = Float64Array.from(tail.logits).sort().reverse();
    const fall = (from, to) => sorted[from - 1] - sorted[to - 1];
    assert.ok(fall(31, 310) > fall(310, 3100) && fall(310, 3100) > fall(3100, 31000));
    assert.ok(fall(40000, 50257) > fall(20000, 30000));
    assert.ok(fall(1, 50257) > 20 && fall(1, 50257) < 30);
  });

  it('is a table that is read as itself', () => {
    const { tokens, logits, context } = ls.parseCsv(longTailCsv());
    assert.deepEqual([tokens, logits, context], [tail.tokens, tail.logits, tail.context]);
  });
});
