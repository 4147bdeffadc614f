import test from 'node:test';
import { visit, writeToSite } from './site.mjs';
test('probe', async () => {
  await writeToSite('sandbox.html', `<!doctype html><html lang="en"><meta charset="utf-8"><title>x</title><link rel="icon" href="logitscope/icon.svg"><body><iframe id="box" sandbox="allow-scripts" width="900" height="700" src="logitscope/embed.single.html#v1&scenario=weather&k=2"></iframe><script>
    var told = [];
    addEventListener('message', ({ source, origin, data }) => { if (source === document.getElementById('box').contentWindow) told.push({ origin, ...data }); });
  </script></body></html>`);
  const page = await visit('sandbox.html', { viewport: { width: 900, height: 800 } });
  await page.waitFor(() => told.some(({ type }) => type === 'ready'), { timeout: 30000 });
  console.log(JSON.stringify(await page.evaluate(async () => {
    const { contentWindow } = document.getElementById('box');
    const out = {};
    for (const [id, type] of [[2, 'svg'], [3, 'png'], [4, 'svg']]) {
      contentWindow.postMessage({ logitscope: 1, type: 'call', id, method: 'snapshot', args: [type] }, '*');
      while (!told.some((one) => one.id === id)) await new Promise((resolve) => setTimeout(resolve, 20));
      const { value, error } = told.find((one) => one.id === id);
      const url = URL.createObjectURL(value);
      out[id] = { error, size: value?.size, type: value?.type, text: (await value?.text().catch((e) => 'E' + e))?.slice(0, 20), len: await value?.arrayBuffer().then((b) => b.byteLength, String), resp: await new Response(value).text().then((t) => t.length, String), fr: await new Promise((r) => { const f = new FileReader(); f.onloadend = () => r([String(f.result).length, String(f.error)]); f.readAsText(value); }), fetch: await fetch(url).then((r) => r.text()).then((t) => t.length, String) };
    }
    return out;
  })));
});
