// npm run build: makes dist/, and whatever else the tests ask for.
//
//   target        what it makes
//   dist          the page and the modules, in dist/
//   tests-native  the doctest suites, natively, with sanitizers
//   tests-wasm    the same suites as wasm for Node
//   fuzz          the libFuzzer programs; needs clang
//   bench-native  what the chains cost, natively and optimised
//   bench-wasm    the same as it is shipped

import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assembleDist } from './dist/assemble.mjs';
import { releaseLock, takeLock } from './provision/lock.mjs';
import { orSayWhy, Problem } from './provision/problem.mjs';
import { startStep } from './provision/progress.mjs';
import { inToolchain, projectDir } from './provision/paths.mjs';
import { findProgram, run } from './provision/run.mjs';

const kTestTargets = ['logitscope_core_tests', 'logitscope_shell_tests', 'logitscope_fuzz_replay', 'logitscope_agree'];

/** Which CMake preset, and which of its targets, make what. */
const kTargets = {
  dist: { preset: 'web-release', targets: ['logitscope_raw', 'logitscope_app'] },
  'tests-native': { preset: 'dev', targets: kTestTargets },
  'fuzz': { preset: 'fuzz', targets: ['logitscope_fuzz_run', 'logitscope_fuzz_chain', 'logitscope_fuzz_csv', 'logitscope_fuzz_ngram'] },
  'bench-native': { preset: 'native-release', targets: ['logitscope_bench'] },
  'bench-wasm': { preset: 'web-release', targets: ['logitscope_bench'] },
  'tests-wasm': { preset: 'web-release', targets: kTestTargets },
};

const kBuildDirs = { dev: 'build/native', fuzz: 'build/fuzz', 'native-release': 'build/native-release', 'web-release': 'build/web' };

/** Builds the targets named, each preset once. Throws a Problem with the compiler's words when one fails. */
export async function build({ targets = ['dist'] } = {}) {
  // Two builds at once would read each other's half-written files: `npm start` beside `npm test`, say.
  await takeLock();
  try {
    for (const preset of Object.keys(kBuildDirs)) {
      const wanted = targets.filter((name) => kTargets[name].preset === preset);
      if (wanted.length === 0) continue;
      await configure(preset);
      await compile(preset, wanted.flatMap((name) => kTargets[name].targets));
    }
    if (targets.includes('dist')) await assembleDist();
  } finally {
    releaseLock();
  }
}

async function configure(preset) {
  // CMake notices by itself when a file that it read has changed.
  if (existsSync(join(projectDir, kBuildDirs[preset], 'build.ninja'))) return;
  const ninja = findProgram('ninja') ? [] : [`-DCMAKE_MAKE_PROGRAM=${provisionedNinja()}`];
  await step(`configuring ${preset}`, ['--preset', preset, ...ninja]);
}

function compile(preset, targets) {
  return step(`building ${preset}`, ['--build', kBuildDirs[preset], '--target', ...targets]);
}

function provisionedNinja() {
  return JSON.parse(readFileSync(inToolchain('emscripten.json'), 'utf8')).ninja;
}

async function step(title, args) {
  const progress = startStep(title);
  // Ninja says "[12/52] …" of every file.
  const result = await run('cmake', args, { cwd: projectDir, onLine: (line) => progress.update(/^\[\d+\/\d+\]/.exec(line)?.[0] ?? '') });
  if (result.code === 0) return progress.done('');
  progress.stop();
  throw new Problem(`${title} failed:\n${result.stdout}${result.stderr}`);
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { provision } = await import('./provision/index.mjs');
  await orSayWhy(async () => {
    await provision(['toolchain', 'sources', 'npm']);
    await build();
  });
}
