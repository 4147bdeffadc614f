// Files with a hash of their content in their name: what a browser has of them it may keep for ever, as another content
// has another name. What names them, a script or a page, is written after them.

import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, parse } from 'node:path';

export class Assets {
  #folder;
  #hashes = new Map();

  /** @param {string} folder where they are written */
  constructor(folder) {
    mkdirSync(folder, { recursive: true });
    this.#folder = folder;
  }

  /** Writes a file and remembers under which name. */
  add(name, content) {
    if (this.#hashes.has(name)) throw new Error(`Two assets are called ${name}.`);
    this.#hashes.set(name, createHash('sha256').update(content).digest('hex').slice(0, 8));
    writeFileSync(join(this.#folder, this.nameOf(name)), content);
  }

  has(name) {
    return this.#hashes.has(name);
  }

  /** "page.css" → "page-1a2b3c4d.css", as public/page/assets.mjs makes it in the browser. */
  nameOf(name) {
    const { name: stem, ext } = parse(name);
    return `${stem}-${this.#hashes.get(name)}${ext}`;
  }

  /** For scripts: the hash of each asset so far, by its plain name. */
  hashes() {
    return Object.fromEntries(this.#hashes);
  }

  /** All of them, by the names that they are written under. */
  names() {
    return [...this.#hashes.keys()].map((name) => this.nameOf(name));
  }
}
