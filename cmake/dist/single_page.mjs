// embed.single.html: the page of a frame with everything inside it, for sandboxes, which have no origin to fetch from, and
// for files that are opened from disk. Its policy knows its one script and its one style by their hashes.

import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDir } from '../provision/paths.mjs';
import { bundleText } from './bundle.mjs';

const inProject = (...parts) => join(projectDir, ...parts);
const inDist = (...parts) => inProject('dist', ...parts);

/** What the page asks public/page/assets.mjs for, and where it lies. Fonts and wasm are those of dist/. */
function assetFiles() {
  const files = (folder, from) => readdirSync(from(folder)).filter((name) => /\.(csv|txt|ttf)$/.test(name)).map((name) => [`${folder}/${name}`, from(folder, name)]);
  const inPublic = (...parts) => inProject('public', ...parts);
  return [...files('fonts', inDist), ...files('scenarios', inPublic), ...files('texts', inPublic)];
}

const kModules = { 'scenarios/long_tail.mjs': inProject('public/scenarios/long_tail.mjs'), 'adapters/answers.mjs': inProject('web/adapters/answers.mjs') };

/** The module that takes the place of public/page/assets.mjs. */
function assetsModule() {
  const files = assetFiles();
  return [
    `import wasm from ${JSON.stringify(inProject('build/web/shell/app.wasm'))};`,
    ...files.map(([, path], i) => `import file${i} from ${JSON.stringify(path)};`),
    ...Object.values(kModules).map((path, i) => `import * as module${i} from ${JSON.stringify(path)};`),
    `const files = { ${files.map(([name], i) => `${JSON.stringify(name)}: file${i}`).join(', ')} };`,
    `const modules = { ${Object.keys(kModules).map((name, i) => `${JSON.stringify(name)}: module${i}`).join(', ')} };`,
    'export const fetchAsset = async (path) => files[path] ?? null;',
    'export const importAsset = async (path) => modules[path] ?? null;',
    "export const wasmOptions = () => ({ wasmBinary: wasm, locateFile: (name) => name });",
    ...facesOf(readFileSync(inProject('public/page.css'), 'utf8')).map(({ family, weight, path }) => `document.fonts.add(new FontFace(${JSON.stringify(family)}, files[${JSON.stringify(path)}], { weight: '${weight}' }));`),
  ].join('\n');
}

/** What the style sheet says of its faces. */
function facesOf(css) {
  return [...css.matchAll(/@font-face\s*{([^}]*)}/g)].map(([, rule]) => ({
    family: rule.match(/font-family:\s*"([^"]+)"/)[1], weight: rule.match(/font-weight:\s*(\d+)/)?.[1] ?? 400, path: rule.match(/url\("?([^")]+)/)[1],
  }));
}

const hashOf = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

export async function writeSinglePage() {
  const script = (await bundleText('public/page/main.mjs', { './assets.mjs': assetsModule() })).replaceAll('<!--', '\\x3C!--');
  const style = readFileSync(inProject('public/page.css'), 'utf8').replace(/@font-face\s*{[^}]*}\s*/g, '');
  const icon = Buffer.from(readFileSync(inProject('public/icon.svg'))).toString('base64');
  const policy = `default-src 'none'; script-src ${hashOf(script)} 'wasm-unsafe-eval'; style-src ${hashOf(style)}; img-src data: blob:; base-uri 'none'; form-action 'none'`;
  const html = readFileSync(inProject('public/embed.html'), 'utf8')
    .replace(/(Content-Security-Policy" content=")[^"]*/, (_, start) => start + policy)
    .replace(/<link rel="icon"[^>]*>/, () => `<link rel="icon" href="data:image/svg+xml;base64,${icon}" type="image/svg+xml">`)
    .replace(/<link rel="stylesheet"[^>]*>/, () => `<style>${style}</style>`)
    .replace(/<script[^>]*><\/script>/, '')
    // Wherever this file lies, the page is not beside it.
    .replace(/<a href="index.html"[^>]*>(.*?)<\/a>/, '$1')
    .replace('</body>', () => `<script type="module">${script}</script>\n</body>`);
  writeFileSync(inDist('embed.single.html'), html);
}
