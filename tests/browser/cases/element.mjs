// <logit-scope> as an author's script meets it: properties, events, methods, and how it behaves as one of many.

import assert from 'node:assert/strict';
import test from 'node:test';
import { kBrowser, kHasTouch, testOnce, visit, writeToSite } from '../site.mjs';

const kHead = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>A post</title><link rel="icon" href="logitscope/icon.svg">
<style>body { margin: 0 auto; max-width: 60rem; font: 16px sans-serif } p { margin: 60px 0 }</style>
<script>
  var events = [];
  for (const name of ['ready', 'change', 'step', 'answer', 'error']) {
    addEventListener(name, (event) => { if (event.detail) events.push({ name, ...event.detail, id: event.target.id }); }, true);
  }
  var framesOf = (...others) => [...document.querySelectorAll('logit-scope'), ...others].flatMap((tag) => [...tag.shadowRoot.querySelectorAll('iframe')]);
  var heard = (name, id) => events.filter((event) => event.name === name && event.id === id);
</script>`;

/// A post with [body], the tag's script in it.
async function openPost(body, { name = 'element.html', hash = '', viewport = { width: 900, height: 800 }, options } = {}) {
  await writeToSite(name, `${kHead}<body>${body}<script type="module" src="logitscope/element.mjs"></script></body></html>`);
  return visit(name, { viewport, hash, options });
}

const readyTag = (page, id) => page.waitFor((target) => heard('ready', target).length > 0, { args: [id], timeout: 30000, message: `the tag ${id} is ready` });

/// What the sliders beside the picture of the tag [id] say, by name.
const outputsOf = (page, id) => page.evaluate((target) => {
  const inside = document.getElementById(target).shadowRoot.querySelector('iframe').contentDocument;
  return Object.fromEntries([...inside.querySelectorAll('#controls .control')].map((control) => [control.querySelector('label').textContent, control.querySelector('output').textContent]));
}, id);

test('methods wait until the frame is ready, and each change and each token is an event', async () => {
  const page = await openPost('<logit-scope id="one" scenario="weather" seed="42"></logit-scope>');
  const came = await page.evaluate(async () => {
    await customElements.whenDefined('logit-scope');
    const tag = document.getElementById('one');
    // Nothing is there yet.
    const first = tag.getState();
    const early = tag.snapshot();
    const picked = await tag.pick('rainy');
    const back = await tag.rewind();
    const drawn = await tag.step();
    const state = await tag.getState();
    const stated = await tag.setState('v1&view=builder&scenario=cat&T=0.5');
    const reset = await tag.reset();
    const [png, svg] = [await tag.snapshot(), await tag.snapshot('svg')];
    return { early: await createImageBitmap(await early).then(({ width, height }) => [width, height]), first: await first, picked, back, drawn, state, stated, reset, png: [png.type, png.size], svg: (await svg.text()).slice(0, 4) };
  });
  assert.ok(came.early[0] > 800 && came.early[1] > 400, `${came.early}`);
  assert.equal(came.first, 'v1&view=pipeline&scenario=weather&seed=42');
  assert.deepEqual([came.picked.token, came.picked.isManual], ['rainy', true]);
  assert.equal(came.back, null);
  assert.deepEqual([came.drawn.token, came.drawn.isManual], ['sunny', false]);
  assert.match(came.state, /^v1&view=pipeline&scenario=weather&seed=42&tokens=0$/);
  assert.equal(came.stated, 'v1&view=builder&scenario=cat&T=0.5&seed=42');
  assert.equal(came.reset, came.first);
  assert.equal(came.png[0], 'image/png');
  assert.ok(came.png[1] > 3000);
  assert.equal(came.svg, '<svg');
  const steps = await page.evaluate(() => heard('step', 'one').map(({ token, isManual }) => [token, isManual]));
  assert.deepEqual(steps, [['rainy', true], ['sunny', false]]);
  const changes = await page.evaluate(() => heard('change', 'one'));
  assert.equal(changes.at(-1).state, came.first);
  assert.match(changes[0].sentence, /rainy/);
});

testOnce('what a method cannot do is a sentence, and changes nothing', async () => {
  const page = await openPost('<logit-scope id="one"></logit-scope>');
  const said = await page.evaluate(async () => {
    await customElements.whenDefined('logit-scope');
    const tag = document.getElementById('one');
    const before = await tag.getState();
    const messages = [];
    for (const call of [() => tag.pick('unicorn'), () => tag.pick(7), () => tag.setState('v1&T=-1&k=2'), () => tag.setState(5), () => tag.rewind(9), () => tag.snapshot('gif')]) {
      messages.push(await call().then(() => 'done', (error) => error.message));
    }
    return { messages, isSame: before === await tag.getState() };
  });
  assert.match(said.messages[0], /^"unicorn" is no token here; allowed: one of the 5/);
  for (const [i, pattern] of [[1, /7/], [2, /temperature.*-1/], [3, /^state is no text/], [4, /9/], [5, /"gif"; allowed: "png", "svg"/]]) assert.match(said.messages[i], pattern);
  assert.ok(said.isSame);
});

testOnce('properties mirror attributes, what a framework set before the tag was defined included', async () => {
  const page = await openPost(`<script>
    const tag = document.createElement('logit-scope');
    Object.assign(tag, { id: 'one', topK: 2, scenario: 'weather' });
    document.body.append(tag);
  </script>`);
  await readyTag(page, 'one');
  assert.equal((await outputsOf(page, 'one'))['Top-k'], '2');
  const values = await page.evaluate(() => {
    const tag = document.getElementById('one');
    tag.topP = 1;
    tag.minP = 0.05;
    tag.topK = null;
    return [tag.topK, tag.topP, tag.getAttribute('min-p'), tag.scenario, tag.theme];
  });
  assert.deepEqual(values, [null, 1, '0.05', 'weather', null]);
  await page.waitFor(() => heard('change', 'one').at(-1)?.state === 'v1&view=pipeline&scenario=weather&p=1&minP=0.05&seed=42');
});

testOnce('a bad value falls back to the default and is an error event that names the attribute', async () => {
  const page = await openPost('<logit-scope id="one" temperature="0.5" height="9" loading="soon"></logit-scope><logit-scope id="two" top-p="2" top-k="3"></logit-scope>', { viewport: { width: 900, height: 1600 } });
  await readyTag(page, 'one');
  await readyTag(page, 'two');
  assert.equal((await outputsOf(page, 'one')).Temperature, '0.5');
  await page.evaluate(() => document.getElementById('one').setAttribute('temperature', '-1'));
  await page.waitFor(() => heard('error', 'one').length === 3);
  const errors = await page.evaluate(() => heard('error', 'one'));
  assert.deepEqual(errors.map(({ field }) => field), ['height', 'loading', 'temperature']);
  assert.match(errors[2].message, /temperature.*-1.*from 0/);
  assert.equal((await outputsOf(page, 'one')).Temperature, 'off');
  // Somebody types "0.7", and "0." is refused when that is no longer what the field says: the page that makes snippets kept
  // the complaint beside a good value.
  await page.evaluate(() => ['-2', '0.7'].forEach((value) => document.getElementById('one').setAttribute('temperature', value)));
  await page.waitFor(() => /T=0\.7/.test(heard('change', 'one').at(-1)?.state));
  assert.equal(await page.evaluate(() => heard('error', 'one').length), 3);
  const [loaded] = await page.evaluate(() => heard('error', 'two'));
  assert.match(loaded.message, /p is 2; allowed: greater than 0 and up to 1/);
  assert.deepEqual([(await outputsOf(page, 'two'))['Top-p'], (await outputsOf(page, 'two'))['Top-k']], ['0.9', '3']);
});

testOnce('the controls of a tag are the only ones, in the picture and beside it', async () => {
  const page = await openPost('<logit-scope id="one" controls="top-p, min-p" loading="eager"></logit-scope><logit-scope id="two" controls="none" loading="eager"></logit-scope>');
  await readyTag(page, 'one');
  await readyTag(page, 'two');
  assert.deepEqual(Object.keys(await outputsOf(page, 'one')), ['Top-p', 'Min-p']);
  assert.deepEqual(await outputsOf(page, 'two'), {});
  const boxes = await page.evaluate(() => document.getElementById('two').shadowRoot.querySelector('iframe').contentWindow.logitscope.app.boxes().map(({ id }) => id));
  assert.deepEqual(boxes.filter((id) => /param|slider|control/.test(id)), []);
});

test('a question hides the picture until the reader has predicted, and tells what was said and what came', async () => {
  const page = await openPost('<logit-scope id="one" scenario="weather" seed="42" question="Which token will be drawn?"></logit-scope>');
  await readyTag(page, 'one');
  const frame = "document.getElementById('one').shadowRoot.querySelector('iframe').contentDocument";
  assert.equal(await page.evaluate(`${frame}.getElementById('canvas').checkVisibility()`), false);
  assert.equal(await page.evaluate(`${frame}.querySelectorAll('#question [type=radio]').length`), 6);
  // What is needed to predict, and nothing of what comes of it.
  assert.equal(await page.evaluate(`${frame}.querySelector('#question .help').textContent`), 'Top-p 0.9. Seed 42.');
  assert.deepEqual(await page.evaluate(`[...${frame}.querySelectorAll('#question tr')].slice(0, 2).map((row) => [...row.cells].map((cell) => cell.textContent))`), [['token', 'logit'], ['sunny', '3.50']]);
  // By keyboard alone, from the page into the frame.
  await page.evaluate(`${frame}.querySelector('#question [type=radio]').focus()`);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitFor(() => heard('answer', 'one').length === 1);
  const [answer] = await page.evaluate(() => heard('answer', 'one'));
  assert.deepEqual([answer.question, answer.predicted, answer.came, answer.isRight], ['Which token will be drawn?', 'rainy', 'sunny', false]);
  assert.match(answer.state, /scenario=weather/);
  assert.equal(await page.evaluate(`${frame}.getElementById('canvas').checkVisibility()`), true);
  assert.match(await page.evaluate(`${frame}.getElementById('question').textContent`), /You said rainy\. Drawn: sunny\./);
});

testOnce('how many stay can be predicted too', async () => {
  const page = await openPost('<logit-scope id="one" top-k="2" top-p="1" question="How many tokens stay?" predict="kept"></logit-scope>');
  await readyTag(page, 'one');
  await page.evaluate(() => {
    const inside = document.getElementById('one').shadowRoot.querySelector('iframe').contentDocument;
    inside.querySelector('#question input').focus();
  });
  await page.keyboard.type('2');
  await page.keyboard.press('Enter');
  await page.waitFor(() => heard('answer', 'one')[0]?.isRight === true);
});

// Once WebKit's driver has turned the wheel over a frame, it turns it no more: there a key scrolls.
async function scrollOn(page) {
  if (kBrowser !== 'webkit') return page.mouse.wheel(0, 600);
  await page.keyboard.press('PageDown');
  // A key that comes while the page still glides is lost.
  await new Promise((resolve) => { setTimeout(resolve, 300); });
}

test('twenty tags: six live at most, none is blank where the reader looks, and each comes back as it was left', async () => {
  const tags = Array.from({ length: 20 }, (_, i) => `<p>Paragraph ${i}</p><logit-scope id="t${i}" top-k="${(i % 5) + 1}">A picture of top-k ${(i % 5) + 1}</logit-scope>`);
  const page = await openPost(tags.join('\n'));
  await readyTag(page, 't0');
  await page.evaluate(() => document.getElementById('t0').step());
  const state = await page.evaluate(() => document.getElementById('t0').getState());
  const most = [];
  await page.mouse.move(450, 400);
  for (let turn = 0; turn < 60; turn++) {
    await scrollOn(page);
    await page.waitFor(() => [...document.querySelectorAll('logit-scope')].every((tag) => {
      const { top, bottom } = tag.getBoundingClientRect();
      return bottom < 0 || top > innerHeight || tag.shadowRoot.querySelector('iframe.ready');
    }), { timeout: 30000, message: 'every tag that is seen has its picture' });
    most.push(await page.evaluate(() => framesOf().length));
    if (await page.evaluate(() => scrollY + innerHeight >= document.documentElement.scrollHeight - 2)) break;
  }
  assert.equal(Math.max(...most), 6);
  assert.ok(await page.evaluate(() => scrollY + innerHeight >= document.documentElement.scrollHeight - 2), 'the end was reached');
  assert.equal(await page.evaluate(() => document.getElementById('t0').shadowRoot.querySelector('iframe')), null);
  await page.keyboard.press('Home');
  await page.waitFor(() => document.getElementById('t0').shadowRoot.querySelector('iframe.ready'), { timeout: 30000, message: 'the first is back' });
  assert.equal(await page.evaluate(() => document.getElementById('t0').getState()), state);
});

test('a tag that was removed leaves no frame, no listener and no timer', async () => {
  const page = await openPost(`<script>
    var left = { listeners: 0, timers: new Set(), observed: 0 };
    const add = window.addEventListener;
    window.addEventListener = function (type, listener, options) {
      if (type === 'message') {
        left.listeners += 1;
        options?.signal?.addEventListener('abort', () => { left.listeners -= 1; });
      }
      return add.call(this, type, listener, options);
    };
    const [set, clear] = [setTimeout, clearTimeout];
    window.setTimeout = (work, wait) => { const id = set(() => { left.timers.delete(id); work(); }, wait); if (new Error().stack.includes('element.mjs')) left.timers.add(id); return id; };
    window.clearTimeout = (id) => { left.timers.delete(id); clear(id); };
    for (const Observer of [IntersectionObserver, MutationObserver]) {
      const { observe, disconnect, unobserve } = Observer.prototype;
      const seen = new WeakMap();
      Observer.prototype.observe = function (...what) { left.observed += 1; seen.set(this, (seen.get(this) ?? 0) + 1); return observe.apply(this, what); };
      Observer.prototype.disconnect = function () { left.observed -= seen.get(this) ?? 0; seen.set(this, 0); return disconnect.call(this); };
      if (unobserve) Observer.prototype.unobserve = function (what) { left.observed -= 1; seen.set(this, seen.get(this) - 1); return unobserve.call(this, what); };
    }
  </script><logit-scope id="one"></logit-scope>`, { name: 'removed.html' });
  await readyTag(page, 'one');
  assert.deepEqual(await page.evaluate(() => [framesOf().length, left.listeners, left.observed > 0]), [1, 1, true]);
  await page.evaluate(() => { globalThis.tag = document.getElementById('one'); tag.remove(); });
  assert.deepEqual(await page.evaluate(() => [framesOf(tag).length, left.listeners, left.timers.size, left.observed]), [0, 0, 0, 0]);
});

testOnce('what stands in the tag is shown until there is a picture, and where there is none', async () => {
  const page = await openPost('<logit-scope id="one">Here would be a picture.</logit-scope>', { name: 'late.html' });
  await readyTag(page, 'one');
  const isShown = () => page.evaluate(() => {
    const root = document.getElementById('one').shadowRoot;
    return root.querySelector('.waiting').checkVisibility();
  });
  assert.equal(await isShown(), false);
  // Far below, nobody has asked for it yet.
  await page.evaluate(() => {
    const far = document.createElement('logit-scope');
    far.id = 'far';
    far.textContent = 'Words in its place.';
    far.style.marginTop = '4000px';
    document.body.append(far);
  });
  const far = await page.evaluate(() => {
    const tag = document.getElementById('far');
    return [tag.shadowRoot.querySelector('iframe'), tag.shadowRoot.querySelector('.waiting').checkVisibility(), tag.offsetHeight];
  });
  assert.deepEqual(far, [null, true, 600]);
});

testOnce("the page's own theme comes before the system's, and the tag's before both", async () => {
  const page = await openPost('<logit-scope id="one"></logit-scope><logit-scope id="two" theme="light"></logit-scope>', { viewport: { width: 900, height: 1600 } });
  await readyTag(page, 'one');
  await readyTag(page, 'two');
  const themes = () => page.evaluate(() => ['one', 'two'].map((id) => document.getElementById(id).shadowRoot.querySelector('iframe').contentDocument.documentElement.dataset.theme ?? 'auto'));
  // It says nothing of schemes and is white, so browsers show it white in the dark too.
  assert.deepEqual(await themes(), ['light', 'light']);
  for (const [style, expected] of [['color-scheme: dark', 'dark'], ['color-scheme: light dark', 'auto'], ['background: #14161a', 'dark'], ['background: rgb(255 255 255 / 0.9)', 'light']]) {
    await page.evaluate((text) => { document.documentElement.style.cssText = text; }, style);
    await page.waitFor((theme) => (document.getElementById('one').shadowRoot.querySelector('iframe').contentDocument.documentElement.dataset.theme ?? 'auto') === theme, { args: [expected], message: `${style} makes it ${expected}` });
    assert.deepEqual(await themes(), [expected, 'light']);
  }
  // What a page says in its head no style repeats.
  await page.evaluate(() => {
    document.head.insertAdjacentHTML('beforeend', '<meta name="color-scheme" content="light dark">');
    document.documentElement.removeAttribute('style');
  });
  await page.waitFor(() => !document.getElementById('one').shadowRoot.querySelector('iframe').contentDocument.documentElement.dataset.theme);
});

testOnce('in a shadow root the tag works, and its events come out of it', async () => {
  const page = await openPost(`<div id="host"></div><script>
    document.getElementById('host').attachShadow({ mode: 'open' }).innerHTML = '<logit-scope top-k="2"></logit-scope>';
  </script>`);
  await readyTag(page, 'host');
  await page.evaluate(() => document.getElementById('host').shadowRoot.querySelector('logit-scope').step());
  assert.deepEqual(await page.evaluate(() => heard('step', 'host').map(({ token }) => token)), ['eating']);
});

test('hostile messages are answered or ignored, and change nothing', async () => {
  const page = await openPost('<logit-scope id="one"></logit-scope><iframe id="stranger" hidden></iframe>');
  await readyTag(page, 'one');
  const said = await page.evaluate(async () => {
    const tag = document.getElementById('one');
    const frame = tag.shadowRoot.querySelector('iframe').contentWindow;
    const before = await tag.getState();
    const results = [];
    addEventListener('message', ({ source, data }) => { if (source === frame && data.type === 'result') results.push(data); });
    for (const method of ['__proto__', 'constructor', 'toString', 'eval', '', 'x'.repeat(1e6)]) frame.postMessage({ logitscope: 1, type: 'call', id: method.slice(0, 9), method, args: ['v1&T=9'] }, '*');
    for (const data of [null, 5, 'text', [], { logitscope: 2, type: 'set', fields: { T: '2' } }, { logitscope: 1, type: 'set', fields: 'T=2' }, { logitscope: 1, type: 'set', fields: null },
      { logitscope: 1, type: 'set', fields: { T: 'x'.repeat(1e6), '&T=2&': '1', __proto__: { T: 2 } } }, { logitscope: 1, type: 'nonsense' }]) frame.postMessage(data, '*');
    // Not from the page that holds the frame.
    document.getElementById('stranger').contentWindow.eval(`parent.document.getElementById('one').shadowRoot.querySelector('iframe').contentWindow.postMessage({ logitscope: 1, type: 'set', fields: { T: '2' } }, '*')`);
    // As if from the frame, but from here.
    postMessage({ logitscope: 1, type: 'error', message: 'forged' }, '*');
    const after = await tag.getState();
    return { results: results.map(({ error }) => error), isSame: before === after, errors: heard('error', 'one').map(({ message }) => message) };
  });
  assert.equal(said.results.length, 6);
  for (const error of said.results) assert.match(error, /^There is no method .*allowed: getState/);
  assert.ok(said.isSame);
  assert.ok(said.errors.length > 0 && said.errors.every((message) => /temperature|longer/.test(message)), said.errors.join('\n').slice(0, 500));
});

test('under a strict policy of the page around it the tag works', async () => {
  const policy = "default-src 'none'; script-src 'self'; frame-src 'self'; img-src 'self'; require-trusted-types-for 'script'";
  await writeToSite('strict.html', `<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><title>Strict</title>
