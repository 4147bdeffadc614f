// Files that are either whole or not there, stamps that say what a step was made from, and hashes.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inToolchain } from './paths.mjs';

export const sha256 = (data) => createHash('sha256').update(data).digest('hex');

/** Writes through a temporary name, and not at all when nothing would change: builds look at times. */
export function writeFile(path, text, mode = 0o644) {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.tmp-${process.pid}`;
  writeFileSync(temporary, text, { mode });
  renameSync(temporary, path);
}

export const remove = (path) => rmSync(path, { recursive: true, force: true, maxRetries: 3 });

/** An empty folder under a name that nobody takes for a finished one; see moveIntoPlace(). */
export function makeTemporary(path) {
  const temporary = `${path}.tmp`;
  remove(temporary);
  mkdirSync(temporary, { recursive: true });
  return temporary;
}

/** Puts [temporary] at [path]. What was there goes only when its successor is complete. */
export function moveIntoPlace(temporary, path) {
  const old = `${path}.old`;
  remove(old);
  if (existsSync(path)) renameSync(path, old);
  renameSync(temporary, path);
  remove(old);
}

const stampPath = (name) => inToolchain('stamps', `${name}.json`);

/** What step [name] was made from and what it found, or null when it never came to its end. */
export function readStamp(name) {
  try { return JSON.parse(readFileSync(stampPath(name), 'utf8')); } catch { return null; }
}

export const writeStamp = (name, stamp) => writeFile(stampPath(name), `${JSON.stringify(stamp, null, 2)}\n`);
export const removeStamp = (name) => remove(stampPath(name));

/** A short name for [inputs]: a step is up to date when its stamp has the same. */
export const keyOf = (...inputs) => sha256(JSON.stringify(inputs)).slice(0, 16);

/** The files under [root] that one of [patterns] names; "*" stands for any name, dots included. */
export function listFiles(root, patterns) {
  const expand = (dir, [head, ...tail]) => {
    const isMatch = new RegExp(`^${head.split('*').map((s) => s.replace(/[.+^${}()|[\]\\]/g, '\\$&')).join('.*')}$`);
    const entries = existsSync(join(root, dir)) ? readdirSync(join(root, dir), { withFileTypes: true }) : [];
    return entries.filter((entry) => isMatch.test(entry.name)).flatMap((entry) => {
      const path = dir ? `${dir}/${entry.name}` : entry.name;
      if (tail.length > 0) return entry.isDirectory() ? expand(path, tail) : [];
      return entry.isFile() ? [path] : [];
    });
  };
  return [...new Set(patterns.flatMap((pattern) => expand('', pattern.split('/'))))].sort();
}

/**
 * One hash for the files of a pin: the sha256 of the lines "path sha256", sorted by path. The function
 * logitscope_tree_hash in cmake/dependencies.cmake computes the same.
 */
export function treeHash(root, patterns) {
  const lines = listFiles(root, patterns).map((path) => `${path} ${sha256(readFileSync(join(root, path)))}\n`);
  return sha256(lines.join(''));
}
