// @ts-check
// Predict, then have it answered: by core, and by the instrument, which goes to where it can be seen.

import { questions } from './questions.mjs';

/** @param {import('./compute.mjs').Logitscope} ls @param {import('./follow.mjs').Sections} sections @param {HTMLElement} lesson */
export function askQuestions(ls, sections, lesson) {
  for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (lesson.querySelectorAll('form.predict'))) {
    const { question = '', answer: built = '', show = '' } = form.dataset;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const chosen = String(new FormData(form).get(`${question}-choice`) ?? '');
      const answer = questions[question]?.answer(ls) ?? built;
      const isRight = chosen === answer;
      form.dataset.verdict = isRight ? 'right' : 'wrong';
      const verdict = form.querySelector('.verdict');
      if (verdict) verdict.textContent = isRight ? 'Right.' : `Not this one. ${form.querySelector('.answer p')?.textContent ?? ''}`;
      const details = form.querySelector('details');
      if (details) details.open = true;
      sections.show(show);
    });
  }
}
