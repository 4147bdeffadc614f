// What a screen reader is told, and what axe-core finds.

import assert from 'node:assert/strict';
import test from 'node:test';
import { violationsOf } from '../axe.mjs';
import { kTemperature, read, setNumber } from '../hands.mjs';
import { kBrowser, openPage, testOnce } from '../site.mjs';

test('the canvas is an image that says the sentence, and says the new one after a change', async () => {
  const page = await openPage();
  const labelOf = () => page.evaluate(() => document.querySelector('#canvas').getAttribute('aria-label'));
  assert.match(await labelOf(), /^The cat is eating\. .*table below/);
  await setNumber(page, kTemperature, '0');
  assert.match(await labelOf(), /^The cat is sleeping\. /);
});

testOnce('a change is announced once, in words', async () => {
  const page = await openPage();
  await setNumber(page, kTemperature, '0.5');
  const { status } = await read(page);
  assert.match(status, /\S+ \S+/);
  const isLive = await page.evaluate(() => document.querySelector('#status').getAttribute('role'));
  assert.equal(isLive, 'status');
});

testOnce('each error of a field is named by the field it belongs to', async () => {
  const page = await openPage();
  const wrong = await page.evaluate(() => [...document.querySelectorAll('input')].filter((input) => {
    const ids = (input.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean);
    return ids.some((id) => !document.getElementById(id));
  }).map((input) => input.id));
  assert.deepEqual(wrong, []);
});

// The findings are about the document, which is the same in every browser; once is enough.
if (kBrowser === 'chromium') {
  test('axe finds nothing serious, errors shown', async () => {
    const page = await openPage({ lesson: true });
    await setNumber(page, kTemperature, '-1');
    assert.deepEqual(await violationsOf(page), []);
  });

  test('axe finds nothing serious in the lesson, all of it opened, in the dark theme too', async () => {
    const page = await openPage({ viewport: { width: 1440, height: 900 }, lesson: true });
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('#lesson details')) details.open = true;
      for (const exhibit of document.querySelectorAll('.exhibit')) exhibit.dataset.shown = 'true';
    });
    assert.deepEqual(await violationsOf(page), []);
    await page.evaluate(() => (document.documentElement.dataset.theme = 'dark'));
    assert.deepEqual(await violationsOf(page), []);
  });

  test('axe finds nothing serious on a phone, nor in the frame of a post', async () => {
    assert.deepEqual(await violationsOf(await openPage({ viewport: { width: 390, height: 844 } })), []);
    assert.deepEqual(await violationsOf(await openPage({ viewport: { width: 390, height: 844 }, lesson: true })), []);
    const page = await openPage({ path: 'logitscope/embed.html' });
    await page.evaluate(() => (document.querySelector('details').open = true));
    assert.deepEqual(await violationsOf(page), []);
  });
}
