// The browsers that the tests drive: what is installed is used. On Debian, as root, what is missing
// is installed from the machine's own suite; anywhere else nothing is touched and one sentence says
// what to install. The tests of a browser that is not there count as skipped.

import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { say } from './progress.mjs';

/// Every Debian package that the browser tests need, and why. [part] says which field of the result
/// is null without it; [installed] is looked for instead of asking dpkg, because a browser that the
/// user installed in another way serves as well.
export const kBrowserPackages = [
  { package: 'chromium', part: 'chromium', why: 'the engine of Chrome and Edge', installed: findChromium },
  { package: 'firefox-esr', part: 'firefox', why: 'the engine of Firefox', installed: findFirefox },
  { package: 'webkit2gtk-driver', part: 'webkit', why: 'the engine of Safari and every iPhone', installed: findWebkit },
  { package: 'xvfb', part: 'xvfb', why: 'a display without a screen; Firefox has no WebGL and WebKit no window without one', installed: findXvfb },
  { package: 'libgl1-mesa-dri', part: 'xvfb', why: 'OpenGL in software, so that WebGL works without a graphics card' },
  { package: 'libegl1', part: 'xvfb', why: 'the way by which Firefox and WebKit reach that OpenGL' },
  { package: 'fonts-dejavu-core', part: 'xvfb', why: 'a fallback face, so that text has glyphs' },
];

const kSuites = { chromium: 'Chromium', firefox: 'Firefox', webkit: 'WebKitGTK', xvfb: 'Xvfb' };

// Lists older than the archive make downloads fail with 404; this is how apt says so.
const kStaleLists = /404\s+Not Found|Unable to locate package|has no installation candidate|Failed to fetch/;

/// Finds the browsers and, where it may, installs the missing ones.
/// [log] is called with one line at a time. [install] false looks only.
/// Returns { chromium, firefox, webkit, xvfb, missing, sentence }: [missing] names the packages that
/// are still not there, [sentence] says it to a human and is empty when nothing is missing.
export async function provisionBrowsers({ log = say, install = true } = {}) {
  let missing = findMissing();
  if (missing.length > 0 && install && mayInstall()) {
    await installPackages(missing, log);
    missing = findMissing();
  }
  const found = describe(missing);
  if (install && found.sentence) log(found.sentence);
  return found;
}

function describe(missing) {
  return {
    chromium: findChromium(),
    firefox: findFirefox(),
    webkit: findWebkit(),
    xvfb: findXvfb(),
    missing: missing.map((row) => row.package),
    sentence: missing.length === 0 ? '' : sentenceFor(missing),
  };
}

function sentenceFor(missing) {
  const names = missing.map((row) => row.package).join(' ');
  const parts = [...new Set(missing.map((row) => kSuites[row.part]))].join(', ');
  const how = isDebian()
    ? `as root: apt-get install ${names}`
    : `install Chromium, Firefox and, on Linux, WebKitGTK's WebKitWebDriver and Xvfb with your system's package manager (Debian's names: ${names})`;
  return `Browser tests that need ${parts} will be skipped; to run them, ${how}.`;
}

function findMissing() {
  const asksDpkg = isDebian();
  const installed = asksDpkg ? installedPackages() : new Set();
  return kBrowserPackages.filter((row) =>
    // Libraries are looked for on Debian only: elsewhere their names and places differ, and a
    // machine that shows a desktop has them.
    row.installed ? row.installed() === null : asksDpkg && !installed.has(row.package));
}

// --- what is there -----------------------------------------------------------------------------

function findChromium() {
  return asExecutable(
    onPath('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable') ??
      firstFile('/Applications/Chromium.app/Contents/MacOS/Chromium',
                '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'));
}

function findFirefox() {
  return asExecutable(onPath('firefox-esr', 'firefox') ?? firstFile('/Applications/Firefox.app/Contents/MacOS/firefox'));
}

function findWebkit() {
  const driver = onPath('WebKitWebDriver');
  const browser = driver && findMiniBrowser();
  return browser ? { driver, browser } : null;
}

function findXvfb() {
  return onPath('Xvfb');
}

