// Puts dist/ together from what the compiler made, the page, the fonts and the notices. The folder can be put on
// any static host as it is, at any path.
//
//   index.html, element.mjs, logitscope.mjs …   names that stay: what posts and scripts refer to
//   v1/, 0.1.0/                                 the same: for posts that are never updated, and for those that pin one release
//   assets/                                     what those load, named by its content: to be kept by browsers for ever
//   offline.js, integrity.json, _headers        for the browser without a network, for pinning, for the host

import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { projectDir } from '../provision/paths.mjs';
import { startStep } from '../provision/progress.mjs';
import { Assets } from './assets.mjs';
import { besides, bundled, kAdapters, minifiedCss } from './bundle.mjs';
import { makeFonts } from './fonts.mjs';
import { headersFile } from './headers.mjs';
import { withLesson } from './lesson.mjs';
import { pack } from './pack.mjs';
import { placed } from './pages.mjs';
import { withReference } from './reference.mjs';
import { singlePage } from './single_page.mjs';
import { withTabs, withViewNames } from './views.mjs';

const inProject = (...parts) => join(projectDir, ...parts);
const inDist = (...parts) => inProject('dist', ...parts);
const { version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));

/** Where the names that stay are, from the page's folder. */
const kPlaces = ['', 'v1/', `${version}/`];

export async function assembleDist() {
  const progress = startStep('assembling dist');
  // Stale files of an earlier build must not be shipped; the folder itself stays for a server that has it open.
  mkdirSync(inDist(), { recursive: true });
  for (const name of readdirSync(inDist())) rmSync(inDist(name), { recursive: true, force: true });

  const functions = await writeFunctions();
  const assets = await writeAssets();
  await writePages(assets);
  await writeSinglePage();
  await writeOffline(assets);
  cpSync(inProject('LICENSE'), inDist('LICENSE'));
  for (const name of ['examples', 'icon.svg', 'icon.png', 'preview.png', 'THIRD-PARTY-NOTICES.txt']) cpSync(inProject('public', name), inDist(name), { recursive: true });
  writeFileSync(inDist('_headers'), headersFile());
  writeFileSync(inDist('.nojekyll'), '');
  copyToPlaces(['element.mjs', 'element.d.ts', ...functions]);
  writeIntegrity();
  await pack(inDist());
  progress.done('');
}

/** What scripts import. Gives their names. */
async function writeFunctions() {
  const wasm = ['logitscope.wasm', 'logitscope.generation.wasm'];
  for (const name of wasm) cpSync(inProject('build/web/web/parts', name), inDist(name));
  for (const name of ['logitscope.d.ts', 'element.d.ts']) cpSync(inProject('web', name), inDist(name));
  writeFileSync(inDist('logitscope.mjs'), await bundled('web/index.mjs', {}, { plugins: [besides(/\/generation\.mjs$/, 'logitscope.generation.mjs')] }));
  writeFileSync(inDist('logitscope.generation.mjs'), await bundled('web/generation.mjs'));
  writeFileSync(inDist('logitscope.single.mjs'), await bundled('web/single.mjs'));
  writeFileSync(inDist('element.mjs'), await bundled('web/element.mjs'));
  mkdirSync(inDist('adapters'));
  for (const name of kAdapters) writeFileSync(inDist(`adapters/${name}.mjs`), await bundled(`web/adapters/${name}.mjs`));
  for (const name of readdirSync(inProject('web/adapters')).filter((file) => file.endsWith('.d.ts'))) {
    cpSync(inProject('web/adapters', name), inDist('adapters', name));
  }
  return [...wasm, 'logitscope.mjs', 'logitscope.generation.mjs', 'logitscope.single.mjs', 'logitscope.d.ts', 'adapters'];
}

/** What libraries answered: the tests' own files, which agreement.html runs for a reader. */
const kGolden = ['llama_cpp.json', 'llama_mirostat.json', 'transformers.json', 'transformers_beam.json', 'random.json'];

/** For readers who ask whether the figures are right, not for each that visits. */
const isForAgreement = (name) => /^(golden_|agreement-)/.test(name);

