// The lesson: the instrument follows what is read, and the reader when they take hold of it.

import assert from 'node:assert/strict';
import test from 'node:test';
import { kTemperature, kTopK, middleOfCanvas, read } from '../hands.mjs';
import { expectErrors, kBare, kBrowser, kDesk, openPage, settled, testOnce, visit } from '../site.mjs';

const kDesktop = { width: 1440, height: 900 };
const kPhone = { width: 390, height: 844 };

const linkOf = (page) => page.evaluate(() => globalThis.logitscope.app.view().link);
const linkHas = (page, part) => page.waitFor((wanted) => globalThis.logitscope.app.view().link.includes(wanted), { args: [part], timeout: 20000, message: `the state has ${part}` });
const offered = (page) => page.evaluate(() => document.querySelector('.back:not([hidden])')?.textContent ?? '');

async function openLesson(settings = {}) {
  return openPage({ viewport: kDesktop, lesson: true, ...settings });
}

/// Turns the wheel over the text until the section has come to where one reads, a turn when the last has come to rest.
async function wheelTo(page, id) {
  const place = await page.evaluate(() => {
    const { left, width } = document.querySelector('#lesson').getBoundingClientRect();
    return left + Math.min(width, innerWidth) / 2;
  });
  await page.mouse.move(place, 600);
  for (let turns = 0; turns < 60; turns++) {
    const far = await page.evaluate(async (wanted) => {
      let seen = -1;
      for (let quiet = 0; quiet < 8; quiet++) {
        if (scrollY !== seen) quiet = 0;
        seen = scrollY;
        await new Promise(requestAnimationFrame);
      }
      const { top, bottom } = document.getElementById(wanted).getBoundingClientRect();
      return top > innerHeight * 0.3 ? top - innerHeight * 0.2 : bottom < innerHeight * 0.5 ? bottom - innerHeight * 0.7 : 0;
    }, id);
    if (far === 0) return;
    const turn = Math.round(Math.max(-800, Math.min(800, far)));
    // WebKit's driver turns by what is more than the turn before: the same turn again moves nothing.
    if (kBrowser === 'webkit') await page.evaluate((distance) => scrollBy(0, distance), turn);
    else await page.mouse.wheel(0, turn);
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 120)));
  }
  throw new Error(`The wheel did not come to ${id}.`);
}

const jumpTo = (page, id) => page.evaluate((wanted) => document.getElementById(wanted).scrollIntoView(), id);

test('scrolling to a section by wheel sets what it is about, and the picture stays in sight', async () => {
  const page = await openLesson();
  const before = await linkOf(page);
  await wheelTo(page, 'temperature');
  await linkHas(page, 'T=0.5');
  await settled(page);
  const said = await read(page);
  assert.match(await linkOf(page), /scenario=capital/);
  assert.equal(said.controls[kTemperature].number, '0.5');
  assert.notEqual(await linkOf(page), before);
  const { top, bottom } = await page.evaluate(() => document.querySelector('#canvas').getBoundingClientRect().toJSON());
  assert.ok(top >= 0 && bottom > 300, `the picture runs from ${top} to ${bottom}`);
  assert.equal(await page.evaluate(() => document.querySelector('#undo').disabled), true, 'what the lesson does is nothing to take back');
  await page.waitFor(() => document.querySelector('#temperature .live').textContent.includes('T = 0.5'));
});

testOnce('a link that came with a state keeps it until the reader scrolls into a section', async () => {
  const page = await openLesson({ hash: '#v1&view=pipeline&scenario=weather&T=1.7&seed=7' });
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
  assert.match(await linkOf(page), /scenario=weather&T=1\.7.*seed=7/);
  await wheelTo(page, 'scores');
  await linkHas(page, 'scenario=capital');
});

testOnce('what the reader sets stays, whatever section comes; a button leads back to the settings, and another to theirs', async () => {
  const page = await openLesson();
  await wheelTo(page, 'temperature');
  await linkHas(page, 'T=0.5');
  assert.equal(await offered(page), '');
  await page.evaluate((id) => {
    const range = document.getElementById(id);
    range.value = '1.35';
    range.dispatchEvent(new Event('input', { bubbles: true }));
  }, `control-${kTemperature}`);
  const hers = await linkOf(page);
  assert.match(hers, /T=1\.35/);
  await wheelTo(page, 'softmax');
  await page.waitFor(() => document.querySelector('#softmax .back:not([hidden])'));
  assert.equal(await linkOf(page), hers);
  assert.equal(await offered(page), 'Back to this section’s settings');
  await page.evaluate(() => document.querySelector('.back').focus());
  await page.keyboard.press('Enter');
  await linkHas(page, 'scenario=cat');
  await page.waitFor(() => document.querySelector('.back').textContent === 'Back to what you had');
  await page.keyboard.press('Enter');
  await linkHas(page, 'T=1.35');
  await page.waitFor((wanted) => globalThis.logitscope.app.view().link === wanted, { args: [hers] });
  assert.equal(await offered(page), 'Back to this section’s settings');
});

