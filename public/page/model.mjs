// @ts-check
// The model that answers any prompt: a small one that learns the page's texts the first time it is needed, or a text
// of the reader's own.

import { fetchAsset } from './assets.mjs';
import { find, setText } from './dom.mjs';
import { keep, recall } from './storage.mjs';

const voices = ['stories', 'facts', 'everyday', 'programs'];

/** What is larger than core learns from need not be brought into memory to be refused. */
const mostBytes = 17 * 2 ** 20;

/** Half a frame for learning, so that the page goes on breathing. */
const sliceMilliseconds = 8;
/** Tokens looked at in the first slice; what the machine makes of it decides about the next. */
const firstBudget = 20_000;
/** A screen reader is not told of every percent. */
const wordMilliseconds = 500;

export class PageModel {
  #app;
  /** @type {Promise<string> | undefined} */
  #learning;
  /** Which text is being learnt: a new one takes the place of the one before. */
  #turn = 0;

  /** @param {import('./app_handle.mjs').AppHandle} app */
  constructor(app) {
    this.#app = app;
    this.#listen();
  }

  /** Sees to it that there is a model. Gives a sentence when there is none. @returns {Promise<string>} */
  async ready() {
    let problem = '';
    do {
      this.#learning ??= this.#learnPage();
      problem = await this.#learning;
    } while (problem === replaced);
    // A download that failed may succeed the next time.
    if (problem) this.#learning = undefined;
    return problem;
  }

  /** Gives a sentence when it cannot. @param {string} prompt @returns {Promise<string>} */
  async ask(prompt) {
    return (await this.ready()) || this.#app.act(`ask ${prompt}`)?.message || '';
  }

  /** A text of the reader's own takes the place of the page's. @param {File} file @param {string} prompt */
  async learnFile(file, prompt) {
    say(`Learning ${file.name} …`);
    const bytes = new Uint8Array(await file.slice(0, mostBytes).arrayBuffer());
    const problem = await this.#learn(bytes, file.name);
    if (problem === replaced) return;
    if (problem) return say(`${file.name}: ${problem} Nothing was changed.`);
    say(`A small model has learnt ${file.name}.`);
    await this.ask(prompt);
  }

  /** The model of a link: a text that was dropped in here before. Gives a sentence when it is not here. @param {string} name @returns {Promise<string>} */
  async recall(name) {
    const kept = await recall(name);
    if (kept?.kind !== 'text') return `The text "${name}" was dropped in on another machine, or long ago; the page's own text answers instead.`;
    return this.#learn(kept.bytes, kept.source);
  }

  /** @param {Uint8Array} bytes @param {string} source @returns {Promise<string>} */
  async #learn(bytes, source) {
    const name = await keep('text', bytes, source);
    const before = this.#learning;
    // Whoever asks meanwhile is answered by this text.
    const learning = this.#train(bytes, source, `measured, trained on ${source}`, name);
    this.#learning = learning;
    const problem = await learning;
    if (problem && this.#learning === learning) this.#learning = before;
    return problem;
  }

  /**
   * Slice by slice, so that nothing stands still however long the text is.
   * @param {string | Uint8Array} text @param {string} what @param {string} source @param {string} name @returns {Promise<string>}
   */
  async #train(text, what, source, name) {
    const problem = this.#app.startLearning(text);
    if (problem) return problem.message;
    const turn = ++this.#turn;
    let budget = firstBudget;
    let said = -Infinity;
    for (;;) {
      const start = performance.now();
      const progress = this.#app.learnOn(budget);
      if (!progress) return this.#app.finishLearning(text, source, name)?.message ?? '';
      const now = performance.now();
      if (now - said > wordMilliseconds) say(`Learning ${what}: ${progress}`);
      if (now - said > wordMilliseconds) said = now;
      budget = Math.max(1, budget * Math.min(2, sliceMilliseconds / Math.max(0.1, now - start)));
      await nextTask();
      if (turn !== this.#turn) return replaced;
    }
  }

  #listen() {
    const form = find('ask');
    form?.addEventListener('submit', async (/** @type {Event} */ event) => {
      event.preventDefault();
      const problem = await this.ask(find('own-prompt').value);
      if (problem) say(problem);
    });
    // Some views ask for more than one step, which no table can answer.
    let view = '';
    this.#app.onChange(async () => {
      const now = this.#app.view();
      if (now.view === view) return;
      view = now.view;
      if (now.hasModel || !now.views.find((/** @type {any} */ one) => one.name === view).needsModel) return;
      const problem = await this.ready();
      if (problem) say(problem);
    });
  }

  /** @returns {Promise<string>} */
  async #learnPage() {
    say("Learning the page's texts …");
    const texts = await Promise.all(voices.map(async (voice) => {
      const bytes = await fetchAsset(`${voice}.txt`);
      return bytes && new TextDecoder().decode(bytes);
    }));
    if (texts.includes(null)) return 'The text to learn from could not be loaded. What was shown stays.';
    const start = performance.now();
    const problem = await this.#train(texts.join('\n---\n'), "the page's texts", "measured, trained on this page's text", 'page');
    if (problem) return problem;
    const milliseconds = Math.max(1, Math.round(performance.now() - start));
    say(`A small model has learnt this page's four texts, in ${milliseconds} ms. It knows words that follow words, nothing else.`);
    return '';
  }
}

/** In place of a sentence: another text came, and this one is given up. */
const replaced = 'replaced';

/** Not the next frame: a page that is not looked at has none. */
const nextTask = () => new Promise((resolve) => {
  setTimeout(resolve);
});

/** @param {string} sentence */
const say = (sentence) => setText('ask-note', sentence);
