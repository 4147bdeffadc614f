// Third-party sources from Debian's source packages: upstream's own tarballs, signed for by Debian.
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { downloadOnePackage, downloadSource, openApt } from './apt.mjs';
import {
  keyOf, makeTemporary, moveIntoPlace, readStamp, remove, removeStamp, treeHash, writeFile, writeStamp,
} from './files.mjs';
import { inToolchain, pins } from './paths.mjs';
import { Problem } from './problem.mjs';
import { say } from './progress.mjs';
import { findProgram, run } from './run.mjs';
import { isInRange, rangeText } from './versions.mjs';

export const sourceDir = (name) => inToolchain('sources', name);

/** What FetchContent would otherwise get by git; SDL2 goes to Emscripten's port instead. */
export const kFetchContentNames = ['imgui', 'highway', 'doctest'];

/** Changes with the pin, its hashes excepted: those judge a tree and do not make it. */
export function sourceKey(name) {
  const { sha256, ...made } = pins[name];
  return keyOf(1, made, sourceDir(name));
}

const isSourceThere = (name) => readStamp(`source-${name}`)?.key === sourceKey(name) && existsSync(sourceDir(name));

async function unpackTarball(path, dir) {
  // Not every machine has xz beside tar, but python3, which Emscripten runs on, brings its own.
  const hasTar = findProgram('tar') && (!path.endsWith('.xz') || findProgram('xz'));
  const { code, stderr } = hasTar
    ? await run('tar', ['-xf', path, '-C', dir, '--strip-components=1'])
    : await run('python3', ['-c', `import sys, tarfile
t = tarfile.open(sys.argv[1])
def inner(m):
    m.name = m.name.partition('/')[2]
    return m
t.extractall(sys.argv[2], [inner(m) for m in t.getmembers() if '/' in m.name])`, path, dir]);
  if (code !== 0) throw new Problem(`${path} could not be unpacked: ${stderr.trim()}`);
}

/** Unpacks the package of [name] into [dir]; returns its upstream version. */
async function fetchTree(name, dir) {
  const { debian, remove: unwanted = [] } = pins[name];
  const downloads = makeTemporary(inToolchain('sources', `${name}-download`));
  let version;
  if (debian.source) {
    const tarball = await downloadSource(debian.source, debian.suite, downloads);
    await unpackTarball(tarball.path, dir);
    version = tarball.version;
  } else {
    const archive = await downloadOnePackage(debian.binary, debian.suite, downloads);
    const unpacked = join(downloads, 'unpacked');
    const { code, stderr } = await run('dpkg-deb', ['-x', archive.path, unpacked]);
    if (code !== 0) throw new Problem(`${archive.path} could not be unpacked: ${stderr.trim()}`);
    for (const [from, to] of Object.entries(debian.copy)) {
      cpSync(join(unpacked, from), join(dir, to), { recursive: true });
    }
    version = archive.version;
  }
  for (const path of unwanted) remove(join(dir, path));
  remove(downloads);
  return version;
}

/** Throws unless the tree is what pins.json says of its version. */
function checkTree(name, version, dir) {
  const pin = pins[name];
  if (!isInRange(version, pin)) {
    throw new Problem(`Debian has ${name} ${version}; this project is made for ${rangeText(pin)} (cmake/pins.json).`);
  }
  const hash = treeHash(dir, pin.files);
  const known = pin.sha256[version];
  if (known && known !== hash) {
    throw new Problem(`The files of ${name} ${version} are not the ones that cmake/pins.json knows, and are not used: \
their sha256 is ${hash} instead of ${known}.`);
  }
  const note = known ? '' : ` (in range and signed for by Debian; its hash ${hash} is not yet in cmake/pins.json)`;
  say(`${name} ${version} from Debian ${pin.debian.suite}${note}`);
}

/** Sees to the source tree of [name] from Debian. */
export async function provisionSource(name) {
  if (isSourceThere(name)) return;
  await openApt();
  removeStamp(`source-${name}`);
  mkdirSync(inToolchain('sources'), { recursive: true });
  const temporary = makeTemporary(sourceDir(name));
  const version = await fetchTree(name, temporary);
  checkTree(name, version, temporary);
  moveIntoPlace(temporary, sourceDir(name));
  writeStamp(`source-${name}`, { key: sourceKey(name), version });
}

/** Writes sources.cmake for [names]; with none, FetchContent is left to get everything by git. */
export function writeSourcesInterface(names) {
  // A folder that the user has named stays; one that is gone does not.
  const lines = names.map((name) => {
    const variable = `FETCHCONTENT_SOURCE_DIR_${name.toUpperCase()}`;
    return `if(NOT IS_DIRECTORY "\${${variable}}")
  set(${variable} [[${sourceDir(name)}]] CACHE PATH "${name} ${readStamp(`source-${name}`).version}" FORCE)
endif()
`;
  });
  const head = '# Written by cmake/provision; read by cmake/dependencies.cmake.\n';
  writeFile(inToolchain('sources.cmake'), head + lines.join(''));
}
