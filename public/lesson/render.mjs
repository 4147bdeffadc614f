// @ts-check
// HTML as text, from data: the same in the page and when the page is built.

/** @param {string} given */
export const text = (given) => given.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** A cell may ask for a button: "[preset greedy]Greedy". @param {string} cell */
function inside(cell) {
  const button = /^\[(preset \w+)\](.*)$/.exec(cell);
  return button ? `<button type="button" data-action="${button[1]}">${text(button[2])}</button>` : text(cell);
}

/** @param {import('./tables.mjs').Table} table */
export function tableHtml({ caption, columns, rows, words = [], tokens = [] }) {
  const sort = (/** @type {number} */ column) => (tokens.includes(column) ? ' class="words code"' : words.includes(column) ? ' class="words"' : '');
  const head = columns.map((name, i) => `<th scope="col"${sort(i)}>${text(name)}</th>`).join('');
  const body = rows.map((cells) => `<tr>${cells.map((cell, i) => `<td${sort(i)}>${inside(cell)}</td>`).join('')}</tr>`).join('');
  return `<table><caption>${text(caption)}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}
