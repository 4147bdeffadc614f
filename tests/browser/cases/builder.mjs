// The builder: the reader is the sampler, by mouse in the picture and by keyboard in the HTML, to the same sentence.

import assert from 'node:assert/strict';
import test from 'node:test';
import { boxes, pressOnCanvas } from '../hands.mjs';
import { openPage, settled, testOnce } from '../site.mjs';

const kBuilder = { hash: '#v1&view=builder&prompt=Once+upon+a+time&seed=3', viewport: { width: 1280, height: 900 } };

const said = (page) => page.evaluate(() => {
  const texts = (selector) => [...document.querySelectorAll(selector)].map((node) => node.firstChild.textContent);
  const rows = [...document.querySelectorAll('#table-body tr')];
  return {
    chips: texts('#chips-block .token-chip'), branches: texts('#branches-block .token-chip'),
    first: rows[0].cells[1].textContent, ids: rows.map((row) => row.dataset.id),
    figures: [...document.querySelectorAll('#builder-figures dd')].map((figure) => figure.textContent),
  };
});

async function enterOn(page, selector) {
  await page.evaluate((target) => document.querySelector(target).focus(), selector);
  await page.keyboard.press('Enter');
  await settled(page);
}

test('a bar is picked, the token rewound, and the branch opened again, all in the picture', async () => {
  const page = await openPage(kBuilder);
  const start = await said(page);
  assert.equal(start.chips.join(''), 'Once␣upon␣a␣time');
  await pressOnCanvas(page, `token:${start.ids[0]}`);
  await pressOnCanvas(page, `token:${(await said(page)).ids[1]}`);
  const built = await said(page);
  assert.equal(built.chips.length, 6);
  assert.equal(built.chips[4], start.first);
  assert.equal(built.figures[0], '2 tokens');
  // The chip of the first token leads back to before it; what was built is a branch from there.
  await pressOnCanvas(page, 'chip:4');
  const back = await said(page);
  assert.deepEqual([back.chips.length, back.branches], [4, [start.first]]);
  await pressOnCanvas(page, 'branch:0');
  assert.deepEqual((await said(page)).chips, built.chips);
});

testOnce('the same by keyboard in the HTML', async () => {
  const page = await openPage(kBuilder);
  const start = await said(page);
  await enterOn(page, `#table-body tr[data-id="${start.ids[0]}"] .pick`);
  await enterOn(page, '#builder-buttons [data-action="greedy"]');
  assert.equal((await said(page)).chips.length, 6);
  await enterOn(page, '#chips-block button:nth-of-type(1)');
  const back = await said(page);
  assert.equal(back.chips.length, 4);
  assert.deepEqual(back.branches, [start.first]);
  await enterOn(page, '#branches-block button');
  assert.equal((await said(page)).chips.length, 6);
  await enterOn(page, '#undo');
  assert.equal((await said(page)).chips.length, 4);
  await enterOn(page, '#redo');
  assert.equal((await said(page)).chips.length, 6);
});

testOnce('"Sample", a slider and a search: what the coin falls on joins the sentence, and any token is found with its rank', async () => {
  const page = await openPage(kBuilder);
  await pressOnCanvas(page, 'Sample');
  const sampled = await said(page);
  assert.equal(sampled.chips.length, 5);
  await page.evaluate(() => document.querySelector('[data-field="search"]').focus());
  await page.keyboard.type('school');
  await settled(page);
  const found = await said(page);
  assert.ok(found.first.includes('school'), found.first);
  // The field lies below the picture, which is not drawn while nobody sees it.
  await page.evaluate(() => scrollTo(0, 0));
  await page.waitFor((id) => globalThis.logitscope.app.boxes().some((box) => box.id === `token:${id}`), { args: [found.ids[0]], message: 'the picture lists it too' });
});
