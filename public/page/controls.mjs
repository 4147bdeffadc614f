// @ts-check
// A slider and a field for every number of the chain. What may be typed, core says; what is refused stays in the field
// with its sentence until the reader leaves it.

import { find, make } from './dom.mjs';

/** @typedef {{ range: any, number: any, output: HTMLElement, label: HTMLElement, help: HTMLElement, control: any, root: HTMLElement, setError: (sentence: string) => void }} Nodes */

export class Controls {
  #act;
  #again;
  /** @type {Map<string, Nodes>} */
  #nodes = new Map();

  /** @param {(words: string) => any} act gives an error or null @param {() => void} again shows the document as it is */
  constructor(act, again) {
    this.#act = act;
    this.#again = again;
  }

  /** @param {any[]} controls */
  show(controls) {
    const seen = new Set();
    for (const control of controls) {
      const id = control.main ? `control-${control.stage}` : `control-${control.stage}-${control.param}`;
      seen.add(id);
      this.#place(id, control);
    }
    for (const [id, nodes] of this.#nodes) {
      if (seen.has(id)) continue;
      nodes.root.remove();
      this.#nodes.delete(id);
    }
  }

  #place(/** @type {string} */ id, /** @type {any} */ control) {
    const home = find(control.main ? 'controls' : 'more-controls');
    if (!home) return;
    let nodes = this.#nodes.get(id);
    if (!nodes) {
      nodes = this.#make(id);
      this.#nodes.set(id, nodes);
    }
    if (nodes.root.parentNode !== home) home.append(nodes.root);
    this.#fill(nodes, control);
  }

  #fill(/** @type {Nodes} */ nodes, /** @type {any} */ control) {
    const { range, number, output, label, help } = nodes;
    nodes.control = control;
    label.textContent = control.label;
    number.setAttribute('aria-label', `${control.label}, as a number`);
    help.textContent = `${control.help} Allowed: ${control.allowed}.`;
    Object.assign(range, { min: control.from, max: control.to, step: control.step, value: control.value });
    range.setAttribute('aria-valuetext', control.text);
    output.textContent = control.enabled ? control.text : 'switched off';
    // What is being typed is the reader's until it is done.
    if (document.activeElement === number) return;
    number.value = control.value;
    nodes.setError('');
  }

  /** @returns {Nodes} */
  #make(/** @type {string} */ id) {
    const range = /** @type {any} */ (make('input', { type: 'range', id, 'aria-describedby': `${id}-help` }));
    const number = /** @type {any} */ (
      make('input', { type: 'number', step: 'any', 'aria-describedby': `${id}-error`, inputmode: 'decimal' }));
    const output = make('output', { for: id });
    const label = make('label', { for: id });
    const help = make('p', { id: `${id}-help`, className: 'help' });
    const error = make('p', { id: `${id}-error`, className: 'error', role: 'alert' });
    const setError = (/** @type {string} */ sentence) => {
      error.textContent = sentence;
      number.setAttribute('aria-invalid', String(sentence !== ''));
    };
    const root = make('div', { className: 'control' },
      make('div', { className: 'head' }, label, output), make('div', { className: 'row' }, range, number), help, error);
    const nodes = { range, number, output, label, help, root, setError, control: null };
    const set = (/** @type {HTMLInputElement} */ input) => {
      const { stage, param } = /** @type {any} */ (nodes.control);
      // An empty or half-typed field is NaN, which core refuses in words.
      const problem = this.#act(`param ${stage} ${param} ${input.valueAsNumber}`);
      setError(problem ? problem.message : '');
    };
    range.addEventListener('input', () => set(range));
    number.addEventListener('input', () => set(number));
    // Leaving the field gives the last good value back.
    number.addEventListener('blur', () => this.#again());
    return nodes;
  }
}
