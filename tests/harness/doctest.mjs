// Reads what a doctest executable printed.

const kSummary = /^\[doctest\] test cases:\s*(\d+)\s*\|\s*(\d+) passed\s*\|\s*(\d+) failed\s*\|\s*(\d+) skipped/m;
const kRule = /^={20,}$/m;

/// Returns { passed, failed, skipped, failures }, or null when there is no summary: it crashed.
export function parseDoctest(output) {
  const summary = kSummary.exec(output);
  if (!summary) return null;
  const [passed, failed, skipped] = summary.slice(2).map(Number);
  return { passed, failed, skipped, failures: failingNames(output) };
}

// Blocks between rules hold one test case each; those with nothing but a message are no failures.
function failingNames(output) {
  const names = output.split(kRule)
    .filter((block) => /\bERROR:/.test(block))
    .map((block) => /^TEST CASE:\s*(.*)$/m.exec(block)?.[1].trim())
    .filter(Boolean);
  return [...new Set(names)];
}
