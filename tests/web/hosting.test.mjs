// dist/ as a host gets it: names that stay over names that are their content's, packed beside, nothing missing.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { headersFile, headersFor } from '../../cmake/dist/headers.mjs';
import { placed } from '../../cmake/dist/pages.mjs';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));
const { version } = JSON.parse(readFileSync(join(dist, '../package.json'), 'utf8'));
const read = (name) => readFileSync(join(dist, name));
const names = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  .map((entry) => relative(dist, join(entry.parentPath ?? entry.path, entry.name)).replaceAll('\\', '/'));
const isPacked = (name) => /\.(br|gz)$/.test(name);
const plain = names.filter((name) => !isPacked(name));

describe('names', () => {
  it('that stay are there under v1/ and under the version too, with the same content', () => {
    const stay = ['element.mjs', 'logitscope.mjs', 'logitscope.wasm', 'logitscope.generation.mjs', 'logitscope.generation.wasm', 'logitscope.single.mjs', 'logitscope.d.ts', 'adapters/openai.mjs', 'adapters/openai.d.ts'];
    for (const place of ['v1', version]) {
      for (const name of stay) assert.ok(read(name).equals(read(`${place}/${name}`)), `${place}/${name}`);
      for (const page of ['index.html', 'embed.html', 'model.html']) {
        assert.equal(read(`${place}/${page}`).toString().replaceAll('"../', '"'), read(page).toString(), `${place}/${page}`);
      }
    }
  });

  it('of assets are those of their content', () => {
    const assets = plain.filter((name) => name.startsWith('assets/'));
    assert.ok(assets.length > 20);
    for (const name of assets) {
      const [, hash] = /^assets\/[\w.]+-([0-9a-f]{8})\.\w+$/.exec(name) ?? [];
      assert.equal(hash, createHash('sha256').update(read(name)).digest('hex').slice(0, 8), name);
    }
  });

  it('that a page or a style loads are relative, and something is there', () => {
    // The page for sandboxes has all of it inside.
    const links = plain.filter((name) => /\.(html|css)$/.test(name) && !name.endsWith('embed.single.html')).flatMap((name) => {
      const text = read(name).toString();
      const found = [...text.matchAll(/(?:href|src)="([^"#]+)(?:#[^"]*)?"|url\(([^)]+)\)/g)].map(([, attribute, url]) => attribute ?? url);
      return found.filter((url) => !/^(https?|data):/.test(url)).map((url) => ({ name, url }));
    });
    assert.ok(links.length > 40);
    for (const { name, url } of links) assert.ok(!/^\/|^\w+:/.test(url) && existsSync(join(dist, dirname(name), url)), `${name}: ${url}`);
  });

  it('in the scripts are none of the network but those that the reader may follow', () => {
    for (const name of plain.filter((file) => /\.m?js$/.test(file) && !/lesson-|reference/.test(file))) {
      const urls = [...read(name).toString().matchAll(/https?:\/\/[\w.-]+\.\w+/g)].map(([url]) => url);
      assert.deepEqual(urls.filter((url) => !url.startsWith('http://www.w3.org')), [], name);
    }
  });
});

it('a page whose address is known names its preview whole; any other by its own folder', () => {
  const html = '<meta property="og:image" content="preview.png"><link rel="icon" href="icon.svg"><a href="model.html">';
  const options = { place: 'v1/', assets: { has: () => false } };
  assert.match(placed(html, { ...options, address: 'https://example.org/some/path' }), /content="https:\/\/example\.org\/some\/path\/preview\.png"/);
  assert.equal(placed(html, options), html.replace('preview.png', '../preview.png').replace('icon.svg', '../icon.svg'));
});

describe('packed', () => {
  it('is every text and every wasm, twice, and is what it was', () => {
    const texts = plain.filter((name) => /\.(html|mjs|js|css|csv|txt|svg|json|wasm|ttf|ts)$/.test(name));
    assert.ok(texts.some((name) => name.endsWith('.wasm')) && texts.length > 60);
    for (const name of texts) {
      assert.ok(brotliDecompressSync(read(`${name}.br`)).equals(read(name)), `${name}.br`);
      assert.ok(gunzipSync(read(`${name}.gz`)).equals(read(name)), `${name}.gz`);
    }
  });

  it('is nothing whose original is gone', () => {
    assert.deepEqual(names.filter((name) => isPacked(name) && !existsSync(join(dist, name.replace(/\.(br|gz)$/, '')))), []);
  });
});

describe('for pinning and for hosts', () => {
  it('integrity.json has the hash of every script of this release, at the address that keeps it', () => {
    const { integrity } = JSON.parse(read('integrity.json'));
    for (const name of [`${version}/element.mjs`, `${version}/logitscope.mjs`, `${version}/logitscope.wasm`]) assert.ok(integrity[name], name);
    for (const [name, hash] of Object.entries(integrity)) {
      assert.equal(hash, `sha384-${createHash('sha384').update(read(name)).digest('base64')}`, name);
    }
  });

  it('assets may be kept for ever, and nothing else may', () => {
    const isForEver = (path) => /immutable/.test(headersFor(path)['Cache-Control']);
    for (const name of plain) assert.equal(isForEver(`/some/path/${name}`), name.startsWith('assets/'), name);
    assert.equal(isForEver('/some/path/'), false);
  });

  it('_headers says the same as the recipe: a rule for all, and one for assets, and no header twice', () => {
    assert.equal(read('_headers').toString(), headersFile());
    const names = [...headersFile().matchAll(/^ {2}([\w-]+):/gm)].map(([, name]) => name);
    assert.equal(new Set(names).size, names.length);
    for (const [name, value] of Object.entries(headersFor('/assets/a-12345678.mjs'))) assert.ok(headersFile().includes(`  ${name}: ${value}\n`), name);
  });

  it('the README\'s recipe for nginx sends those headers', () => {
    const recipe = /```nginx\n([^]*?)```/.exec(readFileSync(join(dist, '../README.md'), 'utf8'))[1];
    const { 'Cache-Control': forEver, ...always } = headersFor('/assets/a-12345678.mjs');
    for (const [name, value] of Object.entries(always)) assert.match(recipe, new RegExp(`add_header ${name} +"${value.replaceAll('*', '\\*')}" always;`));
    assert.ok(recipe.includes(`"~/assets/[^/]+$" "${forEver}";`) && recipe.includes(`"${headersFor('/')['Cache-Control']}";`));
  });

  it('the policy of every page allows no script but its own, and no eval', () => {
    const pages = plain.filter((name) => /^\w+\.html$/.test(name) && !name.includes('single'));
    assert.ok(pages.length >= 3);
    for (const name of pages) {
      const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(read(name));
      assert.match(policy, /^default-src 'none'/, name);
      assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'/, name);
      assert.doesNotMatch(read(name).toString(), /<script(?![^>]*\bsrc=)|<style|\bstyle="|\bon\w+="/, name);
    }
  });
});
