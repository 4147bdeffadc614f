// What the page's n-gram model is trained on, in the reader's browser: public/texts/, four files, four voices.
//
//   stories.txt    short stories for children
//   facts.txt      plain statements of fact, each fact several times in other words
//   everyday.txt   recipes and everyday talk
//   programs.txt   small programs, commented: Python, JavaScript and C
//
// Every sentence was written for Logitscope, by hand, one at a time: nothing was copied, nothing was made from a
// template. A line that holds only "---" ends a document; the model learns its end token from there. A paragraph, a
// step of a recipe, a line of talk and a line of code are one line each. The files have no header, since the model
// would learn that too.
//
// The model has to answer some prompts the way a reader expects: a fact with one word, a taste with many. That is
// held here by what follows a phrase in the text.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';

const kVoices = ['stories', 'facts', 'everyday', 'programs'];
const kProse = ['stories', 'facts', 'everyday'];

const bytes = Object.fromEntries(
  kVoices.map((voice) => [voice, readFileSync(new URL(`../../public/texts/${voice}.txt`, import.meta.url))]),
);
const texts = Object.fromEntries(kVoices.map((voice) => [voice, bytes[voice].toString('utf8')]));

const documentsOf = (text) => text.split(/^---\n/m);
const words = (text) => text.split(/\s+/).filter(Boolean);
const sentencesOf = (document) => document.split(/(?<=[.!?]["')]*)\s+/).map((sentence) => words(sentence).join(' '));

/** How often each of the items occurs, as [item, count], the most frequent first. */
function countsOf(items) {
  const counts = new Map();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}

/** The eight words from every word on, document by document. */
function eightGrams(text) {
  return documentsOf(text).flatMap((document) => {
    const all = words(document);
    return all.slice(7).map((_, at) => all.slice(at, at + 8).join(' '));
  });
}

/** Which words, or which marks, follow a phrase: [next, count], the most frequent first. */
function following(phrase) {
  const all = kVoices.map((voice) => words(texts[voice]).join(' ')).join(' ');
  const pattern = new RegExp(`(?<![\\w])${phrase} ?([\\w'-]+|\\S)`, 'g');
  return countsOf([...all.matchAll(pattern)].map(([, next]) => next));
}

const sum = (counts) => counts.reduce((total, [, count]) => total + count, 0);

describe('the texts', () => {
  it('hold at least 150 kB together and 30 kB each', () => {
    for (const voice of kVoices) assert.ok(bytes[voice].length >= 30_000, `${voice}: ${bytes[voice].length} bytes`);
    assert.ok(kVoices.reduce((total, voice) => total + bytes[voice].length, 0) >= 150_000);
  });

  it('are UTF-8 without control characters', () => {
    for (const voice of kVoices) {
      const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes[voice]);
      assert.doesNotMatch(text, /[^\P{C}\n]/u, voice);
    }
  });

  it('end in one newline, and no line of prose in a space', () => {
    for (const voice of kVoices) {
      assert.match(texts[voice], /\S\n$/, voice);
      assert.doesNotMatch(texts[voice], /[ \t]$/m, voice);
    }
  });

  it('are documents between lines of ---, none of them empty', () => {
    for (const voice of kVoices) {
      const documents = documentsOf(texts[voice]);
      assert.ok(documents.length >= 50, `${voice}: ${documents.length} documents`);
      for (const document of documents) assert.match(document, /^\S[^]*\S\n$/, `${voice}: ${document.slice(0, 60)}`);
      for (const line of texts[voice].split('\n')) {
        assert.ok(line === '---' || !/^\s*[-=*_#]{2,}\s*$/.test(line), `${voice}: a separator of its own: ${line}`);
      }
    }
  });

  it('have no empty line in prose', () => {
    for (const voice of kProse) assert.doesNotMatch(texts[voice], /\n\n/, voice);
  });

  it('say no sentence twice', () => {
    const sentences = kProse.flatMap((voice) => documentsOf(texts[voice]).flatMap(sentencesOf));
    const long = sentences.filter((sentence) => words(sentence).length >= 4);
    assert.ok(long.length >= 2000, `${long.length} sentences`);
    assert.deepEqual(countsOf(long).filter(([, count]) => count > 1), []);
  });

  it('repeat at most 2 % of their eight words in a row', () => {
    const all = kVoices.flatMap((voice) => eightGrams(texts[voice]));
    const repeated = all.length - new Set(all).size;
    assert.ok(repeated <= 0.02 * all.length, `${repeated} of ${all.length}`);
  });

  it('repeat no long line of code more than three times, and no program', () => {
    const lines = texts.programs.split('\n').map((line) => words(line).join(' '));
    assert.deepEqual(countsOf(lines.filter((line) => words(line).length > 6)).filter(([, count]) => count > 3), []);
    const programs = documentsOf(texts.programs);
    assert.equal(new Set(programs).size, programs.length);
  });
});

describe('what follows a phrase', () => {
  const peaked = [
    ['The cat sat on the', 'mat', 20, 0.4, 0.75],
    ['The capital of France is', 'Paris', 8, 0.9, 1],
    ['[Tt]he capital of Germany is', 'Berlin', 6, 0.9, 1],
    ['[Tt]he capital of Italy is', 'Rome', 5, 0.9, 1],
    ['[Tt]he capital of Japan is', 'Tokyo', 4, 0.9, 1],
    ['The United States of America was founded in', '1776', 8, 0.9, 1],
    ['Once upon a time', 'there', 30, 0.6, 0.95],
    ['for i in', 'range', 45, 0.95, 1],
  ];
  for (const [phrase, next, atLeast, from, to] of peaked) {
    it(`${phrase.replace('[Tt]', 't')}: ${next}`, () => {
      const counts = following(phrase);
      const total = sum(counts);
      assert.ok(total >= atLeast, `${total} times`);
      assert.equal(counts[0][0], next);
      const share = counts[0][1] / total;
      assert.ok(share >= from && share <= to, `${next} holds ${share}`);
    });
  }

  const flat = [
    ['I like to eat', 45, 35],
    ['Add the', 120, 60],
    ['She opened the door and', 25, 12],
    ['The cat sat on the', 25, 8],
    ['was founded in', 30, 20],
    ['[Tt]he capital of', 120, 60],
    ['Tomorrow will be', 12, 8],
    ['I feel', 20, 12],
  ];
  for (const [phrase, atLeast, different] of flat) {
    it(`${phrase.replace('[Tt]', 't')}: at least ${different} words`, () => {
      const counts = following(phrase);
      assert.ok(sum(counts) >= atLeast, `${sum(counts)} times`);
      assert.ok(counts.length >= different, `${counts.length} different words`);
    });
  }

  it('tastes have no favourite', () => {
    for (const phrase of ['I like to eat', 'Add the', 'She opened the door and']) {
      const counts = following(phrase);
      assert.ok(counts[0][1] / sum(counts) <= 0.2, `${phrase} ${counts[0][0]}`);
    }
  });

  it('a prompt that begins a document has been seen to begin one', () => {
    const starts = kVoices.flatMap((voice) => documentsOf(texts[voice]));
    const beginnings = ['The cat sat on the ', 'The capital of ', 'I like to eat ', 'Once upon a time', 'The United States of America was founded in',
      'for i in range(', 'Add the ', 'She opened the door and '];
    for (const beginning of beginnings) {
      const count = starts.filter((start) => start.startsWith(beginning)).length;
      assert.ok(count >= 2, `${beginning}: ${count}`);
    }
  });
});

describe('the programs', () => {
  const programs = documentsOf(texts.programs);
  const kinds = { python: /^(# |for i in range\()/, javascript: /^\/\/ /, c: /^\/\* .* \*\/\n#include </ };
  const of = (kind) => programs.filter((program) => kinds[kind].test(program));

  it('are Python, JavaScript or C, and each says at its top what it does', () => {
    const counted = Object.keys(kinds).map((kind) => of(kind).length);
    assert.equal(counted.reduce((a, b) => a + b), programs.length);
    for (const count of counted) assert.ok(count >= 8, `${counted}`);
  });

  it('are indented by four spaces in Python and by two elsewhere', () => {
    const wrong = (program, step) => program.split('\n').filter((line) => /^ */.exec(line)[0].length % step !== 0);
    for (const program of of('python')) assert.deepEqual(wrong(program, 4), []);
    for (const program of [...of('javascript'), ...of('c')]) assert.deepEqual(wrong(program, 2), []);
  });

  it('run, where they are JavaScript, and print what a comment behind console.log says', () => {
    const folder = mkdtempSync(join(tmpdir(), 'logitscope-texts-'));
    try {
      writeFileSync(join(folder, 'notes.txt'), 'milk\nbread\n');
      for (const program of of('javascript')) {
        const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { cwd: folder, encoding: 'utf8' });
        assert.equal(status, 0, `${program}\n${stderr}`);
        const promised = [...program.matchAll(/^console\.log\(.*\); \/\/ (.*)$/gm)].map(([, comment]) => comment);
        for (const comment of promised) {
          const printed = stdout.split('\n');
          assert.ok(printed.some((line) => comment === line || comment.startsWith(`${line},`)), `${program}\n${stdout}`);
        }
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
