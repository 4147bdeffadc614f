// A page with wllama, the tiny model loaded, and our modules beside it, in Chromium. llama.cpp needs more of a browser
// than Node 20 has: memory of 64 bits, and promises that wasm can wait for.

import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '../../cmake/serve.mjs';
import { launch } from '../browser/drivers/index.mjs';
import { makeTinyModel } from './tiny_model.mjs';

const inProject = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const kPage = `<!doctype html><link rel="icon" href="data:,"><script type="module">
  import { Wllama } from './wllama/index.min.js';
  import { load } from './logitscope/logitscope.mjs';
  import { wllamaSource } from './logitscope/adapters/wllama.mjs';
  const silent = { debug() {}, log() {}, warn() {}, error() {} };
  const wllama = new Wllama({ default: './wllama/wllama.wasm' }, { logger: silent });
  // What it would fetch from elsewhere for older browsers.
  wllama.setCompat(null);
  const model = await (await fetch('./tiny.gguf')).blob();
  await wllama.loadModel([model], { n_threads: 1, n_gpu_layers: 0, n_ctx: 256, n_parallel: 1, warmup: false });
  Object.assign(globalThis, { wllama, ls: await load(), wllamaSource, isReady: true });
</script>`;

export async function openSite() {
  const folder = await mkdtemp(join(tmpdir(), 'logitscope-wllama-'));
  const put = (from, to) => cp(inProject(from), join(folder, to), { recursive: true });
  await put('node_modules/@wllama/wllama/esm/index.min.js', 'wllama/index.min.js');
  await put('node_modules/@wllama/wllama/esm/wasm/wllama.wasm', 'wllama/wllama.wasm');
  for (const name of ['logitscope.mjs', 'logitscope.wasm', 'logitscope.generation.mjs', 'logitscope.generation.wasm', 'adapters']) await put(`dist/${name}`, `logitscope/${name}`);
  await writeFile(join(folder, 'tiny.gguf'), makeTinyModel());
  await writeFile(join(folder, 'index.html'), kPage);
  const server = await serve({ root: folder });
  const browser = await launch('chromium', { webgl: false });
  const page = await browser.newPage();
  await page.goto(server.url);
  await page.waitFor(() => globalThis.isReady === true, { timeout: 30000, message: 'the model is loaded' });
  return {
    page,
    async close() {
      await browser.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
