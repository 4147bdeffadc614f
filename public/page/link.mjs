// @ts-check
// The state in the address: #v1&view=builder&scenario=cat&T=0.7&k=40&seed=42. Core's side reads and writes it
// (shell/model/link.h); here is fetched what it names, and the address follows the reader.

import { ofThePage } from '../../web/element_table.mjs';
import { setText } from './dom.mjs';

/** How long the address waits for the reader to come to rest: some browsers refuse what changes too often. */
const restMilliseconds = 300;

/** What a link without a source is about. */
const firstScenario = 'cat';

/**
 * Goes where a link leads, and gives the sentences that say what could not be followed. [isWhole]: what it does not name is as
 * at first; else that stays.
 * @typedef {(link: string, isWhole?: boolean) => Promise<string[]>} GoTo
 */

/**
 * @param {import('./app_handle.mjs').AppHandle} app
 * @param {import('./model.mjs').PageModel} model
 * @param {(name: string) => Promise<string>} loadTable
 * @param {import('./question.mjs').Question} question
 * @returns {GoTo}
 */
export function makeGoTo(app, model, loadTable, question) {
  return async (link, isWhole = true) => {
    const { scenario, prompt, model: name } = app.linkedSource(link);
    const isNowhere = isWhole && !scenario && prompt === null && app.view().scenario !== firstScenario;
    const fields = new URLSearchParams(link);
    const problems = followTheme(fields.get('theme'));
    if (name && name !== 'page') problems.push(await model.recall(name));
    if (scenario || isNowhere) problems.push(await loadTable(scenario || firstScenario));
    else if (prompt !== null) problems.push(await model.ask(prompt));
    problems.push(...app.follow(link, isWhole));
    // Last: it is about what is there then. A state of the document alone leaves it as it is.
    if (fields.has('question') || fields.has('predict')) problems.push(...question.follow(fields));
    return problems.filter(Boolean);
  };
}

/** @param {string | null} theme @returns {string[]} */
function followTheme(theme) {
  const { dataset } = document.documentElement;
  if (theme === null) return [];
  if (theme === 'light' || theme === 'dark') dataset.theme = theme;
  else delete dataset.theme;
  return theme === 'auto' || dataset.theme ? [] : [`theme is "${theme.slice(0, 40)}"; allowed: light, dark, auto.`];
}

/**
 * Follows the address, and has it follow the reader. [onProblem] hears what could not be followed.
 * @param {import('./app_handle.mjs').AppHandle} app @param {GoTo} goTo @param {(sentence: string) => void} onProblem
 */
export async function followLink(app, goTo, onProblem) {
  let written = '';
  /** @type {any} */
  let timer;
  const follow = async (/** @type {string} */ link) => {
    // The heading of a section is a place in the page, no state.
    if (link === written || document.getElementById(link)) return;
    const isFirst = written === '';
    clearTimeout(timer);
    const problems = await goTo(link);
    if (isFirst) app.startHere();
    if (problems.length === 0) return;
    setText('status', `In the link: ${problems.join(' ')}`);
    onProblem(problems.join(' '));
  };
  // The event's own address: the page's may have been written over since.
  addEventListener('hashchange', (event) => follow(new URL(event.newURL).hash.slice(1)));
  await follow(location.hash.slice(1));

  app.onChange(() => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const now = new URLSearchParams(location.hash.slice(1));
      // What it says of the page rather than of the document, it keeps.
      const kept = Object.keys(ofThePage).filter((name) => now.has(name)).map((name) => `&${name}=${encodeURIComponent(now.get(name) ?? '')}`);
      written = app.view().link + kept.join('');
      writeAddress(written);
    }, restMilliseconds);
  });
}

/** @param {string} link */
function writeAddress(link) {
  try {
    history.replaceState(history.state, '', `#${link}`);
  } catch {
    // A frame whose content came with its tag has no address of its own.
  }
}
