// @ts-check
// What a course asks in its tag: the reader predicts, and only then sees what comes. The picture stays away until then;
// what came is core's word, and goes to the page around with what was predicted.

import { tellEmbedder } from './embedder.mjs';
import { find, make } from './dom.mjs';

/** What can be predicted. @type {Record<string, { field: (tokens: string[]) => Node[], came: (trace: any) => string, result: (came: string) => string }>} */
const kinds = {
  token: {
    field: (tokens) => tokens.map((token) => make('label', { className: 'choice' }, make('input', { type: 'radio', name: 'prediction', value: token, required: true }), token)),
    came: ({ picked, tokens }) => tokens.find((/** @type {any} */ { id }) => id === picked)?.token ?? 'nothing',
    result: (came) => `Drawn: ${came}.`,
  },
  kept: {
    field: () => [make('label', {}, 'Tokens that stay: ', make('input', { type: 'number', name: 'prediction', min: 0, step: 1, required: true }))],
    came: ({ kept }) => String(kept ?? 'an unknown number'),
    result: (came) => `${came} stay.`,
  },
};

/** What the model said, and nothing of what comes of it. */
const shownColumns = ['token', 'logit'];

/** The first rows of the view's table, where it has one of logits. @param {any[]} twin */
function given(twin) {
  const table = twin.find(({ kind, columns }) => kind === 'table' && shownColumns.every((name) => columns.some((/** @type {any} */ { head }) => head === name)));
  if (!table) return [];
  const places = shownColumns.map((name) => table.columns.findIndex((/** @type {any} */ { head }) => head === name));
  const row = (/** @type {string} */ tag, /** @type {string[]} */ cells) => make('tr', {}, ...cells.map((cell, i) => make(tag, { className: i > 0 ? 'number' : '' }, cell)));
  return [make('table', { className: 'given' },
    make('thead', {}, row('th', shownColumns)),
    make('tbody', {}, ...table.rows.slice(0, mostChoices).map((/** @type {any} */ { cells }) => row('td', places.map((place) => cells[place])))))];
}

const longestQuestion = 500;
const mostChoices = 8;

export class Question {
  #app;
  #text = '';
  #kind = 'token';

  /** @param {import('./app_handle.mjs').AppHandle} app */
  constructor(app) {
    this.#app = app;
    find('question')?.addEventListener('submit', (/** @type {Event} */ event) => {
      event.preventDefault();
      this.#reveal(new FormData(/** @type {HTMLFormElement} */ (event.target)).get('prediction'));
    });
    app.onChange(() => {
      if (this.#isOpen) this.#show();
    });
  }

  /** What a link says of it. Gives a sentence for what is wrong. @param {URLSearchParams} fields @returns {string[]} */
  follow(fields) {
    const kind = fields.get('predict') ?? this.#kind;
    const text = (fields.get('question') ?? this.#text).slice(0, longestQuestion);
    const isKnown = Object.hasOwn(kinds, kind);
    const isAsked = text !== '' && (text !== this.#text || kind !== this.#kind);
    this.#kind = isKnown ? kind : 'token';
    this.#text = text;
    if (isAsked) this.#open(true);
    if (text === '') this.#open(false);
    return isKnown ? [] : [`predict is "${kind.slice(0, 40)}"; allowed: ${Object.keys(kinds).join(', ')}.`];
  }

  get #isOpen() {
    return document.documentElement.dataset.asking === 'true';
  }

  /** @param {boolean} isOpen */
  #open(isOpen) {
    const form = find('question');
    if (!form) return;
    document.documentElement.dataset.asking = String(isOpen);
    form.hidden = this.#text === '';
    if (isOpen) this.#show();
  }

  #show() {
    const { context, settings, seed, twin } = this.#app.view();
    const trace = this.#app.trace();
    find('question').replaceChildren(
      make('p', { className: 'asked' }, this.#text),
      make('p', {}, make('q', {}, `${context} …`)),
      make('p', { className: 'help' }, `${settings}${seed === null ? '' : ` Seed ${seed}.`}`),
      ...given(twin),
      make('fieldset', {}, make('legend', {}, 'Your prediction'),
        ...kinds[this.#kind].field(trace.tokens.slice(0, mostChoices).map((/** @type {any} */ { token }) => token))),
      make('button', { type: 'submit' }, 'Predict'),
    );
  }

  /** @param {FormDataEntryValue | null} prediction */
  #reveal(prediction) {
    const predicted = String(prediction ?? '');
    const { came, result } = kinds[this.#kind];
    const what = came(this.#app.trace());
    this.#open(false);
    find('question').replaceChildren(
      make('p', { className: 'asked' }, this.#text),
      make('p', { role: 'status' }, `${what === predicted ? 'As you said.' : `You said ${predicted}.`} ${result(what)}`),
    );
    tellEmbedder({ type: 'answer', question: this.#text, predicted, came: what, isRight: what === predicted, state: this.#app.view().link });
  }
}
