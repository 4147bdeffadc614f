// What the browser, or the module, can do to the picture.

import assert from 'node:assert/strict';
import test from 'node:test';
import { frames, kTopK, press, read, setNumber } from '../hands.mjs';
import { photograph } from '../pixels.mjs';
import { openPage, settled, testOnce } from '../site.mjs';

const loseContext = (page) => page.evaluate(() => {
  const gl = document.querySelector('#canvas').getContext('webgl2');
  globalThis.lostContext = gl.getExtension('WEBGL_lose_context');
  globalThis.lostContext.loseContext();
});

test('a lost WebGL context comes back with the same picture, and what was set meanwhile', async () => {
  const page = await openPage();
  await setNumber(page, kTopK, '2');
  await page.mouse.move(1, 1);
  await settled(page);
  const before = await photograph(page);
  await setNumber(page, kTopK, '4');
  await settled(page);
  for (let round = 0; round < 2; round++) {
    await loseContext(page);
    const lost = await settled(page);
    await setNumber(page, kTopK, '2');
    assert.equal(await settled(page), lost, 'nothing is drawn while it is lost');
    await page.evaluate(() => globalThis.lostContext.restoreContext());
    await page.waitFor((count) => globalThis.logitscope.host.frames > count, { args: [lost] });
    await settled(page);
    assert.deepEqual((await photograph(page)).png, before.png);
  }
  assert.equal((await read(page)).controls[kTopK].number, '2');
});

testOnce('a trap is told once, and nothing is asked of the module after it', async () => {
  const page = await openPage();
  const before = await frames(page);
  const told = await page.evaluate(async () => {
    const { app, host } = globalThis.logitscope;
    const heard = [];
    host.onTrap = (error) => heard.push(error.message);
    app.module.frame = () => {
      throw new WebAssembly.RuntimeError('unreachable');
    };
    for (let i = 0; i < 3; i++) {
      host.invalidate();
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
    }
    return heard;
  });
  assert.deepEqual(told, ['unreachable']);
  assert.equal(await frames(page), before);
});

/// Breaks the module at its next call of that name.
const breakAt = (page, call) => page.evaluate((name) => {
  const { app } = globalThis.logitscope;
  globalThis.brokenModule = app.module;
  app.module[name] = () => {
    throw new WebAssembly.RuntimeError('unreachable');
  };
}, call);

/// A picture once all has come to rest in it: a press on the HTML may have scrolled it out of sight, where it waits.
async function atRest(page) {
  await page.evaluate(() => scrollTo(0, 0));
  await page.mouse.move(1, 1);
  await settled(page);
  return photograph(page);
}

/// The same to the eye: letters that lie elsewhere in a new atlas are smoothed a shade differently.
const looksLike = (one, other) => one.data.length === other.data.length
  && one.data.filter((value, i) => Math.abs(value - other.data[i]) > 32).length < one.data.length / 1000;

const remade = (page) => page.waitFor(() => {
  const { app } = globalThis.logitscope;
  return app.module !== globalThis.brokenModule && document.querySelector('#status').textContent.includes('started anew');
});

test('a trap while drawing: the module is made anew, and the reader stands where they stood', async () => {
  const page = await openPage({ hash: '#v1&prompt=Once+upon+a&T=0.8&seed=3' });
  await press(page, '[data-action="sample"]');
  const before = { said: await read(page), picture: await atRest(page), link: await page.evaluate(() => globalThis.logitscope.app.view().link) };
  await breakAt(page, 'frame');
  await page.evaluate(() => globalThis.logitscope.host.invalidate());
  await remade(page);
  const after = await read(page);
  assert.deepEqual({ ...after, status: '' }, { ...before.said, status: '' });
  assert.equal(await page.evaluate(() => globalThis.logitscope.app.view().link), before.link);
  assert.ok(looksLike(await atRest(page), before.picture));
  await press(page, '[data-action="sample"]');
  await settled(page);
  assert.notEqual(await page.evaluate(() => globalThis.logitscope.app.view().link), before.link, 'it goes on');
});

