// WebKit as GTK ships it: MiniBrowser, driven by WebKitWebDriver over plain WebDriver, on a display
// without a screen. Every page is a driver and a browser of its own, because the driver holds one
// session.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kErrorsExpression } from './console_script.mjs';
import { cropPng } from './png.mjs';
import { startProcess, stopProcess } from './processes.mjs';
import { startProxy } from './proxy.mjs';
import { keyValue, send, untilReady } from './webdriver.mjs';
import { sharedDisplay } from './xvfb.mjs';

const kStartTimeoutMs = 20000;
// As long as page.mjs waits for a step; a frame of millions of pixels is slow without a graphics card.
const kScriptTimeoutMs = 60000;

// The browser's own bars would hold the window at 447 pixels, and a phone has 390. Pages see nothing of this.
const kFlatBars = '* { min-width: 0; margin: 0; padding: 0; border-width: 0; font-size: 1px; -gtk-icon-source: none; }\n';

export async function launchWebkit(installed, options) {
  if (!Number.isInteger(options.deviceScaleFactor)) {
    throw new Error('GTK 3 scales by whole numbers: WebKit has device pixel ratios 1, 2 and 3');
  }
  if (options.touch) throw new Error('WebKitWebDriver has no touch input');
  const display = await sharedDisplay(installed.xvfb);
  const engines = new Set();
  const browser = {
    version: '',
    async newEngine() {
      const engine = await startEngine(installed.webkit, display, options);
      browser.version = engine.version;
      engines.add(engine);
      return engine;
    },
    close: () => Promise.all([...engines].map((engine) => engine.close())),
  };
  return browser;
}

async function startEngine({ driver, browser }, display, options) {
  const home = await makeHome(options);
  const proxy = await startProxy();
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const child = startProcess(driver, [`--port=${port}`], {
    stdio: 'ignore',
    env: {
      ...process.env, DISPLAY: display, GDK_BACKEND: 'x11', GDK_SCALE: String(options.deviceScaleFactor),
      // Where OpenGL is software, painting the page through it takes longer than painting it; the canvas has its own.
      WEBKIT_SKIA_ENABLE_CPU_RENDERING: '1',
      LIBGL_ALWAYS_SOFTWARE: '1', XDG_RUNTIME_DIR: home, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home, XDG_CACHE_HOME: home,
      // No settings daemon, no desktop portal: what the page sees is what is set here.
      GTK_USE_PORTAL: '0', GSETTINGS_BACKEND: 'memory', NO_AT_BRIDGE: '1',
    },
  });
  const cleanUp = async () => {
    await stopProcess(child);
    proxy.close();
    await rm(home, { recursive: true, force: true });
  };
  try {
    await untilReady(base, kStartTimeoutMs);
    const session = await openSession(base, browser, proxy.url, options);
    const engine = makeEngine(`${base}/session/${session.sessionId}`, { proxy, cleanUp });
    engine.version = session.capabilities.browserVersion;
    await engine.setViewport(options.viewport.width, options.viewport.height);
    return engine;
  } catch (error) {
    await cleanUp();
    throw error;
  }
}

// GTK reads the user's wishes from a file: a folder of our own holds it, and is also where WebKit
// keeps what it would otherwise leave in the user's home.
async function makeHome({ colorScheme, reducedMotion }) {
  const home = await mkdtemp(join(tmpdir(), 'logitscope-webkit-'));
  await mkdir(join(home, 'gtk-3.0'));
  await writeFile(join(home, 'gtk-3.0', 'settings.ini'), [
    '[Settings]',
    `gtk-application-prefer-dark-theme=${colorScheme === 'dark' ? 1 : 0}`,
    `gtk-enable-animations=${reducedMotion ? 0 : 1}`,
    'gtk-xft-antialias=1', '',
  ].join('\n'));
  await writeFile(join(home, 'gtk-3.0', 'gtk.css'), kFlatBars);
  return home;
}

