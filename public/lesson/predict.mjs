// @ts-check
// Predict, then have it answered: by core, and by the instrument, which goes to where it can be seen.

import { judge, numberQuestions } from './number_questions.mjs';
import { questions } from './questions.mjs';

/** @param {import('./compute.mjs').Logitscope} ls @param {import('./follow.mjs').Sections} sections @param {HTMLElement} lesson */
export function askQuestions(ls, sections, lesson) {
  for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (lesson.querySelectorAll('form.predict'))) {
    const { question = '', answer: built = '', show = '' } = form.dataset;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const data = new FormData(form);
      const judged = numberQuestions[question] ? judge(ls, numberQuestions[question], String(data.get(`${question}-number`) ?? ''))
        : judgeChoice(form, String(data.get(`${question}-choice`) ?? ''), questions[question]?.answer(ls) ?? built);
      form.dataset.verdict = judged.verdict;
      const place = form.querySelector('.verdict');
      if (place) place.textContent = judged.words;
      const details = form.querySelector('details');
      if (details) details.open = true;
      sections.show(show);
    });
  }
}

/** @param {HTMLFormElement} form @param {string} chosen @param {string} answer */
const judgeChoice = (form, chosen, answer) => (chosen === answer ? { verdict: 'right', words: 'Right.' }
  : { verdict: 'wrong', words: `Not this one. ${form.querySelector('.answer p')?.textContent ?? ''}` });
