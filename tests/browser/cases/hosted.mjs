// dist/ on a host of its own, below a path, with the headers that the recipe asks for: it is small on the wire, it opens
// again without the network, and a newer version takes the place of the older one.

import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { headersFor } from '../../../cmake/dist/headers.mjs';
import { serve } from '../../../cmake/serve.mjs';
import { allowOrigin, expectErrors, kDesk, ready, testOnce, visit, writeToSite } from '../site.mjs';

const kDist = fileURLToPath(new URL('../../../dist', import.meta.url));

const kept = (page) => page.evaluate(async () => {
  const { active } = await navigator.serviceWorker.ready;
  while (active.state !== 'activated') await new Promise((resolve) => { active.addEventListener('statechange', resolve, { once: true }); });
  return caches.keys();
});

testOnce('below a path with the headers of the recipe the page draws, and does so again when nobody answers', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'logitscope-host-'));
  await cp(kDist, folder, { recursive: true, preserveTimestamps: true });
  const server = await serve({ root: folder, prefix: '/some/path/', headers: headersFor });
  try {
    await allowOrigin(kDesk, server.origin);
    const page = await visit('logitscope/model.html');
    await page.goto(`${server.url}?first`);
    await ready(page);
    const sizes = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name, encodedBodySize, decodedBodySize }) => ({ name, encodedBodySize, decodedBodySize })));
    const wasm = sizes.find(({ name }) => name.endsWith('.wasm'));
    assert.ok(wasm.encodedBodySize < 0.5 * wasm.decodedBodySize, JSON.stringify(wasm));
    const before = await kept(page);
    assert.equal(before.length, 1);

    // A newer version: another worker, which waits until nobody looks at the older page any more.
    await page.goto(`${server.url}?second`);
    await ready(page);
    const worker = join(folder, 'offline.js');
    await writeFile(worker, (await readFile(worker, 'utf8')).replace(/"[0-9a-f]{8}"/, '"00000000"'));
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      await registration.update();
      while (!registration.waiting) await new Promise((resolve) => { setTimeout(resolve, 20); });
    });
    await page.goto('about:blank');
    await page.goto(`${server.url}model.html`);
    await page.waitFor(async () => (await caches.keys()).every((name) => name.endsWith(' 00000000')), { timeout: 10000, message: 'the older cache is gone' });

    await server.close();
    await page.goto(`${server.url}?again#v1&scenario=weather`);
    await ready(page);
    assert.equal(await page.evaluate(() => globalThis.logitscope.app.view().scenario), 'weather');
    assert.ok(await page.evaluate(() => globalThis.logitscope.host.frames) > 0);

    // A proxy between answers for the host that it does not reach.
    await expectErrors(kDesk, /502/);
    const proxy = createServer((_, response) => response.writeHead(502).end()).listen(server.port, '127.0.0.1');
    const answer = await page.evaluate(async () => (await fetch('./?proxy')).status);
    proxy.close();
    proxy.closeAllConnections();
    assert.equal(answer, 200);
  } finally {
    await server.close().catch(() => {});
    await rm(folder, { recursive: true, force: true });
  }
});

testOnce('a post on another origin pins one release by its hash, and another file at that address is refused', async () => {
  const server = await serve({ root: kDist, prefix: '/some/path/', headers: headersFor });
  try {
    const { version, integrity } = JSON.parse(await readFile(join(kDist, 'integrity.json'), 'utf8'));
    const script = `${version}/element.mjs`;
    const post = (hash) => `<!doctype html><meta charset="utf-8"><title>A post</title><link rel="icon" href="logitscope/icon.svg">
      <script type="module" src="${server.url}${script}" integrity="${hash}"></script><logit-scope scenario="weather">Tomorrow</logit-scope>`;
    await writeToSite('pinned.html', post(integrity[script]));
    await writeToSite('forged.html', post(integrity[`${version}/logitscope.mjs`]));
    await allowOrigin(kDesk, server.origin);
    const page = await visit('pinned.html');
    const state = await page.evaluate(async () => {
      await customElements.whenDefined('logit-scope');
      return document.querySelector('logit-scope').getState();
    });
    assert.match(state, /^v1&.*scenario=weather/);
    await expectErrors(kDesk, /integrity|could not load/);
    await visit('forged.html');
    assert.equal(await page.evaluate(() => customElements.get('logit-scope') === undefined), true);
  } finally {
    await server.close();
  }
});
