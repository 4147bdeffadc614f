// @ts-check

/** What went wrong with an answer or on the way to it, in one sentence. It never holds a key. */
export class AdapterError extends Error {
  /**
   * @param {import('./types.d.ts').AdapterErrorCode} code
   * @param {string} message
   */
  constructor(code, message) {
    super(message);
    this.name = 'AdapterError';
    this.code = code;
  }
}

const longest = 200;

/** A text of somebody else's as a sentence can hold it. @param {unknown} text */
export function quoted(text) {
  const line = String(text).replace(/\s+/g, ' ').trim();
  return `"${line.length > longest ? `${line.slice(0, longest)}…` : line}"`;
}
