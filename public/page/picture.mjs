// @ts-check
// The canvas with the host that draws on it, and what happens when the module behind them breaks: a new canvas, a new
// module, and the reader where they were.

import createAppModule from './app.mjs';
import { fetchAsset, wasmOptions } from './assets.mjs';
import { CanvasHost } from '../../shell/platform/canvas.mjs';
import { find, setText } from './dom.mjs';

const fonts = ['text', 'strong', 'mono'];

/** A module that breaks again so soon after it was remade will break for ever. */
const calmMilliseconds = 5000;

export class Picture {
  /** @type {CanvasHost | null} */
  #host = null;
  /** @type {import('./app_handle.mjs').AppHandle | null} */
  #app = null;
  #remadeAt = -Infinity;

  /** The one that draws now. */
  get host() {
    return this.#host;
  }

  /** @returns {Promise<any>} */
  makeModule() {
    return createAppModule({ canvas: find('canvas'), ...wasmOptions() });
  }

  /** What is to be drawn, and looked after. @param {import('./app_handle.mjs').AppHandle} app */
  show(app) {
    this.#app = app;
    this.#makeHost();
    app.onTrap = (error) => this.#remake(error);
  }

  /** False where the browser has no WebGL 2. @returns {Promise<boolean>} */
  async open() {
    const { module } = /** @type {import('./app_handle.mjs').AppHandle} */ (this.#app);
    await loadFonts(module).catch((error) => console.warn(error.message));
    return /** @type {CanvasHost} */ (this.#host).open();
  }

  follow() {
    this.#host?.follow();
  }

  #makeHost() {
    const app = /** @type {import('./app_handle.mjs').AppHandle} */ (this.#app);
    this.#host = new CanvasHost(app.module, find('canvas'), () => app.changed());
    this.#host.onTrap = (error) => app.trapped(error);
  }

  /** @param {unknown} error */
  async #remake(error) {
    console.warn(error);
    const app = /** @type {import('./app_handle.mjs').AppHandle} */ (this.#app);
    this.#host?.close();
    if (performance.now() - this.#remadeAt < calmMilliseconds) {
      setText('status', 'Logitscope broke twice in a row and stopped. Load the page again: its address holds the settings.');
      return;
    }
    this.#remadeAt = performance.now();
    // A canvas keeps the context that the broken module drew with.
    const old = find('canvas');
    old.replaceWith(old.cloneNode(true));
    app.restart(await this.makeModule());
    this.#makeHost();
    await this.open();
    setText('status', 'Logitscope broke at the last step and was started anew; everything before it is back.');
  }
}

async function loadFonts(/** @type {any} */ module) {
  await Promise.all(fonts.map(async (role) => {
    const bytes = await fetchAsset(`${role}.ttf`);
    if (!bytes) throw new Error(`The font ${role}.ttf could not be loaded.`);
    module.setFont(role, bytes);
  }));
}
