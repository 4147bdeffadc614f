// Programs of a newer Debian want a newer C library than this machine may have. Each program gets the
// loader and the library folder of the root it came with, by absolute path; then it runs anywhere.
import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Problem } from './problem.mjs';
import { run } from './run.mjs';

/** What Emscripten calls of LLVM. Patching all of its 70 programs would cost time for nothing. */
const kLlvmTools = [
  'clang', 'clang-scan-deps', 'lld', 'llvm-ar', 'llvm-cxxfilt', 'llvm-dwarfdump', 'llvm-dwp', 'llvm-nm',
  'llvm-objcopy', 'llvm-profdata', 'llvm-readobj', 'llvm-size', 'llvm-symbolizer',
];

const isFile = (path) => existsSync(path) && lstatSync(path).isFile();

/** The root's multiarch library folder ("usr/lib/x86_64-linux-gnu") and its loader, whatever the machine. */
export function findLoader(root) {
  for (const triplet of readdirSync(join(root, 'usr/lib'))) {
    const libraries = join('usr/lib', triplet);
    if (!existsSync(join(root, libraries, 'libc.so.6'))) continue;
    const loader = readdirSync(join(root, libraries)).find((name) => /^ld-linux.*\.so\.\d+$/.test(name));
    if (loader) return { libraries, loader: join(libraries, loader) };
  }
  throw new Problem('Debian has no C library and loader for this processor in the folders where they are expected.');
}

/** The newest LLVM in the root, as "usr/lib/llvm-21". */
export function findLlvm(root) {
  const versions = readdirSync(join(root, 'usr/lib')).map((name) => /^llvm-(\d+)$/.exec(name)?.[1])
    .filter((version) => version && existsSync(join(root, `usr/lib/llvm-${version}/bin/clang`))).map(Number);
  if (versions.length === 0) throw new Problem("Debian's Emscripten came without a clang. Please report this.");
  return `usr/lib/llvm-${Math.max(...versions)}`;
}

/** Patches the programs in [root] to run from [finalRoot], where the root is going to be. */
export async function relocate(root, finalRoot, step) {
  const { libraries, loader } = findLoader(root);
  const llvm = findLlvm(root);
  // patchelf comes from the same root and cannot run yet either, except through the root's loader.
  const patchelf = async (...args) => {
    const command = ['--library-path', join(root, libraries), join(root, 'usr/bin/patchelf'), ...args];
    const result = await run(join(root, loader), command);
    if (result.code !== 0) throw new Problem(`patchelf ${args.join(' ')} failed: ${result.stderr.trim()}`);
    return result.stdout.trim();
  };
  const binaries = readdirSync(join(root, 'usr/bin')).filter((name) => /^wasm/.test(name) || name === 'ninja');
  const llvmPaths = kLlvmTools.map((name) => join(root, llvm, 'bin', name));
  const programs = [...llvmPaths, ...binaries.map((name) => join(root, 'usr/bin', name))].filter(isFile);

  const seen = new Map();
  const visit = async (path) => {
    for (const name of (await patchelf('--print-needed', path)).split('\n').filter(Boolean)) {
      if (seen.has(name)) continue;
      const library = join(root, libraries, name);
      if (!existsSync(library)) {
        throw new Problem(`${basename(path)} needs ${name}, which no package brought. Please report this.`);
      }
      seen.set(name, library);
      await visit(library);
    }
  };
  for (const program of programs) await visit(program);

  // --force-rpath, since the newer RUNPATH is not inherited by the libraries of a library; for the same
  // reason a library's own RUNPATH has to give way.
  const rpath = ['--force-rpath', '--set-rpath', join(finalRoot, libraries)];
  for (const library of seen.values()) {
    if (await patchelf('--print-rpath', library)) await patchelf(...rpath, library);
  }
  for (const [index, program] of programs.entries()) {
    step.update(`${index + 1} of ${programs.length} programs`);
    await patchelf('--set-interpreter', join(finalRoot, loader), ...rpath, program);
  }
}