/** What is named by others comes before them. */
async function writeAssets() {
  const assets = new Assets(inDist('assets'));
  for (const [name, font] of Object.entries(await makeFonts())) assets.add(name, font);
  for (const folder of ['scenarios', 'texts']) {
    for (const name of readdirSync(inProject('public', folder)).filter((file) => !file.endsWith('.mjs'))) {
      assets.add(name, readFileSync(inProject('public', folder, name)));
    }
  }
  assets.add('app.wasm', readFileSync(inProject('build/web/shell/app.wasm')));
  assets.add('long_tail.mjs', await bundled('public/scenarios/long_tail.mjs'));
  assets.add('answers.mjs', readFileSync(inDist('adapters/answers.mjs')));
  for (const [name, path] of [['share.mjs', 'public/page/share.mjs'], ['lesson.mjs', 'public/lesson/main.mjs'], ['page.mjs', 'public/page/main.mjs'], ['model.mjs', 'public/page/server.mjs'], ['embedding.mjs', 'public/page/embedding.mjs']]) {
    assets.add(name, await bundled(path, { 'logitscope:assets': { hashes: assets.hashes() } }));
  }
  // Named by its own page alone: what is known before it does not grow by them.
  for (const name of kGolden) assets.add(`golden_${name}`, readFileSync(inProject('tests/golden', name)));
  assets.add('agreement.mjs', await bundled('public/agreement/main.mjs', { 'logitscope:assets': { hashes: assets.hashes() } }));
  for (const name of readdirSync(inProject('public')).filter((file) => file.endsWith('.css'))) {
    assets.add(name, withFonts(await minifiedCss(readFileSync(inProject('public', name), 'utf8')), assets));
  }
  return assets;
}

const withFonts = (css, assets) => css.replace(/url\(fonts\/([\w.]+)\)/g, (_, name) => `url(${assets.nameOf(name)})`);

/** What the build puts into a page. */
const kFillers = { 'index.html': async (html) => withTabs(await withLesson(html)), 'embedding.html': withViewNames, 'reference.html': withReference };

async function writePages(assets) {
  for (const name of readdirSync(inProject('public')).filter((file) => file.endsWith('.html'))) {
    const html = readFileSync(inProject('public', name), 'utf8');
    const whole = await (kFillers[name] ?? ((text) => text))(html);
    for (const place of kPlaces) {
      mkdirSync(inDist(place), { recursive: true });
      writeFileSync(inDist(place, name), placed(whole, { place, assets, address: process.env.LOGITSCOPE_ADDRESS }));
    }
  }
}

async function writeSinglePage() {
  const html = await singlePage();
  for (const place of kPlaces) writeFileSync(inDist(place, 'embed.single.html'), html);
}

/** All that the page needs; its version is that of every byte of it. */
async function writeOffline(assets) {
  const files = ['', 'model.html', 'embed.html', 'icon.svg', 'icon.png', ...assets.names().filter((name) => !isForAgreement(name)).map((name) => `assets/${name}`)];
  const hash = createHash('sha256').update(files.join());
  for (const page of ['index.html', 'model.html', 'embed.html']) hash.update(readFileSync(inDist(page)));
  const known = { 'logitscope:offline': { files, version: hash.digest('hex').slice(0, 8) } };
  writeFileSync(inDist('offline.js'), await bundled('public/page/offline.mjs', known, { format: 'iife' }));
}

function copyToPlaces(names) {
  for (const place of kPlaces.filter(Boolean)) {
    for (const name of names) cpSync(inDist(name), inDist(place, name), { recursive: true });
  }
}

/** What a page that pins one release writes beside the address of a script. */
function writeIntegrity() {
  const names = readdirSync(inDist(version), { recursive: true }).map((name) => name.replaceAll('\\', '/'));
  const files = names.filter((name) => /\.(mjs|wasm)$/.test(name)).sort().map((name) => `${version}/${name}`);
  const hashOf = (name) => `sha384-${createHash('sha384').update(readFileSync(inDist(name))).digest('base64')}`;
  writeFileSync(inDist('integrity.json'), `${JSON.stringify({ version, integrity: Object.fromEntries(files.map((name) => [name, hashOf(name)])) }, null, 2)}\n`);
}