<link rel="icon" href="logitscope/icon.svg"><logit-scope id="one" top-k="3"></logit-scope><script type="module" src="logitscope/element.mjs"></script></html>`);
  const page = await visit('strict.html', { viewport: { width: 900, height: 800 } });
  const state = await page.waitFor(() => document.getElementById('one').getState?.(), { timeout: 30000 });
  assert.equal(state, 'v1&view=pipeline&scenario=cat&k=3&seed=42');
});

test('inside a sandbox without an origin the single file works, by its address and by messages', async () => {
  await writeToSite('sandbox.html', `${kHead}<body><iframe id="box" sandbox="allow-scripts" width="900" height="700" src="logitscope/embed.single.html#v1&scenario=weather&k=2"></iframe><script>
    var told = [];
    addEventListener('message', ({ source, origin, data }) => { if (source === document.getElementById('box').contentWindow) told.push({ origin, ...data }); });
  </script></body></html>`);
  const page = await visit('sandbox.html', { viewport: { width: 900, height: 800 } });
  await page.waitFor(() => told.some(({ type }) => type === 'ready'), { timeout: 30000 });
  const blob = await page.evaluate(async () => {
    const { contentWindow } = document.getElementById('box');
    contentWindow.postMessage({ logitscope: 1, type: 'set', fields: { T: '0.5' } }, '*');
    contentWindow.postMessage({ logitscope: 1, type: 'call', id: 1, method: 'getState', args: [] }, '*');
    contentWindow.postMessage({ logitscope: 1, type: 'call', id: 2, method: 'snapshot', args: ['svg'] }, '*');
    while (!told.some(({ id }) => id === 2)) await new Promise((resolve) => setTimeout(resolve, 20));
    return { origin: told[0].origin, state: told.find(({ id }) => id === 1).value, svg: await told.find(({ id }) => id === 2).value.text() };
  });
  assert.equal(blob.origin, 'null');
  assert.equal(blob.state, 'v1&view=pipeline&scenario=weather&T=0.5&k=2&seed=42');
  assert.match(blob.svg, /sunny/);
});

test('a post is scrolled to its end by wheel and by Tab, through three widgets', async () => {
  const page = await openPost(`${'<p>Before.</p><logit-scope loading="eager"></logit-scope>'.repeat(3)}<p><a id="end" href="#end">The end</a></p>`, { name: 'three.html' });
  await page.waitFor(() => events.filter(({ name }) => name === 'ready').length === 3, { timeout: 30000, message: 'three are ready' });
  await page.mouse.move(450, 300);
  const turns = kBrowser === 'webkit' ? 1 : 30;
  for (let turn = 0; turn < turns; turn++) await page.mouse.wheel(0, 300);
  await page.waitFor((wanted) => scrollY >= Math.min(wanted, document.documentElement.scrollHeight - innerHeight - 2), { args: [turns * 300], message: 'the page went as far as the wheel' });
  await page.evaluate(() => scrollTo(0, 0));
  let presses = 0;
  while (presses < 60 && !(await page.evaluate(() => document.activeElement?.id === 'end'))) {
    await page.keyboard.press('Tab');
    presses += 1;
  }
  assert.ok(presses < 60, 'Tab came out of every frame');
});

if (kHasTouch && kBrowser === 'chromium') {
  test('a finger scrolls a post from on top of a widget', async () => {
    const page = await openPost('<logit-scope id="one"></logit-scope><p style="height:2000px">Below.</p>', { name: 'finger.html', viewport: { width: 390, height: 700 }, options: { colorScheme: 'dark', deviceScaleFactor: 2, touch: true } });
    await readyTag(page, 'one');
    await page.touch.swipe(200, 600, 200, 150);
    await page.waitFor(() => scrollY > 200, { message: 'the page has scrolled' });
  });
}
