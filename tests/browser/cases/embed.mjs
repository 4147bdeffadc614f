// The picture in somebody else's page: embed.html by its address, and the tag that holds it.

import assert from 'node:assert/strict';
import test from 'node:test';
import { column, read } from '../hands.mjs';
import { countNear, kColours, photograph } from '../pixels.mjs';
import { openPage, settled, testOnce, visit, writeToSite } from '../site.mjs';

const kHash = '#v1&scenario=weather&T=0.7&k=3&p=0.9&seed=42';

const kPost = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>A post</title>
<link rel="icon" href="logitscope/icon.svg">
<p>Words before.</p>
<logit-scope id="one" scenario="weather" temperature="0.7" top-k="3" top-p="0.9" seed="42"></logit-scope>
<logit-scope id="two" temperature="0.5" top-p="1"></logit-scope>
<p>Words after.</p>
<script>
  var errors = [];
  addEventListener('error', function (event) {
    if (event.detail) errors.push([event.target.id, event.detail.message]);
  });
</script>
<script type="module" src="logitscope/element.mjs"></script>
</html>
`;

/// What the frame of the tag [id] shows.
const readTag = (page, id) => page.evaluate((target) => {
  const frame = document.getElementById(target).shadowRoot.querySelector('iframe');
  const inside = frame.contentDocument;
  return {
    tokens: [...inside.querySelectorAll('#table-body .token')].map((cell) => cell.textContent),
    probabilities: [...inside.querySelectorAll('#table-body tr')].map((row) => row.cells[5].textContent),
    outputs: [...inside.querySelectorAll('#controls output')].map((output) => output.textContent),
  };
}, id);

async function openPost() {
  await writeToSite('post.html', kPost);
  const page = await visit('post.html', { viewport: { width: 900, height: 1300 } });
  for (const id of ['one', 'two']) {
    await page.waitFor((target) => {
      const inside = document.getElementById(target)?.shadowRoot?.querySelector('iframe')?.contentDocument;
      return inside?.documentElement.dataset.ready === 'true';
    }, { args: [id], timeout: 30000, message: `the tag ${id} is ready` });
  }
  return page;
}

test('embed.html shows the settings of its address', async () => {
  const page = await openPage({ path: 'logitscope/embed.html', hash: kHash });
  const said = await read(page);
  assert.deepEqual(said.controls.map((control) => control.output), ['off', '0.7', '3', '0.9', 'off']);
  assert.deepEqual(column(said, 'token').slice(0, 3), ['sunny', 'rainy', 'cloudy']);
  assert.match(said.sentence, /^Tomorrow will be /);
  assert.match(said.note, /^The coin 0\.639 /);
  assert.ok(countNear(await photograph(page), kColours.light.kept) > 1000, 'it is painted');
});

// On the page the picture goes to the edges of a phone; a frame has none to give, and the left end was cut off.
testOnce('on a phone the picture of a frame stays inside it', async () => {
  const page = await openPage({ path: 'logitscope/embed.html', hash: kHash, viewport: { width: 390, height: 844 } });
  const { left, right } = await page.evaluate(() => document.getElementById('canvas').getBoundingClientRect());
  assert.ok(left >= 0 && right <= 390, `${left} to ${right}`);
});

testOnce('embed.html follows a change of its address, and what the address does not name is as at first', async () => {
  const page = await openPage({ path: 'logitscope/embed.html', hash: kHash });
  await page.evaluate(() => (location.hash = '#v1&T=2&theme=dark'));
  await page.waitFor(() => document.querySelectorAll('#controls output')[1].textContent === '2');
  await settled(page);
  const said = await read(page);
  assert.deepEqual(said.controls.map((control) => control.output), ['off', '2', 'off', '0.9', 'off']);
  assert.match(said.sentence, /^The cat is /);
  assert.ok(countNear(await photograph(page), kColours.dark.kept) > 1000, 'the theme changes');
});

testOnce('a bad value in the address is said and leaves the rest', async () => {
  const page = await openPage({ hash: '#v1&T=-1&k=2&scenario=nowhere' });
  const said = await read(page);
  assert.match(said.status, /^In the link: .*"nowhere".*temperature/);
  assert.deepEqual(said.controls.map((control) => control.output), ['off', 'off', '2', '0.9', 'off']);
  assert.match(said.sentence, /^The cat is /);
});

test('two tags on one page show their own settings, as tall as what they show', async () => {
  const page = await openPost();
  const one = await readTag(page, 'one');
  const two = await readTag(page, 'two');
  assert.deepEqual(one.outputs, ['off', '0.7', '3', '0.9', 'off']);
  assert.deepEqual(two.outputs, ['off', '0.5', 'off', 'off', 'off']);
  assert.deepEqual(one.tokens.slice(0, 2), ['sunny', 'rainy']);
  assert.deepEqual(two.probabilities.slice(0, 2), ['60.7 %', '22.3 %']);
  for (const id of ['one', 'two']) assert.ok(await heightThatFits(page, id) > 300, id);
});

test('the frame of a tag grows and shrinks with its content', async () => {
  const page = await openPost();
  const closed = await heightThatFits(page, 'one');
  await page.evaluate(() => {
    document.getElementById('one').shadowRoot.querySelector('iframe').contentDocument.querySelector('details').open = true;
  });
  await page.waitFor((height) => document.getElementById('one').shadowRoot.querySelector('iframe').offsetHeight > height + 100, { args: [closed] });
  const open = await heightThatFits(page, 'one');
  assert.ok(open > closed + 100);
  await page.evaluate(() => {
    document.getElementById('one').shadowRoot.querySelector('iframe').contentDocument.querySelector('details').open = false;
  });
  assert.equal(await heightThatFits(page, 'one'), closed);
});

/// Waits until the tag's frame stands still and is as tall as its content, no taller, and gives that height.
function heightThatFits(page, id) {
  return page.waitFor(async (target) => {
    const frame = document.getElementById(target).shadowRoot.querySelector('iframe');
    const heights = new Set();
    for (let i = 0; i < 6; i++) {
      heights.add(frame.offsetHeight).add(Math.round(frame.contentDocument.querySelector('main').getBoundingClientRect().bottom));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return heights.size === 1 && frame.offsetHeight;
  }, { args: [id], message: `the frame of ${id} is as tall as its content` });
}

test('a changed attribute changes its own tag, without a new load, and not the other', async () => {
  const page = await openPost();
  const two = await readTag(page, 'two');
  await page.evaluate(() => {
    const tag = document.getElementById('one');
    tag.shadowRoot.querySelector('iframe').contentWindow.wasHere = true;
    tag.setAttribute('top-k', '1');
  });
  await page.waitFor(() => {
    const inside = document.getElementById('one').shadowRoot.querySelector('iframe').contentDocument;
    return inside.querySelectorAll('#controls output')[2].textContent === '1';
  });
  assert.equal(await page.evaluate(() => document.getElementById('one').shadowRoot.querySelector('iframe').contentWindow.wasHere), true);
  assert.deepEqual(await readTag(page, 'two'), two);
});

test('a tag that is taken out and put back goes on', async () => {
  const page = await openPost();
  await page.evaluate(() => {
    const tag = document.getElementById('two');
    tag.remove();
    document.body.append(tag);
    tag.setAttribute('top-k', '2');
  });
  await page.waitFor(() => {
    const inside = document.getElementById('two').shadowRoot.querySelector('iframe').contentDocument;
    return inside?.documentElement?.dataset.ready === 'true' && inside.querySelectorAll('#controls output')[2].textContent === '2';
  }, { timeout: 30000 });
});
