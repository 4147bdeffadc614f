// npm test: provides what is missing, builds, runs the suites, counts.
//
//   npm test                  everything
//   npm test -- web arch      the suites named
//   npm test -- --list        their names
//
// The last line is "N passed, N failed, N skipped". The exit code is 1 when a test failed and, where the
// environment has CI, also when one was skipped.

import { fileURLToPath } from 'node:url';
import { provisionBrowsers } from '../cmake/provision/browsers.mjs';
import { killChildren } from './harness/child.mjs';
import { printTotal, runSuites } from './harness/run_suites.mjs';
import { kSuites } from './suites.mjs';

const kRoot = fileURLToPath(new URL('..', import.meta.url));

function chooseSuites(names) {
  const unknown = names.filter((name) => !kSuites.some((suite) => suite.name === name));
  if (unknown.length > 0) {
    console.error(`There is no suite ${unknown.join(', ')}; there are ${kSuites.map((suite) => suite.name).join(', ')}.`);
    process.exit(2);
  }
  return names.length === 0 ? kSuites : kSuites.filter((suite) => names.includes(suite.name));
}

/// Everything the suites need, in place; or the failure as a result of its own.
async function prepare(suites) {
  const targets = [...new Set(suites.flatMap((suite) => suite.targets ?? []))];
  const parts = ['npm'];
  if (targets.length > 0) parts.unshift('toolchain', 'sources');
  if (suites.some((suite) => suite.browser)) parts.push('browsers');
  const start = performance.now();
  let step = 'provision';
  try {
    const { provision } = await import('../cmake/provision/index.mjs');
    await provision(parts);
    step = 'build';
    if (targets.length > 0) {
      const { build } = await import('../cmake/build.mjs');
      await build({ targets });
    }
    return null;
  } catch (error) {
    const isForUser = error.constructor.name === 'Problem';
    console.log(isForUser ? error.message : error.stack);
    const seconds = (performance.now() - start) / 1000;
    return { name: step, passed: 0, failed: 1, skipped: 0, failures: ['nothing could be run'], seconds };
  }
}

async function main() {
  const args = process.argv.slice(2);
  if (args.includes('--list')) return kSuites.forEach((suite) => console.log(suite.name));
  const suites = chooseSuites(args);
  for (const [signal, number] of [['SIGINT', 2], ['SIGTERM', 15], ['SIGHUP', 1]]) {
    process.once(signal, () => {
      killChildren();
      process.exit(128 + number);
    });
  }
  const failure = await prepare(suites);
  const browsers = await provisionBrowsers({ install: false });
  const missingFor = ({ browser }) => (browser && !isReady(browser, browsers) ? browsers.sentence : '');
  const results = failure ? [failure] : await runSuites(suites, { root: kRoot, missingFor });
  process.exitCode = printTotal(results, { isStrict: Boolean(process.env.CI) });
}

// On Linux, Firefox and WebKit are there only with the display they are drawn on.
function isReady(name, browsers) {
  const needsDisplay = process.platform === 'linux' && name !== 'chromium';
  return browsers[name] !== null && (!needsDisplay || browsers.xvfb !== null);
}

await main();
