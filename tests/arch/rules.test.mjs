// The rules themselves, on texts that break them and on texts that only look as if they did.

import assert from 'node:assert/strict';
import test from 'node:test';
import { includesOf, withoutComments, wrongIncludes } from './include_rules.mjs';
import { stagesOf, unfinishedStages, unlistedSources } from './lists.mjs';
import * as rules from './source_rules.mjs';

const everythingExists = () => true;
const isAllowed = (path, include, exists = everythingExists) => wrongIncludes(path, `#include ${include}\n`, exists).length === 0;

function allowed(path, ...includes) {
  for (const include of includes) assert.ok(isAllowed(path, include), `${path} should be allowed ${include}`);
}

function forbidden(path, ...includes) {
  for (const include of includes) assert.ok(!isAllowed(path, include), `${path} should not be allowed ${include}`);
}

test('core knows the standard library and itself', () => {
  allowed('core/src/run.cpp', '<vector>', '<cmath>', '"logitscope/run.h"', '"candidates.h"', '"stages/stage.h"', '"kernels/kernels.h"');
  forbidden('core/src/run.cpp', '<hwy/highway.h>', '<emscripten.h>', '<emscripten/val.h>', '<imgui.h>', '<SDL.h>', '<unistd.h>', '<doctest/doctest.h>',
    '"../../shell/theme.h"', '"../web/convert.h"');
});

test('only the kernels of core know Highway', () => {
  allowed('core/src/kernels/max.cpp', '<hwy/highway.h>', '"kernels/kernels.h"', '<algorithm>');
  forbidden('core/src/kernels/max.cpp', '"candidates.h"', '<emscripten.h>');
  forbidden('core/src/metrics.cpp', '<hwy/highway.h>');
  forbidden('core/src/stages/top_p.cpp', '<hwy/highway.h>');
});

test("core's public headers stand alone", () => {
  allowed('core/include/logitscope/run.h', '<span>', '"logitscope/metrics.h"', '"logitscope/stage_table.def"');
  forbidden('core/include/logitscope/run.h', '"candidates.h"', '"kernels/kernels.h"', '<hwy/highway.h>', '"run.h"');
});

test("web knows core's public headers and emscripten", () => {
  allowed('web/bindings.cpp', '"logitscope/logitscope.h"', '"convert.h"', '<emscripten/bind.h>', '<memory>');
  forbidden('web/bindings.cpp', '"stages/stage.h"', '"model/store.h"', '<imgui.h>', '<SDL.h>', '"../core/src/candidates.h"');
});

test("the shell's model knows core and nothing that draws", () => {
  allowed('shell/model/store.cpp', '"model/store.h"', '"logitscope/logitscope.h"', '<optional>');
  forbidden('shell/model/store.cpp', '<imgui.h>', '"theme.h"', '"panels/pipeline_panel.h"', '"widgets/bar.h"', '<SDL.h>', '<emscripten.h>',
    '"platform/window.h"', '"candidates.h"');
});

test('a panel knows the model, widgets and ImGui, and no other panel', () => {
  allowed('shell/panels/chain_panel.cpp', '"panels/chain_panel.h"', '"model/actions.h"', '"model/view_models/controls_view.h"', '"widgets/bar.h"', '"theme.h"',
    '<imgui.h>', '"imgui.h"', '<string>');
  forbidden('shell/panels/chain_panel.cpp', '"panels/pipeline_panel.h"', '"panels/chain_panel_parts.h"', '"logitscope/run.h"', '"candidates.h"', '<SDL.h>',
    '<emscripten.h>', '"platform/window.h"', '<GLES3/gl3.h>', '<imgui_internal.h>');
});

test('a widget knows ImGui and the theme, and no panel', () => {
  allowed('shell/widgets/bar.cpp', '"widgets/bar.h"', '"widgets/text.h"', '"theme.h"', '<imgui.h>');
  forbidden('shell/widgets/bar.cpp', '"panels/pipeline_panel.h"', '"logitscope/words.h"', '<SDL.h>');
  allowed('shell/theme.cpp', '"theme.h"', '<imgui.h>');
  forbidden('shell/theme.cpp', '"widgets/bar.h"', '"model/store.h"');
});

