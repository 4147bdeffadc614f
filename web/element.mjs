// @ts-check
// <logit-scope scenario="weather" temperature="0.7" top-k="3" top-p="0.9" seed="42">: the instrument in a post. The tag
// holds a frame of embed.html, so that nothing of ours touches the page around it. The two talk by messages, which
// public/page/embedder.mjs lists.

import { attributes, changeOf, hostTheme, linkOf, mirrorAttributes, takeEarlyProperties, withPage } from './element_fields.mjs';
import { calm, join, leave, need } from './element_lives.mjs';
import { attributeOf } from './element_table.mjs';

const version = 1;

const firstHeight = 600;
const leastHeight = 100;
const mostHeight = 5000;
const longestText = 20_000;
/** A frame that says nothing for so long after it was loaded has not found its script. */
const patienceMilliseconds = 20_000;

const style = `
  :host { display: block; position: relative; }
  :host([hidden]) { display: none; }
  iframe { display: block; width: 100%; border: 0; color-scheme: normal; opacity: 0; }
  iframe.ready { opacity: 1; }
  .waiting { position: absolute; inset: 0; overflow: auto; }
  .ready ~ .waiting { display: none; }
`;

/** What a message brings is text, and not without end. @param {unknown} value */
const text = (value) => String(value).slice(0, longestText);

/** @typedef {{ method: string, args: unknown[], resolve: (value: any) => void, reject: (error: Error) => void }} Call */

/** Where a page is made on a server there are no elements; the module may be imported there all the same. */
const Base = globalThis.HTMLElement ?? /** @type {any} */ (class {});

export class LogitScope extends Base {
  static observedAttributes = attributes;

  /** @type {HTMLIFrameElement | null} */
  #frame = null;
  #isReady = false;
  /** Where the reader has brought it, for when it wakes again. */
  #state = '';
  #contentHeight = firstHeight;
  /** @type {Call[]} */
  #queued = [];
  /** Calls that the frame works on, by number. @type {Map<number, Call>} */
  #asked = new Map();
  #calls = 0;
  /** The last change of each attribute, by the number under which it was sent. @type {Map<string, number>} */
  #changes = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #patience;
  /** In the page; attributes that are read while the tag comes to life are no changes. */
  #isThere = false;
  /** Ends what the tag listens to. */
  #listening = new AbortController();

