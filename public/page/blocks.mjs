// @ts-check
// One kind of block of a view's twin (shell/model/twin.h), one piece of HTML. Knows nothing of views; no figure is
// computed or formatted here. What can be pressed carries its action in data-action.

import { make } from './dom.mjs';

const letters = ['', 'A', 'B', 'C', 'D', 'E'];

const textTags = { heading: 'h3', paragraph: 'p', help: 'p', sentence: 'p', formula: 'p' };

/** @type {Record<string, (block: any) => Node>} */
const kinds = {
  text: ({ kind, id, text, marked }) => make(
    textTags[/** @type {keyof typeof textTags} */ (kind)], { id, className: kind },
    text, ...(marked ? [make('mark', {}, marked)] : []),
  ),

  table: ({ id, caption, columns, rows, rest }) => make('div', { id: `${id}-block`, className: 'table' },
    make('div', { className: 'row caption' },
      make('h3', { id: `${id}-caption` }, caption),
      make('button', { type: 'button', className: 'quiet', 'data-save-table': id, 'aria-label': `Save as CSV: ${caption}` }, 'CSV')),
    make('div', { className: 'scroller', role: 'region', 'aria-labelledby': `${id}-caption`, tabindex: 0 },
      make('table', { id },
        make('thead', {}, make('tr', { id: `${id}-head` },
          ...columns.map((/** @type {any} */ { head, words }) => make('th', { scope: 'col', className: words && 'words' }, head)))),
        make('tbody', { id: `${id}-body` }, ...rows.map((/** @type {any} */ row) => showRow(row, columns))))),
    make('p', { id: id === 'table' ? 'rest' : `${id}-rest`, className: 'help' }, rest)),

  buttons: ({ id, label, buttons }) => make('div', { id, className: 'row', role: 'group', 'aria-label': label },
    ...buttons.map((/** @type {any} */ button) => make('button', {
      type: 'button', 'data-action': button.action, disabled: !button.enabled, 'aria-label': button.hint,
      'aria-pressed': button.switch && String(button.pressed),
    }, button.label))),

  chips: ({ id, label, chips }) => make('div', { id: `${id}-block`, className: 'tokens', role: 'group', 'aria-label': label },
    make('span', { className: 'label' }, label),
    ...chips.flatMap((/** @type {any} */ chip) => [
      showChip(chip, chips.some((/** @type {any} */ { current }) => current)),
      ...(chip.text.endsWith('⏎') ? [make('span', { className: 'line-end' })] : []),
    ])),

  figures: ({ id, figures }) => make('dl', { id, className: 'counters' },
    ...figures.map((/** @type {any} */ { name, value, help }) => make('div', { title: help }, make('dt', {}, name), make('dd', {}, value)))),

  field: ({ id, label, value, action, help, from, to, step }) => make('div', { className: 'field' },
    make('label', { for: id }, label),
    make('input', { id, type: step ? 'range' : 'text', min: from, max: to, step, value, 'data-field': action, 'aria-describedby': `${id}-help`, autocomplete: 'off', spellcheck: 'false' }),
    make('p', { id: `${id}-help`, className: 'help' }, help)),

  choice: ({ id, label, value, action, options, help }) => make('div', { className: 'field' },
    make('label', { for: id }, label),
    make('select', { id, 'data-choice': action, 'aria-describedby': `${id}-help` },
      ...options.map((/** @type {any} */ option) => make('option', { value: option.value || ' ', selected: option.value === value }, option.label))),
    make('p', { id: `${id}-help`, className: 'help' }, help)),
};

/** @param {any} row @param {any[]} columns */
function showRow({ id, state, action, cells }, columns) {
  return make('tr', { className: state, 'data-id': String(id) }, ...cells.map((/** @type {string} */ text, /** @type {number} */ i) => {
    const isToken = columns[i].head === 'token';
    const isReason = columns[i].words && !isToken;
    const className = [columns[i].words && 'words', isToken && 'token', isReason && 'reason'].filter(Boolean).join(' ');
    const content = isToken && action ? make('button', { type: 'button', className: 'pick', 'data-action': action }, text) : text;
    return make('td', { className }, content);
  }));
}

/** A chip's name is what it shows, its description the sentence about it. Where one is the current one, the Tab key stops
    at it alone; arrow keys go on from there. @param {any} chip @param {boolean} hasCurrent */
function showChip({ text, action, band, marked, current, hint }, hasCurrent) {
  const className = ['token-chip', band > 0 && `band-${band}`, marked && 'marked'].filter(Boolean).join(' ');
  const letter = band > 0 ? [make('sup', { 'aria-hidden': 'true' }, letters[band])] : [];
  return action
    ? make('button', { type: 'button', className, 'data-action': action, title: hint, 'aria-current': current && 'true', tabindex: hasCurrent && !current && -1 }, text, ...letter)
    : make('span', { className, title: hint }, text);
}

/** @param {any[]} blocks */
export const showBlocks = (blocks) => blocks.map((block) => (kinds[block.kind] ?? kinds.text)(block));
