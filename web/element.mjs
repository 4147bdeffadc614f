// @ts-check
// <logit-scope scenario="weather" temperature="0.7" top-k="3" top-p="0.9" seed="42" theme="dark">: the pipeline in a
// post. The tag holds a frame of embed.html, so that nothing of ours touches the page around it.

/** Attributes and their names in the frame's address. */
const settings = { scenario: 'scenario', temperature: 'T', 'top-k': 'k', 'top-p': 'p', seed: 'seed', theme: 'theme' };

const firstHeight = 600;

export class LogitScope extends HTMLElement {
  static observedAttributes = Object.keys(settings);

  /** @type {HTMLIFrameElement | undefined} */
  #frame;
  /** What the frame was told last; nothing before it is there to hear it. */
  #told = '';
  #isReady = false;
  #listener = (/** @type {MessageEvent} */ event) => this.#hear(event);

  connectedCallback() {
    addEventListener('message', this.#listener);
    this.#isReady = false;
    this.#told = this.#link();
    const address = new URL(`embed.html#${this.#told}`, import.meta.url).href;
    if (this.#frame) {
      // Put somewhere else, the frame loads again.
      this.#frame.src = address;
      return;
    }
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    const frame = document.createElement('iframe');
    frame.title = 'Logitscope: how a language model picks its next token';
    // The browser itself waits until the frame comes near the screen.
    frame.loading = 'lazy';
    Object.assign(frame.style, { display: 'block', width: '100%', height: `${firstHeight}px`, border: '0', colorScheme: 'normal' });
    frame.src = address;
    root.replaceChildren(frame);
    this.#frame = frame;
  }

  disconnectedCallback() {
    removeEventListener('message', this.#listener);
  }

  attributeChangedCallback() {
    this.#tell();
  }

  /** By a message: the frame writes its own address meanwhile, and a new one of ours could be lost in that. */
  #tell() {
    const link = this.#link();
    if (!this.#isReady || link === this.#told) return;
    this.#told = link;
    this.#frame?.contentWindow?.postMessage({ logitscope: 1, type: 'follow', link }, '*');
  }

  #link() {
    const hash = new URLSearchParams();
    for (const [attribute, name] of Object.entries(settings)) {
      const value = this.getAttribute(attribute);
      if (value !== null) hash.set(name, value);
    }
    return `v1&${hash}`;
  }

  /** @param {MessageEvent} event */
  #hear({ source, data }) {
    if (!this.#frame || source !== this.#frame.contentWindow || data?.logitscope !== 1) return;
    if (data.type === 'ready') {
      this.#isReady = true;
      this.#tell();
    }
    if (data.type === 'resize' && Number.isFinite(data.height)) {
      this.#frame.style.height = `${Math.min(Math.max(data.height, 100), 5000)}px`;
    }
    if (data.type === 'error') {
      const detail = { message: String(data.message) };
      this.dispatchEvent(new CustomEvent('error', { detail, bubbles: true, composed: true }));
    }
  }
}

if (!customElements.get('logit-scope')) customElements.define('logit-scope', LogitScope);
