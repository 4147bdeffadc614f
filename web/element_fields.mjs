// @ts-check
// What the attributes of a <logit-scope> say, as a link and as properties.

import { camelCase, fields, ofThePage } from './element_table.mjs';

const numbers = ['temperature', 'top-k', 'top-p', 'min-p', 'repetition-penalty', 'seed', 'height'];

export const attributes = [...Object.keys(fields), 'height', 'loading'];

/** What the attributes of a tag say, as a link. @param {Element} tag */
export const linkOf = (tag) => withPage(tag, join(['v1', ...Object.keys(fields).filter((name) => !Object.hasOwn(ofThePage, name)).map((name) => fieldOf(tag, name))]));

/** A state of the document, with what the tag says of the page. @param {Element} tag @param {string} state */
export const withPage = (tag, state) => join([state, ...Object.keys(ofThePage).map((name) => fieldOf(tag, name))]);

/** What has to be said when this attribute has changed: fields and their values, null for one that is gone. @param {Element} tag @param {string} name @returns {Record<string, string | null>} */
export function changeOf(tag, name) {
  // Without a prompt the table is asked again; with one it is not.
  if (name === 'prompt' && !tag.hasAttribute('prompt')) return { prompt: null, ...(tag.hasAttribute('scenario') && { scenario: valueOf(tag, 'scenario') }) };
  if (name === 'scenario' && tag.hasAttribute('prompt')) return {};
  return { [fields[name]]: valueOf(tag, name) };
}

/**
 * The theme of the page around a tag: what it has decided, "auto" where it leaves that to the reader's system. A page that
 * says nothing of it is as dark as what the tag stands on; browsers show it the same in the dark.
 * @param {Element} tag
 */
export function hostTheme(tag) {
  const said = getComputedStyle(tag).colorScheme;
  const meta = /** @type {HTMLMetaElement | null} */ (document.querySelector('meta[name="color-scheme"]'));
  const schemes = (said === 'normal' && meta ? meta.content : said).split(/\s+/).filter((word) => word === 'light' || word === 'dark');
  if (schemes.length > 0) return schemes.length === 1 ? schemes[0] : 'auto';
  const ground = groundOf(tag);
  const [red, green, blue] = ground.match(/[\d.]+/g)?.map(Number) ?? [];
  // One in another notation than rgb() is not looked through.
  return !ground.startsWith('rgb') ? 'auto' : 0.2126 * red + 0.7152 * green + 0.0722 * blue < 128 ? 'dark' : 'light';
}

/** The first colour behind a tag that covers what is behind it; under all of them lies white. @param {Element} tag */
function groundOf(tag) {
  for (let node = /** @type {Element | undefined} */ (tag); node; node = node.parentElement ?? /** @type {any} */ (node.getRootNode()).host) {
    const { backgroundColor } = getComputedStyle(node);
    if (!/^rgba\(.*, 0(\.[0-4]\d*)?\)$/.test(backgroundColor) && backgroundColor !== 'transparent') return backgroundColor;
  }
  return 'rgb(255, 255, 255)';
}

/** What a framework sets where it has nothing to say: `isHard && 5` is false, and a property that is gone becomes "". */
const nothing = new Set([null, undefined, false, '']);

/** Every attribute as a property: null where it is missing, a number where it is one. @param {{ prototype: Element }} Tag */
export function mirrorAttributes({ prototype }) {
  for (const attribute of attributes) {
    const isNumber = numbers.includes(attribute);
    Object.defineProperty(prototype, camelCase(attribute), {
      configurable: true,
      enumerable: true,
      /** @this {Element} */
      get() {
        const value = this.getAttribute(attribute);
        return isNumber && value !== null ? Number(value) : value;
      },
      /** @this {Element} @param {unknown} value */
      set(value) {
        if (nothing.has(/** @type {any} */ (value))) this.removeAttribute(attribute);
        else this.setAttribute(attribute, String(value));
      },
    });
  }
}

/**
 * A framework may have set properties before there was a tag to take them; one that asks first whether there is such a
 * property has written an attribute of that name, which HTML knows as "topk".
 * @param {any} tag
 */
export function takeEarlyProperties(tag) {
  for (const attribute of attributes) {
    const name = camelCase(attribute);
    const mistaken = name.toLowerCase();
    if (Object.hasOwn(tag, name)) {
      const value = tag[name];
      delete tag[name];
      tag[name] = value;
    } else if (mistaken !== attribute && tag.hasAttribute(mistaken)) {
      tag.setAttribute(attribute, tag.getAttribute(mistaken));
      tag.removeAttribute(mistaken);
    }
  }
}

/** @param {string[]} parts */
const join = (parts) => parts.filter(Boolean).join('&');

/** @param {Element} tag @param {string} name */
function fieldOf(tag, name) {
  const value = valueOf(tag, name);
  return value === null ? '' : `${fields[name]}=${encodeURIComponent(value)}`;
}

/** @param {Element} tag @param {string} name @returns {string | null} */
function valueOf(tag, name) {
  const value = tag.getAttribute(name);
  // A prompt is asked of the text model, and takes the place of a table.
  if (name === 'scenario' && tag.hasAttribute('prompt')) return null;
  if (name === 'controls') return value && value.trim().split(/[\s,]+/).map(camelCase).join(',');
  if (name === 'theme' && (value === null || value === 'auto')) return hostTheme(tag);
  return value;
}
