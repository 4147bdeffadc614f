// Every stage at the ends of what a double, and in the libraries' dialects a float32, can hold: a logit stays a
// number, a probability too, and somebody is left.

#include "stages_support.h"

#include <algorithm>

namespace logitscope {

using test::Ids;
using test::isNear;
using test::kInf;
using test::mustSucceed;
using test::runOne;
using test::Setting;

namespace {

/// Stages that remove what they are told to, and may be told to remove all.
bool mayRemoveAll(StageKind kind) {
  return kind == StageKind::BadTokens || kind == StageKind::NoRepeatNgram;
}

/// The stage with every number at one end of its slider, and its lists filled.
Stage atSliderEnd(const StageInfo& info, bool isUpperEnd) {
  Stage stage{info.defaults()};
  for (const ParamInfo& param : info.params) {
    if (param.tokens) param.tokens(stage.params) = {0};
    if (param.biases) param.biases(stage.params) = {{0, isUpperEnd ? 1e308 : -1e308}, {1, 1e39}};
    if (param.isNumber() && param.name != "minKeep")
      param.set(stage.params, isUpperEnd ? param.slider.to : param.slider.from);
  }
  return stage;
}

std::vector<std::vector<double>> extremeLogits() {
  const double largest = std::numeric_limits<double>::max();
  return {
      {largest, largest, 0, -largest},
      {-largest, -largest, -largest, -largest},
      {largest, -largest, largest, largest},
      {1e39, 3e38, -1e39, -kInf}, // beyond float32
      {5e-324, 0, -5e-324, -0.0},
      {1e300, 1e300 + 1e285, 1e17, 1},
      {800, -800, 799, -kInf}, // exp(800) overflows
  };
}

void checkNumbers(const Trace& trace) {
  for (std::size_t i = 0; i < trace.ids.size(); ++i) {
    CHECK(std::isfinite(trace.logits[i]));
    CHECK(trace.probabilities[i] >= 0);
    CHECK(trace.intervals[i] <= trace.intervalEnds[i]);
  }
  if (!trace.ids.empty()) CHECK(isNear(test::sumOf(trace.probabilities), 1));
  CHECK(std::isfinite(trace.after.entropy));
  CHECK(std::isfinite(trace.klDivergence));
  for (const StageTrace& stage : trace.stages) {
    if (stage.threshold) CHECK(std::isfinite(*stage.threshold));
    for (const StageFigure& one : stage.figures)
      CHECK(std::isfinite(one.value));
    CHECK(stage.note.find("NaN") == std::string::npos);
  }
  for (const double mu : trace.state.mu)
    CHECK(std::isfinite(mu));
}

} // namespace

TEST_CASE("every stage leaves numbers at the ends of what can be held, in every dialect") {
  const Ids history = {0, 1, 0, 1, 0};
  for (const DialectInfo& dialect : dialects()) {
    for (const StageInfo& info : stages()) {
      for (const bool isUpperEnd : {false, true}) {
        const Chain chain = {atSliderEnd(info, isUpperEnd)};
        if (checkChain(chain, dialect.dialect)) continue;
        for (const auto& logits : extremeLogits()) {
          CAPTURE(info.id);
          CAPTURE(dialect.id);
          CAPTURE(logits[0]);
          RunRequest request{.logits = logits, .chain = chain, .dialect = dialect.dialect};
          request.history = history;
          request.coins.assign(coinsOf(chain) + 1, 0.999);
          const Trace trace = mustSucceed(run(request));
          checkNumbers(trace);
          CHECK((mayRemoveAll(info.kind) || trace.picked.has_value()));
        }
      }
    }
  }
}

TEST_CASE("a penalty or a bias beyond the largest double stays at it") {
  const double largest = std::numeric_limits<double>::max();
  const std::vector<double> logits = {1e308, 0, -1e308};
  const Setting seen{.history = {0, 0, 1, 1, 2, 2}};
  const auto after = [&](const StageParams& params) {
    return test::logitsAfter(logits, params, seen);
  };
  CHECK(after(LogitBiasParams{{{0, 1e308}, {2, -1e308}}}) ==
        std::vector<double>{largest, 0, -largest});
  CHECK(after(PresencePenaltyParams{-1e308})[0] == largest);
  CHECK(after(FrequencyPenaltyParams{1e308})[2] == -largest);
  CHECK(after(RepetitionPenaltyParams{1e-300})[0] == largest);
  CHECK(after(RepetitionPenaltyParams{1e300}) == std::vector<double>{1e8, 0, -largest});
}

TEST_CASE("a penalty or a bias beyond float32 stays at its end in the libraries' dialects") {
  const std::vector<double> logits = {1, 0, -1};
  const double largest = static_cast<double>(std::numeric_limits<float>::max());
  for (const Dialect dialect : {Dialect::Transformers, Dialect::LlamaCpp}) {
    const Setting seen{.history = {0, 1, 2}, .dialect = dialect};
    const auto after = [&](const StageParams& params) {
      return test::logitsAfter(logits, params, seen);
    };
    CHECK(after(LogitBiasParams{{{0, 1e39}, {0, -1e39}, {1, 1e39}}}) ==
          std::vector<double>{0, largest, -1});
    CHECK(after(RepetitionPenaltyParams{1e39})[1] == 0); // 0 times anything
    CHECK(after(RepetitionPenaltyParams{1e-50})[0] == largest);
    CHECK(after(FrequencyPenaltyParams{1e39})[0] == -largest);
  }
}

TEST_CASE("a temperature that float32 rounds to 0 is greedy there, and no NaN") {
  const std::vector<double> logits = {1, 3, 2};
  for (const Dialect dialect : {Dialect::Transformers, Dialect::LlamaCpp}) {
    const Setting setting{.dialect = dialect, .coins = {0.9}};
    const Trace trace = runOne(logits, TemperatureParams{1e-50}, setting);
    CHECK(trace.ids == Ids{1});
    CHECK(trace.picked->probability == 1);
    CHECK(test::sentenceFor(logits, TemperatureParams{1e-50}, 0, setting) ==
          "Removed by temperature 1e-50: its logit 1 is below the largest, 3.");
  }
  CHECK(runOne(logits, TemperatureParams{1e-50}).ids == Ids{1, 2, 0});
}

TEST_CASE("a logit beyond float32 stays finite in the libraries' dialects") {
  const std::vector<double> logits = {1e39, -1e39, 0, -kInf};
  for (const Dialect dialect : {Dialect::Transformers, Dialect::LlamaCpp}) {
    const Trace trace = mustSucceed(run({.logits = logits, .dialect = dialect, .coins = {0.5}}));
    CHECK(trace.ids == Ids{0, 2, 1});
    CHECK(trace.ruledOut == Ids{3});
    CHECK(trace.picked->id == 0);
    checkNumbers(trace);
  }
}

TEST_CASE("topNSigma measures logits whose squares would overflow") {
  // The same example a hundred and fifty orders of magnitude larger: mean 5, σ 2.
  std::vector<double> logits = {2, 4, 4, 4, 5, 5, 7, 9};
  for (double& logit : logits)
    logit *= 0x1p1000;
  const Trace trace = runOne(logits, TopNSigmaParams{1.001});
  CHECK(trace.ids == Ids{7, 6});
  CHECK(std::abs(*test::figureOf(trace, "sigma") / 0x1p1001 - 1) < 1e-14);
}

TEST_CASE("the order of ids is irrelevant to every stage where nothing ties") {
  const std::vector<double> logits = {0.3, -1.7, 2.2, 0.9, -0.4, 1.1};
  const std::vector<double> reversed(logits.rbegin(), logits.rend());
  const auto mirrored = [](Ids ids) {
    for (TokenId& id : ids)
      id = 5 - id;
    return ids;
  };
  const Ids history = {0, 1, 2, 0, 1};
  for (const StageInfo& info : stages()) {
    CAPTURE(info.id);
    Stage stage{info.defaults()};
    for (const ParamInfo& param : info.params) {
      if (param.tokens) param.tokens(stage.params) = {3};
      if (param.biases) param.biases(stage.params) = {{1, 2.5}};
    }
    Stage other = stage;
    for (const ParamInfo& param : info.params) {
      if (param.tokens) param.tokens(other.params) = {2};
      if (param.biases) param.biases(other.params) = {{4, 2.5}};
    }
    const Setting one{.history = history, .coins = {0.1, 0.5}};
    const Setting two{.history = mirrored(history), .coins = {0.1, 0.5}};
    const Trace straight = test::runIn(one, logits, {stage});
    const Trace turned = test::runIn(two, reversed, {other});
    CHECK(turned.ids == mirrored(straight.ids));
    CHECK(turned.picked->id == 5 - straight.picked->id);
  }
}

} // namespace logitscope
