// The package as somebody gets it: packed, and installed without a network into an empty folder.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const kProject = fileURLToPath(new URL('../..', import.meta.url));

/// Runs a program to its end and gives what it printed; fails with its words where it fails.
export function outputOf(program, args, options) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8', shell: process.platform === 'win32', ...options });
  assert.equal(status, 0, `${program} ${args.join(' ')}: ${error ?? ''}${stdout}${stderr}`);
  return stdout;
}

export function makePackage() {
  const folder = mkdtempSync(join(tmpdir(), 'logitscope-package-'));
  const [packed] = JSON.parse(outputOf('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], { cwd: kProject }));
  const user = join(folder, 'user');
  write(user, { 'package.json': JSON.stringify({ name: 'user', private: true, type: 'module' }) });
  outputOf('npm', ['install', '--offline', '--no-audit', '--no-fund', '--ignore-scripts', join(folder, packed.filename)], { cwd: user });
  return { packed, user, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/// Files by name, under [folder].
export function write(folder, files) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}
