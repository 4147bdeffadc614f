// A private apt: its own lists, cache and (nearly) empty list of installed packages, in our folder. It
// resolves, downloads and verifies signatures like the system's, needs no root and leaves the system alone.
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { remove, writeFile } from './files.mjs';
import { inToolchain, pins } from './paths.mjs';
import { Problem } from './problem.mjs';
import { megabytes, say, startStep } from './progress.mjs';
import { findProgram, run } from './run.mjs';
import { upstreamVersion } from './versions.mjs';

const aptDir = inToolchain('apt');
const archivesDir = join(aptDir, 'cache/archives');
const statusPath = join(aptDir, 'state/status');

const keyring = ['debian-archive-keyring.gpg', 'debian-archive-keyring.pgp']
  .map((name) => `/usr/share/keyrings/${name}`).find(existsSync);

/** Whether packages can come from Debian here. Its keyring is what tells Debian from its derivatives. */
export const hasDebian = () => keyring !== undefined && ['apt-get', 'dpkg-deb'].every((name) => findProgram(name));

const kNetworkSigns =
  /resolv|connect|timed? ?out|unreachable|fetch|download|hash sum|40[34]|50[0-9]|clearsigned|expired|not valid yet/i;

/** Turns what apt said into one sentence. */
function aptProblem(doing, { stderr, stdout }) {
  const lines = `${stderr}\n${stdout}`.split('\n').filter((line) => /^(E|W|Err):/.test(line));
  const telling = lines.filter((line) => kNetworkSigns.test(line));
  const reason = telling.find((line) => line.startsWith('E:')) ?? telling[0] ?? lines[0] ?? 'apt-get gave no reason';
  return new Problem(`${doing} from Debian's archive did not succeed: ${reason.replace(/^(E|W|Err):\s*/, '')}
What has arrived is kept; when the archive can be reached, run the same command again.`);
}

/** The archives that this machine is configured with, Debian's main one first and the security ones not. */
async function archiveCandidates() {
  // Without --no-release-info a machine that never ran "apt-get update" (a fresh container) lists nothing.
  const { stdout } = await run('apt-get', ['indextargets', '--no-release-info',
    '--format', '$(REPO_URI) $(COMPONENT) $(RELEASE)', 'Created-By: Packages']);
  const targets = stdout.split('\n').map((line) => line.split(' ')).filter(([, component]) => component === 'main');
  const isMain = ([uri, , release]) => !/security/.test(`${uri} ${release}`);
  const rank = ([uri]) => (/\/debian\/?$/.test(uri) ? 0 : 1);
  const uris = [...new Set(targets.filter(isMain).sort((a, b) => rank(a) - rank(b)).map(([uri]) => uri))];
  if (uris.length === 0) {
    throw new Problem("This machine's sources list names no Debian archive to get packages from.");
  }
  return uris;
}

/**
 * How this machine reaches its archive, as lines of an apt configuration: proxy, access, and whether a mirror
 * may be an older snapshot. Nothing of it loosens the signatures.
 */
async function networkSettings() {
  const { stdout } = await run('apt-config', ['dump']);
  const wanted = /^Acquire::(https?|ftp|socks|ForceIPv[46]|Check-Valid-Until|Check-Date)\b/;
  return stdout.split('\n').filter((line) => wanted.test(line)).join('\n');
}

async function writeConfiguration(uri) {
  const directories = [
    'etc/apt.conf.d', 'etc/preferences.d', 'etc/sources.list.d', 'etc/trusted.gpg.d', 'state/lists/partial',
    'cache/archives/partial', 'none/partial', 'log',
  ];
  for (const name of directories) mkdirSync(join(aptDir, name), { recursive: true });
  if (!existsSync(statusPath)) writeFile(statusPath, '');
  const suites = [...new Set(Object.values(pins).map((pin) => pin.debian?.suite).filter(Boolean))];
  const binarySuite = pins.emscripten.debian.suite;
  const line = (type, suite) => `${type} [signed-by=${keyring}] ${uri} ${suite} main\n`;
  const sourceLines = suites.map((suite) => line('deb-src', suite));
  writeFile(join(aptDir, 'etc/sources.list'), [line('deb', binarySuite), ...sourceLines].join(''));
  // A whole configuration instead of options: the system's one may carry hooks that run after an update
  // (container images clean /var/cache there), and those would touch the system.
  writeFile(join(aptDir, 'apt.conf'), `Dir::Etc "${aptDir}/etc/";
Dir::Etc::netrc "/etc/apt/auth.conf";
Dir::Etc::netrcparts "/etc/apt/auth.conf.d/";
Dir::State "${aptDir}/state/";
Dir::State::status "${statusPath}";
Dir::Cache "${aptDir}/cache/";
Dir::Log "${aptDir}/log/";
APT::Install-Recommends "false";
APT::Sandbox::User "root";
Acquire::Languages "none";
Acquire::Retries "3";
Acquire::http::Timeout "30";
Acquire::https::Timeout "30";
${await networkSettings()}
`);
}

const aptGet = (args, options) =>
  run('apt-get', ['-q', ...args], { ...options, env: { APT_CONFIG: join(aptDir, 'apt.conf') } });

