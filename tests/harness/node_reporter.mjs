// A reporter for Node's test runner that writes what happened as one line of JSON, for run_suite.mjs.
// The readable output is that of Node's own spec reporter, which runs beside it.

export default async function* report(source) {
  const counts = { passed: 0, failed: 0, skipped: 0, failures: [] };
  for await (const { type, data } of source) {
    // A describe() is not a test; it fails only because something in it did, except when its own
    // hook fails, which Node then reports for each test in it.
    if (data?.details?.type === 'suite') continue;
    if (type === 'test:pass') {
      // What is "todo" was not held to its promise, so it has not passed.
      const isSkipped = data.skip !== undefined || data.todo !== undefined;
      counts[isSkipped ? 'skipped' : 'passed']++;
    } else if (type === 'test:fail') {
      if (data.todo !== undefined) {
        counts.skipped++;
        continue;
      }
      counts.failed++;
      counts.failures.push(data.name);
    }
  }
  yield JSON.stringify(counts);
}
