// @ts-check
// What every section has around its text: heading, the way back to its settings, a question, a prompt for a tutor, sources.

import { decodingQuestions } from './decoding_questions.mjs';
import { numberQuestions } from './number_questions.mjs';
import { questions } from './questions.mjs';
import { text } from './render.mjs';
import { sources } from './sources.mjs';

/** @typedef {{ id: string, title: string, state: string, sources: string[] }} Section */

/** @param {readonly Section[]} sections */
export const contentsOf = (sections) => `<nav class="contents" aria-labelledby="contents-heading"><h2 id="contents-heading">The lesson</h2>`
  + `<ol>${sections.map(({ id, title }) => `<li><a href="#${id}">${text(title)}</a></li>`).join('')}</ol></nav>`;

const capital = (/** @type {string} */ sentence) => sentence.charAt(0).toUpperCase() + sentence.slice(1);

/** @param {import('../../web/logitscope.d.ts').Logitscope} ls @param {string} id */
async function questionOf(ls, id) {
  if (numberQuestions[id]) return numberQuestionOf(ls, id);
  const question = questions[id] ?? decodingQuestions[id];
  const answer = await question.answer(ls);
  const choices = Object.entries(question.choices).map(([letter, choice]) => `<label><input type="radio" name="${id}-choice" value="${letter}" required> ${text(choice)}</label>`).join('');
  const words = capital(answer.split('').map((letter) => text(question.choices[letter])).join('; '));
  return formOf(id, question, `data-answer="${answer}"`, choices, words);
}

/** @param {import('../../web/logitscope.d.ts').Logitscope} ls @param {string} id */
function numberQuestionOf(ls, id) {
  const question = numberQuestions[id];
  const { unit, decimals } = question;
  const field = `<label><input type="number" name="${id}-number" step="any" required aria-label="Your guess, in ${unit}"> ${unit}</label>`;
  return formOf(id, question, 'data-number', field, `${ls.format(question.value(ls), decimals)} ${unit}`);
}

/** @param {string} id @param {{ ask: string, because: string, state: string }} question @param {string} kind @param {string} fields @param {string} answer */
const formOf = (id, { ask, because, state }, kind, fields, answer) => `<form class="predict" data-question="${id}" ${kind} data-show="${text(state)}">`
  + `<fieldset><legend>Predict: ${text(ask)}</legend>${fields}</fieldset>`
  + `<button type="submit">Check</button><p class="verdict" role="status"></p>`
  + `<details class="answer"><summary>The answer</summary><p>${answer}. ${because}</p></details></form>`;

/** @param {import('../../web/logitscope.d.ts').Logitscope} ls @param {Section} section @param {number} number @param {string} fragment */
export async function pageOf(ls, { id, title, state, sources: names }, number, fragment) {
  const list = names.map((name) => `<li>${text(sources[name])}</li>`).join('');
  return `<section class="lesson" id="${id}" data-state="${text(state)}" aria-labelledby="${id}-heading">
<h2 id="${id}-heading" tabindex="-1"><span class="number">${number}</span> ${text(title)}</h2>
${fragment}
${await questionOf(ls, id)}
<div class="tutor"></div>
<details class="sources"><summary>Sources</summary><ul>${list}</ul></details>
</section>`;
}
