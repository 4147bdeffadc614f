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

/** From and to, inclusive. The page's own words need no accents; tokens, in mono, come in the languages of western Europe. */
const kRanges = { text: [[0x20, 0x7e]], strong: [[0x20, 0x7e]], mono: [[0x20, 0x7e], [0xa0, 0xff]] };

/** What the page says besides letters. A sign or a letter that a face lacks the browser draws, on the canvas too. */
const kSigns = '␣⏎⇥␍←↑→↓▸−×·÷±≈≠≤≥∞∑√–—‘’“”…′∥€²³₁₂₃₄αγεηθμστΣ‖ₙ▾';

/** Headings and names that stand out have few of them. */
const kStrongSigns = '␣→−·–—‘’“”…';

function charactersOf(role) {
  let text = role === 'strong' ? kStrongSigns : kSigns;
  for (const [from, to] of kRanges[role]) {
    for (let code = from; code <= to; ++code) text += String.fromCodePoint(code);
  }
  return text;
}

/** Glyphs alone: the layout tables would pull in alternates that Dear ImGui cannot use, three times the size. */
const kOptions = {
  targetFormat: 'sfnt', keepFeatures: [], noLayoutClosure: true, noHinting: true,
  dropTables: ['GSUB', 'GPOS', 'GDEF', 'gasp'],
};

/** The bytes of each face by the name of its file. */
export async function makeFonts() {
  const faces = Object.entries(kFaces).map(async ([role, path]) => {
    const source = readFileSync(join(projectDir, 'node_modules', path));
    return [`${role}.ttf`, await subset(source, charactersOf(role))];
  });
  return Object.fromEntries(await Promise.all(faces));
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
