// Joins our modules with what Emscripten made, minified, by esbuild.

import { basename, join } from 'node:path';
import { projectDir } from '../provision/paths.mjs';

const inProject = (...parts) => join(projectDir, ...parts);

/** The façade imports './raw.mjs', which the compiler made elsewhere. */
const compiledModules = {
  name: 'compiled modules',
  setup(build) {
    build.onResolve({ filter: /\/raw\.mjs$/ }, () => ({ path: inProject('build/web/web/logitscope.mjs') }));
    build.onResolve({ filter: /\/app\.mjs$/ }, () => ({ path: inProject('build/web/shell/app.mjs') }));
    build.onResolve({ filter: /\/logitscope(\.generation)?\.wasm$/ }, ({ path }) => ({ path: inProject('build/web/web/parts', basename(path)) }));
  },
};

/** A file of its own, which is loaded from beside when it is first needed. */
export const besides = (module, name) => ({
  name: 'besides',
  setup(build) {
    build.onResolve({ filter: module }, ({ kind }) => (kind === 'dynamic-import' ? { path: `./${name}`, external: true } : undefined));
  },
});

/** Modules that are nothing but what is known at this point of the build. */
const known = (modules) => ({
  name: 'known',
  setup(build) {
    build.onResolve({ filter: /^logitscope:/ }, ({ path }) => ({ path, namespace: 'known' }));
    build.onLoad({ filter: /./, namespace: 'known' }, ({ path }) => ({
      contents: Object.entries(modules[path]).map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`).join('\n'),
    }));
  },
});

/** Each whole in itself: nobody downloads what they do not use. */
export const kAdapters = ['answers', 'openai', 'transformers', 'wllama'];

const kCommon = {
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'neutral',
  target: 'es2022',
  loader: { '.wasm': 'binary' },
  legalComments: 'none',
  logLevel: 'warning',
  write: false,
};

/**
 * The text of one bundle. [modules] are imported by their names: { 'logitscope:assets': { hashes } }. A plugin of the
 * options comes before ours.
 * @returns {Promise<string>}
 */
export async function bundled(path, modules = {}, { plugins = [], ...options } = {}) {
  // Asked for only now: npm has had to install it first.
  const { build } = await import('esbuild');
  const { outputFiles } = await build({ ...kCommon, ...options, plugins: [...plugins, compiledModules, known(modules)], entryPoints: [inProject(path)] });
  return outputFiles[0].text;
}

/** @param {string} css @returns {Promise<string>} */
export async function minifiedCss(css) {
  const { transform } = await import('esbuild');
  return (await transform(css, { loader: 'css', minify: true, target: 'esnext' })).code.trim();
}
