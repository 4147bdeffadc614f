// @ts-check
// The state in the address: #v1&view=builder&scenario=cat&T=0.7&k=40&seed=42. Core's side reads and writes it
// (shell/model/link.h); here is fetched what it names, and the address follows the reader.

import { setText } from './dom.mjs';

/** How long the address waits for the reader to come to rest: some browsers refuse what changes too often. */
const restMilliseconds = 300;

/**
 * @param {import('./app_handle.mjs').AppHandle} app
 * @param {import('./model.mjs').PageModel} model
 * @param {(name: string) => Promise<string>} loadTable
 */
export async function followLink(app, model, loadTable) {
  let written = '';
  /** @type {any} */
  let timer;
  const follow = async (/** @type {string} */ link) => {
    // The heading of a section is a place in the page, no state.
    if (link === written || document.getElementById(link)) return;
    const isFirst = written === '';
    clearTimeout(timer);
    const problems = await fetchAndFollow(app, model, loadTable, link);
    if (isFirst) app.startHere();
    if (problems.length === 0) return;
    setText('status', `In the link: ${problems.join(' ')}`);
    tellHost({ type: 'error', message: problems.join(' ') });
  };
  // The event's own address: the one above may have been written over since.
  addEventListener('hashchange', (event) => follow(hashOf(event.newURL)));
  await follow(hashOf(location.href));
  addEventListener('message', ({ source, data }) => {
    if (source === parent && data?.logitscope === 1 && data.type === 'follow') follow(String(data.link));
  });
  tellHost({ type: 'ready' });

  app.onChange(() => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      written = app.view().link;
      // The theme is the reader's, not the document's.
      const theme = new URLSearchParams(location.hash).get('theme');
      if (theme) written += `&theme=${encodeURIComponent(theme)}`;
      history.replaceState(history.state, '', `#${written}`);
    }, restMilliseconds);
  });
  reportHeight();
}

/** Fetches what a link names and follows it. Gives the sentences that say what could not be followed. @returns {Promise<string[]>} */
export async function fetchAndFollow(/** @type {any} */ app, /** @type {any} */ model, /** @type {any} */ loadTable, /** @type {string} */ link) {
  const theme = new URLSearchParams(link).get('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  const { scenario, prompt, model: name } = app.linkedSource(link);
  const problems = [];
  if (name && name !== 'page') problems.push(await model.recall(name));
  if (scenario) problems.push(await loadTable(scenario));
  else if (prompt !== null) problems.push(await model.ask(prompt));
  problems.push(...app.follow(link));
  return problems.filter(Boolean);
}

const hashOf = (/** @type {string} */ url) => new URL(url).hash.slice(1);

/** Whoever embeds the page, if anyone. @param {{ type: string } & Record<string, unknown>} message */
function tellHost(message) {
  if (parent !== window) parent.postMessage({ logitscope: 1, ...message }, '*');
}

/** A frame cannot size itself; it tells whoever embeds it how tall its content is. */
function reportHeight() {
  if (parent === window) return;
  new ResizeObserver(() => {
    // The body's height: the document is never less tall than its frame, which could then only grow.
    tellHost({ type: 'resize', height: document.body.offsetHeight });
  }).observe(document.body);
}
