// @ts-check
// The HTML twin of the canvas: the same controls and the same figures, for keyboards, screen readers and find-in-page.
// It shows the view that the app hands out, word for word; no figure is computed or formatted here.

import { showBlocks } from './blocks.mjs';
import { Controls } from './controls.mjs';
import { find, make, setText, show } from './dom.mjs';

export class Twin {
  #app;
  #controls;
  /** Of the document that was shown last. */
  #revision = -1;

  /** @param {import('./app_handle.mjs').AppHandle} app */
  constructor(app) {
    this.#app = app;
    this.#controls = new Controls((words) => app.act(words), () => this.show());
    this.#listenToActions();
    this.#listenToArrows();
    this.#listenToSeed();
  }

  /** Shows the document as it is now. */
  show() {
    const view = this.#app.view();
    document.documentElement.dataset.view = view.view;
    this.#controls.show(view.controls);
    const { usesChain, usesSeed } = view.views.find((/** @type {any} */ { name }) => name === view.view);
    for (const [id, isUsed] of /** @type {const} */ ([['control-card', usesChain || usesSeed], ['controls', usesChain], ['more', usesChain]])) {
      const part = find(id);
      if (part) part.hidden = !isUsed;
    }
    this.#showViews(view);
    for (const [id, blocks] of /** @type {const} */ ([['twin', view.twin], ['chain-blocks', view.chain]])) {
      const place = find(id);
      if (place) show(place, showBlocks(blocks));
    }
    // Once for each change: what else was said since, of a link say, stays until the next.
    if (view.revision !== this.#revision) setText('status', view.announcement);
    this.#revision = view.revision;
    const seed = find('seed');
    if (seed && document.activeElement !== seed) seed.value = view.seed ?? '';
    for (const [id, isEnabled] of /** @type {const} */ ([['undo', view.canUndo], ['redo', view.canRedo]])) {
      const button = find(id);
      if (button) button.disabled = !isEnabled;
    }
    find('canvas')?.setAttribute('aria-label', `${view.sentence}. ${view.note} The table below holds the figures of the picture.`);
  }

  #showViews(/** @type {any} */ { views, view }) {
    const place = find('views');
    if (!place) return;
    show(place, views.map((/** @type {any} */ { name, label, summary }) => make('button', {
      type: 'button', 'data-action': `view ${name}`, title: summary, 'aria-pressed': String(name === view),
    }, label)));
    setText('view-summary', views.find((/** @type {any} */ one) => one.name === view).summary);
  }

  /** Whatever stands in the HTML with an action in words. */
  #listenToActions() {
    const say = (/** @type {any} */ problem) => {
      if (problem) setText('status', problem.message);
    };
    document.addEventListener('click', (event) => {
      const button = /** @type {Element} */ (event.target).closest?.('[data-action]');
      if (button) say(this.#app.act(button.getAttribute('data-action') ?? ''));
    });
    document.addEventListener('input', (event) => {
      const field = /** @type {HTMLInputElement} */ (event.target);
      if (field.dataset?.field) say(this.#app.act(`${field.dataset.field} ${field.value}`));
    });
    document.addEventListener('change', (event) => {
      const choice = /** @type {HTMLSelectElement} */ (event.target);
      if (!choice.dataset?.choice) return;
      const value = choice.value.trim();
      // What only asks to choose is none.
      if (value || choice.dataset.choice === 'compare') say(this.#app.act(`${choice.dataset.choice} ${value}`));
      this.show();
    });
  }

  /** In running text the arrow keys go from token to token; where one of them is the current one, that follows. */
  #listenToArrows() {
    const steps = /** @type {Record<string, number>} */ ({ ArrowLeft: -1, ArrowRight: 1 });
    document.addEventListener('keydown', (event) => {
      const chip = /** @type {Element} */ (event.target).closest?.('.tokens [data-action]');
      const step = steps[event.key];
      if (!chip || !step || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const text = chip.closest('.tokens');
      const chips = [...(text?.querySelectorAll('[data-action]') ?? [])];
      const next = /** @type {HTMLElement | undefined} */ (chips[chips.indexOf(chip) + step]);
      if (!next) return;
      event.preventDefault();
      next.focus();
      if (text?.querySelector('[aria-current="true"]')) next.click();
    });
  }

  #listenToSeed() {
    const seed = find('seed');
    const setError = (/** @type {string} */ sentence) => {
      setText('seed-error', sentence);
      seed.setAttribute('aria-invalid', String(sentence !== ''));
    };
    seed?.addEventListener('input', () => {
      const isNone = seed.value === '' && !seed.validity.badInput;
      const problem = this.#app.act(isNone ? 'toss' : `seed ${seed.valueAsNumber}`);
      setError(problem ? problem.message : '');
    });
    seed?.addEventListener('blur', () => {
      setError('');
      this.show();
    });
  }
}