test('the platform knows SDL, GL and the browser, and no insides of core', () => {
  allowed('shell/platform/app.cpp', '<SDL.h>', '<SDL2/SDL.h>', '<GLES3/gl3.h>', '<emscripten/val.h>', '<emscripten.h>', '<imgui.h>',
    '<backends/imgui_impl_sdl2.h>', '"panels/pipeline_panel.h"', '"model/store.h"', '"logitscope/logitscope.h"');
  forbidden('shell/platform/app.cpp', '"candidates.h"', '"stages/stage.h"', '"convert.h"', '<hwy/highway.h>');
});

test('a header that is quoted is where it says', () => {
  const exists = (path) => path === 'core/src/candidates.h' || path === 'core/include/logitscope/run.h';
  assert.ok(isAllowed('core/src/run.cpp', '"candidates.h"', exists));
  assert.ok(isAllowed('core/src/run.cpp', '"logitscope/run.h"', exists));
  assert.ok(!isAllowed('core/src/run.cpp', '"theme.h"', exists));
  assert.ok(!isAllowed('core/src/run.cpp', '"logitscope/internal.h"', exists));
});

test('includes are found however they are spaced, and not in comments', () => {
  const text = '#include <a>\n  #  include "b.h"\n// #include <c>\n/* #include <d>\n#include <e> */\n#include<f>\nconst char* s = "// #include <g>";\n#include "h.h" // why\n';
  assert.deepEqual(includesOf(text).map(({ angle, quoted }) => angle ?? quoted), ['a', 'b.h', 'f', 'h.h']);
  assert.equal(withoutComments('a /* b\nc */ d // e\n"// f"').replace(/ +/g, ' '), 'a \n d \n"// f"');
});

test('a browser call is caught outside platform and web', () => {
  for (const call of ['EM_ASM({ alert(1); });', 'EM_JS(void, f, (), {});', 'emscripten_get_now();', 'emscripten::val::global();', 'EMSCRIPTEN_KEEPALIVE']) {
    assert.equal(rules.browserCalls('shell/panels/a.cpp', call).length, 1, call);
    assert.equal(rules.browserCalls('core/src/a.cpp', call).length, 1, call);
    assert.equal(rules.browserCalls('shell/platform/a.cpp', call).length, 0, call);
    assert.equal(rules.browserCalls('web/a.cpp', call).length, 0, call);
  }
  assert.equal(rules.browserCalls('core/src/a.cpp', '// EM_ASM would be wrong here').length, 0);
});

test('a static that can change is caught', () => {
  const count = (text, path = 'shell/panels/a.cpp') => rules.mutableStatics(path, text).length;
  for (const text of ['  static int n = 0;', 'static bool isOpen;', 'static std::vector<int> seen{};', '  static Foo foo(3);', 'thread_local int n = 0;', 'static\nint n;']) {
    assert.equal(count(text), 1, text);
    assert.equal(count(text, 'shell/widgets/a.cpp'), 1, text);
    assert.equal(count(text, 'shell/model/a.cpp'), 1, text);
    assert.equal(count(text, 'core/src/a.cpp'), 1, text);
  }
  for (const text of ['static const int n = 0;', 'static constexpr double kA = 1;', 'static_cast<int>(a);', 'static_assert(true);', '// static int n;']) {
    assert.equal(count(text), 0, text);
  }
  assert.equal(count('static Result<Rng> make(double seed);', 'core/include/logitscope/rng.h'), 0);
  assert.equal(count('static int shared = 0;', 'core/include/logitscope/rng.h'), 1);
  assert.equal(count('static App instance;', 'shell/platform/a.cpp'), 0);
});

test('a stage that names the trace is caught', () => {
  assert.equal(rules.stagesThatKnowTheTrace('core/src/stages/a.cpp', 'void f(Trace& t);').length, 1);
  assert.equal(rules.stagesThatKnowTheTrace('core/src/stages/a.cpp', '// not the Trace').length, 0);
  assert.equal(rules.stagesThatKnowTheTrace('core/src/run.cpp', 'Trace t;').length, 0);
});

