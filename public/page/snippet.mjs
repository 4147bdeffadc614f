// @ts-check
// What an author copies: the tag, or a frame without any script. Both from the fields of a link.

import { attributeOf, kebabCase, ofThePage } from '../../web/element_table.mjs';

/** What need not be said. @type {Record<string, string>} */
const usual = { view: 'pipeline', seed: '42', dialect: 'textbook', scenario: 'cat', ...ofThePage };

/** What a link says beyond that. @param {string} link @returns {[string, string][]} */
const saidBy = (link) => [...new URLSearchParams(link.replace(/^v1&?/, ''))].filter(([name, value]) => value !== usual[name]);

/** @param {string} text */
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** @param {string | undefined} name @param {string} value */
const attribute = (name, value) => ` ${name}="${escaped(name === 'controls' ? value.split(',').map(kebabCase).join(' ') : value)}"`;

/**
 * The tag with its script, and the names of fields that it cannot say. No link holds how tall the tag is.
 * @param {string} link
 * @param {{ src: string, integrity?: string, height?: string | null, words?: string }} options
 */
export function tagSnippet(link, { src, integrity, height, words = '' }) {
  const said = saidBy(link);
  const written = said.filter(([name]) => attributeOf(name)).map(([name, value]) => attribute(attributeOf(name), value));
  if (height) written.push(attribute('height', height));
  const pin = integrity ? ` integrity="${integrity}" crossorigin="anonymous"` : '';
  return {
    text: `<script type="module" src="${escaped(src)}"${pin}></script>\n<logit-scope${written.join('')}>${escaped(words)}</logit-scope>\n`,
    left: said.map(([name]) => name).filter((name) => !attributeOf(name)),
  };
}

/** @param {string} link @param {{ src: string, height: number }} options */
export function frameSnippet(link, { src, height }) {
  const short = ['v1', ...saidBy(link).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)].join('&');
  return `<iframe src="${escaped(`${src}#${short}`)}" title="Logitscope: how a language model picks its next token" width="100%" height="${height}" loading="lazy" style="border: 0"></iframe>\n`;
}

/**
 * Where the names that stay lie, and the hash of the release that can be pinned. Without the list of hashes there is none.
 * @param {URL} root
 * @returns {Promise<{ tag: string, integrity?: string, frame: string }>}
 */
export async function addresses(root) {
  const known = await fetch(new URL('integrity.json', root)).then((response) => (response.ok ? response.json() : null)).catch(() => null);
  const tag = known ? `${known.version}/element.mjs` : 'v1/element.mjs';
  return { tag: new URL(tag, root).href, integrity: known?.integrity[tag], frame: new URL('v1/embed.html', root).href };
}
