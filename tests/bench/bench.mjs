// npm run bench: what each chain costs, natively and as wasm, as ratios within one run.
//
// The core's own bench runs in both builds; its times are divided by one pass of exponentials, or one search
// for the largest, over the same logits. Then the functions, as a page calls them, against the JavaScript that a
// page's author would write instead. With --readme the table goes into README.md, between its two marks.

import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from '../../cmake/build.mjs';
import { projectDir } from '../../cmake/provision/paths.mjs';
import { provision } from '../../cmake/provision/index.mjs';

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

const chains = {
  'nucleus 0.9': { ours: [{ kind: 'topP', p: 0.9 }], theirs: (logits) => plainNucleus(logits, 1, 0.9) },
  'temperature 0.8, top-p 0.95': { ours: [{ kind: 'temperature', temperature: 0.8 }, { kind: 'topP', p: 0.95 }], theirs: (logits) => plainNucleus(logits, 0.8, 0.95) },
  'top-k 40': { ours: [{ kind: 'topK', k: 40 }], theirs: (logits) => plainTopK(logits, 40) },
};

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

/** A normal number. */
const bell = () => Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
const shapes = {
  peaked: (place) => (place === 0 ? 30 : bell()),
  model: (place) => Math.max(14 - 2.2 * Math.log(1 + place), -2 + 2 * bell()),
  flat: () => 0.01 * Math.random(),
};

function makeLogits(shape, size) {
  const logits = new Float32Array(size);
  for (let i = 0; i < size; ++i) logits[(i * 100003) % size] = shapes[shape](i);
  return logits;
}

function medianTime(work, rounds) {
  const times = [];
  for (let i = 0; i < rounds; ++i) {
    const start = performance.now();
    work();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[rounds >> 1];
}

async function scriptTable(allSizes) {
  const { load } = await import('../../dist/logitscope.mjs');
  const ls = await load();
  const lines = Object.entries(chains).map(([name, { ours, theirs }]) => {
    const sampler = ls.createSampler({ chain: ours, seed: 1 });
    const cells = allSizes.map((size) => {
      const ratios = Object.keys(shapes).map((shape) => {
        const logits = makeLogits(shape, size);
        for (let i = 0; i < 3; ++i) { sampler.sample(logits); theirs(logits); }
        return medianTime(() => theirs(logits), 7) / medianTime(() => sampler.sample(logits), 41);
      });
      return `${Math.min(...ratios).toFixed(0)}×`;
    });
    sampler.dispose();
    return [`${name}, how much faster than plain JavaScript`, ...cells];
  });
  return table(['from a script', ...allSizes.map((size) => size.toLocaleString('en-US'))], lines);
}

await provision(['toolchain', 'sources', 'npm']);
await build({ targets: ['bench-native', 'bench-wasm', 'dist'] });
const native = rowsOf([at('build/native-release/tests/logitscope_bench')]);
const wasm = rowsOf([process.execPath, at('build/web/tests/logitscope_bench.cjs')]);
const text = [
  'Natively, the worst of a peaked, a model-shaped and a flat row, by size of the vocabulary:', coreTable(native),
  'As WebAssembly in Node:', coreTable(wasm),
  'The functions in Node, against softmax, sort and cumulate in plain JavaScript; the least of the three shapes:', await scriptTable(sizes(native)),
].join('\n\n');
console.log(`\n${text}\n`);

if (process.argv.includes('--readme')) {
  const readme = readFileSync(at('README.md'), 'utf8');
  writeFileSync(at('README.md'), readme.replace(/(<!-- bench -->\n)[^]*(<!-- \/bench -->)/, (_, opening, closing) => `${opening}\n${text}\n\n${closing}`));
}
