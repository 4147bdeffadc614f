// Runs suites, at most two cores' worth at a time, and prints what came of them.

import { runSuite } from './run_suite.mjs';

const kCores = 2;

/// [missingFor] gives the sentence why a suite cannot run, or ''. [print] takes whole lines.
/// Returns all results, in the order of [suites].
export async function runSuites(suites, { root, missingFor = () => '', print = console.log }) {
  const results = new Array(suites.length);
  const waiting = suites.map((suite, index) => ({ suite, index, cores: suite.cores ?? 1 }));
  let free = kCores;
  await new Promise((resolve) => {
    const startMore = () => {
      if (waiting.length === 0 && free === kCores) return resolve();
      // In the table's order, so that the wide ones at its end are not overtaken for ever.
      while (waiting.length > 0 && waiting[0].cores <= free) {
        const { suite, index, cores } = waiting.shift();
        free -= cores;
        runSuite(suite, { root, missing: missingFor(suite) }).then((result) => {
          results[index] = result;
          printResult(result, print);
          free += cores;
          startMore();
        });
      }
    };
    startMore();
  });
  return results;
}

function printResult({ name, passed, failed, skipped, seconds, output, reason }, print) {
  if (failed > 0) print(`\n${output.trimEnd()}`);
  print(`${name.padEnd(14)} ${countsOf({ passed, failed, skipped })}  ${seconds.toFixed(1)} s${reason && `  (${reason})`}`);
}

/// Prints the failing tests once more and, as the last line, the sum. Returns the exit code: 1 on any
/// failure and, with [isStrict], on anything skipped.
export function printTotal(results, { isStrict = false, print = console.log } = {}) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const result of results) {
    for (const key of Object.keys(total)) total[key] += result[key];
  }
  const failing = results.flatMap(({ name, failures }) => failures.map((failure) => `  ${name}: ${failure}`));
  if (failing.length > 0) print(`\nFailed:\n${failing.join('\n')}`);
  if (isStrict && total.skipped > 0) print('\nWith CI set, a skipped test is a failure.');
  print(countsOf(total));
  return total.failed > 0 || (isStrict && total.skipped > 0) ? 1 : 0;
}

function countsOf({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
