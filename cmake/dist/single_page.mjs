// embed.single.html: the page of a frame with everything inside it, for sandboxes, which have no origin to fetch from, and
// for files that are opened from disk. Its policy knows its one script and its one style by their hashes.

import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectDir } from '../provision/paths.mjs';
import { bundled } from './bundle.mjs';
import { makeFonts } from './fonts.mjs';

const inProject = (...parts) => join(projectDir, ...parts);
const inPublic = (...parts) => inProject('public', ...parts);

const kModules = { 'long_tail.mjs': inPublic('scenarios/long_tail.mjs'), 'answers.mjs': inProject('web/adapters/answers.mjs') };

/** @returns {Promise<string>} the page */
export async function singlePage() {
  const css = readFileSync(inPublic('page.css'), 'utf8');
  const script = (await bundled('public/page/main.mjs', {}, {
    plugins: [insteadOfAssets(await contents(), facesOf(css))], loader: { '.wasm': 'binary' },
  })).replaceAll('<!--', '\\x3C!--');
  const style = css.replace(/@font-face\s*{[^}]*}\s*/g, '');
  const icon = readFileSync(inPublic('icon.svg')).toString('base64');
  const policy = `default-src 'none'; script-src ${hashOf(script)} 'wasm-unsafe-eval'; style-src ${hashOf(style)}; img-src data: blob:; base-uri 'none'; form-action 'none'`;
  return readFileSync(inPublic('embed.html'), 'utf8')
    .replace(/(Content-Security-Policy" content=")[^"]*/, (_, start) => start + policy)
    .replace(/<link rel="icon"[^>]*>/, () => `<link rel="icon" href="data:image/svg+xml;base64,${icon}" type="image/svg+xml">`)
    .replace(/<link rel="stylesheet"[^>]*>/, () => `<style>${style}</style>`)
    .replace(/<script[^>]*><\/script>\n/, '')
    // Wherever this file lies, the page is not beside it.
    .replace(/<a href="index.html"[^>]*>(.*?)<\/a>/, '$1')
    .replace('</body>', () => `<script type="module">${script}</script>\n</body>`);
}

/** What the page asks for, by name. */
async function contents() {
  const files = Object.entries(await makeFonts());
  for (const folder of ['scenarios', 'texts']) {
    for (const name of readdirSync(inPublic(folder)).filter((file) => !file.endsWith('.mjs'))) files.push([name, readFileSync(inPublic(folder, name))]);
  }
  return files;
}

/** What the style sheet says of its faces: here they are no files. */
function facesOf(css) {
  return [...css.matchAll(/@font-face\s*{([^}]*)}/g)].map(([, rule]) => ({
    family: rule.match(/font-family:\s*"([^"]+)"/)[1], weight: rule.match(/font-weight:\s*(\d+)/)?.[1] ?? '400', name: rule.match(/url\(fonts\/([\w.]+)\)/)[1],
  }));
}

/** Takes the place of public/page/assets.mjs. */
function insteadOfAssets(files, faces) {
  const source = [
    `import wasm from ${JSON.stringify(inProject('build/web/shell/app.wasm'))};`,
    ...files.map(([name], i) => `import file${i} from ${JSON.stringify(`inside:${name}`)};`),
    ...Object.values(kModules).map((path, i) => `import * as module${i} from ${JSON.stringify(path)};`),
    `const files = { ${files.map(([name], i) => `${JSON.stringify(name)}: file${i}`).join(', ')} };`,
    `const modules = { ${Object.keys(kModules).map((name, i) => `${JSON.stringify(name)}: module${i}`).join(', ')} };`,
    'export const fetchAsset = async (name) => files[name] ?? null;',
    'export const importAsset = async (name) => modules[name] ?? null;',
    'export const wasmOptions = () => ({ wasmBinary: wasm, locateFile: (name) => name });',
    ...faces.map(({ family, weight, name }) => `document.fonts.add(new FontFace(${JSON.stringify(family)}, files[${JSON.stringify(name)}], { weight: '${weight}' }));`),
  ].join('\n');
  return {
    name: 'instead of assets',
    setup(build) {
      build.onResolve({ filter: /\/assets\.mjs$/ }, () => ({ path: 'assets', namespace: 'single' }));
      build.onResolve({ filter: /^inside:/ }, ({ path }) => ({ path: path.slice('inside:'.length), namespace: 'inside' }));
      build.onLoad({ filter: /./, namespace: 'single' }, () => ({ contents: source, resolveDir: projectDir }));
      build.onLoad({ filter: /./, namespace: 'inside' }, ({ path }) => ({ contents: new Uint8Array(new Map(files).get(path)), loader: 'binary' }));
    },
  };
}

const hashOf = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
