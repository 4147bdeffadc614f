// The files of the repository, as the rules see them: everything that git would keep.

import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const kRoot = fileURLToPath(new URL('../../', import.meta.url));

const read = (path) => readFileSync(kRoot + path, 'utf8');

/** The folders that .gitignore names, and git's own. */
const ignored = new Set(['.git', ...read('.gitignore').split('\n').filter((line) => line.endsWith('/')).map((line) => line.replaceAll('/', ''))]);

function pathsUnder(folder) {
  return readdirSync(kRoot + folder, { withFileTypes: true }).flatMap((entry) => {
    const path = folder + entry.name;
    if (entry.isDirectory()) return ignored.has(entry.name) ? [] : pathsUnder(`${path}/`);
    return entry.isFile() ? [path] : [];
  });
}

const kBinary = /\.(png|jpg|ico|woff2?|ttf|otf|wasm|gz|br)$/;

/** @returns {Map<string, string>} text by path from the root, binary files left out */
export function readTree() {
  return new Map(pathsUnder('').filter((path) => !kBinary.test(path)).sort().map((path) => [path, read(path)]));
}