// MiniBrowser lies beside the library, whose folder carries the API version and, on Debian, the
// processor: /usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser.
function findMiniBrowser() {
  const roots = ['/usr/libexec', '/usr/lib', '/usr/lib64'];
  const folders = roots.flatMap((root) => [root, ...subfolders(root, /-linux-gnu/)]);
  const candidates = folders.flatMap((folder) => subfolders(folder, /^webkit(2gtk|gtk)-/));
  return firstFile(...candidates.sort().reverse().map((folder) => join(folder, 'MiniBrowser')));
}

function subfolders(folder, pattern) {
  return existsSync(folder) ? readdirSync(folder).filter((name) => pattern.test(name)).map((name) => join(folder, name)) : [];
}

function asExecutable(path) {
  return path ? { executable: path } : null;
}

function onPath(...names) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return firstFile(...names.flatMap((name) => folders.map((folder) => join(folder, name))));
}

function firstFile(...paths) {
  return paths.find(isExecutable) ?? null;
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/// Names in dpkg's status file whose state is "installed". Reading the file takes a few
/// milliseconds; asking dpkg-query takes fifty.
function installedPackages() {
  const names = new Set();
  for (const stanza of readFileSync('/var/lib/dpkg/status', 'utf8').split('\n\n')) {
    if (/^Status: \S+ ok installed$/m.test(stanza)) names.add(/^Package: (\S+)/m.exec(stanza)?.[1]);
  }
  return names;
}

// --- what may be installed ---------------------------------------------------------------------

function isDebian() {
  // Derivatives are left out on purpose: Ubuntu's packages of these names install snaps, which
  // cannot be driven with a profile of our own.
  return existsSync('/var/lib/dpkg/status') && /^ID="?debian"?$/m.test(readIfThere('/etc/os-release'));
}

function mayInstall() {
  return isDebian() && process.getuid?.() === 0;
}

function readIfThere(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

async function installPackages(missing, log) {
  log('Browser tests need these Debian packages, which are now installed from this system\'s own suite:');
  for (const row of missing) log(`  ${row.package}: ${row.why}`);
  const names = missing.map((row) => row.package);

  // A run that was interrupted leaves packages unpacked but not configured; dpkg finishes that
  // itself, and does nothing otherwise.
  await run('dpkg', ['--configure', '-a'], log);
  const first = await aptInstall(names, log);
  if (first.code === 0) return;
  if (kStaleLists.test(first.output)) {
    log('  refreshing the package lists (apt-get update), because they are missing or out of date');
    await run('apt-get', ['update', '-q'], log);
    const second = await aptInstall(names, log);
    if (second.code === 0) return;
    return reportFailure(second, log);
  }
  reportFailure(first, log);
}

function reportFailure({ output }, log) {
  log('  apt-get could not install them:');
  for (const line of output.trim().split('\n').filter((text) => /^[EW]:/.test(text)).slice(-6)) log(`    ${line}`);
}

function aptInstall(names, log) {
  return run('apt-get', [
    'install', '-y', '-q', '--no-install-recommends',
    '-oDPkg::Lock::Timeout=300',  // another apt on this machine is waited for, not fought
    '-oAPT::Status-Fd=3',         // progress, for machines to read
    ...names,
  ], log);
}

// Runs [command] quietly, keeps its output for the case of failure, and turns apt's status lines
// ("dlstatus:3:12.5:Retrieving file 4 of 93") into a progress line at most every three seconds.
function run(command, args, log) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' },
    });
    let output = '';
    let lastLine = Date.now();
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.stdio[3].on('data', (chunk) => {
      const status = String(chunk).trim().split('\n').at(-1).split(':');
      if (Date.now() - lastLine < 3000 || status.length < 4) return;
      lastLine = Date.now();
      const step = status[0] === 'dlstatus' ? 'downloading' : 'installing';
      log(`  ${step} ${Math.round(Number(status[2]))} %  ${status.slice(3).join(':')}`);
    });
    child.on('error', (error) => resolve({ code: -1, output: `E: ${error.message}` }));
    child.on('close', (code) => resolve({ code, output }));
  });
}
