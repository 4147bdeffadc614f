// Firefox, over puppeteer-core and WebDriver BiDi.

import puppeteer from 'puppeteer-core';
import { sharedDisplay } from './xvfb.mjs';

// A proxy that does not exist for everything but this machine: nothing else can be reached, whatever
// the browser or the page asks for, and the attempt is seen all the same.
const kOffline = {
  'network.proxy.type': 1,
  'network.proxy.http': '127.0.0.1', 'network.proxy.http_port': 9,
  'network.proxy.ssl': '127.0.0.1', 'network.proxy.ssl_port': 9,
  'network.proxy.no_proxies_on': 'localhost, 127.0.0.1',
  'network.dns.disablePrefetch': true,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'app.normandy.enabled': false,
  'extensions.update.enabled': false,
  // A panel of the browser's own that takes the keyboard from the page.
  'browser.download.alwaysOpenPanel': false,
};

export async function launchFirefox(installed, options) {
  // Headless Firefox has no WebGL, which makes it the honest test of the page without it.
  const needsDisplay = options.webgl && process.platform === 'linux';
  const display = needsDisplay ? await sharedDisplay(installed.xvfb) : undefined;
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: installed.firefox.executable,
    headless: !options.webgl,
    defaultViewport: null,
    extraPrefsFirefox: { ...kOffline, ...preferences(options) },
    env: { ...process.env, ...(display && { DISPLAY: display, LIBGL_ALWAYS_SOFTWARE: '1' }) },
  });
  return {
    version: (await browser.version()).replace(/^\D*/, ''),
    newEngine: () => newEngine(browser, options),
    close: () => browser.close(),
  };
}

function preferences({ deviceScaleFactor, colorScheme, reducedMotion, webgl, touch }) {
  return {
    'layout.css.devPixelsPerPx': String(deviceScaleFactor),
    'layout.css.prefers-color-scheme.content-override': colorScheme === 'dark' ? 0 : 1,
    'ui.prefersReducedMotion': reducedMotion ? 1 : 0,
    'webgl.disabled': !webgl,
    'webgl.force-enabled': webgl,
    'dom.w3c_touch_events.enabled': touch ? 1 : 0,
  };
}

async function newEngine(browser, options) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const errors = [];
  const requests = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(describe(message)));
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('request', (request) => requests.push(request.url()));
  await page.setViewport(options.viewport);
  return {
    name: 'firefox',
    goto: (url) => page.goto(url, { waitUntil: 'load' }),
    evaluateJson: (expression) => page.evaluate(expression),
    pointer: {
      move: (x, y) => page.mouse.move(x, y),
      button: (isDown) => (isDown ? page.mouse.down() : page.mouse.up()),
      wheel: (deltaX, deltaY) => page.mouse.wheel({ deltaX, deltaY }),
    },
    touch: options.touch ? makeTouch(page.touchscreen) : null,
    key: (name, isDown) => (isDown ? page.keyboard.down(name) : page.keyboard.up(name)),
    typeText: (text) => page.keyboard.type(text),
    screenshotPng: async (clip) => page.screenshot({ clip: await inDocument(page, clip), captureBeyondViewport: false }),
    setFiles: async (selector, paths) => (await page.$(selector)).uploadFile(...paths),
    setViewport: (width, height) => page.setViewport({ width, height }),
    consoleErrors: () => Promise.all(errors),
    requests: () => [...requests],
    close: () => context.close(),
  };
}

// Puppeteer takes a clip from the corner of the document, and takes off again what the page has scrolled.
async function inDocument(page, clip) {
  if (!clip) return undefined;
  const [left, top] = await page.evaluate('[visualViewport.pageLeft, visualViewport.pageTop]');
  return { ...clip, x: clip.x + left, y: clip.y + top };
}

// What is not plain text arrives as a handle ("JSHandle@error"): the page is asked what it says.
async function describe(message) {
  const say = (value) => (value instanceof Error || typeof value !== 'object' ? String(value) : JSON.stringify(value));
  const texts = message.args().map((handle) => handle.evaluate(say));
  return Promise.all(texts).then((parts) => parts.join(' ')).catch(() => message.text());
}

function makeTouch(screen) {
  return {
    tap: (x, y) => screen.tap(x, y),
    async swipe(x0, y0, x1, y1, { steps = 10 } = {}) {
      await screen.touchStart(x0, y0);
      for (let i = 1; i <= steps; i++) {
        await screen.touchMove(x0 + ((x1 - x0) * i) / steps, y0 + ((y1 - y0) * i) / steps);
      }
      await screen.touchEnd();
    },
  };
}
