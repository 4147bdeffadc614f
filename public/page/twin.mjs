// @ts-check
// The HTML twin of the canvas: the same controls and the same figures, for keyboards, screen readers and find-in-page.
// It shows the view that the app hands out, word for word; no figure is computed or formatted here.

/** Cells of a row, in the order of the table. `words` are aligned left. */
const columns = [
  { head: 'rank', cell: (/** @type {any} */ row) => row.rank },
  { head: 'token', cell: (/** @type {any} */ row) => row.token, className: 'words token' },
  { head: 'logit', cell: (/** @type {any} */ row) => row.cells[0].text },
  { head: 'after temperature', cell: (/** @type {any} */ row) => row.cells[1].text },
  { head: 'exp(z)', cell: (/** @type {any} */ row) => row.weight },
  { head: 'probability', cell: (/** @type {any} */ row) => row.cells[2].text },
  { head: 'after the cut', cell: (/** @type {any} */ row) => (row.kept ? row.cells[3].text : '0 %') },
  { head: 'change', cell: (/** @type {any} */ row) => row.change || '–' },
  { head: 'interval', cell: (/** @type {any} */ row) => row.interval || '–' },
  { head: 'what happened', cell: (/** @type {any} */ row) => row.reason, className: 'words reason' },
];

/** @param {string} tag @param {Record<string, unknown>} [properties] @param {(Node | string)[]} children */
function make(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in node) /** @type {any} */ (node)[name] = value;
    else node.setAttribute(name, String(value));
  }
  node.append(...children);
  return node;
}

/** @param {string} id */
const find = (id) => /** @type {HTMLElement | null} */ (document.getElementById(id));

export class Twin {
  #app;
  #freshCoin;
  /** Of the document that was shown last. */
  #revision = -1;
  /** @type {Map<number, ControlNodes>} */
  #controls = new Map();
  /** Called after the HTML has changed the document. */
  onChange = () => {};

  /** @param {any} app @param {() => number} freshCoin */
  constructor(app, freshCoin) {
    this.#app = app;
    this.#freshCoin = freshCoin;
    find('table-head')?.replaceChildren(
      ...columns.map(({ head, className = '' }) => make('th', { scope: 'col', className }, head)),
    );
    this.#listenToDraw();
  }

  /** Shows the document as it is now. */
  show() {
    const view = this.#app.view();
    for (const control of view.controls) this.#showControl(control);
    find('table-body')?.replaceChildren(...view.rows.map(showRow));
    this.#showSentence(view);
    setText('rest', view.rest);
    setText('source', view.source);
    setText('draw-note', view.drawNote);
    // Once for each change: what else was said since, of a link say, stays until the next.
    if (view.revision !== this.#revision) setText('status', view.announcement);
    this.#revision = view.revision;
    const seed = /** @type {HTMLInputElement | null} */ (find('seed'));
    if (seed && document.activeElement !== seed) seed.value = view.seed ?? '';
    find('canvas')?.setAttribute('aria-label', `${view.sentence}. ${view.drawNote} The table below holds the figures of the picture.`);
  }

  #showSentence(/** @type {any} */ view) {
    // Where nothing was picked, the sentence is the prompt alone.
    const picked = view.sentence.slice(view.context.length);
    find('sentence')?.replaceChildren(view.context, make('mark', {}, picked));
  }

  #showControl(/** @type {any} */ control) {
    let nodes = this.#controls.get(control.stage);
    if (!nodes) {
      nodes = this.#makeControl(control);
      this.#controls.set(control.stage, nodes);
    }
    const { range, number, output } = nodes;
    range.min = control.from;
    range.max = control.to;
    range.value = control.value;
    range.setAttribute('aria-valuetext', control.text);
    output.textContent = control.text;
    // What is being typed is the reader's until it is done.
    if (document.activeElement !== number) {
      number.value = control.value;
      nodes.setError('');
    }
  }

  /** @param {any} control @returns {ControlNodes} */
  #makeControl({ stage, param, label, help, from, to, step, allowed }) {
    const id = `control-${stage}`;
    const range = /** @type {HTMLInputElement} */ (
      make('input', { type: 'range', id, min: from, max: to, step, 'aria-describedby': `${id}-help` }));
    const number = /** @type {HTMLInputElement} */ (
      make('input', { type: 'number', step: 'any', 'aria-label': `${label}, as a number`, 'aria-describedby': `${id}-error`, inputMode: 'decimal' }));
    const output = make('output', { htmlFor: id });
    const error = make('p', { id: `${id}-error`, className: 'error', role: 'alert' });
    const setError = (/** @type {string} */ sentence) => {
      error.textContent = sentence;
      number.setAttribute('aria-invalid', String(sentence !== ''));
    };
    const set = (/** @type {HTMLInputElement} */ input) => {
      // An empty or half-typed field is NaN, which core refuses in words.
      const problem = this.#app.setParam(stage, param, input.valueAsNumber);
      setError(problem ? problem.message : '');
      if (!problem) this.onChange();
    };
    range.addEventListener('input', () => set(range));
    number.addEventListener('input', () => set(number));
    // Leaving the field gives the last good value back.
    number.addEventListener('blur', () => this.show());
    find('controls')?.append(make('div', { className: 'control' },
      make('div', { className: 'head' }, make('label', { htmlFor: id }, label), output),
      make('div', { className: 'row' }, range, number),
      make('p', { id: `${id}-help`, className: 'help' }, `${help} Allowed: ${allowed}.`),
      error));
    return { range: /** @type {any} */ (range), number: /** @type {any} */ (number), output, setError };
  }

  #listenToDraw() {
    const seed = /** @type {HTMLInputElement | null} */ (find('seed'));
    seed?.addEventListener('input', () => {
      const problem = seed.value === '' && !seed.validity.badInput
        ? this.#app.tossCoin(this.#freshCoin())
        : this.#app.setSeed(seed.valueAsNumber);
      setText('seed-error', problem ? problem.message : '');
      seed.setAttribute('aria-invalid', String(problem !== null));
      if (!problem) this.onChange();
    });
    seed?.addEventListener('blur', () => {
      setText('seed-error', '');
      seed.setAttribute('aria-invalid', 'false');
      this.show();
    });
    find('draw-again')?.addEventListener('click', () => {
      this.#app.drawAgain(this.#freshCoin());
      this.onChange();
    });
  }
}

/** @typedef {{ range: any, number: any, output: HTMLElement, setError: (sentence: string) => void }} ControlNodes */

/** @param {any} row */
function showRow(row) {
  const state = row.picked ? 'picked' : row.kept ? 'kept' : 'removed';
  return make('tr', { className: state, 'data-id': row.id },
    ...columns.map(({ cell, className = '' }) => make('td', { className }, String(cell(row)))));
}

/** @param {string} id @param {string} text */
function setText(id, text) {
  const node = find(id);
  // Writing the same text again would make a screen reader say it again.
  if (node && node.textContent !== text) node.textContent = text;
}
