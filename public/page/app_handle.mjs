// @ts-check
// The app as the page holds it: the module that Emscripten made, asked in words, its view as plain data. Whoever
// wants to know of changes listens here.

import { freshSeed } from '../../shell/platform/canvas.mjs';

export class AppHandle {
  #module;
  /** @type {any} */
  #view = null;
  /** @type {(() => void)[]} */
  #listeners = [];

  /** @param {any} module */
  constructor(module) {
    this.#module = module;
  }

  /** The module itself, for the canvas. */
  get module() {
    return this.#module;
  }

  /** All that is to be shown, made anew only when something has changed. @returns {any} */
  view() {
    if (this.#view?.revision !== this.#module.revision()) this.#view = JSON.parse(this.#module.view());
    return this.#view;
  }

  /** Called after every change, wherever it came from. @param {() => void} listener */
  onChange(listener) {
    this.#listeners.push(listener);
  }

  changed() {
    for (const listener of this.#listeners) listener();
  }

  /** Carries out an action in words. Gives null, or what is wrong. @param {string} words @returns {{ message: string } | null} */
  act(words) {
    return this.#do(() => this.#module.act(words, freshSeed()));
  }

  /** @param {Uint8Array} bytes @param {string} source @param {string} name */
  loadCsv(bytes, source, name) {
    return this.#do(() => this.#module.loadCsv(bytes, source, name));
  }

  /** @param {import('./answers.mjs').SavedAnswer} answer @param {string} source @param {string} name */
  loadAnswer(answer, source, name) {
    return this.#do(() => this.#module.loadAnswer(answer, source, name));
  }

  /** Takes the place of what was being learnt, unless it is refused. @param {string | Uint8Array} text @returns {{ message: string } | null} */
  startLearning(text) {
    return this.#module.startLearning(text);
  }

  /** Goes on by a slice. Gives how far it is, as "34 %"; empty once it is done. @param {number} budget @returns {string} */
  learnOn(budget) {
    return this.#module.learnOn(budget);
  }

  /** @param {string} source @param {string} name @returns {{ message: string } | null} */
  finishLearning(source, name) {
    return this.#do(() => this.#module.finishLearning(source, name));
  }

  /** Gives the sentences that say what could not be followed. @param {string} link @returns {string[]} */
  follow(link) {
    const problems = this.#module.follow(link);
    this.changed();
    return problems;
  }

  /** Where the logits of a link come from. @param {string} link @returns {{ scenario: string, prompt: string | null, model: string }} */
  linkedSource(link) {
    return this.#module.linkedSource(link);
  }

  /** What was done until now is nothing that can be taken back. */
  startHere() {
    this.#module.startHere();
    this.changed();
  }

  csvOfScenario() {
    return this.#module.csvOfScenario();
  }

  /** What can be taken hold of in the picture, by id. @returns {{ id: string, x: number, y: number, width: number, height: number }[]} */
  boxes() {
    return this.#module.boxes();
  }

  /** @param {() => any} action */
  #do(action) {
    const problem = action();
    if (!problem) this.changed();
    return problem;
  }
}
