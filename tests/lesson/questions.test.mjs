// Predict, and have it answered.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodingQuestions } from '../../public/lesson/decoding_questions.mjs';
import { questions } from '../../public/lesson/questions.mjs';
import { ls, plain, sections } from './article.mjs';

/** By hand, so that a question whose answer changes is seen. */
const expected = {
  loop: 'b', scores: 'b', temperature: 'c', softmax: 'b', 'top-k': 'c', 'top-p': 'b', 'min-p': 'b', penalties: 'b', draw: 'c', stop: 'a',
  strategies: 'b', sure: 'b', tail: 'a', settings: 'c', gravity: 'b', beyond: 'a', takeaways: 'c', exhibits: 'b',
};

describe('questions', () => {
  it('each section has one', () => {
    assert.deepEqual(Object.keys({ ...questions, ...decodingQuestions }).sort(), [...sections.keys()].sort());
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

  it('those that the page answers itself need no more than a run', () => {
    const { run, metrics, klDivergence, format } = ls;
    for (const [id, { answer }] of Object.entries(questions)) assert.equal(answer({ run, metrics, klDivergence, format }), expected[id]);
  });
});
