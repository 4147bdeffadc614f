// Joins our modules with what Emscripten made, minified, by esbuild.

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
  },
};

/** Each whole in itself: nobody downloads what they do not use. */
const kAdapters = ['answers', 'openai', 'transformers', 'wllama'];

const kCommon = {
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'neutral',
  target: 'es2022',
  // What Emscripten imports when it runs in Node.
  external: ['node:*', 'module', 'fs', 'path', 'url', 'crypto'],
  loader: { '.wasm': 'binary' },
  plugins: [compiledModules],
  legalComments: 'none',
  logLevel: 'warning',
};

/** One module with all that it imports, as a text; [others] are sources that take the place of its own modules, by how these are imported. */
export async function bundleText(entry, others = {}) {
  const { build } = await import('esbuild');
  const instead = {
    name: 'other modules',
    setup(plugin) {
      plugin.onResolve({ filter: /./ }, ({ path }) => (Object.hasOwn(others, path) ? { path, namespace: 'other' } : undefined));
      plugin.onLoad({ filter: /./, namespace: 'other' }, ({ path }) => ({ contents: others[path], resolveDir: inProject('.') }));
    },
  };
  const { outputFiles } = await build({
    ...kCommon, entryPoints: [inProject(entry)], write: false, plugins: [instead, ...kCommon.plugins],
    loader: { ...kCommon.loader, '.csv': 'binary', '.txt': 'binary', '.ttf': 'binary' },
  });
  return outputFiles[0].text;
}

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
