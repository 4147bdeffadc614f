// @ts-check
// The prompts that the page offers: tables of logits, one CSV file each, and sentences for the model that learns the
// page's texts. Each with what to notice.

import { loadAnswer } from './answers.mjs';
import { fetchAsset, importAsset } from './assets.mjs';
import { find, make, setText } from './dom.mjs';
import { recall } from './storage.mjs';

/** CSV files under scenarios/, but for what is made when it is asked for. */
const tables = [
  { name: 'cat', prompt: 'The cat is', note: 'Five plausible words: nothing is certain.' },
  { name: 'weather', prompt: 'Tomorrow will be', note: 'One favourite, and a long slope behind it.' },
  { name: 'emotions', prompt: 'I feel', note: 'Two words nearly tie.' },
  { name: 'actions', prompt: 'He is', note: 'Only four to choose from.' },
  { name: 'genres', prompt: 'This movie is an', note: 'Even steps: each word half as likely as the one before.' },
  { name: 'confident', prompt: 'Two plus two is', note: 'Confident: a nucleus of one token.' },
  { name: 'uncertain', prompt: 'I like to eat', note: 'Uncertain: the same top-p keeps many tokens.' },
  { name: 'capital', prompt: 'The capital of France is', note: 'A fact, and the words that might stand before it.' },
  { name: 'mat', prompt: 'The cat sat on the', note: 'Thirty ranked words, and one holds most.' },
  { name: 'long_tail', prompt: 'The cat sat on the, 50,257 tokens', note: 'The same head over the vocabulary of a real model: look at its tail.' },
];

const sentences = [
  { name: 'ask-capital', prompt: 'The capital of France is', note: 'Factual and sharp: one word takes nearly all.' },
  { name: 'ask-eat', prompt: 'I like to eat', note: 'Flat: taste decides, and many words are as good.' },
  { name: 'ask-once', prompt: 'Once upon a time', note: 'A fixed phrase: sure at first, then wide open.' },
  { name: 'ask-cat', prompt: 'The cat sat on the', note: 'Repetitive: greedy soon runs in a circle.' },
  { name: 'ask-for', prompt: 'for i in', note: 'Code: hardly a choice, token after token.' },
];

/**
 * Makes the buttons. Gives a function that loads a table by name and answers with a sentence when it cannot.
 * @param {import('./app_handle.mjs').AppHandle} app
 * @param {import('./model.mjs').PageModel} model
 * @returns {(name: string) => Promise<string>}
 */
export function makePrompts(app, model) {
  const loadTable = async (/** @type {string} */ name) => {
    if (name.startsWith('own-')) return loadOwn(app, name);
    if (!tables.some((table) => table.name === name)) return `There is no scenario "${name}"; there are ${tables.map((table) => table.name).join(', ')}.`;
    const bytes = await (name === 'long_tail' ? makeLongTail() : fetchAsset(`${name}.csv`));
    if (!bytes) return `The scenario "${name}" could not be loaded. What was shown stays.`;
    return app.loadCsv(bytes, 'illustrative, written for this page', name)?.message ?? '';
  };
  const buttons = [
    ...tables.map((table) => ({ ...table, isTable: true, choose: () => loadTable(table.name) })),
    ...sentences.map((sentence) => ({ ...sentence, isTable: false, choose: () => model.ask(sentence.prompt) })),
  ].map((prompt) => ({ ...prompt, button: makeButton(prompt) }));
  find('prompts')?.append(
    make('h3', {}, 'One step, from a table of logits'),
    ...buttons.filter(({ isTable }) => isTable).map(({ button }) => button),
    make('h3', {}, "Step after step, from a small model that has learnt this page's text"),
    ...buttons.filter(({ isTable }) => !isTable).map(({ button }) => button),
  );
  const chooser = find('prompt-chooser');
  if (chooser) closeWhenDone(chooser);
  for (const { button, choose } of buttons) {
    button.addEventListener('click', async () => {
      closeChooser(chooser);
      const problem = await choose();
      if (problem) setText('status', problem);
    });
  }
  const mark = () => {
    const { scenario, isModel, prompt } = app.view();
    const isShown = (/** @type {any} */ one) => (one.isTable ? !isModel && one.name === scenario : isModel && one.prompt === prompt);
    for (const one of buttons) one.button.setAttribute('aria-pressed', String(isShown(one)));
    setText('prompt-note', buttons.find(isShown)?.note ?? '');
    setText('prompt-shown', `${prompt} …`);
  };
  app.onChange(mark);
  mark();
  return loadTable;
}

/** A megabyte as a file; the module that makes it is small, and comes only when it is asked for. @returns {Promise<Uint8Array | null>} */
async function makeLongTail() {
  const made = await importAsset('long_tail.mjs');
  return made && new TextEncoder().encode(made.longTailCsv());
}

/** A table or an answer that was dropped in here before. @param {import('./app_handle.mjs').AppHandle} app @param {string} name */
async function loadOwn(app, name) {
  const kept = await recall(name);
  if (kept?.kind === 'answer') return loadAnswer(app, kept.bytes, kept.source, name);
  if (kept?.kind !== 'table') return `"${name}" was dropped in on another machine, or long ago. What was shown stays.`;
  return app.loadCsv(kept.bytes, kept.source, name)?.message ?? '';
}

/** @param {{ name: string, prompt: string, note: string }} prompt */
function makeButton({ name, prompt, note }) {
  return make('button', { type: 'button', 'data-prompt': name }, `${prompt} …`, make('small', {}, note));
}

/** A sheet that lies over the page goes when the reader turns to something else. @param {HTMLDetailsElement} chooser */
function closeWhenDone(chooser) {
  document.addEventListener('pointerdown', (event) => {
    if (!chooser.contains(/** @type {Node} */ (event.target))) chooser.open = false;
  });
  chooser.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget && !chooser.contains(/** @type {Node} */ (relatedTarget))) chooser.open = false;
  });
  chooser.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && chooser.open) closeChooser(chooser);
  });
}

/** What was chosen in is gone; whoever came by keyboard goes on from where it opened. @param {HTMLDetailsElement} chooser */
function closeChooser(chooser) {
  chooser.open = false;
  chooser.querySelector('summary')?.focus();
}
