// The same core, compiled twice: what a reader sees in the browser is what the sanitizers have checked.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';

const lines = (...command) => execFileSync(command[0], command.slice(1), { encoding: 'utf8', maxBuffer: 1 << 26 }).trimEnd().split('\n');

test('native and wasm pick the same token and agree to 1e-9, over 3,000 random chains in every dialect', () => {
  const native = lines('build/native/tests/logitscope_agree');
  const wasm = lines(process.execPath, 'build/web/tests/logitscope_agree.cjs');
  assert.equal(native.length, 3000);
  assert.equal(wasm.length, native.length);
  native.forEach((line, i) => {
    // Whatever stands between numbers is the same; so are the ids, which are whole.
    const split = (text) => text.split(/(?<=[: ])/);
    const [a, b] = [split(line), split(wasm[i])];
    assert.equal(a.length, b.length, `case ${i}`);
    a.forEach((part, k) => {
      if (part === b[k]) return;
      assert.ok(Math.abs(Number(part) - Number(b[k])) <= 1e-9, `case ${i}: ${part} and ${b[k]}`);
      assert.ok(!/^\d+:?$/.test(part), `case ${i}: the ids ${part} and ${b[k]}`);
    });
  });
});
