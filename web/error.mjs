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
  for (const key of path.split(/[.[\]]+/).filter(Boolean)) {
    if (value == null) return undefined;
    value = value[key];
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
  const found = valueAt(given, answer.error.field);
  throw new LogitscopeError({ ...answer.error, value: found === undefined ? answer.error.value : found });
}
