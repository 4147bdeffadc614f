// What a single file may not hold, whatever it includes. Each rule takes a path and a text and answers with
// sentences, none when all is well.

import { withoutComments } from './include_rules.mjs';

export const kMaxLines = 450;

const lineOf = (text, index) => text.slice(0, index).split('\n').length;

function findings(path, text, pattern, what) {
  return [...text.matchAll(pattern)].map((found) => `${path}:${lineOf(text, found.index)} ${what(found)}`);
}

const isCpp = (path) => /\.(cpp|h|def)$/.test(path);
const isSource = (path) => /\.(cpp|h|def|mjs|js|css|html|cmake)$|CMakeLists\.txt$/.test(path);

/** Browser calls from C++ live in the platform layer and in the bindings, nowhere else. */
export function browserCalls(path, text) {
  if (!isCpp(path) || !/^(core|shell|web)\//.test(path) || /^(shell\/platform|web)\//.test(path)) return [];
  return findings(path, withoutComments(text), /\b(EM_ASM\w*|EM_JS|EM_ASYNC_JS|emscripten_\w+|emscripten::\w+|EMSCRIPTEN_\w+)\b/g,
    ([, call]) => `calls the browser: ${call}`);
}

/**
 * State lives in structs that are passed in. A function-local or file-level `static` that can change is a global,
 * wherever it hides; `static const` and `static constexpr` cannot, and a static member function in a header is none.
 */
export function mutableStatics(path, text) {
  if (!isCpp(path) || !/^(core|shell\/(model|panels|widgets|theme))/.test(path)) return [];
  const pattern = /\b(static|thread_local)\b(?!\s+(?:inline\s+)?(?:const|constexpr)\b)[^;={(]*([;={(])/g;
  return [...withoutComments(text).matchAll(pattern)]
    .filter(([, , next]) => !(path.endsWith('.h') && next === '('))
    .map((found) => `${path}:${lineOf(text, found.index)} has a static that can change: ${found[0].split('\n')[0].trim()}`);
}

/** A stage changes candidates; `run` watches. */
export function stagesThatKnowTheTrace(path, text) {
  if (!path.startsWith('core/src/stages/')) return [];
  return findings(path, withoutComments(text), /\b(Trace|StageTrace|TokenAtStage|Explanation|RunRequest)\b/g,
    ([, name]) => `is a stage and names ${name}`);
}

/**
 * The fuzzers are built by Clang, and no run of the tests builds them. Clang 14 cannot read what GCC 12 has of these: they
 * answer with a subrange.
 */
export function rangesThatClangCannotRead(path, text) {
  if (!isCpp(path) || !/^(core|tests\/fuzz)\//.test(path)) return [];
  return findings(path, withoutComments(text), /\bstd::(?:views::\w+|ranges::(?:views::\w+|subrange|remove|remove_if|unique|partition|stable_partition|rotate|search|find_end|equal_range))\b/g,
    ([name]) => `uses ${name}, which Clang 14 cannot read in GCC 12's library`);
}

export function longFiles(path, text) {
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  if (!isSource(path) || lines <= kMaxLines) return [];
  return [`${path} has ${lines} lines; ${kMaxLines} are the most`];
}

/** Nothing of the machine on which it was written. */
export function traitsOfOneMachine(path, text) {
  return [
    ...findings(path, text, /(?<![\w.)}$\]-])\/(?:work|tmp|home|root)\/[\w.-]*/g, ([where]) => `names a folder of one machine: ${where}`),
    ...findings(path, text, /\b(?:registry\.[\w-]+(?:\.[\w-]+)+|(?:deb|security|snapshot)\.debian\.org|[\w.-]*(?:artifactory|nexus|mirror)[\w-]*\.[\w.-]+\.[a-z]{2,})\b/gi,
      ([host]) => `names a registry: ${host}`),
  ];
}

export function leftovers(path, text) {
  if (!isSource(path)) return [];
  return [
    ...findings(path, text, /\b(?:TODO|FIXME|XXX)\b(?!\s*\(?#\d+)/g, ([word]) => `has a ${word} without an issue`),
    ...findings(path, text, /^[ \t]*#[ \t]*if 0\b/gm, () => 'keeps code switched off'),
  ];
}

/** What web's modules import lies beside them. */
export function importsOutOfWeb(path, text) {
  // generate-types.mjs is a tool of the build and reads what was built.
  if (!/^web\/.*\.mjs$/.test(path) || path === 'web/generate-types.mjs') return [];
  return findings(path, text, /\b(?:from|import)\s*\(?\s*'([^']+)'/g, ([, from]) => from)
    .filter((finding) => !/ (\.\/|node:)[^ ]*$/.test(finding))
    .map((finding) => finding.replace(/ (\S+)$/, ' imports $1, which is not beside it'));
}

export const kSourceRules = [
  browserCalls, mutableStatics, stagesThatKnowTheTrace, rangesThatClangCannotRead, longFiles, traitsOfOneMachine, leftovers, importsOutOfWeb,
];