  connectedCallback() {
    takeEarlyProperties(this);
    this.#furnish();
    this.#isThere = true;
    this.#listening = new AbortController();
    addEventListener('message', (event) => this.#hear(event), { signal: this.#listening.signal });
    this.#followHostTheme();
    this.#checkHeight();
    this.#checkLoading();
    join(this);
    if (this.getAttribute('loading') === 'eager') need(this);
  }

  disconnectedCallback() {
    this.#isThere = false;
    this.#listening.abort();
    this.sleep();
    leave(this);
  }

  /** @param {string} name @param {string | null} before @param {string | null} now */
  attributeChangedCallback(name, before, now) {
    if (!this.#isThere || before === now) return;
    if (name === 'height') return this.#checkHeight();
    if (name === 'loading') return this.#checkLoading();
    // Asleep it wakes as its attributes say.
    if (!this.#frame) this.#state = '';
    else if (this.#isReady) this.#sendChange(name);
    else this.#frame.src = this.#address();
  }

  // ---- what a script may ask; until the frame is ready it waits

  /** The state as the text that links hold. @returns {Promise<string>} */
  getState() {
    return this.#call('getState');
  }

  /** Goes to a state of getState() or of a link, or stays and rejects. @param {string} state @returns {Promise<string>} */
  setState(state) {
    return this.#call('setState', state);
  }

  /** Takes the token that the coin falls on. @returns {Promise<{ id: number, token: string, probability: number, isManual: boolean }>} */
  step() {
    return this.#call('step');
  }

  /** Takes this token instead: its text or its id. @param {string | number} token @returns {Promise<{ id: number, token: string, probability: number, isManual: boolean }>} */
  pick(token) {
    return this.#call('pick', token);
  }

  /** Back to where this many tokens were generated; without a number, one back. @param {number} [count] @returns {Promise<{ id: number, token: string, probability: number, isManual: boolean } | null>} */
  rewind(count) {
    return this.#call('rewind', count);
  }

  /** Back to what the attributes say. @returns {Promise<string>} */
  reset() {
    return this.#call('setState', linkOf(this));
  }

  /** The picture. @param {'png' | 'svg'} [type] @returns {Promise<Blob>} */
  snapshot(type) {
    return this.#call('snapshot', type);
  }

  // ---- for element_lives.mjs

  get isBusy() {
    return this.#queued.length > 0 || this.#asked.size > 0;
  }

  wake() {
    const frame = document.createElement('iframe');
    frame.title = 'Logitscope: how a language model picks its next token';
    frame.addEventListener('load', () => this.#expectWord());
    frame.src = this.#address();
    this.shadowRoot?.prepend(frame);
    this.#frame = frame;
    this.#fit();
  }

  sleep() {
    clearTimeout(this.#patience);
    this.#frame?.remove();
    this.#frame = null;
    this.#isReady = false;
    this.#fit();
    for (const call of this.#asked.values()) call.reject(new Error('The tag left the page before its frame answered.'));
    this.#asked.clear();
  }

  // ---- the frame

  #furnish() {
    if (this.shadowRoot) return;
    const root = this.attachShadow({ mode: 'open' });
    // Not a <style>: the page's policy may forbid those.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    root.adoptedStyleSheets = [sheet];
    // What stands in the tag, until there is a picture.
    const waiting = document.createElement('div');
    waiting.className = 'waiting';
    waiting.append(document.createElement('slot'));
    root.append(waiting);
  }

  #address() {
    // A sandbox gives its frames no origin, and without one no server hands a module out.
    const page = self.origin === 'null' ? 'embed.single.html' : 'embed.html';
    return new URL(`${page}#${this.#state ? withPage(this, this.#state) : linkOf(this)}`, import.meta.url).href;
  }

  #expectWord() {
    clearTimeout(this.#patience);
    if (this.#isReady) return;
    this.#patience = setTimeout(() => {
      const message = `Nothing is heard from ${this.#address().split('#')[0]}. Is it there, and may this page hold it in a frame?`;
      this.#fail({ message });
      for (const call of this.#queued.splice(0)) call.reject(new Error(message));
    }, patienceMilliseconds);
  }

  /** As tall as its content, or as its author wants it; asleep no less, so that nothing around it moves. */
  #fit() {
    const own = Number(this.getAttribute('height'));
    const height = `${own >= leastHeight && own <= mostHeight ? own : this.#contentHeight}px`;
    if (this.#frame) this.#frame.style.height = height;
    this.style.minHeight = this.#frame ? '' : height;
  }

  #checkHeight() {
    const value = this.getAttribute('height');
    this.#fit();
    if (value === null || (Number(value) >= leastHeight && Number(value) <= mostHeight)) return;
    this.#fail({ field: 'height', message: `height is "${value.slice(0, 40)}"; allowed: ${leastHeight} to ${mostHeight}, in CSS pixels. The tag is as tall as its content.` });
  }

  #checkLoading() {
    const value = this.getAttribute('loading');
    if (value === 'eager') need(this);
    else if (value !== null && value !== 'lazy') this.#fail({ field: 'loading', message: `loading is "${value.slice(0, 40)}"; allowed: lazy, eager.` });
  }

  // ---- messages

  /** @param {{ type: string } & Record<string, unknown>} message */
  #send(message) {
    this.#frame?.contentWindow?.postMessage({ logitscope: version, ...message }, '*');
  }

  /** @param {string} name */
  #sendChange(name) {
    this.#changes.set(name, ++this.#calls);
    this.#send({ type: 'set', id: this.#calls, fields: changeOf(this, name) });
  }

  /** What is said of an attribute that has changed meanwhile is said of a value that it no longer has. @param {{ message: unknown, field?: unknown, id?: unknown }} message */
  #hearError({ message, field, id }) {
    if (typeof field !== 'string') return this.#fail({ message: text(message) });
    const name = attributeOf(field) ?? text(field);
    if (Number(id) < (this.#changes.get(name) ?? 0)) return;
    this.#fail({ message: text(message), field: name });
  }

  /** @param {string} method @param {unknown[]} args @returns {Promise<any>} */
  #call(method, ...args) {
    return new Promise((resolve, reject) => {
      this.#queued.push({ method, args, resolve, reject });
      need(this);
      this.#sendQueued();
    });
  }

  #sendQueued() {
    if (!this.#isReady) return;
    for (const call of this.#queued.splice(0)) {
      const id = ++this.#calls;
      this.#asked.set(id, call);
      this.#send({ type: 'call', id, method: call.method, args: call.args });
    }
  }

  /** @param {MessageEvent} event */
  #hear({ source, origin, data }) {
    if (!this.#frame || source !== this.#frame.contentWindow) return;
    // Our own page and no other that the frame was led to; in a sandbox nobody has an origin.
    if (origin !== 'null' && origin !== new URL(import.meta.url).origin) return;
    if (data?.logitscope === version && Object.hasOwn(this.#hearers, data.type)) this.#hearers[data.type](data);
  }

  /** What is done about each message. @type {Record<string, (data: any) => void>} */
  #hearers = {
    ready: ({ state }) => {
      clearTimeout(this.#patience);
      this.#isReady = true;
      this.#frame?.classList.add('ready');
      this.#emit('ready', { state: text(state) });
      this.#sendQueued();
    },
    resize: ({ height }) => {
      if (!Number.isFinite(height)) return;
      this.#contentHeight = Math.min(Math.max(Math.ceil(height), leastHeight), mostHeight);
      this.#fit();
      this.#emit('resize', { height: this.#contentHeight });
    },
    change: ({ state, sentence }) => {
      this.#state = text(state);
      this.#emit('change', { state: this.#state, sentence: text(sentence) });
    },
    step: ({ id, token, probability, isManual, sentence }) => this.#emit('step', {
      id: Number(id), token: text(token), probability: Number(probability), isManual: isManual === true, sentence: text(sentence),
    }),
    answer: ({ question, predicted, came, isRight, state }) => this.#emit('answer', {
      question: text(question), predicted: text(predicted), came: text(came), isRight: isRight === true, state: text(state),
    }),
    error: (message) => this.#hearError(message),
    result: ({ id, value, error }) => {
      const call = this.#asked.get(id);
      this.#asked.delete(id);
      if (error === undefined) call?.resolve(value);
      else call?.reject(new Error(text(error)));
      if (!this.isBusy) calm();
    },
  };

  /** @param {{ message: string, field?: string }} detail */
  #fail(detail) {
    this.#emit('error', detail);
  }

  /** @param {string} name @param {object} detail */
  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  /** The page's own theme comes before that of the system. */
  #followHostTheme() {
    let before = hostTheme(this);
    const look = () => {
      const now = hostTheme(this);
      if (now === before) return;
      before = now;
      if (this.#isReady) this.#sendChange('theme');
    };
    const { signal } = this.#listening;
    // A style sheet may come late, and a colour may take its time.
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', look, { signal });
    for (const type of ['load', 'transitionend']) addEventListener(type, look, { signal });
    const observer = new MutationObserver(look);
    for (const node of [document.documentElement, document.body]) observer.observe(node, { attributes: true });
    signal.addEventListener('abort', () => observer.disconnect());
  }
}

mirrorAttributes(LogitScope);
if (globalThis.customElements && !customElements.get('logit-scope')) customElements.define('logit-scope', LogitScope);
