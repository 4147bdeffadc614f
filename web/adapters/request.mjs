// @ts-check
// One question to a server, its answer, and a sentence for everything that can go wrong between.

import { AdapterError, quoted } from './problem.mjs';
import { parseJson } from './values.mjs';

const maxAnswer = 64 * 1024 * 1024;

/** On this machine nobody listens on the way. */
const isHere = (/** @type {URL} */ { hostname }) => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);

/**
 * The address of a server, looked at before anything is sent. An address that does not do is not repeated: it may
 * hold what is nobody's business.
 * @param {unknown} given
 * @param {string | undefined} key
 */
export function checkedAddress(given, key) {
  const url = URL.canParse(String(given)) ? new URL(String(given)) : null;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new AdapterError('setting', 'url is no address of a server; allowed: one that begins with https:// or http://.');
  }
  if (url.username || url.password || url.search || url.hash) {
    throw new AdapterError('setting', 'url holds more than a host and a path; allowed: an address without a name, a password or a query. A key is given as key.');
  }
  if (key == null) return url;
  if (typeof key !== 'string' || !/^[\x21-\x7e]+$/.test(key)) {
    throw new AdapterError('setting', 'key has characters that no key has; allowed: letters, digits and signs, without spaces or line ends.');
  }
  if (url.protocol === 'http:' && !isHere(url)) {
    throw new AdapterError('setting', `A key would travel to ${url.host} for everybody to read; allowed: https, or a server on this machine.`);
  }
  return url;
}

/**
 * Posts [body] and gives the answer.
 * @param {{ url: URL, body: object, key?: string, signal?: AbortSignal, timeoutSeconds: number, fetch: typeof globalThis.fetch, corsHint: string }} question
 */
export async function ask({ url, body, key, signal, timeoutSeconds, fetch, corsHint }) {
  const timeout = AbortSignal.timeout(timeoutSeconds * 1000);
  const server = url.origin;
  /** @type {Response} */
  let response;
  let text = '';
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
      body: JSON.stringify(body),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      credentials: 'omit', referrerPolicy: 'no-referrer', redirect: 'error',
    });
    text = await response.text();
  } catch {
    // What was caught is not passed on: messages of fetch may quote what was sent.
    signal?.throwIfAborted();
    if (timeout.aborted) throw new AdapterError('timeout', `The server at ${server} did not answer within ${timeoutSeconds} s; ask for fewer tokens, or look whether it runs.`);
    throw new AdapterError('unreachable', `The server at ${server} could not be asked. Either nothing answers there, or it does not let this page read its answers (CORS): ${corsHint}`);
  }
  if (text.length > maxAnswer) throw new AdapterError('server', `The server at ${server} answered with ${text.length} characters; allowed: up to ${maxAnswer}.`);
  if (!response.ok) throw new AdapterError('server', `The server at ${server} answered ${response.status}${reasonOf(text, key)}.${hintOf(response.status, url)}`);
  try {
    return parseJson(text);
  } catch {
    throw new AdapterError('server', `The server at ${server} answered with something that is no JSON${withoutKey(`: ${quoted(text.slice(0, 80))}`, key)}.`);
  }
}

/** What to do about it. @param {number} status @param {URL} url */
function hintOf(status, { pathname }) {
  if (status === 401 || status === 403) return ' Check the key.';
  if (status === 404) return ` Check the kind of server, its address and the name of the model; asked was ${pathname}.`;
  if (status === 429) return ' Ask again later.';
  return '';
}

/** What the server says of its own failure, if it says it. @param {string} text @param {string | undefined} key */
function reasonOf(text, key) {
  let reason = text;
  try {
    const { error, detail, message } = JSON.parse(text);
    reason = error?.message ?? error ?? detail ?? message ?? text;
  } catch { /* plain text */ }
  if (typeof reason !== 'string') reason = JSON.stringify(reason);
  return reason.trim() ? `: ${withoutKey(quoted(reason), key)}` : '';
}

/** Some servers quote the key that they refuse, whole or with stars in its middle. @param {string} text @param {string | undefined} key */
function withoutKey(text, key) {
  if (!key) return text;
  const hidden = text.replaceAll(key, '…');
  return key.length < 4 ? hidden : hidden.split(' ').map((word) => (word.includes('*') || word.includes(key.slice(0, 4)) ? '…' : word)).join(' ');
}
