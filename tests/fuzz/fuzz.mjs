// npm run fuzz [seconds]: every fuzzer in turn, 60 seconds each unless given. What is found new is kept in the
// corpus, the smallest inputs of what they reach; `npm test` plays them all again. Needs clang.

import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from '../../cmake/build.mjs';
import { projectDir } from '../../cmake/provision/paths.mjs';
import { provision } from '../../cmake/provision/index.mjs';
import { orSayWhy } from '../../cmake/provision/problem.mjs';

const seconds = Number(process.argv[2] ?? 60);
const maxBytes = { run: 400, chain: 200, csv: 2000, ngram: 2000 };

await orSayWhy(async () => {
  await provision(['sources']);
  await build({ targets: ['fuzz'] });
});
for (const [name, length] of Object.entries(maxBytes)) {
  const corpus = join(projectDir, 'tests/fuzz/corpus', name);
  const found = join(projectDir, 'build/fuzz/found', name);
  mkdirSync(found, { recursive: true });
  const program = join(projectDir, `build/fuzz/tests/logitscope_fuzz_${name}`);
  const play = (...options) => spawnSync(program, options, { stdio: 'inherit', cwd: join(projectDir, 'build/fuzz') }).status;
  if (play(`-max_total_time=${seconds}`, `-max_len=${length}`, '-print_final_stats=1', '-verbosity=0', found, corpus) !== 0) process.exit(1);
  if (play('-merge=1', '-verbosity=0', corpus, found) !== 0) process.exit(1);
}
