// Puts dist/ together from what the compiler made, the page, the fonts and the notices. The folder can be put on
// any static host as it is, at any path.

import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDir } from '../provision/paths.mjs';
import { startStep } from '../provision/progress.mjs';
import { bundle } from './bundle.mjs';
import { writeFonts } from './fonts.mjs';
import { withLesson } from './lesson.mjs';

const inProject = (...parts) => join(projectDir, ...parts);
const inDist = (...parts) => inProject('dist', ...parts);

export async function assembleDist() {
  const progress = startStep('assembling dist');
  // Stale files of an earlier build must not be shipped; the folder itself stays for a server that has it open.
  mkdirSync(inDist(), { recursive: true });
  for (const name of ['adapters', 'assets', 'examples', 'scenarios', 'fonts']) rmSync(inDist(name), { recursive: true, force: true });

  cpSync(inProject('public'), inDist(), { recursive: true, filter: (path) => !/public[\\/](page|lesson)([\\/]|$)/.test(path) });
  cpSync(inProject('build/web/web/logitscope.wasm'), inDist('logitscope.wasm'));
  cpSync(inProject('build/web/shell/app.wasm'), inDist('app.wasm'));
  cpSync(inProject('web/logitscope.d.ts'), inDist('logitscope.d.ts'));
  cpSync(inProject('LICENSE'), inDist('LICENSE'));
  await bundle();
  copyAdapterTypes();
  writeFileSync(inDist('index.html'), await withLesson(readFileSync(inProject('public/index.html'), 'utf8')));
  await writeFonts(inDist('fonts'));
  writeFileSync(inDist('.nojekyll'), '');
  progress.done('');
}

function copyAdapterTypes() {
  for (const name of readdirSync(inProject('web/adapters')).filter((file) => file.endsWith('.d.ts'))) {
    cpSync(inProject('web/adapters', name), inDist('adapters', name));
  }
}
