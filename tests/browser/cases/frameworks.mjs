// <logit-scope> in the hands of a framework, which sets properties where it finds them and attributes where not, moves what it
// has made and takes it away again; and by hand, in the ways that frameworks differ.

import assert from 'node:assert/strict';
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import { testOnce, visit, writeToSite } from '../site.mjs';

const kProject = fileURLToPath(new URL('../../..', import.meta.url));
const kViewport = { width: 900, height: 900 };

/// A page with [script], a module that may import what is installed and loads the tag's own script when it likes.
async function openWith(script, name) {
  const { outputFiles } = await build({ stdin: { contents: script, resolveDir: kProject }, bundle: true, format: 'esm', write: false });
  await writeToSite(`${name}.mjs`, outputFiles[0].text);
  await writeToSite(`${name}.html`, `<!doctype html><html lang="en"><meta charset="utf-8"><title>${name}</title><link rel="icon" href="logitscope/icon.svg"><body><div id="root"></div><script type="module" src="${name}.mjs"></script></body></html>`);
  return visit(`${name}.html`, { viewport: kViewport });
}

const stateOf = (page, id) => page.waitFor((target) => document.getElementById(target)?.getState?.(), { args: [id], timeout: 30000, message: `${id} has a state` });

const kApp = `
import { h, render } from 'preact';
const root = document.getElementById('root');
globalThis.steps = [];
globalThis.show = (...tags) => render(h('div', null, tags.map(({ key, ...props }) => h('section', { key }, h('logit-scope', { id: key, onstep: ({ detail }) => steps.push([key, detail.token]), ...props })))), root);
globalThis.load = () => import(new URL('logitscope/element.mjs', location.href).href);
// Before anybody knows the tag.
show({ key: 'one', topK: 2, scenario: 'weather', temperature: 0.5 }, { key: 'two', 'top-k': 3, topP: 1 });
`;

testOnce('Preact renders it before its script has come, changes, moves and removes it', async () => {
  const page = await openWith(kApp, 'preact');
  await page.evaluate(() => load());
  assert.equal(await stateOf(page, 'one'), 'v1&view=pipeline&scenario=weather&T=0.5&k=2&seed=42');
  assert.equal(await stateOf(page, 'two'), 'v1&view=pipeline&scenario=cat&k=3&p=1&seed=42');

  // A property that is gone, one that is new, and what a condition leaves behind.
  await page.evaluate(() => show({ key: 'one', minP: 0.1, scenario: 'weather', temperature: false }, { key: 'two', 'top-k': null, topP: 1 }));
  assert.deepEqual(await page.evaluate(() => [...document.getElementById('one').attributes].map(({ name }) => name).filter((name) => name !== 'style').sort()), ['id', 'min-p', 'scenario']);
  assert.equal(await stateOf(page, 'one'), 'v1&view=pipeline&scenario=weather&minP=0.1&seed=42');
  assert.equal(await stateOf(page, 'two'), 'v1&view=pipeline&scenario=cat&p=1&seed=42');

  // What the reader did is there after a move.
  await page.evaluate(() => document.getElementById('one').step());
  const [before, steps] = [await stateOf(page, 'one'), await page.evaluate(() => globalThis.steps)];
  assert.deepEqual(steps, [['one', 'sunny']]);
  await page.evaluate(() => show({ key: 'two', topP: 1 }, { key: 'one', minP: 0.1, scenario: 'weather' }));
  assert.equal(await stateOf(page, 'one'), before);

  const tags = await page.evaluate(() => {
    const there = [...document.querySelectorAll('logit-scope')];
    show();
    return [document.querySelectorAll('logit-scope').length, there.flatMap((tag) => [...tag.shadowRoot.querySelectorAll('iframe')]).length];
  });
  assert.deepEqual(tags, [0, 0]);
});

testOnce('made, copied, parsed and moved by hand it is what its attributes say', async () => {
  const page = await openWith("globalThis.load = () => import(new URL('logitscope/element.mjs', location.href).href);", 'by_hand');
  const states = await page.evaluate(async () => {
    await load();
    const root = document.getElementById('root');
    const made = document.createElement('logit-scope');
    made.topK = 2;
    for (const value of [null, undefined, false, '']) {
      made.topP = 0.5;
      made.topP = value;
      if (made.hasAttribute('top-p') || made.topP !== null) throw new Error(`topP is ${made.topP} after ${value}`);
    }
    const copied = made.cloneNode(true);
    copied.setAttribute('scenario', 'weather');
    root.innerHTML = '<div id="here"></div><div id="there"></div><logit-scope id="parsed" top-k="4"></logit-scope>';
    const [here, there] = [root.querySelector('#here'), root.querySelector('#there')];
    there.attachShadow({ mode: 'closed' }).append(copied);
    // In one task: in, away, elsewhere, and out again for good.
    const passing = made.cloneNode();
    here.append(made, passing);
    made.remove();
    there.after(made);
    here.append(made);
    passing.remove();
    const waiting = made.getState();
    const parent = document.createElement('section');
    here.replaceWith(parent);
    parent.append(here);
    return { made: await waiting, copied: await copied.getState(), parsed: await root.querySelector('#parsed').getState(), frames: [made, passing].map((tag) => tag.shadowRoot.querySelectorAll('iframe').length) };
  });
  assert.deepEqual(states, {
    made: 'v1&view=pipeline&scenario=cat&k=2&seed=42', copied: 'v1&view=pipeline&scenario=weather&k=2&seed=42', parsed: 'v1&view=pipeline&scenario=cat&k=4&seed=42', frames: [1, 0],
  });
});
