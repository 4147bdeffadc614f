// What every test of the page stands on: dist/ on a server, and a page in the browser under test. The browser is
// started anew when a test asks for other options. After each test the page may not have logged an error, nor asked
// another origin for anything.

import assert from 'node:assert/strict';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import test, { after, afterEach } from 'node:test';
import { fileURLToPath } from 'node:url';
import { serve } from '../../cmake/serve.mjs';
import { launch } from './drivers/index.mjs';

export const kBrowser = process.env.LOGITSCOPE_BROWSER ?? 'chromium';

/// For what no browser decides, axe's findings about a document or the figures of every table: once is enough.
export const testOnce = kBrowser === 'chromium' ? test : () => {};

// What drivers/README.md says each can do. A case that a driver cannot play is not defined for its browser.
export const kHasFractions = kBrowser !== 'webkit';
export const kHasTouch = kBrowser !== 'webkit';

// Every set is a browser of its own, which takes seconds to start: few sets, each for several tests.
export const kDesk = {};
export const kDark = { colorScheme: 'dark', deviceScaleFactor: 2, touch: kHasTouch };
export const kFine = { deviceScaleFactor: 3 };
export const kStill = { reducedMotion: true, deviceScaleFactor: kHasFractions ? 1.5 : 1 };
export const kBare = { webgl: false };

const kViewport = { width: 1280, height: 700 };
const kDist = fileURLToPath(new URL('../../dist', import.meta.url));
const kPrefix = '/some/where/';

let site;
/// Folders of which files are kept back for now.
const held = [];
let visits = 0;
let current;

/// A folder as an author would have it: their own files, and dist/ beside them, below a path of the site.
async function makeSite() {
  const folder = await mkdtemp(join(tmpdir(), 'logitscope-site-'));
  await cp(kDist, join(folder, 'logitscope'), { recursive: true, preserveTimestamps: true });
  const isModule = (path) => /^app-\w+\.wasm/.test(basename(path));
  await cp(kDist, join(folder, 'no-wasm'), { recursive: true, filter: (path) => !isModule(path) });
  const hold = (path) => held.find(({ start, pattern }) => path.startsWith(start) && pattern.test(path))?.until;
  return { folder, server: await serve({ root: folder, prefix: kPrefix, hold }) };
}

/// A copy of dist/ in the folder [name], whose files of [pattern] are kept back until what it gives is called.
export async function holdBack(name, pattern) {
  site ??= makeSite();
  await cp(kDist, join((await site).folder, name), { recursive: true, preserveTimestamps: true });
  let letGo;
  const until = new Promise((resolve) => { letGo = resolve; });
  held.push({ start: `${kPrefix}${name}/`, pattern, until });
  return letGo;
}

/// A file that the browser can be given, or a page of the author's.
export async function writeToSite(name, content) {
  site ??= makeSite();
  const path = join((await site).folder, name);
  await writeFile(path, content);
  return path;
}

/// Opens [path] of the site afresh; [hash] with its "#".
export async function visit(path = 'logitscope/', { options = kDesk, viewport = kViewport, hash = '' } = {}) {
  site ??= makeSite();
  const { server } = await site;
  const { page } = await start(options);
  await page.setViewport(viewport.width, viewport.height);
  // Another query every time: the same address with another hash would load nothing.
  await page.goto(`${server.url}${path}?${++visits}${hash}`);
  return page;
}

/// Opens the page and waits until it is drawn and stands still: the instrument alone, or with [lesson] beside it.
export async function openPage(settings = {}) {
  const page = await visit(settings.path, settings);
  await ready(page);
  await showLesson(page, settings.lesson ?? false);
  await settled(page);
  return page;
}

/// As a reader does it; a post's frame has none.
export async function showLesson(page, isShown) {
  if (!(await page.evaluate(() => document.querySelector('#lesson') !== null))) return;
  await page.waitFor(() => document.documentElement.dataset.lesson === 'live', { timeout: 30000, message: 'the lesson is live' });
  await page.evaluate((wanted) => {
    if (document.querySelector('#lesson').hidden === wanted) document.querySelector('#lesson-toggle').click();
  }, isShown);
}

