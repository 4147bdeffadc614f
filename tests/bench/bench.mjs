// npm run bench: what each chain costs, natively and as wasm, as ratios within one run.
//
// The core's own bench runs in both builds; its times are divided by one pass of exponentials, or one search
// for the largest, over the same logits. Then the functions, as a page calls them, against the JavaScript that a
// page's author would write instead, and against the sampler of a package, where one is installed: here, or in the
// node_modules that --peers names. With --readme the table goes into README.md, between its two marks.

import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from '../../cmake/build.mjs';
import { projectDir } from '../../cmake/provision/paths.mjs';
import { provision } from '../../cmake/provision/index.mjs';
import { orSayWhy } from '../../cmake/provision/problem.mjs';
import { findPeers } from './peers.mjs';
import { leastRatio } from './rows.mjs';

const at = (path) => join(projectDir, path);

/** Rows of one build: { size, shape, max, exp, [chain]: microseconds }. */
function rowsOf(command) {
  const { status, stdout, stderr } = spawnSync(command[0], command.slice(1), { encoding: 'utf8', maxBuffer: 1 << 24 });
  if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}: ${stderr}`);
  return stdout.trim().split('\n').map((line) => JSON.parse(line));
}

const isChain = (name) => !['size', 'shape', 'max', 'exp'].includes(name);
const sizes = (rows) => [...new Set(rows.map(({ size }) => size))];

/** The worst of the three shapes, as a multiple of one pass. */
const worst = (rows, size, chain, pass) => Math.max(...rows.filter((row) => row.size === size).map((row) => row[chain] / row[pass]));

const table = (header, lines) => [header, header.map((_, i) => (i === 0 ? '---' : '--:')), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

function coreTable(rows) {
  const chains = Object.keys(rows[0]).filter(isChain);
  return table(['chain', ...sizes(rows).map((size) => size.toLocaleString('en-US'))], chains.map((chain) => {
    const pass = chain.startsWith('top-k 40') ? 'max' : 'exp';
    return [`${chain}, in ${pass === 'max' ? 'max passes' : 'passes of exponentials'}`, ...sizes(rows).map((size) => worst(rows, size, chain, pass).toFixed(2))];
  }));
}

// ---- against plain JavaScript

const plainRows = [
  { name: 'nucleus 0.9', ours: [{ kind: 'topP', p: 0.9 }], theirs: (logits) => plainNucleus(logits, 1, 0.9) },
  { name: 'temperature 0.8, top-p 0.95', ours: [{ kind: 'temperature', temperature: 0.8 }, { kind: 'topP', p: 0.95 }], theirs: (logits) => plainNucleus(logits, 0.8, 0.95) },
  { name: 'top-k 40', ours: [{ kind: 'topK', k: 40 }], theirs: (logits) => plainTopK(logits, 40) },
];

/** What a page's author writes: softmax, sort, cumulate, draw. */
function plainNucleus(logits, temperature, p) {
  let largest = -Infinity;
  for (const logit of logits) if (logit > largest) largest = logit;
  const weights = Array.from(logits, (logit) => Math.exp((logit - largest) / temperature));
  const sum = weights.reduce((a, b) => a + b, 0);
  const order = weights.map((weight, id) => ({ id, p: weight / sum })).sort((a, b) => b.p - a.p);
  let mass = 0;
  const kept = [];
  for (const one of order) {
    kept.push(one);
    mass += one.p;
    if (mass >= p) break;
  }
  return draw(kept, mass);
}

function plainTopK(logits, k) {
  const order = Array.from(logits, (logit, id) => ({ id, logit })).sort((a, b) => b.logit - a.logit).slice(0, k);
  const kept = order.map(({ id, logit }) => ({ id, p: Math.exp(logit - order[0].logit) }));
  return draw(kept, kept.reduce((sum, one) => sum + one.p, 0));
}

function draw(kept, mass) {
  let left = Math.random() * mass;
  for (const one of kept) {
    left -= one.p;
    if (left < 0) return one.id;
  }
  return kept.at(-1).id;
}

/** One row for each chain, { name, ours, theirs }. */
async function scriptTable(ls, corner, allSizes, rows) {
  const lines = [];
  for (const { name, ours, theirs } of rows) {
    const sampler = ls.createSampler({ chain: ours, seed: 1 });
    const cells = [];
    for (const size of allSizes) {
      const ratio = await leastRatio(size, (logits) => sampler.sample(logits), theirs);
      cells.push(`${ratio < 10 ? ratio.toFixed(1) : ratio.toFixed(0)}×`);
    }
    sampler.dispose();
    lines.push([name, ...cells]);
  }
  return table([corner, ...allSizes.map((size) => size.toLocaleString('en-US'))], lines);
}

function peersFolder() {
  const place = process.argv.indexOf('--peers');
  return place < 0 ? at('node_modules') : resolve(process.argv[place + 1]);
}

await orSayWhy(async () => {
  await provision(['toolchain', 'sources', 'npm']);
  await build({ targets: ['bench-native', 'bench-wasm', 'dist'] });
});
const native = rowsOf([at('build/native-release/tests/logitscope_bench')]);
const wasm = rowsOf([process.execPath, at('build/web/tests/logitscope_bench.cjs')]);
const { load } = await import('../../dist/logitscope.mjs');
const ls = await load();
const peers = await findPeers(peersFolder());
const text = [
  'Natively, the worst of a peaked, a model-shaped and a flat row, by size of the vocabulary:', coreTable(native),
  'As WebAssembly in Node:', coreTable(wasm),
  'The functions in Node, how many times as fast as softmax, sort and cumulate in plain JavaScript; the least of the three shapes:',
  await scriptTable(ls, 'from a script', sizes(native), plainRows),
  ...(peers ? [`The same against the sampler of ${peers.name}:`, await scriptTable(ls, 'from a script', sizes(native), peers.rows)] : []),
].join('\n\n');
console.log(`\n${text}\n`);

if (process.argv.includes('--readme')) {
  const readme = readFileSync(at('README.md'), 'utf8');
  writeFileSync(at('README.md'), readme.replace(/(<!-- bench -->\n)[^]*(<!-- \/bench -->)/, (_, opening, closing) => `${opening}\n${text}\n\n${closing}`));
}