function openSession(base, binary, proxyUrl, { colorScheme, webgl }) {
  const args = [
    '--automation', `--proxy=${proxyUrl}`, `--enable-webgl=${webgl}`, ...(colorScheme === 'dark' ? ['--dark-mode'] : []),
  ];
  return send(base, 'POST', '/session', {
    capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': { binary, args }, timeouts: { script: kScriptTimeoutMs } } },
  });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

function makeEngine(session, { proxy, cleanUp }) {
  const post = (path, body) => send(session, 'POST', path, body);
  const act = (source, ...actions) => post('/actions', { actions: [{ ...source, actions }] });
  const mouse = { type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' } };
  const keys = { type: 'key', id: 'keyboard' };
  const earlierErrors = [];
  const currentErrors = async () => JSON.parse(await evaluateJson(post, kErrorsExpression));
  let position = { x: 0, y: 0 };
  return {
    name: 'webkit',
    async goto(url) {
      earlierErrors.push(...await currentErrors());  // they end with their document
      await post('/url', { url });
    },
    evaluateJson: (expression) => evaluateJson(post, expression),
    pointer: {
      move(x, y) {
        position = { x: Math.round(x), y: Math.round(y) };  // the protocol takes whole pixels only
        return act(mouse, { type: 'pointerMove', duration: 0, origin: 'viewport', ...position });
      },
      button: (isDown) => act(mouse, { type: isDown ? 'pointerDown' : 'pointerUp', button: 0 }),
      wheel: (deltaX, deltaY) => act({ type: 'wheel', id: 'wheel' },
        { type: 'scroll', duration: 0, origin: 'viewport', ...position, deltaX, deltaY }),
    },
    touch: null,
    key: (name, isDown) => act(keys, { type: isDown ? 'keyDown' : 'keyUp', value: keyValue(name) }),
    typeText: (text) => act(keys, ...[...text].flatMap((value) => [{ type: 'keyDown', value }, { type: 'keyUp', value }])),
    screenshotPng: (clip) => screenshot(session, post, clip),
    async setFiles(selector, paths) {
      const element = await post('/element', { using: 'css selector', value: selector });
      await post(`/element/${Object.values(element)[0]}/value`, { text: paths.join('\n') });
    },
    setViewport: (width, height) => setViewport(post, width, height),
    consoleErrors: async () => [...earlierErrors, ...await currentErrors()],
    requests: () => [...proxy.requests],
    async close() {
      // The browser ends by itself and is waited for by its driver; what does not end is killed.
      await send(session, 'DELETE', '').catch(() => {});
      await cleanUp();
    },
  };
}

// The answer comes through a callback, because a script that returns a promise is not waited for.
async function evaluateJson(post, expression) {
  const script = `const done = arguments[arguments.length - 1];
    (${expression}).then((json) => done({ json }), (error) => done({ error: String(error) + '\\n' + error?.stack }));`;
  const { json, error } = await post('/execute/async', { script, args: [] });
  if (error) throw new Error(error);
  return json;
}

// The protocol knows the whole viewport only, in device pixels.
async function screenshot(session, post, clip) {
  const png = Buffer.from(await send(session, 'GET', '/screenshot'), 'base64');
  if (!clip) return png;
  const scale = await post('/execute/sync', { script: 'return devicePixelRatio', args: [] });
  return cropPng(png, clip, scale);
}

// WebDriver sets the window; the page's viewport is smaller by the browser's bars. The page learns of its new size
// some time after the window has it: what is measured before would be corrected in the wrong direction.
async function setViewport(post, width, height) {
  let outer = { width, height };
  for (let attempt = 0; attempt < 10; attempt++) {
    await post('/window/rect', { x: 0, y: 0, ...outer });
    const [innerWidth, innerHeight] = await settledSize(post, (size) => size[0] === width && size[1] === height);
    if (innerWidth === width && innerHeight === height) return;
    outer = { width: Math.max(1, outer.width + width - innerWidth), height: Math.max(1, outer.height + height - innerHeight) };
  }
  throw new Error(`the window could not be brought to a viewport of ${width} × ${height}`);
}

/** The viewport's size as soon as it is the one wanted, or has stayed the same for a while. */
async function settledSize(post, isWanted) {
  const kLooks = 5;
  let size = [0, 0];
  for (let same = 0; same < kLooks;) {
    const now = await post('/execute/sync', { script: 'return [innerWidth, innerHeight]', args: [] });
    if (isWanted(now)) return now;
    same = now[0] === size[0] && now[1] === size[1] ? same + 1 : 0;
    size = now;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  return size;
}