export async function ready(page) {
  await page.waitFor(() => document.documentElement.dataset.ready === 'true', { timeout: 30000, message: 'the page is ready' });
  await settled(page);
}

/// Waits until the first picture is on the screen: WebKit shows a canvas late, and has it drawn once more then.
export async function shown(page) {
  if (kBrowser === 'webkit') await new Promise((resolve) => { setTimeout(resolve, 700); });
  await settled(page);
}

/// Waits until nothing is drawn any more. A frame that is asked for comes with the next one of the browser's, so a
/// few without are enough.
export function settled(page) {
  return page.evaluate(async () => {
    const { host } = globalThis.logitscope;
    let seen = -1;
    for (let quiet = 0; quiet < 4; quiet++) {
      if (host.frames !== seen) quiet = 0;
      seen = host.frames;
      await new Promise(requestAnimationFrame);
    }
    return seen;
  });
}

// One at a time: a window that lies behind another is not drawn.
async function start(options) {
  const key = JSON.stringify(options);
  if (current?.key === key) return current;
  await stop();
  const browser = await launch(kBrowser, { viewport: kViewport, ...options });
  current = { key, browser, page: null, errors: 0, requests: 0, expected: null, allowed: [], allowedBefore: [] };
  current.page = await browser.newPage();
  return current;
}

async function stop() {
  const { browser } = current ?? {};
  current = undefined;
  await browser?.close();
}

/// For the test that is running only: errors that match [pattern] belong to it.
export async function expectErrors(options, pattern) {
  (await start(options)).expected = pattern;
}

/// For the test that is running only: the page may ask this origin too.
export async function allowOrigin(options, origin) {
  (await start(options)).allowed.push(origin);
}

// A browser's words for a download that was cut off because the page was left or the frame taken away: in Firefox
// NS_BINDING_ABORTED for a font, a network error or an abort for wasm and, where the offline copy answers, an unnamed error
// of its worker, with or without the address; in WebKit a load that failed. Emscripten then tries once more. A file that is
// missing is told by its status instead, and its page does not become ready.
const kCutOff = {
  chromium: /(?!)/,
  firefox: /status=2152398850|wasm streaming compile failed: (TypeError: NetworkError|AbortError)|falling back to ArrayBuffer instantiation|Failed to load ‘[^’]*’\. A ServiceWorker intercepted/,
  webkit: /wasm streaming compile failed: TypeError: Load failed|falling back to ArrayBuffer instantiation|both async and sync fetching of the wasm failed/,
}[kBrowser];

// WebKit tells so of a frame's own files too, by their address alone: what the site has was cut off, what it has not is
// missing. Of other browsers' words the pattern is enough.
async function isCutOff(text) {
  const [, address] = /^could not load (\S+)$/.exec(text) ?? [];
  if (kBrowser !== 'webkit' || address === undefined) return kCutOff.test(text);
  return fetch(address, { signal: AbortSignal.timeout(5000) }).then(({ ok }) => ok, () => false);
}

// WebKit hands errors over late when they come with a load: they count for the next test, but they count.
async function checkPage(state, origin) {
  const errors = await state.page.consoleErrors();
  const requests = await state.page.requests();
  const fresh = [];
  for (const text of errors.slice(state.errors)) {
    if (!state.expected?.test(text) && !(await isCutOff(text))) fresh.push(text);
  }
  const foreign = requests.slice(state.requests).filter((url) => /^(https?|wss?):/.test(url) && ![origin, ...state.allowed, ...state.allowedBefore].includes(new URL(url).origin));
  // A page's icon is fetched by the browser in its own time: of the page before, it can come now.
  Object.assign(state, { errors: errors.length, requests: requests.length, expected: null, allowed: [], allowedBefore: state.allowed });
  assert.deepEqual(fresh, [], 'errors in the console');
  assert.deepEqual(foreign, [], 'requests to another origin');
}

afterEach(async () => {
  if (current?.page) await checkPage(current, (await site).server.origin);
});

after(async () => {
  await stop();
  if (!site) return;
  const { folder, server } = await site;
  await server.close();
  await rm(folder, { recursive: true, force: true });
});
