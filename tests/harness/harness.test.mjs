// A test runner that counts wrong makes every other test worthless.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parseDoctest } from './doctest.mjs';
import { printTotal, runSuites } from './run_suites.mjs';

const kRoot = fileURLToPath(new URL('..', import.meta.url));

async function runOne(suite, options = {}) {
  const lines = [];
  const print = (line) => lines.push(line);
  const [result] = await runSuites([{ name: 'sample', seconds: 20, ...suite }], { root: kRoot, print, ...options });
  const code = printTotal([result], { print });
  return { ...result, lines, code };
}

const node = (file) => ({ kind: 'node', files: [`harness/fixtures/${file}`] });

test('passing, failing, skipped and unfinished tests are told apart', async () => {
  const { passed, failed, skipped, failures, lines, code } = await runOne(node('mixed.mjs'));
  assert.deepEqual({ passed, failed, skipped, failures, code },
    { passed: 2, failed: 1, skipped: 2, failures: ['does not hold'], code: 1 });
  assert.equal(lines.at(-1), '2 passed, 1 failed, 2 skipped');
  assert.match(lines.join('\n'), /Failed:\n  sample: does not hold/);
});

test('a passing suite is one line and its sum', async () => {
  const { lines, code } = await runOne(node('passing.mjs'));
  assert.match(lines[0], /^sample +2 passed, 0 failed, 0 skipped +\d+\.\d s$/);
  assert.deepEqual([lines.length, lines[1], code], [2, '2 passed, 0 failed, 0 skipped', 0]);
});

test('a suite that crashes has failed', async () => {
  const { failed, code } = await runOne(node('crashing.mjs'));
  assert.ok(failed > 0);
  assert.equal(code, 1);
});

test('a suite that is late has failed, and what it started is gone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'logitscope-harness-'));
  const file = join(folder, 'pid');
  const { failed, failures } = await runOne({ ...node('hanging.mjs'), seconds: 2, env: { LOGITSCOPE_PID_FILE: file } });
  assert.ok(failed > 0);
  assert.match(failures.join(), /not done within its limit/);
  const pid = Number(readFileSync(file, 'utf8'));
  rmSync(folder, { recursive: true });
  if (process.platform === 'linux') assert.ok(!isAlive(pid), `process ${pid} still runs`);
});

// A killed process that nobody has waited for yet is a zombie, which is not alive.
function isAlive(pid) {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

// A program that says of itself what a doctest executable would. What follows "--" is not Node's.
const pretend = (counts, exitCode = 0) => ({
  kind: 'doctest',
  command: ['node', '-e', `console.log("[doctest] test cases: ${counts}"); process.exitCode = ${exitCode}`, '--'],
});

test('a suite without a test has failed', async () => {
  const noFile = await runOne({ kind: 'node', files: ['harness/fixtures/none*.mjs'] });
  assert.match(noFile.failures.join(), /no test file/);
  const noCase = await runOne(pretend('0 | 0 passed | 0 failed | 0 skipped'));
  assert.match(noCase.failures.join(), /ran no test/);
  assert.deepEqual([noFile.code, noCase.code], [1, 1]);
});

test('a suite that cannot run is skipped, says why, and fails only where that is forbidden', async () => {
  const { passed, skipped, failed, lines, code } = await runOne(node('mixed.mjs'), { missingFor: () => 'no browser' });
  assert.deepEqual({ passed, failed, code }, { passed: 0, failed: 0, code: 0 });
  assert.equal(skipped, 5);
  assert.match(lines[0], /\(no browser\)$/);
  assert.equal(printTotal([{ name: 'a', passed: 3, failed: 0, skipped: 1, failures: [] }], { isStrict: true, print() {} }), 1);
});

test('a program that cannot be started has failed', async () => {
  assert.equal((await runOne({ kind: 'doctest', command: ['./no-such-program'] })).failed, 1);
  assert.equal((await runOne({ kind: 'check', command: ['node', '-e', 'process.exit(3)'] })).failed, 1);
  assert.equal((await runOne({ kind: 'check', command: ['node', '-e', '0'] })).passed, 1);
});

const kDoctestOutput = `[doctest] doctest version is "2.5.3"
===============================================================================
core/a_test.cpp:3:
TEST CASE:  a rule that holds, with a message

core/a_test.cpp:4: MESSAGE: by the way
===============================================================================
core/a_test.cpp:9:
TEST CASE:  a rule that does not hold
  for zero

core/a_test.cpp:10: ERROR: CHECK( 1 == 2 ) is NOT correct!
  values: CHECK( 1 == 2 )
===============================================================================
[doctest] test cases: 12 | 10 passed |  1 failed | 1 skipped
[doctest] assertions: 30 | 29 passed | 1 failed |
[doctest] Status: FAILURE!
`;

test('doctest\'s summary is read, and a missing one is a crash', () => {
  assert.deepEqual(parseDoctest(kDoctestOutput),
    { passed: 10, failed: 1, skipped: 1, failures: ['a rule that does not hold'] });
  assert.equal(parseDoctest('ERROR: AddressSanitizer: heap-use-after-free'), null);
});

test('a sanitizer that complains after the last test makes the suite fail', async () => {
  const { passed, failed, failures } = await runOne(pretend('2 | 2 passed | 0 failed | 0 skipped', 23));
  assert.deepEqual([passed, failed], [2, 1]);
  assert.match(failures[0], /code 23/);
});