test('a range that the fuzzers\' compiler cannot read is caught', () => {
  const count = (text, path = 'core/src/a.cpp') => rules.rangesThatClangCannotRead(path, text).length;
  for (const text of ['std::ranges::remove_if(all, isOdd);', 'for (int i : std::views::reverse(all)) {}']) assert.equal(count(text), 1, text);
  for (const text of ['std::remove_if(a, b, isOdd);', 'std::ranges::sort(all);', '// std::ranges::unique']) assert.equal(count(text), 0, text);
  assert.equal(count('std::ranges::unique(all);', 'shell/model/a.cpp'), 0);
});

test('a file that is too long is caught', () => {
  assert.equal(rules.longFiles('core/src/a.cpp', 'x\n'.repeat(450)).length, 0);
  assert.equal(rules.longFiles('core/src/a.cpp', 'x\n'.repeat(451)).length, 1);
  assert.equal(rules.longFiles('tests/golden/a.json', 'x\n'.repeat(451)).length, 0);
});

test('the traits of one machine are caught', () => {
  const count = (text) => rules.traitsOfOneMachine('README.md', text).length;
  for (const text of [
    // Put together here, since this file is looked through like every other.
    ['cd ', 'work', 'main'].join('/'), `"${['', 'tmp', 'x'].join('/')}"`, ['see ', 'home', 'me', 'notes'].join('/'),
    `https://${['registry', 'npmjs', 'org'].join('.')}/x`, `${['deb', 'debian', 'org'].join('.')}/debian`,
    'https://npm.artifactory.corp.example.com/x', 'mirror.example.org',
  ]) {
    assert.equal(count(text), 1, text);
  }
  for (const text of ['tests/tmp/x', './work/x', '${folder}/tmp/', 'the network', 'a registry', 'mirrors the state', 'registry.js']) assert.equal(count(text), 0, text);
});

test('leftovers are caught', () => {
  const count = (text) => rules.leftovers('core/src/a.cpp', text).length;
  for (const text of ['// TODO later', '// FIXME', '// TODO: x (#3)', '#if 0', '  # if 0']) assert.equal(count(text), 1, text);
  for (const text of ['// TODO(#12): x', '// TODO #12', '#if 01', 'TODOS']) assert.equal(count(text), 0, text);
});

test("an import that leaves web's folder is caught", () => {
  const count = (text) => rules.importsOutOfWeb('web/index.mjs', text).length;
  for (const text of ["import a from '../shell/a.mjs';", "const a = await import('lodash');", "import 'https://x.example/a.js';"]) assert.equal(count(text), 1, text);
  for (const text of ["import a from './raw.mjs';", "import { b } from 'node:fs';", "export * from './a.mjs';"]) assert.equal(count(text), 0, text);
});

test('a source that no list names, and a stage that is half there, are caught', () => {
  const tree = new Map([
    ['core/CMakeLists.txt', 'add_library(x\n  src/a.cpp # src/b.cpp\n)'],
    ['core/src/a.cpp', ''],
    ['core/src/b.cpp', ''],
    ['core/include/logitscope/stage_table.def', '// LOGITSCOPE_STAGE(Kind, id, label)\nLOGITSCOPE_STAGE(TopP, topP, "Top-p",\nLOGITSCOPE_STAGE(TopNSigma, topNSigma, "x",\n'],
    ['core/src/stages/top_p.cpp', ''],
    ['tests/core/stages_test.cpp', 'TEST_CASE("topP keeps") {}'],
  ]);
  assert.deepEqual(stagesOf(tree.get('core/include/logitscope/stage_table.def')), ['topP', 'topNSigma']);
  assert.ok(unlistedSources(tree).includes('core/CMakeLists.txt does not list src/b.cpp'));
  assert.ok(!unlistedSources(tree).some((sentence) => sentence.includes('src/a.cpp')));
  assert.deepEqual(unfinishedStages(tree).map((sentence) => sentence.split(' ').slice(0, 3).join(' ')), ['topNSigma has no', 'topNSigma has no']);
});
