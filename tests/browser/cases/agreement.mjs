// agreement.html: one click runs what libraries answered, and the page says what came of it, the bad news too.

import assert from 'node:assert/strict';
import { cp, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { violationsOf } from '../axe.mjs';
import { press, typeInto } from '../hands.mjs';
import { kDesk, testOnce, visit, writeToSite } from '../site.mjs';

async function runCases(path) {
  const page = await visit(path, { options: kDesk, viewport: { width: 390, height: 844 } });
  await page.waitFor(() => document.querySelectorAll('#summary-body tr').length === 6);
  await press(page, '#run');
  await page.waitFor(() => !document.getElementById('case-card').hidden, { timeout: 60000, message: 'the cases have been run' });
  return page;
}

const textOf = (page, selector) => page.evaluate((target) => document.querySelector(target).textContent, selector);

/// [library, cases, agree, left open, disagree, largest difference, allowed] of each row.
const summary = (page) => page.evaluate(() => [...document.querySelectorAll('#summary-body tr')].map((row) => [...row.cells].slice(0, -1).map((cell) => cell.firstChild.textContent)));

testOnce('the self-test asks for nothing before the click, then every case agrees or is left open for a reason, and any can be looked at', async () => {
  const page = await visit('logitscope/agreement.html', { options: kDesk });
  await page.waitFor(() => document.querySelectorAll('#summary-body tr').length === 6);
  const asked = (await page.requests()).filter((url) => /golden_/.test(url)).length;
  const run = await runCases('logitscope/agreement.html');
  assert.equal(asked, 0);
  const rows = await summary(run);
  assert.deepEqual(rows.map((row) => row.slice(0, 5)), [
    ['llama.cpp 0.7.0', '240', '231', '9', '0'],
    ['llama.cpp 0.7.0', '24', '23', '1', '0'],
    ['transformers 5.12.1', '240', '240', '0', '0'],
    ['transformers 5.12.1', '60', '60', '0', '0'],
    ['CPython 3.14', '10', '10', '0', '0'],
    ['NumPy 2.4', '10', '10', '0', '0'],
  ]);
  for (const [name, , , , , largest, allowed] of rows) assert.ok(largest === 'none' || Number(largest) <= Number(allowed), `${name}: ${largest} of ${allowed}`);
  assert.equal(await textOf(run, '#status'), '584 cases: 574 agree, 10 are left open by the library, 0 disagree.');
  assert.match(await textOf(run, '#differences-body'), /6 left open.*does not say which of them stay/);

  await press(run, '#differences-body summary');
  await press(run, '#differences-body details[open] button');
  assert.match(await textOf(run, '#verdict'), /^Left open by the library: stage 1, Top-p\.$/);
  assert.ok(await run.evaluate(() => document.querySelectorAll('#case-tables tr.differs').length > 0 && document.activeElement.id === 'case-heading'));
  await typeInto(run, '#number', '2');
  assert.equal(await textOf(run, '#verdict'), 'Agree.');
  await typeInto(run, '#number', '241');
  assert.equal(await textOf(run, '#case-error'), 'The number is 241; allowed: a whole number from 1 to 240.');
  assert.equal(await textOf(run, '#verdict'), 'Agree.', 'what was there stays');

  assert.equal(await run.evaluate(() => document.documentElement.scrollWidth), 390);
  assert.deepEqual(await violationsOf(run), []);
  await run.evaluate(() => { document.documentElement.dataset.theme = 'dark'; });
  assert.deepEqual(await violationsOf(run), []);
});

testOnce('an answer that was tampered with is found and named with its chain; a file that cannot be read stops the run with a sentence', async () => {
  const site = dirname(await writeToSite('tampered.txt', ''));
  await cp(join(site, 'logitscope'), join(site, 'tampered'), { recursive: true, filter: (path) => !/app-|\.(br|gz)$|\/v1$|\/0\.\d/.test(path) });
  const name = (await readdir(join(site, 'tampered/assets'))).find((file) => file.startsWith('golden_transformers-'));
  const golden = JSON.parse(await readFile(join(site, 'tampered/assets', name), 'utf8'));
  golden.cases[16].candidates[0][2] += 1e-4;
  await writeToSite(`tampered/assets/${name}`, JSON.stringify(golden));
  const page = await runCases('tampered/agreement.html');
  assert.deepEqual((await summary(page))[2].slice(0, 5), ['transformers 5.12.1', '240', '239', '0', '1']);
  assert.match(await textOf(page, '#status'), /, 1 disagrees\.$/);
  assert.equal(await textOf(page, '#differences-body .wrong button'), 'Case 17');
  assert.equal(await textOf(page, '#differences-body .wrong code'), await page.evaluate(() => {
    document.querySelector('#differences-body .wrong button').click();
    return document.querySelector('#case-input dd').textContent;
  }));
  assert.match(await textOf(page, '#verdict'), /^Disagree: token \d+ comes to /);

  await writeToSite(`tampered/assets/${name}`, '{"cases": [');
  await press(page, '#run');
  assert.equal(await page.waitFor(() => document.getElementById('error').textContent), 'transformers.json holds no cases that can be read. Nothing was run.');
});