testOnce('sections that are hurried through leave the instrument at the last one', async () => {
  const page = await openLesson();
  for (const id of ['temperature', 'penalties', 'top-p', 'tail', 'softmax']) {
    await jumpTo(page, id);
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 190)));
  }
  await linkHas(page, 'view=pipeline&scenario=cat&p=1');
  // What was fetched for the others may still come.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1500)));
  assert.match(await linkOf(page), /view=pipeline&scenario=cat&p=1/);
  assert.equal(await offered(page), '');
});

testOnce('a section that needs the model has it learnt first, and nothing is there to take back', async () => {
  const page = await openLesson();
  await jumpTo(page, 'sure');
  await linkHas(page, 'view=entropy');
  await page.waitFor(() => globalThis.logitscope.app.view().hasModel && document.querySelectorAll('#twin .token-chip').length > 20, { timeout: 30000 });
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1000)));
  assert.equal(await page.evaluate(() => document.querySelector('#undo').disabled), true);
  assert.equal(await offered(page), '');
});

testOnce('a drag on the picture is never interrupted by the lesson', async () => {
  const page = await openLesson();
  const [x, y] = await middleOfCanvas(page);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await jumpTo(page, 'temperature');
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
  assert.doesNotMatch(await linkOf(page), /T=0\.5/);
  await page.mouse.up();
  await linkHas(page, 'T=0.5');
});

test('a question is answered by keyboard alone, and the instrument goes to where it can be seen', async () => {
  const page = await openLesson();
  await jumpTo(page, 'top-k');
  await linkHas(page, 'k=3');
  await page.evaluate(() => document.querySelector('#top-k .predict input').focus());
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const verdict = () => page.evaluate(() => document.querySelector('#top-k .verdict').textContent);
  assert.match(await verdict(), /^Not this one\. All grow by the same factor\. 23\.6 % each/);
  await linkHas(page, 'scenario=cat');
  assert.equal((await read(page)).controls[kTopK].number, '3');
  await page.evaluate(() => document.querySelector('#top-k .predict input[value="c"]').focus());
  await page.keyboard.press(' ');
  await page.keyboard.press('Enter');
  assert.equal(await verdict(), 'Right.');
});

testOnce('an exhibit shows both sides at one click, computed then', async () => {
  const page = await openLesson();
  await jumpTo(page, 'exhibits');
  const row = () => page.evaluate(() => {
    const table = document.querySelector('[data-exhibit="fifty"] table');
    return { isShown: table.offsetHeight > 0, cells: [...table.querySelectorAll('td')].map((cell) => cell.textContent) };
  });
  assert.equal((await row()).isShown, false);
  await page.evaluate(() => {
    for (const cell of document.querySelectorAll('[data-exhibit="fifty"] td')) cell.textContent = 'not yet';
    document.querySelector('[data-exhibit="fifty"] button').focus();
  });
  await page.keyboard.press('Enter');
  await page.waitFor(() => document.querySelector('[data-exhibit="fifty"]').dataset.shown);
  assert.deepEqual(await row(), { isShown: true, cells: ['43.2 %', '20.3 %'] });
  await linkHas(page, 'view=tail');
});

testOnce('the gravity sentence is replayed turn by turn', async () => {
  const page = await openLesson();
  const text = () => page.evaluate(() => document.querySelector('#replay .sofar').textContent);
  assert.match(await text(), /^Turn 1 of 11: Gravity\. The coin 0\.375 /);
  await page.evaluate(() => [...document.querySelectorAll('#replay button')].at(-1).focus());
  for (let turn = 0; turn < 5; turn++) await page.keyboard.press('Enter');
  assert.match(await text(), /^Turn 6 of 11: Gravity is the force that attracts\. The coin 0\.156 .* the nucleus holds 2\.$/);
  const cells = await page.evaluate(() => [...document.querySelectorAll('#replay tbody tr')].slice(0, 3).map((row) => [...row.cells].map((cell) => cell.textContent)));
  assert.deepEqual(cells.map(([token, logit, , , , after]) => [token, logit, after]), [['▸\u00a0attracts', '6.0', '67.1 %'], ['pulls', '5.5', '32.9 %'], ['mass', '0.5', 'removed']]);
});

testOnce('a section makes a prompt for a tutor out of its claim, its formula and the figures of now', async () => {
  const page = await openLesson();
  await jumpTo(page, 'temperature');
  await linkHas(page, 'T=0.5');
  await page.waitFor(() => document.querySelector('#temperature .live').textContent.includes('T = 0.5'));
  const prompt = await page.evaluate(() => {
    const details = document.querySelector('#temperature .tutor details');
    details.open = true;
    return new Promise((resolve) => setTimeout(() => resolve(details.querySelector('pre').textContent), 100));
  });
  for (const part of ['a section called “Temperature”', 'It says: Temperature divides every logit', 'T = 0.5: exp(16.4)', '0.5 | 100.0 % | 0.005 % | 22026.5', 'The capital of France is Paris', 'three questions']) {
    assert.ok(prompt.includes(part), `${part} in: ${prompt}`);
  }
});

