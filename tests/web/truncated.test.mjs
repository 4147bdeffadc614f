// truncated(): what is known of a list of likely tokens, from a script.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { modules } from './modules.mjs';

const logProbabilities = [0.5, 0.2, 0.1].map(Math.log);
const isNear = (a, b) => assert.ok(a === b || Math.abs(a - b) < 1e-14, `${a} is not ${b}`);

for (const [name, { load }] of Object.entries(modules)) {
  describe(name, async () => {
    const ls = await load();

    it('gives the rest, and intervals with both ends', () => {
      const view = ls.truncated({ logProbabilities, vocabularySize: 7, temperature: 0.5 });
      isNear(view.rest, 0.2);
      isNear(view.probabilities[0][0], 0.25 / 0.32);
      isNear(view.probabilities[0][1], 0.25 / 0.31);
      isNear(view.restAfter[1], 0.02 / 0.32);
      assert.deepEqual([view.surelyKept, view.possiblyKept, view.probabilities.length], [3, 3, 3]);
    });

    it('is exact where nothing depends on what was not seen', () => {
      const { probabilities } = ls.truncated({ logProbabilities: Float64Array.from(logProbabilities), temperature: 0.7, k: 2 });
      for (const [low, high] of probabilities) isNear(low, high);
    });

    it('is exact again where min-p leaves no room for what was not seen', () => {
      const { probabilities, restAfter } = ls.truncated({ logProbabilities, minP: 0.3 });
      for (const end of probabilities[0]) isNear(end, 0.5 / 0.7);
      assert.deepEqual([probabilities[2], restAfter], [[0, 0], [0, 0]]);
    });

    it('has no upper end of the entropy where nobody knows how many tokens there are', () => {
      assert.equal(ls.truncated({ logProbabilities }).entropy[1], Infinity);
      assert.ok(ls.truncated({ logProbabilities, vocabularySize: 50257 }).entropy[1] < 6);
    });

    it('refuses in sentences, by the name of what is wrong', () => {
      const refusals = {
        'list is missing': undefined,
        'logProbabilities is missing; allowed: a Float32Array': {},
        'logProbabilities is empty': { logProbabilities: [] },
        'logProbabilities[1] is "x"; allowed': { logProbabilities: [-1, 'x'] },
        'logProbabilities[0] is 2; allowed: up to 0': { logProbabilities: [2] },
        'temperature is "hot"; allowed: from 0': { logProbabilities, temperature: 'hot' },
        'p is 1.5; allowed: greater than 0': { logProbabilities, p: 1.5 },
        'minP is 2; allowed: 0 to 1': { logProbabilities, minP: 2 },
        'k is -1; allowed: a whole number from 0': { logProbabilities, k: -1 },
        'vocabularySize is 2; allowed: a whole number from 3': { logProbabilities, vocabularySize: 2 },
        'logProbabilities leave 20.0 % to tokens': { logProbabilities, vocabularySize: 4 },
      };
      for (const [message, list] of Object.entries(refusals)) {
        assert.throws(() => ls.truncated(list), (error) => error.name === 'LogitscopeError' && error.message.startsWith(message), message);
      }
    });
  });
}
