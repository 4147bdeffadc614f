// Sees to what a build needs and the machine lacks: node cmake/provision/index.mjs toolchain sources
//
//   toolchain   an Emscripten, its libraries built, SDL2 as its port
//   sources     Dear ImGui, Highway, doctest
//   npm         the packages of package-lock.json
//   browsers    Chromium, Firefox and WebKit for the tests
//
// All of it can be interrupted at any point and run again, and does nothing when there is nothing to do.
// Everything but npm's and the browsers' lands in .toolchain/, or in LOGITSCOPE_TOOLCHAIN_DIR.
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { keyOf, readStamp, removeStamp, writeStamp } from './files.mjs';
import { inToolchain, pins, toolchainDir } from './paths.mjs';
import { orSayWhy, Problem } from './problem.mjs';
import { say } from './progress.mjs';

const exists = (...names) => names.every((name) => existsSync(inToolchain(name)));

/** Whether the Emscripten that emscripten.json names still lies where it was found. */
const isEmscriptenThere = () => existsSync(JSON.parse(readFileSync(inToolchain('emscripten.json'), 'utf8')).root);

async function toolchainKey() {
  const { pathEmccIdentity } = await import('./emscripten.mjs');
  return keyOf(1, pins.emscripten, pins.sdl2, process.arch, process.execPath, toolchainDir, pathEmccIdentity());
}

const parts = {
  toolchain: {
    key: toolchainKey,
    isThere: () => exists('emscripten.cmake', 'emscripten.json', 'bin/em++', 'cache') && isEmscriptenThere(),
    async make() {
      const { provisionEmscripten } = await import('./emscripten.mjs');
      const { provisionSystemLibraries } = await import('./system_libraries.mjs');
      const { provisionSource, sourceDir, sourceKey } = await import('./sources.mjs');
      const { hasDebian } = await import('./apt.mjs');
      const facts = await provisionEmscripten();
      if (hasDebian()) await provisionSource('sdl2');
      await provisionSystemLibraries(facts, hasDebian() ? { dir: sourceDir('sdl2'), key: sourceKey('sdl2') } : null);
    },
  },
  sources: {
    key: () => keyOf(1, pins.imgui, pins.highway, pins.doctest, toolchainDir),
    isThere: () => exists('sources.cmake'),
    async make() {
      const { kFetchContentNames, provisionSource, writeSourcesInterface } = await import('./sources.mjs');
      const { hasDebian } = await import('./apt.mjs');
      const names = hasDebian() ? kFetchContentNames : [];
      if (names.length === 0) say('Dear ImGui, Highway and doctest are left to CMake, which gets them by git.');
      for (const name of names) await provisionSource(name);
      writeSourcesInterface(names);
    },
  },
};

// Parts that keep their own record of whether they are ready.
const ownParts = {
  npm: async () => (await import('./npm.mjs')).provisionNpm(),
  browsers: async () => (await import('./browsers.mjs')).provisionBrowsers(),
};

/**
 * Sees to [names], in the order given here. With [force], even to those whose stamp says that they are ready.
 * Throws a Problem, whose message is for the user, when one cannot be had.
 */
export async function provision(names, { force = false } = {}) {
  for (const name of names) {
    if (!(name in parts) && !(name in ownParts)) {
      const all = [...Object.keys(parts), ...Object.keys(ownParts)].join(', ');
      throw new Problem(`There is no part "${name}" to provision; there are ${all}.`);
    }
  }
  const stale = [];
  for (const [name, { key, isThere }] of Object.entries(parts)) {
    if (!names.includes(name)) continue;
    if (force) removeStamp(name);
    if (readStamp(name)?.key !== await key() || !isThere()) stale.push(name);
  }
  if (stale.length > 0) await makeParts(stale);
  for (const name of Object.keys(ownParts)) if (names.includes(name)) await ownParts[name]();
}

async function makeParts(names) {
  const { takeLock } = await import('./lock.mjs');
  const { closeApt } = await import('./apt.mjs');
  const start = Date.now();
  const stopListening = await listenForInterruption();
  try {
    await takeLock();
    for (const name of names) {
      const key = await parts[name].key();
      // Whoever held the lock before may have done it.
      if (readStamp(name)?.key === key && parts[name].isThere()) continue;
      removeStamp(name);
      await parts[name].make();
      writeStamp(name, { key });
    }
    closeApt();
    say(`Ready in ${toolchainDir} (${Math.round((Date.now() - start) / 1000)} s).`);
  } finally {
    await stopListening();
  }
}

/** Until the returned function is called, a signal ends our children and frees the lock before it ends us. */
async function listenForInterruption() {
  const { releaseLock } = await import('./lock.mjs');
  const { killChildren } = await import('./run.mjs');
  const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
  const onSignal = (signal) => {
    killChildren('SIGKILL');
    releaseLock();
    say('Interrupted. What is done is kept; the same command goes on from there.');
    process.exit(codes[signal]);
  };
  for (const signal of Object.keys(codes)) process.on(signal, onSignal);
  return async () => {
    for (const signal of Object.keys(codes)) process.off(signal, onSignal);
    killChildren('SIGKILL');
    releaseLock();
  };
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const names = process.argv.slice(2);
  await orSayWhy(() => provision(names.length > 0 ? names : Object.keys(parts)));
}
