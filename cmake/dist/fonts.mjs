// The page's faces, cut down to the characters that a token table needs. One file serves the HTML and the canvas:
// Dear ImGui reads plain TrueType, browsers do too.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { projectDir } from '../provision/paths.mjs';

const kFaces = {
  text: 'inter-ui/web/Inter-Regular.woff2',
  strong: 'inter-ui/web/Inter-SemiBold.woff2',
  mono: 'jetbrains-mono/fonts/webfonts/JetBrainsMono-Regular.woff2',
};

/** From and to, inclusive: Latin as Europe writes it, Greek, and the signs that the page uses. */
const kRanges = [
  [0x20, 0x7e], [0xa0, 0x17f], [0x391, 0x3c9], [0x2010, 0x2027], [0x2030, 0x203a], [0x2070, 0x2089],
];
const kSigns = '␣⏎⇥␍←↑→↓−×·÷±≈≠≤≥∞∑√σ…–—“”‘’€';

function characters() {
  let text = kSigns;
  for (const [from, to] of kRanges) {
    for (let code = from; code <= to; ++code) text += String.fromCodePoint(code);
  }
  return text;
}

/** Glyphs alone: the layout tables would pull in alternates that Dear ImGui cannot use, three times the size. */
const kOptions = {
  targetFormat: 'sfnt', keepFeatures: [], noLayoutClosure: true, noHinting: true,
  dropTables: ['GSUB', 'GPOS', 'GDEF', 'gasp'],
};

export async function writeFonts(folder) {
  mkdirSync(folder, { recursive: true });
  const text = characters();
  await Promise.all(Object.entries(kFaces).map(async ([role, path]) => {
    const source = readFileSync(join(projectDir, 'node_modules', path));
    writeFileSync(join(folder, `${role}.ttf`), await subset(source, text));
  }));
}

/** Cutting takes a second; the same cut is kept in build/. */
async function subset(source, text) {
  const key = createHash('sha256').update(source).update(text).update(JSON.stringify(kOptions)).digest('hex').slice(0, 16);
  const kept = join(projectDir, 'build/fonts', `${key}.ttf`);
  if (existsSync(kept)) return readFileSync(kept);
  const { default: subsetFont } = await import('subset-font');
  const font = await subsetFont(source, text, kOptions);
  mkdirSync(join(projectDir, 'build/fonts'), { recursive: true });
  writeFileSync(kept, font);
  return font;
}
