// Three browsers behind one interface; see README.md in this folder.

import { provisionBrowsers } from '../../../cmake/provision/browsers.mjs';
import { launchChromium } from './chromium.mjs';
import { launchFirefox } from './firefox.mjs';
import { launchWebkit } from './webkit.mjs';
import { makePage } from './page.mjs';

const kLaunchers = { chromium: launchChromium, firefox: launchFirefox, webkit: launchWebkit };

const kDefaults = {
  viewport: { width: 1280, height: 800 },
  deviceScaleFactor: 1,
  colorScheme: 'light',
  reducedMotion: false,
  webgl: true,
  touch: false,
};

/// Starts the browser [name]. Every page it opens has storage of its own.
export async function launch(name, options = {}) {
  const launcher = kLaunchers[name];
  if (!launcher) throw new Error(`no browser "${name}"; there are ${Object.keys(kLaunchers).join(', ')}`);
  const installed = await provisionBrowsers({ install: false });
  if (!installed[name]) throw new Error(installed.sentence);
  const browser = await launcher(installed, { ...kDefaults, ...options });
  return {
    name,
    // WebKit says its version with its first page only; it is empty before.
    get version() { return browser.version; },
    newPage: async () => makePage(await browser.newEngine()),
    close: browser.close,
  };
}
