// Keeps the page for visits without a network, once it was visited with one. A file with its hash in its name never
// changes, so what is kept of it is right; everything else is asked of the network first, so that a newer version shows
// at once, and what is kept of it is for when nobody answers.

import { files, version } from 'logitscope:offline';

const { scope } = self.registration;
/** Caches are the origin's, which may hold two copies of the page. */
const family = `logitscope ${scope} `;
const name = family + version;

self.addEventListener('install', (event) => event.waitUntil(keep()));
self.addEventListener('activate', (event) => event.waitUntil(removeOlder()));
self.addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  // Of other folders and other origins, a model's server for one, this knows nothing.
  if (method !== 'GET' || !url.startsWith(scope)) return;
  const path = url.slice(scope.length).replace(/[?#].*/, '');
  event.respondWith(path.startsWith('assets/') ? keptOrAsked(event.request) : askedOrKept(event.request, path));
});

async function keep() {
  const cache = await caches.open(name);
  // The browser's own cache may hold pages of the version before.
  await cache.addAll(files.map((file) => new Request(new URL(file, scope), { cache: file.startsWith('assets/') ? 'default' : 'reload' })));
}

async function removeOlder() {
  const names = await caches.keys();
  await Promise.all(names.filter((other) => other.startsWith(family) && other !== name).map((other) => caches.delete(other)));
}

async function keptOrAsked(request) {
  return (await caches.match(request, { ignoreSearch: true })) ?? fetch(request);
}

/** A proxy that reaches nobody answers too, with an error of its own. */
async function askedOrKept(request, path) {
  const answer = await fetch(request).catch(() => Response.error());
  if (answer.type !== 'error' && answer.status < 500) return answer;
  const kept = await caches.match(new URL(path.replace(/^index\.html$/, ''), scope), { cacheName: name });
  return kept ?? answer;
}
