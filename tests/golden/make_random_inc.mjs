// Writes random.inc, the figures of random.json as rows of C++, so that the suites need no file at run time.
// Run it after random.json has changed; tests/arch fails while the two disagree.

import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

const generators = { python: 'RngKind::Python', numpyRandomState: 'RngKind::Numpy' };

export function randomInc(json) {
  const golden = JSON.parse(json);
  const rows = Object.entries(generators).flatMap(([name, kind]) =>
    Object.entries(golden[name]).map(([seed, draws]) => `{${kind}, ${seed}.0, {${draws.join(', ')}}},\n`));
  return `// Made from random.json by make_random_inc.mjs; change that, not this.\n${rows.join('')}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(here('random.inc'), randomInc(readFileSync(here('random.json'), 'utf8')));
}
