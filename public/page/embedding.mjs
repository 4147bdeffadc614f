// @ts-check
// embedding.html: makes the snippet of a widget from a form, with the widget itself beside it.

import { linkOf } from '../../web/element_fields.mjs';
import { find, setText } from './dom.mjs';
import { addresses, frameSnippet, tagSnippet } from './snippet.mjs';
import { listenForCopies } from './copy.mjs';

const form = /** @type {HTMLFormElement} */ (find('builder'));
const preview = find('preview');
/** The page's folder: its scripts lie in one beside. */
const places = addresses(new URL('../', import.meta.url));

/** Problems of the tag by attribute, each said until its field is mended. @type {Map<string, string>} */
const problems = new Map();

/** The form as attributes. @returns {[string, string][]} */
function settings() {
  const said = [...new FormData(form)].map(([name, value]) => [name, String(value).trim()]).filter(([, value]) => value !== '');
  const controls = said.filter(([name]) => name === 'controls').map(([, value]) => value);
  const others = said.filter(([name]) => name !== 'controls' && name !== 'lock');
  return /** @type {[string, string][]} */ (find('lock').checked ? [...others, ['controls', controls.join(' ') || 'none']] : others);
}

function follow() {
  const wanted = new Map(settings());
  problems.clear();
  for (const name of preview.constructor.observedAttributes) {
    const value = wanted.get(name);
    if (value === undefined) preview.removeAttribute(name);
    else if (preview.getAttribute(name) !== value) preview.setAttribute(name, value);
  }
  find('controls-list').disabled = !find('lock').checked;
  showProblems();
  write();
}

async function write() {
  const { tag, integrity, frame } = await places;
  const link = linkOf(preview);
  setText('tag-snippet', tagSnippet(link, { src: tag, integrity, height: preview.getAttribute('height'), words: 'A picture of how the next token is picked.' }).text);
  setText('frame-snippet', frameSnippet(link, { src: frame, height: Math.round(preview.offsetHeight) || 600 }));
}

function showProblems() {
  setText('builder-error', [...problems.values()].join(' '));
}

preview.addEventListener('error', (/** @type {CustomEvent} */ { detail }) => {
  if (!detail) return;
  problems.set(detail.field ?? '', detail.message);
  showProblems();
});
preview.addEventListener('answer', (/** @type {CustomEvent} */ { detail }) => setText('answered', `answer: ${JSON.stringify(detail)}`));
preview.addEventListener('resize', () => write());
form.addEventListener('input', follow);
form.addEventListener('submit', (event) => event.preventDefault());
listenForCopies();
customElements.whenDefined('logit-scope').then(follow);
