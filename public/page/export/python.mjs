// @ts-check
// Values as Python writes them.

/** @param {unknown} value @returns {string} */
export function python(value) {
  if (value instanceof Verbatim) return value.text;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : `float("${value < 0 ? '-inf' : 'inf'}")`;
  if (Array.isArray(value)) return `[${value.map(python).join(', ')}]`;
  if (value && typeof value === 'object') return `{${Object.entries(value).map(([key, one]) => `${key}: ${python(one)}`).join(', ')}}`;
  // Its strings hold every escape of JSON's.
  return JSON.stringify(value);
}

/** A piece of a program, to stand as it is. */
export class Verbatim {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
  }
}

/** A number that has to be a float there, 2.0 and not 2. @param {number} value */
export const real = (value) => new Verbatim(Number.isInteger(value) ? value.toFixed(1) : python(value));

/** One to a line: Name(\n    a=1,\n) @param {string} name @param {Record<string, unknown>} settings */
export const call = (name, settings) => `${name}(\n${Object.entries(settings).map(([key, value]) => `    ${key}=${python(value)},\n`).join('')})`;