testOnce('every state that the text names is followed without a word of complaint', async () => {
  const page = await openLesson();
  const problems = await page.evaluate(async () => {
    const { app, follow, wholeLink } = globalThis.logitscope;
    const states = [...document.querySelectorAll('#lesson [data-state], #lesson [data-show]')].map(({ dataset }) => dataset.state ?? dataset.show);
    const said = [];
    for (const state of new Set(states)) {
      const problem = await follow(wholeLink(state, app.view().link));
      if (problem.length > 0) said.push(`${state}: ${problem.join(' ')}`);
    }
    return [states.length > 60, said];
  });
  assert.deepEqual(problems, [true, []]);
});

testOnce('hidden, the lesson leaves the whole width to the instrument, and stays hidden after a reload', async () => {
  const page = await openLesson();
  const width = () => page.evaluate(() => Math.round(document.querySelector('#canvas').getBoundingClientRect().width));
  const beside = await width();
  await page.evaluate(() => document.querySelector('#lesson-toggle').focus());
  await page.keyboard.press('Enter');
  await settled(page);
  assert.ok(await width() > beside + 200);
  await page.goto((await page.evaluate(() => location.href)).replace(/\?\d+/, (query) => `${query}0`));
  await page.waitFor(() => document.querySelector('#lesson-toggle')?.textContent === 'Show the lesson', { timeout: 30000 });
  assert.equal(await page.evaluate(() => document.querySelector('#lesson').offsetHeight), 0);
  await page.evaluate(() => localStorage.clear());
});

test('on a phone the picture stays above the text and takes at most half of the height', async () => {
  const page = await openLesson({ options: kDesk, viewport: kPhone });
  await jumpTo(page, 'top-p');
  await linkHas(page, 'scenario=uncertain');
  await settled(page);
  const { stage, heading, width } = await page.evaluate(() => ({
    stage: document.querySelector('.stage').getBoundingClientRect().toJSON(), heading: document.querySelector('#top-p h2').getBoundingClientRect().toJSON(),
    width: document.documentElement.scrollWidth,
  }));
  assert.equal(stage.top, 0);
  assert.ok(stage.height <= 844 * 0.5, `${stage.height}`);
  assert.ok(heading.top >= stage.bottom, 'the heading is below the picture');
  assert.equal(width, kPhone.width);
});

test('the article is whole before any script: its figures, its answers, and nothing to press that does nothing', async () => {
  await expectErrors(kBare, /./);
  const page = await visit('no-wasm/', { options: kBare, viewport: kDesktop });
  const text = await page.evaluate(() => {
    for (const details of document.querySelectorAll('#lesson details')) details.open = true;
    return document.querySelector('#lesson').innerText;
  });
  for (const part of ['22,026', '40.91', 'The answer', '43.2 %', '20.3 %', 'arXiv:1904.09751']) assert.ok(text.includes(part), part);
  assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll('#lesson button:not([data-action])')].filter((button) => button.offsetHeight > 0).length), 0);
});

if (kBrowser === 'chromium') {
  test('the lesson can be finished by keyboard alone: every heading reached from the list, every question answered', async () => {
    const page = await openLesson();
    await page.evaluate(() => (document.documentElement.style.scrollBehavior = 'auto'));
    const ids = await page.evaluate(() => [...document.querySelectorAll('#lesson section.lesson')].map(({ id }) => id));
    assert.equal(ids.length, 18);
    for (const [i, id] of ids.entries()) {
      await page.evaluate((wanted) => document.querySelector(`.contents a[href="#${wanted}"]`).focus(), id);
      await page.keyboard.press('Enter');
      const heading = await page.evaluate(() => ({ name: document.activeElement.tagName, text: document.activeElement.textContent }));
      assert.equal(heading.name, 'H2');
      assert.match(heading.text, new RegExp(`^${i + 1} `));
      const number = await page.evaluate((wanted) => {
        const field = document.querySelector(`#${wanted} .predict input[type="number"]`);
        field?.focus();
        return field && /[\d.]+/.exec(document.querySelector(`#${wanted} .answer p`).textContent)[0];
      }, id);
      const verdict = () => page.evaluate((wanted) => document.querySelector(`#${wanted} .verdict`).textContent, id);
      if (number) {
        await page.keyboard.type(number);
        await page.keyboard.press('Enter');
        assert.match(await verdict(), new RegExp(`^Right: ${number} `), id);
        continue;
      }
      // From the first choice by arrows to the right one, as a reader would who knows it.
      const { first, turns } = await page.evaluate((wanted) => {
        const form = document.querySelector(`#${wanted} .predict`);
        const choices = [...form.querySelectorAll('input')];
        choices[0].focus();
        return { first: choices[0].value, turns: choices.findIndex(({ value }) => value === form.dataset.answer) };
      }, id);
      assert.equal(first, 'a');
      if (turns === 0) await page.keyboard.press(' ');
      for (let turn = 0; turn < turns; turn++) await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      assert.equal(await verdict(), 'Right.', id);
    }
  });
}

