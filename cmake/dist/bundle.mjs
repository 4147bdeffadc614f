// Joins our modules with what Emscripten made, minified, by esbuild.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDir } from '../provision/paths.mjs';

const inProject = (...parts) => join(projectDir, ...parts);

/** The façade imports './raw.mjs', which the compiler made elsewhere. */
const compiledModules = {
  name: 'compiled modules',
  setup(build) {
    build.onResolve({ filter: /\/raw\.mjs$/ }, () => ({ path: inProject('build/web/web/logitscope.mjs') }));
    build.onResolve({ filter: /\/app\.mjs$/ }, () => ({ path: inProject('build/web/shell/app.mjs') }));
    build.onResolve({ filter: /\/logitscope\.wasm$/ }, () => ({ path: inProject('build/web/web/logitscope.wasm') }));
    build.onLoad({ filter: /build[\\/]web[\\/]web[\\/]logitscope\.mjs$/ }, ({ path }) => ({ contents: withoutNodeImports(readFileSync(path, 'utf8')) }));
  },
};

/** An import of Node's own, in a branch that no browser reaches, still stops whoever bundles for one. Node hands them out without. */
function withoutNodeImports(glue) {
  const found = /const\{createRequire\}=await import\("node:module"\);var require=createRequire\(import\.meta\.url\)/;
  if (!found.test(glue)) throw new Error('Emscripten no longer asks for Node\'s modules as it did: look at withoutNodeImports().');
  return glue.replace(found, 'var require=process.getBuiltinModule');
}

/** Each whole in itself: nobody downloads what they do not use. */
const kAdapters = ['answers', 'openai', 'transformers', 'wllama'];

const kCommon = {
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'neutral',
  target: 'es2022',
  loader: { '.wasm': 'binary' },
  plugins: [compiledModules],
  legalComments: 'none',
  logLevel: 'warning',
};

export async function bundle() {
  // Asked for only now: npm has had to install it first.
  const { build } = await import('esbuild');
  await Promise.all([
    build({ ...kCommon, entryPoints: [inProject('web/index.mjs')], outfile: inProject('dist/logitscope.mjs') }),
    build({ ...kCommon, entryPoints: [inProject('web/single.mjs')], outfile: inProject('dist/logitscope.single.mjs') }),
    build({ ...kCommon, entryPoints: [inProject('web/element.mjs')], outfile: inProject('dist/element.mjs') }),
    build({
      ...kCommon, entryPoints: kAdapters.map((name) => inProject(`web/adapters/${name}.mjs`)),
      outdir: inProject('dist/adapters'), outExtension: { '.js': '.mjs' },
    }),
    build({ ...kCommon, entryPoints: [inProject('public/page/main.mjs')], outfile: inProject('dist/page.mjs') }),
    build({ ...kCommon, entryPoints: [inProject('public/lesson/main.mjs')], outfile: inProject('dist/lesson.mjs') }),
    build({ ...kCommon, entryPoints: [inProject('public/page/server.mjs')], outfile: inProject('dist/model.mjs') }),
  ]);
}
