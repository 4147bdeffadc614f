// @ts-check
// Talks with the page that holds this one in a frame: the tag <logit-scope>, or an author's own script. Every message is
// an object with logitscope: 1, the version. What comes in is checked and carried out one after the other; what is wrong
// is answered in a sentence and changes nothing.
//
//   in   set     { id?, fields: { T: '0.7', seed: null } }   fields of the link, null for "as at first"; errors name its id
//        call    { id, method, args }                   answered by result
//   out  ready   { state }          resize { height }          error { message, field?, id? }
//        change  { state, sentence }   step { id, token, probability, isManual, sentence }
//        answer  { question, predicted, came, isRight, state }
//        result  { id, value } or { id, error }

import { ofThePage } from '../../web/element_table.mjs';

const version = 1;

const longestText = 8192;
const longestName = 40;
const mostFields = 20;
/** One after the other is carried out; what floods the frame is not remembered for ever. */
const mostWaiting = 100;

/** Anyone may hold the page in a frame, and nothing here is a secret: whoever does is told. @param {{ type: string } & Record<string, unknown>} message */
export function tellEmbedder(message) {
  if (parent !== window) parent.postMessage({ logitscope: version, ...message }, '*');
}

/**
 * @param {import('./app_handle.mjs').AppHandle} app
 * @param {import('./picture.mjs').Picture} picture
 * @param {import('./link.mjs').GoTo} goTo
 */
export function listenToEmbedder(app, picture, goTo) {
  if (parent === window) return;
  const methods = makeMethods(app, picture, goTo);
  let waiting = 0;
  let last = Promise.resolve();
  const hear = async (/** @type {any} */ data) => {
    if (data.type === 'set') await setFields(app, goTo, data);
    if (data.type === 'call') await answer(methods, data);
  };
  addEventListener('message', ({ source, data }) => {
    if (source !== parent || data?.logitscope !== version) return;
    if (waiting >= mostWaiting) return tellEmbedder({ type: 'error', message: `More than ${mostWaiting} messages are waiting; this one is not followed.` });
    waiting += 1;
    last = last.then(() => hear(data)).catch((error) => tellEmbedder({ type: 'error', message: String(error.message) })).then(() => {
      waiting -= 1;
    });
  });
  tellChanges(app);
  reportHeight();
  tellEmbedder({ type: 'ready', state: app.view().link });
}

/** @param {import('./app_handle.mjs').AppHandle} app @param {import('./link.mjs').GoTo} goTo @param {{ fields: unknown, id?: unknown }} change */
async function setFields(app, goTo, { fields, id }) {
  const given = Object.entries(typeof fields === 'object' && fields ? fields : {}).slice(0, mostFields);
  for (const [name, value] of given) {
    const problems = value === null ? [] : await goTo(`v1&${encodeURIComponent(name.slice(0, longestName))}=${encodeURIComponent(String(value).slice(0, longestText))}`, false);
    if (value === null || problems.length > 0) await leaveOut(app, goTo, name);
    if (problems.length > 0) tellEmbedder({ type: 'error', field: name, message: problems.join(' '), ...(Number.isFinite(id) && { id }) });
  }
}

/** What a link does not name is as at first. @param {import('./app_handle.mjs').AppHandle} app @param {import('./link.mjs').GoTo} goTo @param {string} name */
async function leaveOut(app, goTo, name) {
  const fields = app.view().link.split('&').filter((/** @type {string} */ field) => field.split('=')[0] !== name);
  await goTo([...fields, ...(Object.hasOwn(ofThePage, name) ? [`${name}=${ofThePage[name]}`] : [])].join('&'));
}

/** @param {import('./app_handle.mjs').AppHandle} app @param {import('./picture.mjs').Picture} picture @param {import('./link.mjs').GoTo} goTo */
function makeMethods(app, picture, goTo) {
  const act = (/** @type {string} */ words) => {
    const problem = app.act(words);
    if (problem) throw new Error(problem.message);
    return app.view().generated.at(-1) ?? null;
  };
  return /** @type {Record<string, (...args: unknown[]) => unknown>} */ ({
    getState: () => app.view().link,
    async setState(state) {
      const before = app.view().link;
      const problems = await goTo(text(state, 'state'));
      if (problems.length === 0) return app.view().link;
      await goTo(before);
      throw new Error(problems.join(' '));
    },
    step: () => act('sample'),
    pick: (token) => act(typeof token === 'number' ? `pick ${token}` : `pickToken ${text(token, 'token')}`),
    rewind: (count) => act(`rewind ${count ?? Math.max(0, app.view().generated.length - 1)}`),
    async snapshot(type = 'png') {
      if (type !== 'png' && type !== 'svg') throw new Error(`The type of a snapshot is ${JSON.stringify(type)?.slice(0, 40)}; allowed: "png", "svg".`);
      if (!picture.host) throw new Error('There is no picture here, so no snapshot of it.');
      return type === 'png' ? picture.host.png() : svgOf(picture.host);
    },
  });
}

/** @param {import('../../shell/platform/canvas.mjs').CanvasHost} host */
function svgOf(host) {
  const svg = host.svg();
  if (!svg) throw new Error('The picture is hidden, so there is nothing to take.');
  return new Blob([svg], { type: 'image/svg+xml' });
}

/** @param {unknown} value @param {string} name @returns {string} */
function text(value, name) {
  if (typeof value === 'string' && value.length <= longestText) return value;
  throw new TypeError(`${name} is no text of at most ${longestText} characters.`);
}

/** @param {Record<string, (...args: unknown[]) => unknown>} methods @param {{ id: unknown, method: unknown, args: unknown }} call */
async function answer(methods, { id, method, args }) {
  try {
    const name = String(method);
    if (!Object.hasOwn(methods, name)) throw new TypeError(`There is no method ${JSON.stringify(name.slice(0, 40))}; allowed: ${Object.keys(methods).join(', ')}.`);
    tellEmbedder({ type: 'result', id, value: await methods[name](...(Array.isArray(args) ? args.slice(0, 4) : [])) });
  } catch (/** @type {any} */ error) {
    tellEmbedder({ type: 'result', id, error: String(error.message) });
  }
}

/** Once for each change, and a step for each token that joined. @param {import('./app_handle.mjs').AppHandle} app */
function tellChanges(app) {
  let { revision, generated: before } = app.view();
  app.onChange(() => {
    const { revision: now, generated, link, announcement, sentence } = app.view();
    if (now === revision) return;
    revision = now;
    tellEmbedder({ type: 'change', state: link, sentence: announcement });
    if (generated.length > before.length) tellEmbedder({ type: 'step', ...generated.at(-1), sentence });
    before = generated;
  });
}

/** A frame cannot size itself; it tells whoever embeds it how tall its content is. */
function reportHeight() {
  new ResizeObserver(() => {
    // The body's height: the document is never less tall than its frame, which could then only grow.
    tellEmbedder({ type: 'resize', height: document.body.offsetHeight });
  }).observe(document.body);
}
