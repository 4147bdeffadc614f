// @ts-check

/**
 * One bad input, in one sentence. `field` is its path (`chain[1].p`), `value` what stood there. For a CSV,
 * `row` and `column` say where, counted from 1.
 */
export class LogitscopeError extends Error {
  /** @param {{ code: string, field: string, value: unknown, message: string, row?: number | null, column?: number | null }} details */
  constructor({ code, field, value, message, row, column }) {
    super(message);
    this.name = 'LogitscopeError';
    /** @type {import('./logitscope.d.ts').LogitscopeErrorCode} */
    this.code = /** @type {any} */ (code);
    this.field = field;
    this.value = value;
    if (row != null) this.row = row;
    if (column != null) this.column = column;
  }

  /**
   * The functions come in two files, and a page may hold two builds of them: an error of either is one.
   * @param {unknown} value
   */
  static [Symbol.hasInstance](value) {
    return value instanceof Error && value.name === 'LogitscopeError';
  }
}

/**
 * A value as a sentence can show it. Objects are not turned into text: that would run code of theirs.
 * @param {unknown} value
 */
export function inWords(value) {
  if (value === undefined) return 'missing';
  if (typeof value === 'string') return `"${value.length > 40 ? `${value.slice(0, 40)}…` : value}"`;
  if (typeof value === 'function' || typeof value === 'symbol') return `a ${typeof value}`;
  if (value === null || typeof value !== 'object') return String(value);
  return Array.isArray(value) ? 'a list' : 'an object';
}

/**
 * @param {string} field
 * @param {unknown} value
 * @param {string} allowed
 * @param {string} [code]
 * @returns {never}
 */
export function refuse(field, value, allowed, code = 'notANumber') {
  throw new LogitscopeError({ code, field, value, message: `${field} is ${inWords(value)}; allowed: ${allowed}.` });
}

/**
 * What stands at a path like `chain[1].p` in the caller's own arguments: an error shows that, not a copy that
 * has been through text.
 * @param {unknown} root
 * @param {string} path
 * @returns {unknown}
 */
export function valueAt(root, path) {
  let value = /** @type {any} */ (root);
  let rest = path;
  while (rest) {
    if (value == null) return undefined;
    // A parameter's name may itself hold a dot.
    if (Object.hasOwn(Object(value), rest)) return value[rest];
    const [step, key] = /** @type {RegExpExecArray} */ (/^([^.[\]]*)[.[\]]*/.exec(rest));
    value = value[key];
    rest = rest.slice(step.length);
  }
  return value;
}

/**
 * The value of an answer, or its error thrown.
 * @param {{ value?: any, error?: any }} answer
 * @param {unknown} given the caller's arguments, where `field` is looked up
 */
export function unwrap(answer, given) {
  if (!answer.error) return answer.value;
  const { error } = answer;
  // In a CSV the caller's value is the text as a whole; what stood at row and column only core knows.
  if (error.code === 'csv') throw new LogitscopeError(error);
  const value = valueAt(given, error.field);
  // What is no number travels as NaN.
  const message = typeof value === 'number' ? error.message : error.message.replace(' is NaN;', () => ` is ${inWords(value)};`);
  throw new LogitscopeError({ ...error, value, message });
}
