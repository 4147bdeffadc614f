// @ts-check
// What an author copies: the tag, or a frame without any script. Both from the fields of a link.

/** Fields of a link that the tag has an attribute for. @type {Record<string, string>} */
const attributes = {
  view: 'view', scenario: 'scenario', prompt: 'prompt', T: 'temperature', k: 'top-k', p: 'top-p', minP: 'min-p', rp: 'repetition-penalty',
  seed: 'seed', dialect: 'dialect', controls: 'controls', theme: 'theme', question: 'question', predict: 'predict',
};

/** What need not be said. @type {Record<string, string>} */
const usual = { view: 'pipeline', seed: '42', dialect: 'textbook', scenario: 'cat', theme: 'auto', predict: 'token' };

/** @param {string} link @returns {[string, string][]} */
const fieldsOf = (link) => [...new URLSearchParams(link.replace(/^v1&?/, ''))];

/** @param {string} text */
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** topP as attributes write it. @param {string} name */
const kebabCase = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/**
 * The tag with its script, and the names of fields that it cannot say.
 * @param {string} link
 * @param {{ src: string, integrity?: string, words?: string }} options
 */
export function tagSnippet(link, { src, integrity, words = '' }) {
  const said = fieldsOf(link).filter(([name, value]) => value !== usual[name]);
  const written = said.filter(([name]) => attributes[name]).map(([name, value]) => ` ${attributes[name]}="${escaped(name === 'controls' ? value.split(',').map(kebabCase).join(' ') : value)}"`);
  const pin = integrity ? ` integrity="${integrity}" crossorigin="anonymous"` : '';
  return {
    text: `<script type="module" src="${escaped(src)}"${pin}></script>\n<logit-scope${written.join('')}>${escaped(words)}</logit-scope>\n`,
    left: said.map(([name]) => name).filter((name) => !attributes[name]),
  };
}

/** @param {string} link @param {{ src: string, height: number }} options */
export const frameSnippet = (link, { src, height }) => `<iframe src="${escaped(`${src}#${link}`)}" title="Logitscope: how a language model picks its next token" width="100%" height="${height}" loading="lazy" style="border: 0"></iframe>\n`;

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
