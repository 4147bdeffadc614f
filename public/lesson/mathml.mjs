// @ts-check
// MathML in the words of a formula. What is given as a plain text becomes an identifier, a number or an operator by what
// it looks like.

/** @param {string} text */
const atom = (text) => {
  if (text.startsWith('<')) return text;
  if (/^[0-9.]+$/.test(text)) return `<mn>${text}</mn>`;
  if (/^"/.test(text)) return `<mtext>${text.slice(1).replace(/^ | $/g, '\u00a0')}</mtext>`;
  // Functions with a name of their own stand upright and are nobody's symbol.
  if (/^(exp|ln|log|max|min)$/.test(text)) return `<mi mathvariant="normal">${text}</mi><mo>&#x2061;</mo>`;
  if (/^[\p{L}]/u.test(text)) return `<mi>${text}</mi>`;
  // Brackets around a symbol with an index need not grow with it.
  if (/^[()[\]{}]$/.test(text)) return `<mo stretchy="false">${text}</mo>`;
  return `<mo>${text.replace('<', '&lt;').replace('>', '&gt;')}</mo>`;
};

/** Atoms side by side: words apart by spaces, pieces as they are. @param {string[]} parts */
export const row = (...parts) => `<mrow>${parts.flatMap((part) => (part.startsWith('<') || part.startsWith('"') ? [part] : part.split(' '))).map(atom).join('')}</mrow>`;

/** @param {string} over @param {string} under */
export const frac = (over, under) => `<mfrac>${row(over)}${row(under)}</mfrac>`;
/** @param {string} base @param {string} index */
export const sub = (base, index) => `<msub>${atom(base)}${row(index)}</msub>`;
/** What a symbol becomes: with a prime. @param {string} base @param {string} index */
export const after = (base, index) => `<msubsup>${atom(base)}${row(index)}<mo>′</mo></msubsup>`;
/** @param {string} base @param {string} power */
export const sup = (base, power) => `<msup>${atom(base)}${row(power)}</msup>`;
/** @param {string} under @param {string} [over] */
export const sum = (under, over) => (over ? `<munderover><mo>∑</mo>${row(under)}${row(over)}</munderover>` : `<munder><mo>∑</mo>${row(under)}</munder>`);
/** @param {string} root */
export const sqrt = (root) => `<msqrt>${row(root)}</msqrt>`;
/** One of two, by which holds. @param {[string, string][]} rows */
export const cases = (...rows) => `<mrow><mo>{</mo><mtable columnalign="left left">${rows.map((pair) => `<mtr>${pair.map((cell) => `<mtd>${cell.startsWith('<') ? cell : row(cell)}</mtd>`).join('')}</mtr>`).join('')}</mtable></mrow>`;
