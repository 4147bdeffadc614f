// What libraries answered, through the functions: the same comparison that agreement.html runs for a reader. What the
// compiled core makes of the same files, without JavaScript between, stands in tests/core.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { kReasons } from '../../public/agreement/open.mjs';
import { played, suites } from '../../public/agreement/suites.mjs';
import { modules } from './modules.mjs';

const golden = (file) => JSON.parse(readFileSync(new URL(`../golden/${file}`, import.meta.url), 'utf8'));
const suiteOf = (id) => suites.find((suite) => suite.id === id);
const casesOf = (id) => suiteOf(id).cases(golden(suiteOf(id).file));

/** How many cases of each suite agree, and which reasons the others have. */
const kWanted = {
  llamaCpp: { same: 231, tie: 6, tieThenIds: 1, masked: 2 },
  mirostat: { same: 23, tie: 1 },
  transformers: { same: 240 },
  beam: { same: 60 },
  python: { same: 10 },
  numpy: { same: 10 },
};

for (const [name, { load }] of Object.entries(modules)) {
  describe(name, async () => {
    const ls = await load();
    for (const suite of suites) {
      it(`answers what ${suite.library} ${suite.version} answers: ${suite.what}`, async () => {
        const counts = {};
        for (const [i, one] of suite.cases(golden(suite.file)).entries()) {
          const result = await played(ls, suite, one);
          assert.notEqual(result.verdict, 'different', `${suite.unit} ${i + 1}: ${result.because}`);
          const kind = result.reason ?? result.verdict;
          counts[kind] = (counts[kind] ?? 0) + 1;
        }
        assert.deepEqual(counts, kWanted[suite.id]);
      });
    }
  });
}

describe('the comparison', async () => {
  const ls = await modules['logitscope.mjs'].load();
  const verdictOf = (id, one) => played(ls, suiteOf(id), one);

  it('names the releases that the files name', () => {
    for (const { file, library, version } of suites) {
      const said = golden(file);
      if (said.library) assert.deepEqual([library, version], [said.library, said.version], file);
    }
  });

  it('finds one figure that was changed, in every suite, and says which', async () => {
    const changes = {
      llamaCpp: (one) => { one.candidates[0][2] += 1e-5; },
      transformers: (one) => { one.candidates[0][1] += 1e-4; },
      mirostat: (one) => { one.steps[0].survivors[0][1] += 1e-5; },
      beam: (one) => { one.sequences[0].score -= 1e-5; },
      python: (one) => { one.draws[2] += Number.EPSILON; },
      numpy: (one) => { one.draws[5] = 0; },
    };
    for (const [id, change] of Object.entries(changes)) {
      const one = structuredClone(casesOf(id)[1]);
      change(one);
      const result = await verdictOf(id, one);
      assert.equal(result.verdict, 'different', id);
      assert.match(result.because, /\d.* here, .*\d/, id);
    }
  });

  it('a survivor too many or too few, another token, another sequence: each differs', async () => {
    const [chain, run, search] = ['transformers', 'mirostat', 'beam'].map((id) => casesOf(id)[1]);
    const without = structuredClone(chain);
    without.candidates.pop();
    assert.equal((await verdictOf('transformers', without)).verdict, 'different');
    const other = structuredClone(chain);
    other.candidates[0][0] += 1000;
    assert.equal((await verdictOf('transformers', other)).verdict, 'different');
    run.steps[0].survivors.pop();
    assert.equal((await verdictOf('mirostat', run)).verdict, 'different');
    search.sequences[0].tokens.push(0);
    assert.equal((await verdictOf('beam', search)).verdict, 'different');
  });

  it('a tie excuses which tokens stay, never how likely they are', async () => {
    const cases = casesOf('llamaCpp');
    const results = await Promise.all(cases.map((one) => verdictOf('llamaCpp', one)));
    const tied = structuredClone(cases[results.findIndex(({ reason }) => reason === 'tie')]);
    tied.candidates[0][2] += 1e-5;
    assert.equal((await verdictOf('llamaCpp', tied)).verdict, 'different');
  });

  it('what is no case at all is a difference with a sentence', async () => {
    const result = await verdictOf('llamaCpp', { logits: [], history: [], chain: [], candidates: [] });
    assert.equal(result.verdict, 'different');
    assert.match(result.because, /logits/);
  });

  it('every reason that is given is explained', () => {
    for (const reason of Object.values(kReasons)) assert.match(reason, /^[A-Z].*\.$/);
  });

  it('any case can be looked at: its input, and both answers in as many columns as there are heads', async () => {
    for (const suite of suites) {
      const one = suite.cases(golden(suite.file)).at(-1);
      assert.ok(suite.input(one).every(([term, text]) => term && text));
      for (const { columns, rows, caption } of await suite.tables(ls, one)) {
        assert.ok(rows.length > 0, caption);
        for (const { cells, differs } of rows) {
          assert.equal(cells.length, columns.length);
          assert.equal(differs, false, `${suite.id}: ${cells}`);
        }
      }
    }
  });
});
