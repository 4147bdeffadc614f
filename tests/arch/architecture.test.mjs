// The architecture, held by a test: who includes whom, what a file may hold, and that no list forgets a file.

import assert from 'node:assert/strict';
import test from 'node:test';
import { randomInc } from '../golden/make_random_inc.mjs';
import { kRules, wrongIncludes } from './include_rules.mjs';
import { kSourceRules } from './source_rules.mjs';
import { stagesOf, unfinishedStages, unlistedSources } from './lists.mjs';
import { readTree } from './tree.mjs';

const tree = readTree();
const exists = (path) => tree.has(path);
const isCpp = (path) => /\.(cpp|h|def)$/.test(path);

const allIsWell = (sentences) => assert.equal(sentences.join('\n'), '');

for (const rule of kRules) {
  test(`${rule.name} includes only what it may know`, () => {
    const paths = [...tree.keys()].filter((path) => isCpp(path) && kRules.find((r) => r.in.test(path)) === rule);
    allIsWell(paths.flatMap((path) => wrongIncludes(path, tree.get(path), exists)));
  });
}

test('the rules see the files that they are about', () => {
  for (const rule of kRules.filter(({ name }) => name !== 'shell')) {
    assert.ok([...tree.keys()].some((path) => isCpp(path) && rule.in.test(path)), `no file in ${rule.name}`);
  }
});

for (const rule of kSourceRules) {
  test(`no file breaks the rule ${rule.name}`, () => {
    // The rules' own tests quote what they forbid.
    const paths = [...tree.keys()].filter((path) => !path.startsWith('tests/arch/'));
    allIsWell(paths.flatMap((path) => rule(path, tree.get(path))));
  });
}

test('every source file is in the list that builds it', () => {
  allIsWell(unlistedSources(tree));
});

test('every stage of the table has its file and its tests', () => {
  assert.ok(stagesOf(tree.get('core/include/logitscope/stage_table.def')).length >= 4);
  allIsWell(unfinishedStages(tree));
});

test('the golden figures in C++ are those of the JSON', () => {
  assert.equal(tree.get('tests/golden/random.inc'), randomInc(tree.get('tests/golden/random.json')));
});

test('package-lock.json names no registry', () => {
  for (const [name, entry] of Object.entries(JSON.parse(tree.get('package-lock.json')).packages)) {
    assert.equal(entry.resolved, undefined, name);
    if (name) assert.match(entry.integrity, /^sha512-/, name);
  }
});
