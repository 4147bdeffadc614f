// Splits a linked module in two: what every caller needs, and what only some classes of its bindings reach, which is
// loaded when one of them is first used.
//
//   node cmake/split_wasm.mjs --binaryen DIR --classes JsBeams,JsNgram whole.wasm first.wasm second.wasm
//
// The second shares memory and tables with the first and imports its functions by names that begin with a hash of both, so
// that the halves of two builds do not join. The whole is linked with --profiling-funcs: a function is known by its name.

import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

// What LLVM 21 takes for granted, and SIMD: a module does not say which of them it uses.
const kFeatures = ['bulk-memory', 'bulk-memory-opt', 'call-indirect-overlong', 'multivalue', 'mutable-globals', 'nontrapping-float-to-int', 'reference-types', 'sign-ext', 'simd']
  .map((name) => `--enable-${name}`);

/**
 * The functions that nobody reaches but through a method of [classes], by name.
 * @param {string} graph calls as wasm-opt --print-call-graph writes them, in DOT
 * @param {string[]} classes
 */
export function reachedOnlyThrough(classes, graph) {
  /** @type {Map<string, string[]>} */
  const calls = new Map();
  const entries = [];
  // Two spaces: the key of the drawing, which names no function, has four.
  for (const [, from, to] of graph.matchAll(/^ {2}"(.*)" -> "(.*)";/gm)) calls.set(from, [...(calls.get(from) ?? []), to]);
  for (const [, name, style] of graph.matchAll(/^ {2}"(.*)" \[(style="filled.*)\]/gm)) {
    if (!calls.has(name)) calls.set(name, []);
    // Rounded is what a table holds, gray what is exported: somebody outside may call it.
    if (/rounded|gray/.test(style)) entries.push(name);
  }
  const isMethod = (name) => classes.some((kind) => new RegExp(`^(\\w+::|\\(anonymous namespace\\)::)*${kind}::\\w+\\(`).test(name));
  const reached = new Set();
  const queue = entries.filter((name) => !isMethod(name));
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    queue.push(...(calls.get(name) ?? []).filter((callee) => !isMethod(callee)));
  }
  // A function without a name is known by its number, which may be another's later.
  return [...calls.keys()].filter((name) => !reached.has(name) && !/^\d+$/.test(name));
}

function split(binaryen, classes, [whole, first, second]) {
  const folder = mkdtempSync(join(tmpdir(), 'logitscope-split-'));
  const tool = (name, args) => {
    const { status, stdout, stderr, error } = spawnSync(join(binaryen, 'bin', name), args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
    if (status !== 0) throw new Error(`${name} failed: ${error?.message ?? stderr.slice(0, 2000)}`);
    return stdout;
  };
  try {
    const names = reachedOnlyThrough(classes, tool('wasm-opt', [...kFeatures, whole, '--print-call-graph', '-o', join(folder, 'same')]));
    for (const kind of classes) {
      if (!names.some((name) => name.includes(`${kind}::`))) throw new Error(`No method of ${kind} is in ${whole}: is it linked with --profiling-funcs?`);
    }
    writeFileSync(join(folder, 'names'), names.join('\n'));
    const hash = createHash('sha256').update(readFileSync(whole)).digest('hex').slice(0, 6);
    const halves = ['first', 'second'].map((name) => join(folder, name));
    tool('wasm-split', [...kFeatures, whole, `--split-funcs=@${join(folder, 'names')}`, '--no-placeholders', '--import-namespace=first', `--export-prefix=${hash}`, '-o1', halves[0], '-o2', halves[1]]);
    [first, second].forEach((path, i) => {
      mkdirSync(dirname(path), { recursive: true });
      tool('wasm-opt', [...kFeatures, halves[i], '--strip-debug', '--strip-producers', '-o', path]);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { binaryen: { type: 'string' }, classes: { type: 'string' } } });
  split(values.binaryen, values.classes.split(','), positionals);
}
