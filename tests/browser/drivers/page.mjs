// The page that tests talk to, the same over every browser. A driver brings the few things that only
// it can do ("engine" below); what can be composed of them is composed here, once.
//
//   engine.goto(url)                      until the document has loaded
//   engine.evaluateJson(expression)       a JavaScript expression for a Promise of JSON text, or of undefined
//   engine.pointer.{ move(x, y), button(isDown), wheel(dx, dy) }
//   engine.touch.{ tap(x, y), swipe(x0, y0, x1, y1, { steps }) }, or null
//   engine.key(name, isDown), engine.typeText(text)
//   engine.screenshotPng(clip), engine.setFiles(selector, paths), engine.setViewport(width, height)
//   engine.dropFile(...)                  optional: a drop that the browser itself makes
//   engine.showAs(media), engine.printPdf()   Chromium alone: "print" or null, and the bytes of the page on A4
//   engine.consoleErrors(), engine.requests(), engine.close()

import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { decodePng } from './png.mjs';
import { dropSynthetic } from './drop.mjs';

const kPollMs = 50;
// Longer than any single step of a test takes; what hangs beyond it should name itself.
const kStepTimeoutMs = 60000;
// A drag spreads over frames, as a hand's does: a program that looks once a frame sees every step.
const kFrameMs = 20;

export function makePage(engine) {
  const page = {
    goto: (url) => goTo(engine, url),
    evaluate: (code, ...args) => evaluate(engine, code, args),
    waitFor: (code, options) => waitFor(engine, code, options),
    mouse: makeMouse(engine),
    touch: engine.touch ?? refuseTouch(engine.name),
    keyboard: makeKeyboard(engine),
    screenshot: (options) => screenshot(engine, options),
    setFiles: (selector, paths) => within(engine.setFiles(selector, paths), `setFiles ${selector}`),
    dropFile: (selector, file) => (engine.dropFile ?? dropSynthetic)(page, selector, file),
    paste: (selector, text) => paste(page, selector, text),
    setViewport: (width, height) => within(engine.setViewport(width, height), 'setViewport'),
    showAs: (media) => engine.showAs(media),
    printPdf: () => within(engine.printPdf(), 'printPdf'),
    consoleErrors: async () => engine.consoleErrors(),
    requests: async () => engine.requests(),
    close: () => engine.close(),
  };
  return page;
}

// In Firefox "load" can be told while the document that is left still answers, and then every wait for the next page is
// over at once. So the old one is marked, unless only the hash changes, which is no other document.
async function goTo(engine, url) {
  await evaluate(engine, (to) => {
    globalThis.isLeft = !to.includes('#') || to.split('#')[0] !== location.href.split('#')[0];
  }, [url]);
  await within(engine.goto(url), `goto ${url}`);
  await waitFor(engine, () => !globalThis.isLeft && document.readyState === 'complete', { message: `the document of ${url}` });
}

// JSON on both ways, because the three protocols differ in what else they can carry.
async function evaluate(engine, code, args) {
  const callee = typeof code === 'function' ? `(${code})` : `(() => (${code}))`;
  const expression = `(async () => JSON.stringify(await ${callee}(...${JSON.stringify(args)})))()`;
  const json = await within(engine.evaluateJson(expression), `evaluate ${String(code).slice(0, 120)}`);
  return json === undefined || json === null ? undefined : JSON.parse(json);
}

/// Polls [code] in the page until it gives something truthy, and returns that.
async function waitFor(engine, code, { timeout = 20000, message = String(code), args = [] } = {}) {
  const deadline = Date.now() + timeout;
  let last;
  do {
    try {
      last = await evaluate(engine, code, args);
      if (last) return last;
    } catch (error) {
      last = error.message;  // The page may be between two documents; it gets its whole time.
    }
    await sleep(kPollMs);
  } while (Date.now() < deadline);
  throw new Error(`not within ${timeout} ms: ${message} (last: ${JSON.stringify(last)})`);
}

function makeMouse(engine) {
  const { move, button, wheel } = engine.pointer;
  return {
    move,
    wheel,
    down: () => button(true),
    up: () => button(false),
    async click(x, y) {
      await move(x, y);
      await button(true);
      await sleep(kFrameMs);
      await button(false);
    },
    async drag(x0, y0, x1, y1, { steps = 10 } = {}) {
      await move(x0, y0);
      await sleep(kFrameMs);
      await button(true);
      for (let i = 1; i <= steps; i++) {
        await sleep(kFrameMs);
        await move(x0 + ((x1 - x0) * i) / steps, y0 + ((y1 - y0) * i) / steps);
      }
      await sleep(kFrameMs);
      await button(false);
    },
  };
}

function refuseTouch(name) {
  const refuse = async () => {
    throw new Error(name === 'webkit' ? 'WebKit has no touch here' : 'no touch: launch with { touch: true }');
  };
  return { tap: refuse, swipe: refuse };
}

function makeKeyboard(engine) {
  return {
    type: (text) => engine.typeText(text),
    /// "Enter", "a", or with modifiers "Control+Shift+f".
    async press(combination) {
      // A plus sign at the end is the key itself: "Control++".
      const parts = combination.split(/\+(?=.)/);
      const key = parts.pop();
      for (const modifier of parts) await engine.key(modifier, true);
      await engine.key(key, true);
      await engine.key(key, false);
      for (const modifier of parts.reverse()) await engine.key(modifier, false);
    },
  };
}

/// [clip] is { x, y, width, height } in CSS pixels of the viewport; the picture is in device pixels.
async function screenshot(engine, { path, clip } = {}) {
  const png = Buffer.from(await within(engine.screenshotPng(clip), 'screenshot'));
  if (path) await writeFile(path, png);
  return { ...decodePng(png), png };
}

// Through the browser's own clipboard, with its own keys, so that the page sees a real paste.
async function paste(page, selector, text) {
  await page.evaluate((content) => {
    const source = document.createElement('textarea');
    source.id = 'driver-paste-source';
    source.style.cssText = 'position:fixed;left:0;top:0;opacity:0';
    source.value = content;
    document.body.append(source);
    source.select();
  }, text);
  await page.keyboard.press('Control+c');
  await page.evaluate((target) => {
    document.querySelector('#driver-paste-source').remove();
    document.querySelector(target).focus();
  }, selector);
  await page.keyboard.press('Control+v');
}

async function within(promise, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`hung for ${kStepTimeoutMs} ms: ${what}`)), kStepTimeoutMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