testOnce("a trap in an action: it is given up, a table of the reader's own is still there", async () => {
  const page = await openPage();
  await page.paste('#paste', 'token,logit\nred,2\nblue,1\n');
  await press(page, '#use-paste');
  await page.waitFor(() => document.querySelectorAll('#table-body tr').length === 2);
  await setNumber(page, kTopK, '1');
  await breakAt(page, 'act');
  await page.evaluate(() => globalThis.logitscope.app.act('param 2 k 2'));
  await remade(page);
  await settled(page);
  const said = await read(page);
  assert.deepEqual(said.rows.map((row) => row.token), ['red', 'blue']);
  assert.equal(said.controls[kTopK].output, '1');
  await setNumber(page, kTopK, '2');
  assert.equal((await read(page)).controls[kTopK].output, '2');
});

testOnce('a module that breaks twice in a row is not made a third time, and the page says what to do', async () => {
  const page = await openPage();
  await breakAt(page, 'frame');
  await page.evaluate(() => globalThis.logitscope.host.invalidate());
  await remade(page);
  await breakAt(page, 'frame');
  await page.evaluate(() => globalThis.logitscope.host.invalidate());
  await page.waitFor(() => document.querySelector('#status').textContent.includes('Load the page again'));
});

testOnce('a closed host hears nothing and draws nothing', async () => {
  const page = await openPage();
  const before = await settled(page);
  await page.evaluate(() => {
    globalThis.logitscope.host.close();
    document.documentElement.dataset.theme = 'dark';
  });
  await page.mouse.move(300, 300);
  assert.equal(await settled(page), before);
});

testOnce('the picture is saved as PNG in its own pixels and as SVG with its words', async () => {
  const page = await openPage();
  const saved = await page.evaluate(async () => {
    const { host } = globalThis.logitscope;
    const canvas = document.querySelector('#canvas');
    const bitmap = await createImageBitmap(await host.png());
    const probe = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    probe.drawImage(bitmap, 0, 0);
    const { data } = probe.getImageData(0, 0, bitmap.width, bitmap.height);
    const colours = new Set();
    for (let i = 0; i < data.length; i += 4) colours.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
    const svg = new DOMParser().parseFromString(host.svg(), 'image/svg+xml');
    return {
      isSame: bitmap.width === canvas.width && bitmap.height === canvas.height, colours: colours.size,
      root: svg.documentElement.tagName, title: svg.querySelector('title')?.textContent,
      texts: [...svg.querySelectorAll('text')].map((text) => text.textContent),
    };
  });
  assert.ok(saved.isSame);
  assert.ok(saved.colours > 20, `${saved.colours} colours`);
  assert.equal(saved.root, 'svg');
  assert.equal(saved.title, 'The cat is eating');
  for (const text of ['Softmax', '40.2 %', 'sleeping', 'Draw again']) assert.ok(saved.texts.includes(text), text);
});

test('tokens in scripts that the faces lack are painted, each in its own way', async () => {
  const page = await openPage();
  // Where a system has no face for the first, the sign for that stands in its place.
  const tokens = ['日本', 'שלום', 'العربية', 'ваш', 'e\u0301'];
  await page.evaluate((list) => {
    const { app, host } = globalThis.logitscope;
    const rows = list.map((token, i) => `"${token}",${3 - i / 10}`).join('\n');
    const error = app.loadCsv(new TextEncoder().encode(`token,logit\n${rows}\n`), 'scripts', 'own');
    if (error) throw new Error(error.message);
    host.invalidate();
  }, tokens);
  await page.mouse.move(1, 1);
  await settled(page);
  const picture = await photograph(page);
  // The labels' column, row by row: no two alike, none empty.
  const seen = new Set();
  for (let row = 0; row < tokens.length; row++) {
    const top = 170 + row * 34 - 10;
    const pixels = [];
    for (let y = top; y < top + 24; y++) {
      for (let x = 20; x < 72; x++) pixels.push(picture.data[(y * picture.width + x) * 4 + 1]);
    }
    // One colour is the bare ground. The sign for a missing face may be drawn in hard edges, of two.
    assert.ok(new Set(pixels).size > 1, `row ${row} has a label`);
    seen.add(pixels.join());
  }
  assert.equal(seen.size, tokens.length);
});