const sizeOf = (path) => {
  try { return statSync(path).isFile() ? statSync(path).size : 0; } catch { return 0; /* apt has just moved it */ }
};

/** Bytes in the files directly in [dirs]: what has arrived so far. */
const bytesIn = (...dirs) => dirs.filter((dir) => existsSync(dir))
  .flatMap((dir) => readdirSync(dir).map((name) => sizeOf(join(dir, name))))
  .reduce((sum, size) => sum + size, 0);

let isOpen = false;

/** Fetches the package lists, once in a run. */
export async function openApt({ again = false } = {}) {
  if (isOpen && !again) return;
  let last;
  for (const uri of await archiveCandidates()) {
    await writeConfiguration(uri);
    const step = startStep("Debian's package lists, about 32 MB");
    // Error-Mode: apt calls a missing list a warning, and we could not tell it from success.
    last = await aptGet(['update', '-oAPT::Update::Error-Mode=any']);
    if (last.code === 0) {
      step.done('signatures verified');
      isOpen = true;
      return;
    }
    step.stop();
  }
  throw aptProblem('Fetching the package lists', last);
}

/** Lines "'uri' file size hash" of apt's --print-uris. */
const parseUris = (stdout) => [...stdout.matchAll(/^'[^']*' (\S+) (\d+)/gm)].map(([, file, size]) => {
  const [name, version, architecture] = file.replace(/\.deb$/, '').split('_');
  const debianVersion = decodeURIComponent(version);
  return { file, size: Number(size), name, debianVersion, version: upstreamVersion(debianVersion), architecture };
});

/** Resolves [names] with all that they need, without what the machine has of its own ([provided], patterns). */
export async function resolvePackages(names, provided = []) {
  const resolve = async () => {
    // apt leaves out what its cache holds already, as after an interruption; so it is shown an empty one.
    const result = await aptGet(['install', '-y', '--print-uris', `-oDir::Cache::archives=${aptDir}/none/`, ...names]);
    if (result.code !== 0) throw aptProblem(`Resolving ${names.join(', ')}`, result);
    return parseUris(result.stdout);
  };
  writeFile(statusPath, '');
  const isProvided = new RegExp(`^(${provided.join('|')})$`);
  const installed = provided.length === 0 ? [] : (await resolve()).filter(({ name }) => isProvided.test(name));
  if (installed.length === 0) return resolve();
  // Telling apt that they are installed spares a third of the download: a second Node, Python and GCC.
  writeFile(statusPath, installed.map(({ name, debianVersion, architecture }) => `Package: ${name}
Status: install ok installed
Version: ${debianVersion}
Architecture: ${architecture}
Multi-Arch: allowed
Maintainer: the machine itself
Description: provided by the machine
`).join('\n'));
  return resolve();
}

/** Downloads what resolvePackages() found; returns the paths of the .deb files. */
export async function downloadPackages(packages, names) {
  const total = packages.reduce((sum, { size }) => sum + size, 0);
  const arrived = () => Math.min(total, bytesIn(archivesDir, join(archivesDir, 'partial')));
  const step = startStep(`${packages.length} Debian packages`, () => `${megabytes(arrived())} of ${megabytes(total)}`);
  let result = await aptGet(['install', '-y', '--download-only', ...names]);
  if (result.code !== 0) {
    // The suite may have moved on between the lists and the download.
    say('  Some packages did not arrive; fetching the lists anew and trying once more.');
    await openApt({ again: true });
    result = await aptGet(['install', '-y', '--download-only', ...names]);
  }
  if (result.code !== 0) { step.stop(); throw aptProblem('Downloading packages', result); }
  step.done(megabytes(total));
  return packages.map(({ file }) => join(archivesDir, file));
}

/** Downloads the one package [name] without what it needs into [dir]; returns {path, version}. */
export async function downloadOnePackage(name, suite, dir) {
  const result = await aptGet(['download', `${name}/${suite}`], { cwd: dir });
  if (result.code !== 0) throw aptProblem(`Downloading ${name}`, result);
  const file = readdirSync(dir).find((entry) => entry.startsWith(`${name}_`) && entry.endsWith('.deb'));
  return { path: join(dir, file), version: upstreamVersion(decodeURIComponent(file.split('_')[1])) };
}

/** Downloads the upstream tarball of source package [name] into [dir]; returns {path, version}. */
export async function downloadSource(name, suite, dir) {
  const step = startStep(`source of ${name}`, () => megabytes(bytesIn(dir)));
  const result = await aptGet(['source', '--only-source', '--download-only', `${name}/${suite}`], { cwd: dir });
  if (result.code !== 0) { step.stop(); throw aptProblem(`Downloading the source of ${name}`, result); }
  step.done(megabytes(bytesIn(dir)));
  const file = readdirSync(dir).find((entry) => /\.orig\.tar\.\w+$/.test(entry));
  return { path: join(dir, file), version: upstreamVersion(file.split('_')[1]) };
}

/** Lists and archives are of no use once everything is in place: they are stale when next wanted. */
export const closeApt = () => { isOpen = false; remove(aptDir); };
