// Chromium, over playwright-core and, where that has no word for it, the DevTools protocol.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const kFlags = [
  '--no-sandbox',  // root in a container has no user namespaces; the pages are our own
  // Nothing but this machine can be reached, whatever the browser or the page asks for.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
  '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
  // The page is composed without OpenGL, which is software here and takes four times as long as the renderer itself does;
  // the canvas has its OpenGL still.
  '--disable-gpu-compositing',
];
const kWebglFlags = ['--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'];
const kNoWebglFlags = ['--disable-gpu', '--disable-3d-apis'];

export async function launchChromium(installed, options) {
  const browser = await chromium.launch({
    executablePath: installed.chromium.executable,
    args: [...kFlags, ...(options.webgl ? kWebglFlags : kNoWebglFlags)],
  });
  return {
    version: browser.version(),
    newEngine: () => newEngine(browser, options),
    close: () => browser.close(),
  };
}

async function newEngine(browser, options) {
  const context = await browser.newContext({
    viewport: options.viewport,
    deviceScaleFactor: options.deviceScaleFactor,
    colorScheme: options.colorScheme,
    contrast: options.contrast,
    forcedColors: options.forcedColors,
    reducedMotion: options.reducedMotion ? 'reduce' : 'no-preference',
    hasTouch: options.touch,
  });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  const errors = [];
  const requests = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(String(error)));
  context.on('request', (request) => requests.push(request.url()));
  return {
    name: 'chromium',
    goto: (url) => page.goto(url),
    evaluateJson: (expression) => page.evaluate(expression),
    pointer: {
      move: (x, y) => page.mouse.move(x, y),
      button: (isDown) => (isDown ? page.mouse.down() : page.mouse.up()),
      wheel: (dx, dy) => page.mouse.wheel(dx, dy),
    },
    touch: options.touch ? makeTouch(devtools) : null,
    key: (name, isDown) => (isDown ? page.keyboard.down(name) : page.keyboard.up(name)),
    typeText: (text) => page.keyboard.type(text),
    screenshotPng: (clip) => page.screenshot({ clip }),
    setFiles: (selector, paths) => page.setInputFiles(selector, paths),
    setViewport: (width, height) => page.setViewportSize({ width, height }),
    dropFile: (wrapped, selector, file) => dropTrusted(wrapped, devtools, selector, file),
    showAs: (media) => page.emulateMedia({ media }),
    printPdf: () => page.pdf({ format: 'A4' }),
    consoleErrors: () => [...errors],
    requests: () => [...requests],
    close: () => context.close(),
  };
}

function makeTouch(devtools) {
  const send = (type, touchPoints) => devtools.send('Input.dispatchTouchEvent', { type, touchPoints });
  return {
    async tap(x, y) {
      await send('touchStart', [{ x, y }]);
      await send('touchEnd', []);
    },
    async swipe(x0, y0, x1, y1, { steps = 10 } = {}) {
      await send('touchStart', [{ x: x0, y: y0 }]);
      for (let i = 1; i <= steps; i++) {
        await send('touchMove', [{ x: x0 + ((x1 - x0) * i) / steps, y: y0 + ((y1 - y0) * i) / steps }]);
      }
      await send('touchEnd', []);
    },
  };
}

// A drop as from the desktop: a file on the disk, events that the browser itself makes. The type is
// what Chromium derives from the file's name, as it is for a user; [file.type] is not needed.
async function dropTrusted(page, devtools, selector, { name, content }) {
  const folder = await mkdtemp(join(tmpdir(), 'logitscope-drop-'));
  const path = join(folder, name);
  await writeFile(path, content);
  const { x, y } = await page.evaluate((target) => {
    const element = document.querySelector(target);
    element.scrollIntoView({ block: 'nearest' });
    const box = element.getBoundingClientRect();
    globalThis.driverDropTaken = false;
    addEventListener('drop', (event) => setTimeout(() => (globalThis.driverDropTaken = event.defaultPrevented)), { once: true, capture: true });
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }, selector);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop']) {
    await devtools.send('Input.dispatchDragEvent', { type, x, y, data });
  }
  // A page that does not cancel dragover gets no drop at all: that is "not taken".
  const isTaken = await page.waitFor(() => globalThis.driverDropTaken === true, { timeout: 1000 }).catch(() => false);
  await page.waitFor(() => new Promise((resolve) => setTimeout(() => resolve(true), 100)));
  rm(folder, { recursive: true, force: true });
  return isTaken;
}
