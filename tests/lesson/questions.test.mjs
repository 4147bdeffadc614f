// Predict, and have it answered.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodingQuestions } from '../../public/lesson/decoding_questions.mjs';
import { judge, numberQuestions } from '../../public/lesson/number_questions.mjs';
import { questions } from '../../public/lesson/questions.mjs';
import { ls, plain, sections } from './article.mjs';

/** By hand, so that a question whose answer changes is seen. */
const expected = {
  loop: 'b', scores: 'b', temperature: 'c', 'top-k': 'c', 'top-p': 'b', 'min-p': 'b', penalties: 'b', draw: 'c', stop: 'a',
  strategies: 'b', tail: 'a', settings: 'c', gravity: 'b', beyond: 'a', takeaways: 'c', exhibits: 'b',
};

describe('questions', () => {
  it('each section has one', () => {
    assert.deepEqual([questions, decodingQuestions, numberQuestions].flatMap(Object.keys).sort(), [...sections.keys()].sort());
  });

  for (const [id, question] of Object.entries({ ...questions, ...decodingQuestions })) {
    it(`${id}: core gives the one right answer, and the article has it`, async () => {
      const answer = await question.answer(ls);
      assert.equal(answer, expected[id]);
      const { html } = sections.get(id);
      assert.equal(/data-answer="(\w+)"/.exec(html)[1], answer);
      assert.ok(plain(html).includes(question.ask));
      assert.match(plain(/<details class="answer">([^]*?)<\/details>/.exec(html)[1]), new RegExp(`^The answer ${question.choices[answer].slice(0, 4)}`, 'i'));
    });
  }

  /** By hand: e to the power of 0.8, and three halvings of eight. */
  const numbers = { softmax: 2.22554, sure: 3 };

  for (const [id, question] of Object.entries(numberQuestions)) {
    it(`${id}: core has the number, says how far a guess is from it, and the article has it`, () => {
      const number = numbers[id];
      assert.ok(Math.abs(question.value(ls) - number) < 1e-4);
      const { html } = sections.get(id);
      assert.match(html, new RegExp(`<input type="number" name="${id}-number"`));
      const there = `${ls.format(number, question.decimals)} ${question.unit}`;
      assert.ok(plain(html).includes(`The answer ${there}.`), there);
      const words = (typed) => judge(ls, question, String(typed)).words;
      assert.equal(words(number), `Right: ${there}.`);
      assert.equal(words((1.1 * number).toFixed(6)), `Close: 10.0 % too high. It is ${there}.`);
      assert.equal(words((0.5 * number).toFixed(6)), `Not quite: 50.0 % too low. It is ${there}.`);
      assert.equal(words('many'), '“many” is no number; allowed: one such as 2 or 0.5.');
      assert.match(words(''), /is no number/);
    });
  }

  it('those that the page answers itself need no more than a run', () => {
    const { run, metrics, klDivergence, format } = ls;
    for (const { value } of Object.values(numberQuestions)) assert.ok(value({ run, metrics, klDivergence, format }) > 0);
    for (const [id, { answer }] of Object.entries(questions)) assert.equal(answer({ run, metrics, klDivergence, format }), expected[id]);
  });
});
