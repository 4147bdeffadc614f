// @ts-check
// HTML from data, and HTML that follows data: what stays keeps its node, so that focus, selection and the place that
// a reader has scrolled to stay too.

/** @param {string} tag @param {Record<string, unknown>} [properties] @param {(Node | string)[]} children */
export function make(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === false || value === '' || value === undefined) continue;
    node.setAttribute(name === 'className' ? 'class' : name, value === true ? '' : String(value));
  }
  node.append(...children);
  return node;
}

/** Makes the children of [parent] like those given, changing as little as can be. @param {Element} parent @param {Node[]} wanted */
export function show(parent, wanted) {
  const there = [...parent.childNodes];
  wanted.forEach((node, i) => {
    if (i >= there.length) parent.append(node);
    else if (isSameThing(there[i], node)) follow(/** @type {Element} */ (there[i]), /** @type {Element} */ (node));
    else there[i].replaceWith(node);
  });
  for (const node of there.slice(wanted.length)) node.remove();
}

/** @param {Node} a @param {Node} b */
const isSameThing = (a, b) => a.nodeName === b.nodeName && /** @type {Element} */ (a).id === /** @type {Element} */ (b).id;

/** @param {Element} old @param {Element} fresh */
function follow(old, fresh) {
  if (old.nodeType === Node.TEXT_NODE) {
    if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
    return;
  }
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  // What is being typed or chosen is the reader's until it is done.
  if ((old instanceof HTMLInputElement || old instanceof HTMLSelectElement) && document.activeElement !== old) {
    old.value = /** @type {HTMLInputElement} */ (fresh).value;
  }
  show(old, [...fresh.childNodes]);
}

/** @param {string} id @returns {any} */
export const find = (id) => document.getElementById(id);

/** @param {string} id @param {string} text */
export function setText(id, text) {
  const node = find(id);
  // Writing the same text again would make a screen reader say it again.
  if (node && node.textContent !== text) node.textContent = text;
}
