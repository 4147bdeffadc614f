// The examples that run in Node, as dist/ ships them. The pages among them are played in tests/browser.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { load } from '../../dist/logitscope.mjs';

const path = (name) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const table = (...args) => spawnSync(process.execPath, [path('dist/examples/table.mjs'), ...args], { encoding: 'utf8' });

describe('table.mjs', () => {
  it('prints what three samplers keep of a table', () => {
    const { stdout, status } = table(path('public/scenarios/cat.csv'));
    assert.equal(status, 0);
    assert.deepEqual(stdout.trim().split('\n').map((line) => line.replace(/,.*/, '')), [
      'The cat is …', 'top-k 3    keeps 3 of 5', 'top-p 0.9  keeps 4 of 5', 'min-p 0.1  keeps 5 of 5',
    ]);
    assert.match(stdout, /: sleeping 49\.7 %, eating 30\.1 %, playing 20\.2 %/);
  });

  it('says in a sentence what is wrong with a table, and which it wants', () => {
    const broken = table(path('README.md'));
    assert.deepEqual([broken.status, broken.stdout], [1, '']);
    assert.match(broken.stderr, /^Row 1.*\n$/);
    assert.match(table('nowhere.csv').stderr, /^ENOENT.*nowhere\.csv/);
    assert.deepEqual([table().status, table().stderr.trim()], [2, 'Which table? node table.mjs FILE.csv, with the columns token and logit.']);
  });
});

it('every example is short, and its first lines say what it is', () => {
  for (const name of readdirSync(path('public/examples')).filter((file) => /\.(mjs|html)$/.test(file))) {
    const text = readFileSync(path(`public/examples/${name}`), 'utf8');
    assert.ok(text.split('\n').length <= 70, name);
    assert.match(text, name.endsWith('.mjs') ? /^\/\/ [A-Z]/ : /<title>[A-Z]/, name);
  }
});

it('what the post says in its own words, for readers without scripts, is so', async () => {
  const ls = await load();
  const of = (name, ...chain) => ls.run({ ...ls.parseCsv(readFileSync(path(`public/scenarios/${name}.csv`))), chain });
  const post = readFileSync(path('public/examples/blog.html'), 'utf8');
  const { candidates, metrics } = of('cat', { kind: 'topP', p: 0.8 });
  assert.deepEqual([metrics.before.nonZero, candidates.ids.length], [5, 3]);
  const held = [...of('cat').candidates.probabilities].slice(0, 3).reduce((sum, p) => sum + p);
  assert.ok(post.includes(`Of five tokens three stay: they hold ${ls.format(held, 'percent')}.`));
  assert.ok(of('weather', { kind: 'temperature', temperature: 0.3 }).candidates.probabilities[0] > 0.98);
});

it('the programs of the README run as they stand there', async () => {
  const programs = [...readFileSync(path('README.md'), 'utf8').matchAll(/```js\n([^]*?)```/g)].map(([, program]) => program);
  const alone = programs.filter((program) => !/localhost|wasmUrl/.test(program));
  assert.equal(programs.length - alone.length, 2, 'those that ask a server, or need a bundler');
  const program = `${alone.join('')}\nconsole.log(text, stopReason);`.replaceAll("'./dist/", `'${new URL('../../dist/', import.meta.url)}`);
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8', cwd: path('.') });
  assert.equal(status, 0, stderr);
  const [first, second] = stdout.split('\n');
  const { picked } = (await load()).run({
    tokens: ['sleeping', 'eating', 'playing'], logits: [2.8, 2.3, 1.9], chain: [{ kind: 'temperature', temperature: 0.7 }, { kind: 'topP', p: 0.9 }], seed: 42,
  });
  assert.equal(first, `${picked.token} ${picked.probability}`);
  assert.ok(second.length > 0);
});
