// The pages among the examples, as a reader meets them.

import assert from 'node:assert/strict';
import { kDesk, testOnce, visit } from '../site.mjs';

testOnce('the post has three widgets between its paragraphs, each with its own settings, once they are near', async () => {
  const page = await visit('logitscope/examples/blog.html', { options: kDesk });
  const settings = [['scenario=weather', 'p=1', 'seed=42'], ['scenario=weather', 'T=0.3', 'seed=42'], ['scenario=cat', 'p=0.8', 'seed=7']];
  for (const [i, wanted] of settings.entries()) {
    await page.evaluate((which) => document.querySelectorAll('logit-scope')[which].scrollIntoView(), i);
    await page.waitFor((which) => {
      const frame = document.querySelectorAll('logit-scope')[which].shadowRoot?.querySelector('iframe');
      return frame?.contentDocument?.documentElement.dataset.ready === 'true';
    }, { args: [i], timeout: 30000, message: `widget ${i}` });
    const shown = await page.evaluate((which) => document.querySelectorAll('logit-scope')[which].shadowRoot.querySelector('iframe').contentWindow.logitscope.app.view().link, i);
    for (const setting of wanted) assert.ok(shown.split('&').includes(setting), `${setting}: ${shown}`);
  }
});

testOnce('the course page draws with its own code what the functions compute, and marks an answer', async () => {
  const page = await visit('logitscope/examples/course.html', { options: kDesk });
  await page.waitFor(() => document.querySelectorAll('#bars rect').length === 5, { timeout: 30000 });
  const said = () => page.evaluate(() => document.querySelector('#said').textContent);
  assert.equal(await said(), 'sleeping has 40.2 %; the entropy is 2.10 bits.');
  await page.evaluate(() => {
    document.querySelector('#temperature').value = '0.5';
    document.querySelector('#temperature').dispatchEvent(new Event('input'));
  });
  assert.match(await said(), /^sleeping has 60\.7 %/);
  const answered = (guess) => page.evaluate((value) => {
    document.querySelector('#guess').value = value;
    document.querySelector('#question').requestSubmit();
    return document.querySelector('#answer').textContent;
  }, guess);
  assert.match(await answered('1'), /^Not yet: there the first is 1\.65 times/);
  assert.match(await answered('0.36'), /^Right: there the first is 4\.01 times/);
  const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name.split('/').at(-1)));
  assert.deepEqual(loaded.filter((name) => /^logitscope\..*(mjs|wasm)$/.test(name)).sort(), ['logitscope.mjs', 'logitscope.wasm'], 'nothing that it does not call');
});
