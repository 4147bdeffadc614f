// Who may know whom. One row for each part of the tree, the most particular first; a file is held to the first
// row that fits it. What a row does not allow is forbidden.
//
//   in       which files
//   angle    what it may include as <…>, besides the standard library
//   quoted   what it may include as "…", as seen from the roots of `roots`
//   own      a header of the file's own stem is allowed too: panels/x.cpp may include panels/x.h

const kImGui = /^imgui\.h$/;
const kEmscripten = /^emscripten(\/[a-z0-9_]+)?\.h$/;
const kCorePublic = /^logitscope\//;

export const kRules = [
  { name: 'core, public headers', in: /^core\/include\//, roots: ['core/include'], quoted: [kCorePublic] },
  {
    name: 'core, kernels', in: /^core\/src\/kernels\//, roots: ['core/include', 'core/src'],
    angle: [/^hwy\//], quoted: [kCorePublic, /^kernels\//],
  },
  {
    name: 'core', in: /^core\//, roots: ['core/include', 'core/src'],
    quoted: [kCorePublic, /^(?!logitscope\/)([a-z0-9_]+\/)*[a-z0-9_]+\.h$/],
  },
  { name: 'web', in: /^web\//, roots: ['core/include', 'web'], angle: [kEmscripten], quoted: [kCorePublic, /^[a-z0-9_]+\.h$/] },
  { name: 'shell model', in: /^shell\/model\//, roots: ['core/include', 'shell'], quoted: [kCorePublic, /^model\//] },
  {
    name: 'shell panels', in: /^shell\/panels\//, roots: ['shell'],
    angle: [kImGui], quoted: [/^model\//, /^widgets\//, /^theme\.h$/, kImGui], own: true,
  },
  {
    name: 'shell widgets', in: /^shell\/widgets\//, roots: ['shell'],
    angle: [kImGui], quoted: [/^model\//, /^widgets\//, /^theme\.h$/, kImGui],
  },
  { name: 'shell theme', in: /^shell\/theme\./, roots: ['shell'], angle: [kImGui], quoted: [/^theme\.h$/, kImGui] },
  {
    name: 'shell platform', in: /^shell\/platform\//, roots: ['core/include', 'shell'],
    angle: [kImGui, /^backends\/imgui_impl_(sdl2|opengl3)\.h$/, /^SDL2?(\/SDL)?(_[a-z]+)?\.h$/, /^(GL|GLES[23])\//, kEmscripten],
    quoted: [kCorePublic, /^(model|panels|widgets|platform)\//, /^theme\.h$/],
  },
  { name: 'shell', in: /^shell\//, roots: ['shell'], quoted: [] },
];

/// <vector>, <cstdint>: no folder and no ending.
const kStandardHeader = /^[a-z0-9_]+$/;

/** The text without its comments; strings stay, and so do the line numbers. */
export function withoutComments(text) {
  const pattern = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
  return text.replace(pattern, (found) => (found.startsWith('/') ? found.replace(/[^\n]/g, ' ') : found));
}

export function includesOf(text) {
  return [...withoutComments(text).matchAll(/^[ \t]*#[ \t]*include[ \t]*(?:<([^>\n]+)>|"([^"\n]+)")/gm)].map(
    ([, angle, quoted]) => ({ angle, quoted }));
}

const stemOf = (path) => path.replace(/\.[a-z]+$/, '');

function allows(rule, path, { angle, quoted }, exists) {
  const fits = (patterns, header) => (patterns ?? []).some((pattern) => pattern.test(header));
  if (angle !== undefined) return kStandardHeader.test(angle) || fits(rule.angle, angle);
  const isOwn = rule.own && rule.roots.some((root) => stemOf(`${root}/${quoted}`) === stemOf(path));
  if (!isOwn && !fits(rule.quoted, quoted)) return false;
  // Third-party headers lie outside the tree; everything else that is quoted is ours, and is where it says.
  if (kImGui.test(quoted)) return true;
  return !quoted.includes('..') && rule.roots.some((root) => exists(`${root}/${quoted}`));
}

/**
 * What is wrong with the includes of one file, as sentences.
 * @param {string} path from the root of the repository
 * @param {string} text
 * @param {(path: string) => boolean} exists
 */
export function wrongIncludes(path, text, exists) {
  const rule = kRules.find((candidate) => candidate.in.test(path));
  if (!rule) return [];
  return includesOf(text)
    .filter((include) => !allows(rule, path, include, exists))
    .map(({ angle, quoted }) => `${path} (${rule.name}) must not include ${angle ? `<${angle}>` : `"${quoted}"`}`);
}
