// @ts-check
// The page: loads the app, gives it the canvas, and keeps the HTML beside it in step. The app owns the document;
// this file carries the reader's wishes to it and what follows from them back.

import { AppHandle } from './app_handle.mjs';
import { importAsset } from './assets.mjs';
import { find, setText } from './dom.mjs';
import { listenForFiles } from './files.mjs';
import { listenToEmbedder, tellEmbedder } from './embedder.mjs';
import { followLink, makeGoTo } from './link.mjs';
import { PageModel } from './model.mjs';
import { Picture } from './picture.mjs';
import { playWhileSeen } from './play.mjs';
import { makePrompts } from './prompts.mjs';
import { Question } from './question.mjs';
import { listenForSaves } from './save.mjs';
import { Twin } from './twin.mjs';

/** What comes instead of the picture. */
function say(/** @type {string} */ sentence) {
  find('loading')?.remove();
  const notice = find('no-picture');
  notice.textContent = sentence;
  notice.hidden = false;
  find('canvas').hidden = true;
}

async function start() {
  const picture = new Picture();
  const app = new AppHandle(await picture.makeModule());
  const twin = new Twin(app);
  picture.show(app);
  app.onChange(() => twin.show());
  app.onChange(() => picture.follow());
  const model = new PageModel(app);
  const loadTable = makePrompts(app, model);
  listenForFiles(app, model);
  listenForSaves(app, picture);
  playWhileSeen(app);
  listenForShare(app);
  const goTo = makeGoTo(app, model, loadTable, new Question(app));
  await followLink(app, goTo, (message) => tellEmbedder({ type: 'error', message }));
  app.changed();

  if (!(await picture.open())) {
    say('This browser shows no WebGL 2 here, so the picture is missing. The controls and the table below hold the same figures.');
  }
  find('loading')?.remove();
  // For the console, and for tests: frames drawn so far.
  Object.assign(globalThis, { logitscope: { app, get host() { return picture.host; } } });
  document.documentElement.dataset.ready = 'true';
  listenToEmbedder(app, picture, goTo);
  if (find('lesson')) await startLesson(app, async (link) => [...await readyFor(app, model, link), ...await goTo(link)]);
  keepForOffline();
}

/** @param {AppHandle} app */
function listenForShare(app) {
  const [button, card] = [find('share'), find('share-card')];
  button?.addEventListener('click', async () => {
    const share = await importAsset('share.mjs');
    if (!share) return setText('status', 'What makes links and snippets could not be loaded; try again once the page\'s server can be reached.');
    await share.openShare(app, card);
  });
}

/** Where the page stands by itself: a post's frame leaves nothing behind. Where a browser does not do it, the page is as it was. */
function keepForOffline() {
  if (parent === window) navigator.serviceWorker?.register(new URL('../offline.js', import.meta.url)).catch(() => {});
}

/** A view that needs a model has it before it is shown: that one was learnt meanwhile is nothing to take back. */
async function readyFor(/** @type {AppHandle} */ app, /** @type {PageModel} */ model, /** @type {string} */ link) {
  const wanted = new URLSearchParams(link).get('view');
  const needsModel = app.view().views.some((/** @type {any} */ view) => view.name === wanted && view.needsModel);
  return needsModel ? [await model.ready()].filter(Boolean) : [];
}

/** The text is there without it, so it comes last; a post's frame has none. */
async function startLesson(/** @type {AppHandle} */ app, /** @type {(link: string) => Promise<string[]>} */ follow) {
  const lesson = await importAsset('lesson.mjs');
  if (!lesson) console.warn('The lesson stays as it is: its script could not be loaded.');
  lesson?.startLesson(app, follow);
}

start().catch((error) => {
  console.error(error);
  tellEmbedder({ type: 'error', message: `Logitscope could not start: ${error.message}` });
  say(`Logitscope could not start: ${error.message} A browser of 2023 or later should do (WebAssembly with SIMD is needed).`);
});
