// Every test suite there is. `npm test` runs them all, `npm test -- web arch` those named.
//
//   name       what is printed, and what is given on the command line
//   kind       doctest: an executable that speaks doctest's summary
//              node:    files for Node's own test runner
//              check:   a command that is one test, passed when it ends with 0
//   command    program and arguments (doctest, check); "node" stands for the Node that runs this
//   files      paths, with * for any part of a file's name (node)
//   targets    what cmake/build.mjs must have built before
//   browser    the browser it needs; its tests count as skipped where that is missing
//   env        additional environment
//   seconds    the limit after which it counts as failed
//   cores      2 when nothing may run beside it, because it measures; else 1. A browser waits as much as it works, so
//              two of them share the cores.

const kPageFiles = ['tests/browser/*.test.mjs'];

function page(browser) {
  return {
    name: `page-${browser}`, kind: 'node', files: kPageFiles, targets: ['dist'], browser,
    env: { LOGITSCOPE_BROWSER: browser }, seconds: 1200,
  };
}

export const kSuites = [
  { name: 'harness', kind: 'node', files: ['tests/harness/*.test.mjs'], seconds: 120 },
  { name: 'arch', kind: 'node', files: ['tests/arch/*.test.mjs'], seconds: 120 },
  { name: 'core-native', kind: 'doctest', command: ['build/native/tests/logitscope_core_tests'], targets: ['tests-native'], seconds: 300 },
  { name: 'core-wasm', kind: 'doctest', command: ['node', 'build/web/tests/logitscope_core_tests.cjs'], targets: ['tests-wasm'], seconds: 300 },
  { name: 'fuzz-replay', kind: 'check', command: ['build/native/tests/logitscope_fuzz_replay', 'tests/fuzz/corpus'], targets: ['tests-native'], seconds: 300 },
  { name: 'fuzz-replay-wasm', kind: 'check', command: ['node', 'build/web/tests/logitscope_fuzz_replay.cjs', 'tests/fuzz/corpus'], targets: ['tests-wasm'], seconds: 300 },
  { name: 'agree', kind: 'node', files: ['tests/agree/*.test.mjs'], targets: ['tests-native', 'tests-wasm'], seconds: 300 },
  { name: 'shell-native', kind: 'doctest', command: ['build/native/tests/logitscope_shell_tests'], targets: ['tests-native'], seconds: 300 },
  { name: 'shell-wasm', kind: 'doctest', command: ['node', 'build/web/tests/logitscope_shell_tests.cjs'], targets: ['tests-wasm'], seconds: 300 },
  { name: 'web', kind: 'node', files: ['tests/web/*.test.mjs'], targets: ['dist'], seconds: 300 },
  { name: 'lesson', kind: 'node', files: ['tests/lesson/*.test.mjs'], targets: ['dist'], seconds: 300 },
  { name: 'types', kind: 'check', command: ['node', 'node_modules/typescript/bin/tsc', '--noEmit', '-p', 'tests/web'], targets: ['dist'], seconds: 300 },
  { name: 'package', kind: 'node', files: ['tests/package/*.test.mjs'], targets: ['dist'], seconds: 300 },
  { name: 'wllama', kind: 'node', files: ['tests/wllama/*.test.mjs'], targets: ['dist'], browser: 'chromium', seconds: 120 },
  page('chromium'),
  page('firefox'),
  page('webkit'),
];
