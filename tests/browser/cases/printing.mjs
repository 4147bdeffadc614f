// On paper: the lesson with its figures, light whatever the screen is, and nothing that only a screen can press.

import assert from 'node:assert/strict';
import { kColours } from '../pixels.mjs';
import { kDark, openPage, testOnce } from '../site.mjs';

/// The colours of [selector] as they come out, and whether it comes out at all.
const looks = (page, selectors) => page.evaluate((wanted) => Object.fromEntries(wanted.map((selector) => {
  const node = document.querySelector(selector);
  const { color, backgroundColor } = getComputedStyle(node);
  return [selector, { isThere: node.checkVisibility(), color, ground: backgroundColor }];
})), selectors);

/// The sum of its channels, 0 to 765. @param {string} colour as "rgb(27, 29, 34)"
const brightness = (colour) => colour.match(/\d+/g).slice(0, 3).reduce((sum, one) => sum + Number(one), 0);

testOnce('a page that is dark on the screen is printed black on white, without its controls', async () => {
  const page = await openPage({ options: kDark, lesson: true });
  const onScreen = await looks(page, ['body']);
  assert.ok(brightness(onScreen.body.ground) < 150);
  await page.showAs('print');
  const kWords = ['.lesson h2', '.lesson p', '.lesson td', '.lesson math', '.lesson figcaption', 'footer p'];
  const kPressed = ['#views', '.prompts', '.controls', '.own', '.saves', '.skips', '.contents', '.try', '.tutor'];
  const onPaper = await looks(page, ['body', ...kWords, ...kPressed]);
  await page.showAs(null);
  assert.ok(brightness(onPaper.body.ground) > 750, onPaper.body.ground);
  for (const selector of kWords) {
    assert.ok(onPaper[selector].isThere, selector);
    assert.ok(brightness(onPaper[selector].color) < 320, `${selector}: ${onPaper[selector].color}`);
  }
  for (const selector of kPressed) assert.ok(!onPaper[selector].isThere, selector);
});

testOnce('the picture is printed light and fine, in the shape that it has, and is the screen\'s again after it', async () => {
  const page = await openPage({ options: kDark });
  await page.evaluate((wanted) => {
    addEventListener('beforeprint', () => {
      const paper = document.querySelector('.paper');
      const { data } = paper.getContext('2d').getImageData(0, 0, paper.width, paper.height);
      const isWanted = (at) => wanted.every((one, i) => Math.abs(data[at + i] - one) < 8);
      let marks = 0;
      for (let at = 0; at < data.length; at += 4) marks += isWanted(at) ? 1 : 0;
      const { width, height } = document.querySelector('#canvas').getBoundingClientRect();
      globalThis.printed = { share: marks / (paper.width * paper.height), ground: [...data.slice(0, 3)], ratio: paper.width / width, shape: paper.width / paper.height - width / height };
    });
  }, [kColours.light.kept >> 16, (kColours.light.kept >> 8) & 255, kColours.light.kept & 255]);
  const pdf = await page.printPdf();
  assert.equal(Buffer.from(pdf).subarray(0, 5).toString(), '%PDF-');
  const { share, ground, ratio, shape } = await page.evaluate(() => globalThis.printed);
  assert.ok(share > 0.02, `${share} of it is a bar`);
  assert.deepEqual(ground, [255, 255, 255]);
  assert.ok(ratio > 2.9 && Math.abs(shape) < 0.02, `${ratio} pixels a pixel, ${shape} out of shape`);
  await page.waitFor(() => !document.querySelector('.paper'));
  const canvas = await page.evaluate(() => [document.querySelector('#canvas').width / document.querySelector('#canvas').getBoundingClientRect().width, devicePixelRatio]);
  assert.ok(Math.abs(canvas[0] - canvas[1]) < 0.02, `${canvas}`);
});
