// The presets: each is a chain that its dialect runs.

#include "logitscope/presets.h"
#include "stages_support.h"

#include <set>

namespace logitscope {

using test::fourTokens;
using test::Ids;
using test::mustSucceed;

namespace {

Trace runPreset(const Preset& preset, std::span<const double> logits) {
  return mustSucceed(
      run({.logits = logits, .chain = preset.chain, .dialect = preset.dialect, .seed = 1.0}));
}

const Preset& presetOf(std::string_view id) {
  const Preset* preset = findPreset(id);
  REQUIRE(preset != nullptr);
  return *preset;
}

} // namespace

TEST_CASE("every preset is found by an id of its own, and says what it is for and who says so") {
  std::set<std::string_view> ids;
  for (const Preset& preset : presets()) {
    CAPTURE(preset.id);
    CHECK(ids.insert(preset.id).second);
    CHECK(findPreset(preset.id) == &preset);
    CHECK_FALSE(preset.label.empty());
    CHECK(preset.summary.ends_with('.'));
    CHECK_FALSE(preset.source.empty());
    CHECK_FALSE(preset.chain.empty());
  }
  CHECK(ids.size() >= 12);
  CHECK(findPreset("") == nullptr);
  CHECK(findPreset("Greedy") == nullptr);
}

TEST_CASE("every preset runs in its dialect, over few tokens and many, and draws one") {
  std::vector<double> many;
  test::Dice dice(4);
  for (int i = 0; i < 300; ++i)
    many.push_back(dice.between(-9, 9));
  for (const Preset& preset : presets()) {
    CAPTURE(preset.id);
    CHECK_FALSE(checkChain(preset.chain, preset.dialect));
    for (const auto& logits : {fourTokens(), many, std::vector<double>{1}}) {
      const Trace trace = runPreset(preset, logits);
      CHECK(trace.dialect == preset.dialect);
      CHECK(trace.picked);
      CHECK(trace.stages.size() == preset.chain.size());
    }
  }
}

TEST_CASE("a preset uses only stages that its library has") {
  for (const Preset& preset : presets()) {
    CAPTURE(preset.id);
    for (const Stage& stage : preset.chain) {
      CHECK(stage.isEnabled);
      CHECK(hasStage(preset.dialect, stage.kind()));
    }
  }
}

TEST_CASE("the preset greedy takes the most likely token") {
  CHECK(runPreset(presetOf("greedy"), fourTokens()).ids == Ids{3});
}

TEST_CASE("transformers, as shipped, is top-k of 50 and nothing else") {
  std::vector<double> logits;
  test::Dice dice(9);
  for (int i = 0; i < 400; ++i)
    logits.push_back(dice.between(-9, 9));
  const Trace shipped = runPreset(presetOf("transformersDefault"), logits);
  const Trace topK = mustSucceed(run({.logits = logits,
                                      .chain = {Stage{TopKParams{50}}},
                                      .dialect = Dialect::Transformers,
                                      .seed = 1.0}));
  CHECK(shipped.ids.size() == 50);
  CHECK(shipped.ids == topK.ids);
  CHECK(shipped.probabilities == topK.probabilities);
  CHECK(shipped.picked->id == topK.picked->id);
}

TEST_CASE("llama.cpp, as shipped, is top-k 40, top-p 0.95, min-p 0.05 and temperature 0.8") {
  std::vector<double> logits;
  test::Dice dice(10);
  for (int i = 0; i < 400; ++i)
    logits.push_back(dice.between(-9, 9));
  const Trace shipped = runPreset(presetOf("llamaCppDefault"), logits);
  const Chain atWork = {Stage{TopKParams{40}}, Stage{TopPParams{0.95}}, Stage{MinPParams{0.05}},
                        Stage{TemperatureParams{0.8}}};
  const Trace plain = mustSucceed(
      run({.logits = logits, .chain = atWork, .dialect = Dialect::LlamaCpp, .seed = 1.0}));
  CHECK(shipped.ids == plain.ids);
  CHECK(shipped.probabilities == plain.probabilities);
}

TEST_CASE("the preset mirostat begins at twice its τ and hands its μ on") {
  const Trace trace = runPreset(presetOf("mirostat"), fourTokens());
  CHECK(test::figureOf(trace, "mu") == 10);
  REQUIRE(trace.state.mu.size() == 1);
  // Everything stays, and whatever is drawn surprises by at most log2 10 = 3.3 bits.
  CHECK(trace.state.mu[0] > 10 + 0.1 * (5 - 3.33));
  CHECK(trace.state.mu[0] < 10 + 0.1 * 5);
}

TEST_CASE("the preset that lessens repetitions counts what the history holds") {
  const Preset& preset = presetOf("lessRepetitive");
  const std::vector<double> logits = {1, 0.9};
  const Ids history = {0};
  const Trace trace =
      mustSucceed(run({.logits = logits, .chain = preset.chain, .history = history, .coins = {0}}));
  CHECK(trace.picked->id == 1); // 1 − 0.3 is below 0.9
}

} // namespace logitscope
