// @ts-check
// The numbers of an answer. JSON has no minus infinity, and everybody writes it in another way.

/**
 * OpenAI and vLLM write -9999, llama.cpp the least float32, -3.4e38. Nothing true is so small: e^-745 is the least
 * that a double holds.
 */
const noProbability = -9999;

/**
 * A logarithm of a probability; NaN for what is none.
 * @param {unknown} value
 */
export function logProbabilityOf(value) {
  if (value === null || /^-(inf|infinity)$/i.test(String(value))) return -Infinity;
  if (typeof value !== 'number') return NaN;
  return value <= noProbability ? -Infinity : value;
}

/**
 * JSON as programs in Python write it, with -Infinity and NaN as bare words. What stands in strings stays.
 * @param {string} text
 * @returns {unknown}
 */
export function parseJson(text) {
  const bare = /"(?:\\.|[^"\\])*"|-Infinity\b|\bNaN\b/g;
  return JSON.parse(text.replace(bare, (found) => (found === '-Infinity' ? '"-inf"' : found === 'NaN' ? 'null' : found)));
}
