// Which functions go into the second wasm file: cmake/split_wasm.mjs over call graphs small enough to draw.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { reachedOnlyThrough } from '../../cmake/split_wasm.mjs';

/** As wasm-opt writes a graph: plain, exported, or in a table; then who calls whom. */
const graph = (nodes, calls) => [
  'digraph call {',
  ...nodes.map(([name, how]) => `  "${name}" [style="filled${how === 'table' ? ', rounded"' : `", fillcolor="${how === 'export' ? 'gray' : 'white'}"`}];`),
  ...calls.map(([from, to]) => `  "${from}" -> "${to}"; // call`),
  '}',
].join('\n');

describe('the second part', () => {
  it('holds the methods of its classes and what they alone call, at any distance', () => {
    const nodes = [['main', 'export'], ['core::JsBeams::start(int)', 'table'], ['search()'], ['sort()'], ['run()']];
    const calls = [['main', 'run()'], ['core::JsBeams::start(int)', 'search()'], ['search()', 'sort()']];
    assert.deepEqual(reachedOnlyThrough(['JsBeams'], graph(nodes, calls)), ['core::JsBeams::start(int)', 'search()', 'sort()']);
  });

  it('leaves what others call too', () => {
    const nodes = [['main', 'export'], ['JsBeams::start(int)', 'table'], ['sort()']];
    const calls = [['main', 'sort()'], ['JsBeams::start(int)', 'sort()']];
    assert.deepEqual(reachedOnlyThrough(['JsBeams'], graph(nodes, calls)), ['JsBeams::start(int)']);
  });

  it('leaves what a table holds: anybody may call that', () => {
    const nodes = [['JsBeams::start(int)', 'table'], ['compare()', 'table']];
    assert.deepEqual(reachedOnlyThrough(['JsBeams'], graph(nodes, [['JsBeams::start(int)', 'compare()']])), ['JsBeams::start(int)']);
  });

  // Whoever registers or deletes a machine does so before the second part is there.
  it('leaves what only bears the name of a class', () => {
    const nodes = [['void destroy<JsBeams>(JsBeams*)', 'table'], ['JsBeamsOther::start(int)', 'table'], ['(anonymous namespace)::JsBeams::start(int)', 'table']];
    assert.deepEqual(reachedOnlyThrough(['JsBeams'], graph(nodes, [])), ['(anonymous namespace)::JsBeams::start(int)']);
  });

  it('leaves functions without a name', () => {
    const nodes = [['JsBeams::start(int)', 'table'], ['17'], ['help()']];
    const calls = [['JsBeams::start(int)', '17'], ['17', 'help()']];
    assert.deepEqual(reachedOnlyThrough(['JsBeams'], graph(nodes, calls)), ['JsBeams::start(int)', 'help()']);
  });
});
