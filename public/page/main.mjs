// @ts-check
// The page: loads the app, gives it the canvas, and keeps the HTML beside it in step. The app owns the document;
// this file carries the reader's wishes to it and what follows from them back.

import createAppModule from './app.mjs';
import { CanvasHost, freshCoin } from '../../shell/platform/canvas.mjs';
import { listenForPrompts } from './ask.mjs';
import { followLink } from './link.mjs';
import { listenForFiles } from './own_logits.mjs';
import { makePrompts } from './prompts.mjs';
import { Twin } from './twin.mjs';

const fonts = ['text', 'strong', 'mono'];

/** @param {string} id */
const element = (id) => document.getElementById(id);

async function loadFonts(/** @type {any} */ app) {
  await Promise.all(fonts.map(async (role) => {
    const response = await fetch(new URL(`fonts/${role}.ttf`, import.meta.url));
    if (!response.ok) throw new Error(`The font ${role}.ttf could not be loaded (${response.status}).`);
    app.setFont(role, new Uint8Array(await response.arrayBuffer()));
  }));
}

function say(/** @type {string} */ sentence) {
  const notice = /** @type {HTMLElement} */ (element('no-picture'));
  notice.textContent = sentence;
  notice.hidden = false;
  /** @type {HTMLElement} */ (element('canvas')).hidden = true;
}

async function start() {
  const canvas = /** @type {HTMLCanvasElement} */ (element('canvas'));
  const app = await createAppModule({ canvas });
  const twin = new Twin(app, freshCoin);
  const host = new CanvasHost(app, canvas, () => twin.show());
  // Whatever the reader does in the HTML may change the picture too.
  const changed = () => {
    twin.show();
    host.invalidate();
  };
  twin.onChange = changed;
  const prompts = makePrompts(app, changed);
  listenForFiles(app, changed);
  listenForPrompts(app, changed);
  await followLink(app, prompts, changed);
  changed();

  await loadFonts(app).catch((error) => console.warn(error.message));
  if (!host.open()) {
    say('This browser shows no WebGL 2 here, so the picture is missing. The controls and the table below hold the same figures.');
  }
  // For the console, and for tests: frames drawn so far.
  Object.assign(globalThis, { logitscope: { app, host } });
  document.documentElement.dataset.ready = 'true';
}

start().catch((error) => {
  console.error(error);
  say(`Logitscope could not start: ${error.message} A browser of 2023 or later should do (WebAssembly with SIMD is needed).`);
});
