// @ts-check
// Figures of the section that is being read, computed again in the page; those of the formulas follow what the instrument
// shows.

import { figures } from './figures.mjs';
import { rowOf } from './row.mjs';
import { currentOf } from './state.mjs';

const restMilliseconds = 120;

export class Figures {
  #app;
  #ls;
  /** @type {HTMLElement | null} */
  #section = null;
  /** @type {any} */
  #timer;

  /** @param {import('../page/app_handle.mjs').AppHandle} app @param {import('./compute.mjs').Logitscope} ls @param {HTMLElement} lesson */
  constructor(app, ls, lesson) {
    this.#app = app;
    this.#ls = ls;
    app.onChange(() => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#refresh('live-'), restMilliseconds);
    });
    // All of them at least before it is printed.
    addEventListener('beforeprint', () => this.#fill([...lesson.querySelectorAll('[data-figure]')].filter((node) => !node.getAttribute('data-figure')?.startsWith('live-'))));
  }

  /** @param {HTMLElement} section */
  read(section) {
    this.#section = section;
    this.#refresh('');
  }

  /** @param {string} prefix */
  #refresh(prefix) {
    this.#fill([...(this.#section?.querySelectorAll(`[data-figure^="${prefix}"], [data-figure]`) ?? [])].filter((node) => node.getAttribute('data-figure')?.startsWith(prefix)));
  }

  /** @param {Element[]} nodes */
  #fill(nodes) {
    if (nodes.length === 0 || this.#section?.closest('[hidden]')) return;
    const row = nodes.some((node) => node.getAttribute('data-figure')?.startsWith('live-')) ? rowOf(this.#app.csvOfScenario()) : null;
    const current = row && currentOf(this.#app.view().link, row);
    for (const node of nodes) {
      const name = node.getAttribute('data-figure') ?? '';
      // Those that take a generation or a whole vocabulary were computed when the page was built.
      if (!Object.hasOwn(figures, name) || (name.startsWith('live-') && !current)) continue;
      const text = figures[name]({ ls: this.#ls, current: /** @type {any} */ (current) });
      if (node.textContent !== text) node.textContent = text;
    }
  }
}
