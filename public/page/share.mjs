// @ts-check
// What is shown, to take along: as a link, as a widget, as code for other systems. Fetched when a reader first asks.

import { listenForCopies } from './copy.mjs';
import { find, make, setText, show } from './dom.mjs';
import { snippets } from './export/snippets.mjs';
import { addresses, tagSnippet } from './snippet.mjs';

/** Of a link's fields, the words for those that no attribute says. @type {Record<string, string>} */
const words = {
  chain: 'a chain of its own', tokens: 'the tokens so far', open: 'the opened stage', columns: 'the columns', n: 'how far they went', luck: 'whose luck it is',
  passage: 'the passage', text: 'the text', at: 'the token looked at', over: 'the preset laid over it', model: 'the text that was learnt', cumulative: 'the cumulative curve',
  draws: 'how often it was drawn', rule: 'the sampler that draws',
};

/** Brings the dialog to what is shown; there once it is filled. @type {Promise<() => void> | undefined} */
let furnished;

/**
 * Opens the dialog with what is shown now; while it is open it keeps in step.
 * @param {import('./app_handle.mjs').AppHandle} app
 * @param {HTMLDialogElement} card
 */
export async function openShare(app, card) {
  furnished ??= furnish(app, card);
  const follow = await furnished;
  card.showModal();
  follow();
}

/** @param {import('./app_handle.mjs').AppHandle} app @param {HTMLDialogElement} card */
async function furnish(app, card) {
  const close = make('button', { type: 'button' }, 'Close');
  close.addEventListener('click', () => card.close());
  card.append(
    make('div', { className: 'row caption' }, make('h2', { id: 'share-heading' }, 'Take it along'), close),
    make('div', { className: 'share' },
      ...part('share-link', 'A link', 'Opens the page as it is now.'),
      ...part('share-tag', 'A widget for a post', ''),
      make('div', { className: 'row' }, make('label', { for: 'share-system' }, 'As code for'), make('select', { id: 'share-system' })),
      make('pre', { id: 'share-code', className: 'snippet', tabindex: '0' }),
      make('ul', { id: 'share-notes', className: 'help' }),
      make('div', { className: 'row' }, make('button', { type: 'button', 'data-copy': 'share-code' }, 'Copy the code'), make('a', { href: 'embedding.html' }, 'More on widgets'))),
  );
  listenForCopies();
  const { tag, integrity } = await addresses(new URL('../', import.meta.url));
  const choice = /** @type {HTMLSelectElement} */ (find('share-system'));
  const follow = () => {
    if (!card.open) return;
    const { link, acting, dialect, seed, prompt } = app.view();
    setText('share-link', new URL(`#${link}`, location.href).href);
    const widget = tagSnippet(link, { src: tag, integrity });
    setText('share-tag', widget.text);
    setText('share-tag-note', widget.left.length === 0 ? '' : `No attribute holds ${widget.left.map((name) => words[name] ?? name).join(', ')}: a frame of embed.html with the link's part after # does.`);
    showCode(snippets({ chain: acting, dialect, seed, prompt }), choice);
  };
  choice.addEventListener('change', follow);
  app.onChange(follow);
  return follow;
}

/** @param {string} id @param {string} title @param {string} note */
const part = (id, title, note) => [
  make('h3', {}, title),
  make('pre', { id, className: 'snippet', tabindex: '0' }),
  make('p', { id: `${id}-note`, className: 'help' }, note),
  make('div', { className: 'row' }, make('button', { type: 'button', 'data-copy': id }, `Copy ${title.toLowerCase().replace(/^a /, 'the ').replace(/ for .*/, '')}`)),
];

/** @param {import('./export/snippets.mjs').Snippet[]} all @param {HTMLSelectElement} choice */
function showCode(all, choice) {
  const chosen = all.find(({ id }) => id === choice.value) ?? all[0];
  show(choice, all.map(({ id, label }) => make('option', { value: id, selected: id === chosen.id }, label)));
  setText('share-code', chosen.text);
  show(find('share-notes'), chosen.notes.map((note) => make('li', {}, note)));
}
