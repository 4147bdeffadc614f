// Beside every file that gets smaller by it: the same as .br and .gz, for hosts that hand those out. What was packed once
// is kept in build/, so that only what has changed costs time.

import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { projectDir } from '../provision/paths.mjs';

const kPackers = { br: promisify(brotliCompress), gz: (bytes) => promisify(gzip)(bytes, { level: 9 }) };
/** Pictures are packed already. */
const kPacked = /\.(html|mjs|js|css|csv|txt|svg|json|wasm|ttf|ts)$|LICENSE$/;

/** @param {string} folder */
export async function pack(folder) {
  const kept = join(projectDir, 'build/packed');
  await mkdir(kept, { recursive: true });
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile() && kPacked.test(entry.name));
  const waiting = new Map();
  await Promise.all(files.map(async ({ parentPath, path, name }) => {
    const file = join(parentPath ?? path, name);
    const bytes = await readFile(file);
    for (const [ending, packed] of Object.entries(kPackers)) {
      const keptFile = join(kept, `${createHash('sha256').update(bytes).digest('hex').slice(0, 24)}.${ending}`);
      // The same content lies in several folders: the first packs it.
      if (!waiting.has(keptFile)) waiting.set(keptFile, packOnce(keptFile, bytes, packed));
      await waiting.get(keptFile);
      await copyFile(keptFile, `${file}.${ending}`);
    }
  }));
}

async function packOnce(keptFile, bytes, packed) {
  const isThere = await readFile(keptFile).catch(() => null);
  if (!isThere) await writeFile(keptFile, await packed(bytes));
}
