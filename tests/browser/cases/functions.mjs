// The functions in a page of somebody else's: both wasm files, one after the other.

import assert from 'node:assert/strict';
import test from 'node:test';
import { load } from '../../../dist/logitscope.mjs';
import { visit, writeToSite } from '../site.mjs';

/// Runs in the page, and here.
async function use(ls) {
  const { picked } = ls.run({ logits: [2.8, 2.3, 1.9], chain: [{ kind: 'topP', p: 0.9 }], seed: 42 });
  const model = await ls.trainNgram('The cat is sleeping.\n---\nThe dog is eating the cat.', { order: 3 });
  const { text } = await ls.generate(model, { prompt: 'The', seed: 7, maxNewTokens: 8 });
  const { sequences } = await ls.beamSearch(model, { prompt: 'The', numBeams: 3, maxNewTokens: 4 });
  return { picked, text, sequences };
}

test('a page runs a chain, trains a model, generates and searches, with the figures that Node has', async () => {
  await writeToSite('functions.html', '<!doctype html><title>x</title><link rel="icon" href="data:,">');
  const page = await visit('functions.html');
  const found = await page.evaluate(`(async () => {
    const { load } = await import('./logitscope/logitscope.mjs');
    return (${use})(await load());
  })()`);
  assert.deepEqual(found, JSON.parse(JSON.stringify(await use(await load()))));
});
