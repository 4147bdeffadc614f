// @ts-check
// What core wrote as CSV (RFC 4180), read back: tokens and logits.

/** Null where there is nothing. @param {string} csv @returns {{ tokens: string[], logits: number[] } | null} */
export function rowOf(csv) {
  const tokens = [];
  const logits = [];
  const fields = /(?:^|\n)(?:"((?:[^"]|"")*)"|([^,\n]*)),([^,\n]*)/g;
  for (const [, quoted, plain, logit] of csv.replaceAll('\r\n', '\n').matchAll(fields)) {
    tokens.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    logits.push(logit === '-inf' ? -Infinity : Number(logit));
  }
  // The first is the header.
  return tokens.length > 1 ? { tokens: tokens.slice(1), logits: logits.slice(1) } : null;
}
