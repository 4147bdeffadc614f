// A long text is learnt while the page goes on.

import assert from 'node:assert/strict';
import { read, useFile } from '../hands.mjs';
import { openPage, testOnce } from '../site.mjs';

/// Words enough for a vocabulary, in sentences that differ.
function longText(megabytes, name) {
  const words = Array.from({ length: 5000 }, (_, i) => `${name}${i.toString(36)}`);
  const parts = [];
  for (let i = 0, length = 0; length < megabytes * 2 ** 20; ++i) {
    const sentence = `The ${words[(i * 7919) % 5000]} saw the ${words[(i * 104729) % 5000]} and the ${words[(i * i) % 5000]}.\n`;
    parts.push(sentence);
    length += sentence.length;
  }
  return parts.join('');
}

/// Counts the page's own turns, and how long the longest was; notes every sentence beside the prompt.
const watch = (page) => page.evaluate(() => {
  const seen = { turns: 0, longest: 0, notes: [] };
  globalThis.seen = seen;
  let last = performance.now();
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    const now = performance.now();
    seen.longest = Math.max(seen.longest, now - last);
    seen.turns += 1;
    last = now;
    channel.port2.postMessage(0);
  };
  channel.port2.postMessage(0);
  const note = document.querySelector('#ask-note');
  new MutationObserver(() => seen.notes.push(note.textContent)).observe(note, { childList: true, characterData: true, subtree: true });
});

testOnce('learning megabytes says how far it is, and the page goes on', async () => {
  const page = await openPage();
  await watch(page);
  await useFile(page, 'long.txt', longText(4, 'w'));
  await page.waitFor(() => document.querySelector('#source').textContent.includes('long.txt'), { timeout: 120000 });
  const seen = await page.evaluate(() => globalThis.seen);
  assert.ok(seen.notes.some((note) => /^Learning long\.txt: \d+ %$/.test(note)), seen.notes.join('; '));
  assert.equal(seen.notes.at(-1), 'A small model has learnt long.txt.');
  // In one piece it would have been a single turn.
  assert.ok(seen.turns > 50, `${seen.turns} turns`);
});

testOnce('a second text takes the place of the one that is being learnt', async () => {
  const page = await openPage();
  await watch(page);
  await useFile(page, 'first.txt', longText(6, 'w'));
  await page.waitFor(() => /^Learning first\.txt: \d+ %$/.test(document.querySelector('#ask-note').textContent), { timeout: 60000 });
  await useFile(page, 'second.txt', 'The ship sailed to Trieste. '.repeat(20));
  await page.waitFor(() => document.querySelector('#source').textContent.includes('second.txt'), { timeout: 60000 });
  await new Promise((resolve) => { setTimeout(resolve, 500); });
  const { notes } = await page.evaluate(() => globalThis.seen);
  assert.ok(!notes.includes('A small model has learnt first.txt.'));
  assert.match((await read(page)).source, /second\.txt/);
});
