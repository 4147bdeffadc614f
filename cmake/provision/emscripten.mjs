// Which Emscripten to build with: the one on PATH where it is new enough, else a private one from Debian.
import { availableParallelism, cpus } from 'node:os';
import { existsSync, realpathSync, statSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { downloadPackages, hasDebian, openApt, resolvePackages } from './apt.mjs';
import { keyOf, makeTemporary, moveIntoPlace, readStamp, removeStamp, writeFile, writeStamp } from './files.mjs';
import { inToolchain, pins, toolchainDir } from './paths.mjs';
import { Problem } from './problem.mjs';
import { say, startStep } from './progress.mjs';
import { findLlvm, relocate } from './relocate.mjs';
import { findProgram, run } from './run.mjs';
import { isInRange, rangeText } from './versions.mjs';

const pin = pins.emscripten;
const rootDir = inToolchain('root');
const cacheDir = inToolchain('cache');
const configPath = inToolchain('emscripten.py');
const kTools = [
  'emcc', 'em++', 'emar', 'emranlib', 'emnm', 'em-config', 'embuilder', 'emcmake', 'emsize', 'emsymbolizer',
  'emscan-deps',
];

/** The emcc on PATH, unless it is a wrapper that we wrote. */
const findEmcc = () => findProgram('emcc', (path) => !path.startsWith(`${toolchainDir}/`));

/** Changes whenever another emcc comes to be the first on PATH; costs no process. */
export function pathEmccIdentity() {
  const emcc = findEmcc();
  return emcc && `${emcc} ${realpathSync(emcc)} ${statSync(emcc).mtimeMs}`;
}

const advice = () => `To get one:
  git clone https://github.com/emscripten-core/emsdk.git
  cd emsdk
  ./emsdk install ${pin.verified.at(-1)}
  ./emsdk activate ${pin.verified.at(-1)}
  source ./emsdk_env.sh
and then run the same command again in that shell.`;

/** {mode: 'path', emcc, version} or {mode: 'private', reason}. */
async function chooseEmscripten() {
  const emcc = findEmcc();
  let found = 'There is no emcc on PATH';
  if (emcc) {
    const { code, stdout } = await run(emcc, ['--version']);
    const version = /^emcc \(.*\) (\d+\.\d+\.\d+)/m.exec(stdout)?.[1];
    if (code === 0 && version && isInRange(version, pin)) {
      say(`Emscripten ${version}: ${emcc}`);
      return { mode: 'path', emcc, version };
    }
    found = version ? `emcc on PATH is version ${version}` : `${emcc} does not say its version`;
  }
  const wanted = `Needed is Emscripten ${rangeText(pin)}. ${pin.why}`;
  if (!hasDebian()) {
    throw new Problem(`${found}, and this machine has no Debian packages to make a private one from.
${wanted}
${advice()}`);
  }
  // Asked before 125 MB are downloaded: Emscripten is written in Python and uses the machine's.
  if (!findProgram('python3')) throw new Problem('Emscripten needs python3 (3.10 or newer); please install it.');
  return { mode: 'private', reason: `${found}. ${wanted}` };
}

/** Unpacks and relocates Debian's Emscripten under rootDir. */
async function makeRoot(reason) {
  const key = keyOf(1, pin.debian, pin.minimum, pin.belowMaximum, process.arch, rootDir);
  const stamp = readStamp('root');
  if (stamp?.key === key && existsSync(rootDir)) return stamp;
  removeStamp('root');
  say(`${reason}
Making a private one from Debian ${pin.debian.suite} in ${toolchainDir}; nothing else on this machine is touched.`);
  await openApt();
  const names = [...pin.debian.packages, ...pin.debian.tools];
  const packages = await resolvePackages(names, pin.debian.providedByTheMachine);
  const version = packages.find(({ name }) => name === 'emscripten')?.version ?? 'none';
  if (!isInRange(version, pin)) {
    throw new Problem(`Debian ${pin.debian.suite} has Emscripten ${version}. This project is made for ${rangeText(pin)}.
${pin.why}
${advice()}`);
  }
  const archives = await downloadPackages(packages, names);
  const temporary = makeTemporary(rootDir);
  await unpackAll(archives, temporary);
  // Emscripten imports packages from Debian's folder for them. The link by which Node finds it belongs to
  // Debian's Node, which we left out.
  const modules = join(temporary, 'usr/share/node_modules');
  if (!existsSync(modules)) symlinkSync('nodejs', modules);
  const step = startStep('making its programs independent of the system');
  await relocate(temporary, rootDir, step);
  moveIntoPlace(temporary, rootDir);
  step.done();
  const made = { key, version, llvm: findLlvm(rootDir) };
  writeStamp('root', made);
  return made;
}

async function unpackAll(archives, root) {
  const step = startStep('unpacking');
  const queue = [...archives];
  const work = async () => {
    for (let archive = queue.shift(); archive; archive = queue.shift()) {
      const { code, stderr } = await run('dpkg-deb', ['-x', archive, root]);
      if (code !== 0) throw new Problem(`${archive} could not be unpacked: ${stderr.trim()}`);
      step.update(`${archives.length - queue.length} of ${archives.length}`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(4, (availableParallelism?.() ?? cpus().length) + 1) }, work));
  step.done(`${archives.length} packages`);
}

/**
 * Where the Emscripten of [emcc] has its parts, as it says itself. Its own configuration file is not used
 * directly: emsdk's finds things relative to itself, and builds would go to its cache.
 */
async function describeInstalled(emcc) {
  const emConfig = [dirname(emcc), dirname(realpathSync(emcc))].map((dir) => join(dir, 'em-config')).find(existsSync);
  if (!emConfig) throw new Problem(`There is no em-config beside ${emcc}: this Emscripten is not complete.`);
  const ask = async (name) => {
    const { code, stdout } = await run(emConfig, [name]);
    if (code !== 0) throw new Problem(`${emConfig} could not say its ${name}.`);
    return stdout.trim();
  };
  const [root, llvm, binaryen, clangSuffix, llvmSuffix] = await Promise.all(
    ['EMSCRIPTEN_ROOT', 'LLVM_ROOT', 'BINARYEN_ROOT', 'CLANG_ADD_VERSION', 'LLVM_ADD_VERSION'].map(ask));
  // Debian's clang is called clang-21; None is Python's word for "no suffix".
  const suffixes = Object.entries({ CLANG_ADD_VERSION: clangSuffix, LLVM_ADD_VERSION: llvmSuffix })
    .filter(([, value]) => value && value !== 'None');
  return { root, llvm, binaryen, suffixes };
}

const shellQuote = (text) => `'${text.replaceAll("'", "'\\''")}'`;
const pythonQuote = (text) => JSON.stringify(text);

/** Writes the configuration, the wrappers and the files that CMake and scripts read. */
function writeInterface({ root, llvm, binaryen, suffixes = [], version, mode }) {
  writeFile(configPath, `LLVM_ROOT = ${pythonQuote(llvm)}
BINARYEN_ROOT = ${pythonQuote(binaryen)}
NODE_JS = ${pythonQuote(process.execPath)}
CACHE = ${pythonQuote(cacheDir)}
${suffixes.map(([name, value]) => `${name} = ${pythonQuote(value)}\n`).join('')}`);
  // Emscripten's own .js files are CommonJS. Without a package.json nearer to them than the project's, Node
  // would take its "type": "module" for theirs.
  writeFile(inToolchain('package.json'), '{ "private": true }\n');
  // A compiler is called from ninja, from make, from an editor: whoever calls it, it must find its
  // configuration. So the variables are in the wrapper, and nobody's environment has to carry them.
  for (const tool of kTools) {
    writeFile(inToolchain('bin', tool), `#!/bin/sh
# Written by cmake/provision. Variables of another Emscripten must not lead this one elsewhere.
unset EM_CACHE EM_LLVM_ROOT EM_BINARYEN_ROOT EM_NODE_JS EMCC_LOCAL_PORTS
EM_CONFIG=${shellQuote(configPath)}
export EM_CONFIG
exec ${shellQuote(join(root, tool))} "$@"
`, 0o755);
  }
  const privateNinja = join(rootDir, 'usr/bin/ninja');
  const ninja = findProgram('ninja') ?? (mode === 'private' && existsSync(privateNinja) ? privateNinja : null);
  const facts = {
    mode, version, root, binDir: inToolchain('bin'), config: configPath, cache: cacheDir,
    emcc: inToolchain('bin/emcc'), emxx: inToolchain('bin/em++'), ninja, node: process.execPath,
  };
  writeFile(inToolchain('emscripten.json'), `${JSON.stringify(facts, null, 2)}\n`);
  writeFile(inToolchain('emscripten.cmake'), `# Written by cmake/provision; read by cmake/web-toolchain.cmake.
set(LOGITSCOPE_EMSCRIPTEN_VERSION [[${version}]])
set(LOGITSCOPE_EMSCRIPTEN_ROOT [[${root}]])
set(LOGITSCOPE_EMSCRIPTEN_BIN [[${facts.binDir}]])
set(LOGITSCOPE_EMSCRIPTEN_CONFIG [[${configPath}]])
set(LOGITSCOPE_EMSCRIPTEN_CACHE [[${cacheDir}]])
set(LOGITSCOPE_NINJA [[${ninja ?? ''}]])
set(LOGITSCOPE_NODE [[${process.execPath}]])
`);
  return facts;
}

/** Sees to an Emscripten of a fitting version; returns the facts that emscripten.json holds. */
export async function provisionEmscripten() {
  const choice = await chooseEmscripten();
  if (choice.mode === 'path') {
    return writeInterface({ ...choice, ...await describeInstalled(choice.emcc) });
  }
  const { version, llvm } = await makeRoot(choice.reason);
  const note = pin.verified.includes(version) ? '' : ' (not among the versions tried here, but in range)';
  say(`Emscripten ${version} from Debian ${pin.debian.suite}${note}`);
  const facts = writeInterface({
    mode: 'private', version, root: join(rootDir, 'usr/share/emscripten'),
    llvm: join(rootDir, llvm, 'bin'), binaryen: join(rootDir, 'usr'),
  });
  const { code, stderr } = await run(facts.emcc, ['--version']);
  if (code !== 0) {
    throw new Problem(`The private Emscripten does not start: ${stderr.trim().split('\n').at(-1)}
It needs Python 3.10 or newer as python3.`);
  }
  return facts;
}
