// Lists that are kept by hand, and what they have forgotten.

const kLists = [
  { list: 'core/CMakeLists.txt', sources: /^core\/src\/.*\.cpp$/ },
  { list: 'shell/CMakeLists.txt', sources: /^shell\/.*\.cpp$/ },
  { list: 'web/CMakeLists.txt', sources: /^web\/.*\.cpp$/ },
  { list: 'tests/CMakeLists.txt', sources: /^tests\/(core|shell)\/.*\.cpp$/ },
];

/** The words of a CMake file, comments left out. */
const wordsOf = (text) => new Set(text.replace(/#.*$/gm, '').split(/[\s()]+/));

/** @param {Map<string, string>} tree */
export function unlistedSources(tree) {
  return kLists.flatMap(({ list, sources }) => {
    const words = wordsOf(tree.get(list) ?? '');
    const folder = list.slice(0, list.lastIndexOf('/') + 1);
    return [...tree.keys()]
      .filter((path) => sources.test(path) && !words.has(path.slice(folder.length)))
      .map((path) => `${list} does not list ${path.slice(folder.length)}`);
  });
}

/** The ids of the stage table, in its order: topP. */
export function stagesOf(table) {
  return [...table.matchAll(/^LOGITSCOPE_STAGE\(\s*(\w+),\s*(\w+),/gm)].map(([, , id]) => id);
}

const snakeCase = (id) => id.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** @param {Map<string, string>} tree */
export function unfinishedStages(tree) {
  const tests = [...tree].filter(([path]) => /^tests\/core\/stages\w*_test\.cpp$/.test(path)).map(([, text]) => text).join('\n');
  return stagesOf(tree.get('core/include/logitscope/stage_table.def')).flatMap((id) => {
    const file = `core/src/stages/${snakeCase(id)}.cpp`;
    const missing = [];
    if (!tree.has(file)) missing.push(`${id} has no ${file}`);
    if (!tests.includes(`TEST_CASE("${id} `)) missing.push(`${id} has no test: a TEST_CASE("${id} …") in tests/core/stages_test.cpp`);
    return missing;
  });
}
