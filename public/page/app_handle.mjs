// @ts-check
// The app as the page holds it: the module that Emscripten made, asked in words, its view as plain data. Whoever
// wants to know of changes listens here. A module that traps is given up; another takes its place and is told all
// that matters.

import { freshSeed } from '../../shell/platform/canvas.mjs';

/** How many of the sources that were loaded are kept for a module that has to be remade. */
const mostSources = 8;

/** @param {any} module @param {string | Uint8Array} text @param {string} source @param {string} name */
function learnAtOnce(module, text, source, name) {
  module.startLearning(text);
  return module.finishLearning(source, name);
}

const broken = { message: 'Logitscope broke at this step, and starts anew without it.' };

export class AppHandle {
  #module;
  /** Nothing is asked of a module that has trapped. */
  #isBroken = false;
  /** @type {any} */
  #view = null;
  /** How each source came in, by name. @type {Map<string, (module: any) => any>} */
  #sources = new Map();
  /** @type {(() => void)[]} */
  #listeners = [];

  /** Called once when the module has trapped; whoever listens calls [restart]. @type {(error: unknown) => void} */
  onTrap = (error) => console.error(error);

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
    this.#view = this.#ask((module) => (this.#view?.revision === module.revision() ? this.#view : JSON.parse(module.view())), this.#view);
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
    return this.#do((module) => module.act(words, freshSeed()));
  }

  /** @param {Uint8Array} bytes @param {string} source @param {string} name */
  loadCsv(bytes, source, name) {
    return this.#load(name, (module) => module.loadCsv(bytes, source, name));
  }

  /** @param {import('./answers.mjs').SavedAnswer} answer @param {string} source @param {string} name */
  loadAnswer(answer, source, name) {
    return this.#load(name, (module) => module.loadAnswer(answer, source, name));
  }

  /** Takes the place of what was being learnt, unless it is refused. @param {string | Uint8Array} text @returns {{ message: string } | null} */
  startLearning(text) {
    return this.#ask((module) => module.startLearning(text), broken);
  }

  /** Goes on by a slice. Gives how far it is, as "34 %"; empty once it is done. @param {number} budget @returns {string} */
  learnOn(budget) {
    return this.#ask((module) => module.learnOn(budget), '');
  }

  /** @param {string | Uint8Array} text what was learnt @param {string} source @param {string} name @returns {{ message: string } | null} */
  finishLearning(text, source, name) {
    const problem = this.#do((module) => module.finishLearning(source, name));
    if (!problem) this.#note(name, (module) => learnAtOnce(module, text, source, name));
    return problem;
  }

  /**
   * Gives the sentences that say what could not be followed. [isWhole]: what the link does not name is as at first.
   * @param {string} link @param {boolean} [isWhole] @returns {string[]}
   */
  follow(link, isWhole = true) {
    const problems = this.#ask((module) => module.follow(link, isWhole, freshSeed()), [broken.message]);
    this.changed();
    return problems;
  }

  /** Where the logits of a link come from. @param {string} link @returns {{ scenario: string, prompt: string | null, model: string }} */
  linkedSource(link) {
    return this.#ask((module) => module.linkedSource(link), { scenario: '', prompt: null, model: '' });
  }

  /** What was done until now is nothing that can be taken back. */
  startHere() {
    this.#ask((module) => module.startHere(), undefined);
    this.changed();
  }

  csvOfScenario() {
    return this.#ask((module) => module.csvOfScenario(), '');
  }

  /** A table of the view as CSV. @param {string} id @returns {string} */
  tableCsv(id) {
    return this.#ask((module) => module.tableCsv(id), '');
  }

  /** The step that is looked at, every number in full. @returns {any} */
  trace() {
    return this.#ask((module) => JSON.parse(module.trace()), null);
  }

  /** What can be taken hold of in the picture, by id. @returns {{ id: string, x: number, y: number, width: number, height: number }[]} */
  boxes() {
    return this.#ask((module) => module.boxes(), []);
  }

  /** The module has trapped: it is in the middle of something, and what it says from now on means nothing. @param {unknown} error */
  trapped(error) {
    if (this.#isBroken) return;
    this.#isBroken = true;
    this.onTrap(error);
  }

  /** Another module takes the place of the broken one, with the same sources in the same state. @param {any} module */
  restart(module) {
    const { link } = this.#view;
    this.#module = module;
    this.#isBroken = false;
    this.#view = null;
    const { scenario, prompt, model } = this.linkedSource(link);
    // What the link names comes last: what was loaded after it had been taken back.
    for (const name of [...this.#sources.keys(), model, scenario]) this.#ask(this.#sources.get(name) ?? (() => null), null);
    if (!scenario && prompt !== null) this.#ask((again) => again.act(`ask ${prompt}`, freshSeed()), null);
    this.follow(link);
    this.startHere();
  }

  /** @param {string} name @param {(module: any) => any} load */
  #load(name, load) {
    const problem = this.#do(load);
    if (!problem) this.#note(name, load);
    return problem;
  }

  /** How a source comes in again. @param {string} name @param {(module: any) => any} load */
  #note(name, load) {
    this.#sources.delete(name);
    this.#sources.set(name, load);
    for (const old of this.#sources.keys()) {
      if (this.#sources.size <= mostSources) break;
      this.#sources.delete(old);
    }
  }

  /** @param {(module: any) => any} action */
  #do(action) {
    const problem = this.#ask(action, broken);
    if (!problem) this.changed();
    return problem;
  }

  /**
   * Asks the module, unless it is broken.
   * @template T
   * @param {(module: any) => T} question
   * @param {T} otherwise
   * @returns {T}
   */
  #ask(question, otherwise) {
    if (this.#isBroken) return otherwise;
    try {
      return question(this.#module);
    } catch (error) {
      if (!(error instanceof WebAssembly.RuntimeError)) throw error;
      this.trapped(error);
      return otherwise;
    }
  }
}
