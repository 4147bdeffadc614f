// The fields in which a reader types a value. Played without the picture: nothing here needs it, frames take time, and
// so it is proven that everything can be set without it.

import assert from 'node:assert/strict';
import test from 'node:test';
import { column, kTemperature, kTopK, kTopP, leaveField, press, read, setNumber, typeInto } from '../hands.mjs';
import { kBare, openPage, testOnce } from '../site.mjs';

/// Types [bad] where [good] stands and expects a sentence with each of [words], the old figures, and [good] back.
async function refuses(page, stage, { good, bad, words }) {
  await setNumber(page, stage, good);
  const before = await read(page);
  assert.deepEqual([before.controls[stage].error, before.controls[stage].isInvalid], ['', false], `${good} is fine`);
  await setNumber(page, stage, bad);
  const now = await read(page);
  const { error, isInvalid } = now.controls[stage];
  assert.ok(isInvalid, `"${bad}" is marked`);
  for (const word of words) assert.ok(error.includes(word), `"${error}" says ${word}`);
  assert.deepEqual([now.rows, now.sentence], [before.rows, before.sentence], `"${bad}" leaves the figures`);
  await leaveField(page);
  const left = await read(page);
  assert.deepEqual([left.controls[stage].number, left.controls[stage].error, left.controls[stage].isInvalid], [good, '', false]);
}

test('a temperature below 0 is refused at the field, which takes its last good value back', async () => {
  const page = await openPage({ options: kBare });
  await refuses(page, kTemperature, { good: '0.7', bad: '-1', words: ['temperature', '-1', 'from 0'] });
});

testOnce('a top-p above 1 is refused at the field', async () => {
  const page = await openPage({ options: kBare });
  // On its way to 1.5 the field passes 1, which is good.
  await refuses(page, kTopP, { good: '1', bad: '1.5', words: ['topP', '1.5', 'up to 1'] });
});

testOnce('a top-p of 0 is refused at the field', async () => {
  const page = await openPage({ options: kBare });
  await refuses(page, kTopP, { good: '0.6', bad: '0', words: ['topP', 'greater than 0'] });
});

testOnce('an empty field and half a number are refused and change nothing', async () => {
  const page = await openPage({ options: kBare });
  await refuses(page, kTemperature, { good: '2', bad: '', words: ['temperature', 'from 0'] });
  await refuses(page, kTopK, { good: '3', bad: '-', words: ['whole number'] });
});

testOnce('a fraction of a token is refused by top-k, more tokens than there are keep all', async () => {
  const page = await openPage({ options: kBare });
  await refuses(page, kTopK, { good: '2', bad: '2.5', words: ['2.5', 'whole number'] });
  await setNumber(page, kTopP, '1');
  await setNumber(page, kTopK, '1000');
  const said = await read(page);
  assert.equal(said.controls[kTopK].error, '');
  assert.ok(said.rows.every((row) => row.state !== 'removed'));
});

testOnce('a temperature of 0 takes the most likely token', async () => {
  const page = await openPage({ options: kBare });
  await setNumber(page, kTemperature, '0');
  const said = await read(page);
  assert.equal(said.sentence, 'The cat is sleeping');
  assert.equal(said.controls[kTemperature].error, '');
});

testOnce('three tokens of five give 49.7, 30.1 and 20.2 %, each 23.6 % more', async () => {
  const page = await openPage({ options: kBare });
  await setNumber(page, kTopP, '1');
  await setNumber(page, kTopK, '3');
  const said = await read(page);
  assert.deepEqual(column(said, 'probability'), ['40.2 %', '24.4 %', '16.3 %', '11.0 %', '8.12 %']);
  assert.deepEqual(column(said, 'after the cut'), ['49.7 %', '30.1 %', '20.2 %', '0 %', '0 %']);
  assert.deepEqual(column(said, 'change').slice(0, 3), ['+23.6 %', '+23.6 %', '+23.6 %']);
});

testOnce('seed 1 ends in "sleeping", seed 42 gives 0.639 and "eating"', async () => {
  const page = await openPage({ options: kBare });
  await typeInto(page, '#seed', '1');
  assert.equal((await read(page)).sentence, 'The cat is sleeping');
  await typeInto(page, '#seed', '42');
  const said = await read(page);
  assert.equal(said.sentence, 'The cat is eating');
  assert.match(said.note, /^The coin 0\.639 /);
});

testOnce('the button "Draw again" takes the next seed', async () => {
  const page = await openPage({ options: kBare });
  const before = await read(page);
  await press(page, '#draw-again');
  const said = await read(page);
  assert.equal(said.seed, '43');
  assert.notEqual(said.note, before.note);
});

testOnce('without a seed every draw tosses a fresh coin and the field stays empty', async () => {
  const page = await openPage({ options: kBare });
  await typeInto(page, '#seed', '');
  const coins = new Set();
  for (let i = 0; i < 5; i++) {
    await press(page, '#draw-again');
    const said = await read(page);
    assert.equal(said.seed, '');
    coins.add(said.note);
  }
  assert.ok(coins.size >= 2, [...coins].join(' '));
});

testOnce('a seed that is no whole number is refused at its field and the coin stays', async () => {
  const page = await openPage({ options: kBare });
  const before = await read(page);
  await typeInto(page, '#seed', '42.5');
  const now = await read(page);
  assert.match(now.seedError, /seed.*42\.5.*whole number/);
  assert.equal(now.note, before.note);
  await leaveField(page);
  const left = await read(page);
  assert.deepEqual([left.seed, left.seedError], ['42', '']);
});
