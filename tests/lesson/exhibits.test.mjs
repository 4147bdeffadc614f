// Errors in the wild: each shows two different things, and the right one is right.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { exhibits, readings } from '../../public/lesson/exhibits.mjs';
import { longTail } from '../../public/scenarios/long_tail.mjs';
import { html, ls, plain } from './article.mjs';

const tail = async () => [...longTail().logits];

/** As the material has it, and as it is: by hand, from samplers' sources. */
const expected = {
  seed: ['0.826, playing', '0.146, sleeping'],
  order: ['4', '2'],
  between: ['2', '1'],
  zero: ['NaN', '100.0 %'],
  still: ['55.9 %', '100.0 %'],
  crossing: ['2', '3'],
  sign: ['-1.67, more likely', '-2.40, less likely'],
  float: ['4', '3'],
  fork: ['1.5', '1.0'],
  independent: ['16.2 %', '36.0 %'],
  overflow: ['Infinity', '2.69e43'],
  fifty: ['43.2 %', '20.3 %'],
  keys: ['1 7 the a', 'the 7 a 1'],
  eta: ['0.1867', '0.0636'],
  ignored: ['5', '4'],
};

describe('exhibits', () => {
  it('are those that are expected', () => {
    assert.deepEqual(exhibits.map(({ id }) => id), Object.keys(expected));
  });

  for (const { id, wrong, right } of exhibits) {
    it(`${id}: the mistaken rule and core's differ, and both stand in the article`, async () => {
      const both = [await wrong(ls, tail), await right(ls, tail)];
      assert.deepEqual(both, expected[id]);
      assert.notEqual(both[0], both[1]);
      const [, item] = new RegExp(`data-exhibit="${id}">([^]*?)</li>`).exec(html);
      assert.deepEqual([...item.matchAll(/<td[^>]*>([^]*?)<\/td>/g)].map(([, cell]) => plain(cell)), both);
    });
  }

  it('a sign mistaken makes the token more likely indeed', () => {
    const [seen] = [-2 / 1.2, -2].map((logit) => ls.run({ logits: [logit, 0], chain: [] }).candidates.probabilities[1]);
    const [, untouched] = [-2 / 1.2, -2].map((logit) => ls.run({ logits: [logit, 0], chain: [] }).candidates.probabilities[1]);
    assert.ok(seen > untouched);
  });

  it('the arguments stand in the article', () => {
    for (const sentence of readings) assert.ok(plain(html).includes(sentence), sentence);
  });
});
