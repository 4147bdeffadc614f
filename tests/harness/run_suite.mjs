// Runs one suite of the table and says what came of it.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runChild } from './child.mjs';
import { parseDoctest } from './doctest.mjs';

const kReporter = fileURLToPath(new URL('node_reporter.mjs', import.meta.url));
const kDefaultSeconds = 120;

const kinds = { doctest: runDoctest, node: runNode, check: runCheck };

/// [missing] is the sentence that says why it cannot run, or empty.
/// Returns { name, passed, failed, skipped, failures, seconds, output, reason }. A suite that crashes, is
/// late or runs no test has failed, whatever it says of itself.
export async function runSuite(suite, { root, missing = '' }) {
  const start = performance.now();
  const result = missing ? skip(suite, root, missing) : await kinds[suite.kind](suite, root);
  return { name: suite.name, reason: '', output: '', failures: [], ...result, seconds: (performance.now() - start) / 1000 };
}

// How many tests there would have been is known from the source only, and then only roughly: a test
// in a loop counts once. What matters is that it is not zero.
function skip(suite, root, reason) {
  const sources = suite.kind === 'node' ? expand(suite.files, root).map((file) => readFileSync(file, 'utf8')) : [];
  const found = sources.join('\n').match(/^\s*(?:test|it)\(/gm)?.length ?? 0;
  return { passed: 0, failed: 0, skipped: Math.max(1, found), reason };
}

async function runDoctest(suite, root) {
  const child = await start(suite, root, [...suite.command, '--no-colors']);
  return judge(parseDoctest(child.output), child);
}

async function runCheck(suite, root) {
  const child = await start(suite, root, suite.command);
  const hasPassed = child.code === 0 && !child.isLate;
  return judge({ passed: Number(hasPassed), failed: Number(!hasPassed), skipped: 0, failures: hasPassed ? [] : [suite.name] }, child);
}

async function runNode(suite, root) {
  const files = expand(suite.files, root);
  if (files.length === 0) return fail('there is no test file', `no file matches ${suite.files.join(' ')}\n`);
  const folder = await mkdtemp(join(tmpdir(), 'logitscope-test-'));
  const counts = join(folder, 'counts.json');
  const child = await start(suite, root, [
    'node', '--test',
    // One file at a time: two browsers at once on two cores miss each other's time limits.
    ...(suite.cores === 2 ? ['--test-concurrency=1'] : []),
    '--test-reporter=spec', '--test-reporter-destination=stdout',
    `--test-reporter=${kReporter}`, `--test-reporter-destination=${counts}`,
    ...files,
  ]);
  const written = existsSync(counts) ? readFileSync(counts, 'utf8') : '';
  await rm(folder, { recursive: true, force: true });
  return judge(written ? JSON.parse(written) : null, child);
}

function start(suite, root, [program, ...args]) {
  return runChild(program === 'node' ? process.execPath : program, args, {
    cwd: root,
    // Node's runner refuses to start inside another of its runs unless this is taken away.
    env: { NODE_TEST_CONTEXT: undefined, ...suite.env },
    seconds: suite.seconds ?? kDefaultSeconds,
  });
}

function judge(counts, { code, signal, output, isLate }) {
  if (isLate) return withFailure(counts, 'it was not done within its limit', output);
  if (!counts) return fail(signal ? `it was ended by ${signal}` : `it ended with code ${code} and without a count`, output);
  if (counts.passed + counts.failed + counts.skipped === 0) return fail('it ran no test', output);
  // A sanitizer complains after the last test and says so by the exit code alone.
  if (code !== 0 && counts.failed === 0) return withFailure(counts, signal ? `it was ended by ${signal}` : `it ended with code ${code}`, output);
  return { ...counts, output };
}

function fail(why, output) {
  return withFailure({ passed: 0, failed: 0, skipped: 0, failures: [] }, why, output);
}

function withFailure(counts, why, output) {
  const { passed = 0, failed = 0, skipped = 0, failures = [] } = counts ?? {};
  return { passed, failed: failed + 1, skipped, failures: [...failures, `(the suite itself: ${why})`], output };
}

function expand(patterns, root) {
  return patterns.flatMap((pattern) => {
    const folder = join(root, dirname(pattern));
    if (!existsSync(folder)) return [];
    const escaped = basename(pattern).split('*').map((text) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
    const expression = new RegExp(`^${escaped.join('.*')}$`);
    return readdirSync(folder).filter((name) => expression.test(name)).sort().map((name) => join(folder, name));
  });
}
