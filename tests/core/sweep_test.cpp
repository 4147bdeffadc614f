// Two parameters of a chain over every pair of values, against a run at each.

#include "random_chains.h"

#include <algorithm>

namespace logitscope {

using test::Case;
using test::Dice;
using test::fourTokens;
using test::mustFail;
using test::mustSucceed;

namespace {

Sweep swept(const RunRequest& request, SweepAxis x, SweepAxis y) {
  Sweep sweep = mustSucceed(Sweep::make(request, std::move(x), std::move(y)));
  sweep.advance(100'000);
  CHECK(sweep.isDone());
  return sweep;
}

void set(Chain& chain, const SweepAxis& axis, double value) {
  Stage& stage = chain[axis.stage];
  stageInfo(stage.kind()).findParam(axis.name)->set(stage.params, value);
}

/// A few values of any number that the chain has; empty where it has none.
std::optional<SweepAxis> randomAxis(Dice& dice, const Case& one) {
  SweepAxis axis{.stage = dice.below(one.chain.size())};
  const StageInfo& info = stageInfo(one.chain[axis.stage].kind());
  if (info.params.empty()) return std::nullopt;
  const ParamInfo& param = info.params[dice.below(info.params.size())];
  // Whether XTC tosses a coin at all would change what every later stage is given.
  if (!param.isNumber() || (info.kind == StageKind::Xtc && param.name == "probability")) return std::nullopt;
  axis.name = param.name;
  for (int i = 0; i < 4; ++i) {
    const double value = test::randomValue(dice, param);
    if (!checkParam(info, param, value, "x", one.dialect)) axis.values.push_back(value);
  }
  if (axis.values.empty()) return std::nullopt;
  return axis;
}

/// Temperature and top-p, each over a few values.
Sweep temperatureTopP(std::span<const double> logits, const Chain& chain) {
  return swept({.logits = logits, .chain = chain}, {0, "temperature", {0.5, 1, 2}}, {1, "p", {0.3, 0.6, 0.9, 1}});
}

} // namespace

TEST_CASE("every pair of values has what run leaves at them, in every dialect") {
  Dice dice(8);
  int pairs = 0;
  for (int i = 0; i < 3000; ++i) {
    const Case one = test::randomCaseInAny(dice, i);
    if (one.chain.empty()) continue;
    const auto x = randomAxis(dice, one);
    const auto y = randomAxis(dice, one);
    if (!x || !y || (x->stage == y->stage && x->name == y->name)) continue;
    CAPTURE(i);
    const Sweep sweep = swept(one.request(), *x, *y);
    for (std::size_t column = 0; column < x->values.size(); ++column) {
      for (std::size_t row = 0; row < y->values.size(); ++row) {
        RunRequest request = one.request();
        set(request.chain, *x, x->values[column]);
        set(request.chain, *y, y->values[row]);
        const Trace trace = mustSucceed(run(request));
        const SweepCell& cell = sweep.at(column, row);
        REQUIRE(cell.survivors == trace.ids.size());
        REQUIRE(test::isNear(cell.entropy, trace.after.entropy, 1e-12));
        REQUIRE(test::isNear(cell.top1Probability, trace.after.top1Probability));
        ++pairs;
      }
    }
  }
  CHECK(pairs > 5000);
}

// 0.4, 0.3, 0.2 and 0.1: after top-k 2 they are 4/7 and 3/7, and from top-p 4/7 on both stay.
TEST_CASE("top-p is idle from where on top-k has left nothing to cut, and not before") {
  const Chain chain = {{TopKParams{.k = 2}}, {TemperatureParams{}}, {TopPParams{}}};
  const auto logits = fourTokens();
  const Sweep sweep = swept({.logits = logits, .chain = chain}, {1, "temperature", {1}}, {2, "p", {0.5, 0.57, 0.58, 0.9}});
  for (const std::size_t row : {0U, 1U}) {
    CHECK(sweep.at(0, row).survivors == 1);
    CHECK_FALSE(sweep.at(0, row).isIdle);
  }
  for (const std::size_t row : {2U, 3U}) {
    CHECK(sweep.at(0, row).survivors == 2);
    CHECK(sweep.at(0, row).isIdle);
  }
}

TEST_CASE("the flatter the distribution, the less top-p it takes to keep all") {
  const auto logits = fourTokens();
  const Sweep sweep = temperatureTopP(logits, {{TemperatureParams{}}, {TopPParams{}}});
  CHECK(sweep.at(0, 2).survivors == 3); // T = 0.5: 0.533, 0.3, 0.133, 0.033
  CHECK(sweep.at(2, 2).survivors == 4); // T = 2: 0.325, 0.282, 0.230, 0.163
  CHECK_FALSE(sweep.at(0, 2).isIdle);
  CHECK(sweep.at(2, 2).isIdle);
}

TEST_CASE("a parameter of a stage that is switched off changes nothing anywhere") {
  Chain chain = {{TemperatureParams{}}, {TopPParams{}}};
  chain[1].isEnabled = false;
  const auto logits = fourTokens();
  const Sweep sweep = temperatureTopP(logits, chain);
  for (std::size_t row = 0; row < 4; ++row)
    CHECK(sweep.at(0, row).isIdle);
}

TEST_CASE("pair by pair it comes to the same, whichever axis stands first in the chain") {
  const auto logits = fourTokens();
  const RunRequest request{.logits = logits, .chain = {{TemperatureParams{}}, {TopPParams{}}}};
  const SweepAxis temperature{0, "temperature", {0, 0.5, 1}};
  const SweepAxis topP{1, "p", {0.5, 0.9}};
  const Sweep whole = swept(request, temperature, topP);
  Sweep turned = mustSucceed(Sweep::make(request, topP, temperature));
  for (int i = 0; !turned.isDone() && i < 100; ++i)
    turned.advance(1);
  REQUIRE(turned.isDone());
  for (std::size_t t = 0; t < 3; ++t) {
    for (std::size_t p = 0; p < 2; ++p) {
      CHECK(whole.at(t, p).survivors == turned.at(p, t).survivors);
      CHECK(whole.at(t, p).entropy == turned.at(p, t).entropy);
    }
  }
  CHECK(whole.at(0, 1).survivors == 1);
  CHECK(whole.at(0, 1).entropy == 0);
}

TEST_CASE("a bad axis is refused with a sentence") {
  const auto logits = fourTokens();
  const RunRequest request{.logits = logits, .chain = {{TemperatureParams{}}, {TopPParams{}}, {PLessParams{}}}};
  const SweepAxis good{0, "temperature", {1}};
  const auto wrong = [&](SweepAxis axis) { return mustFail(Sweep::make(request, good, std::move(axis))); };
  CHECK(wrong({3, "p", {0.5}}).message == "y.stage is 3; allowed: a position in the chain, which has 3.");
  CHECK(wrong({1, "q", {0.5}}).message == "y.name is \"q\"; allowed: p or minKeep.");
  CHECK(wrong({1, "q", {0.5}}).code == ErrorCode::UnknownParameter);
  CHECK(wrong({2, "p", {0.5}}).message == "y.name is \"p\"; allowed: another stage, as p-less has no number.");
  CHECK(wrong({1, "p", {}}).message == "y.values is empty; allowed: at least one value.");
  CHECK(wrong({1, "p", {0.5, 1.5}}).message ==
        "y.p is 1.5; allowed: greater than 0 and up to 1 (1 changes nothing).");
  CHECK(wrong(good).message == "y.name is \"temperature\"; allowed: another parameter than that of x.");
  CHECK(mustFail(Sweep::make({.logits = {}, .chain = request.chain}, good, {1, "p", {0.5}})).code == ErrorCode::EmptyLogits);
}

TEST_CASE("values are round, in the dialect's range, and as many as asked for") {
  for (const StageInfo& stage : stages()) {
    for (const ParamInfo& param : stage.params) {
      if (!param.isNumber()) continue;
      for (const DialectInfo& dialect : dialects()) {
        CAPTURE(stage.id);
        CAPTURE(param.name);
        const auto values = sweepValues(stage, param, dialect.dialect, 1000, 40);
        CHECK(values.size() >= 2);
        CHECK(values.size() <= 43);
        CHECK(std::ranges::is_sorted(values));
        for (const double value : values)
          CHECK_FALSE(checkParam(stage, param, value, "x", dialect.dialect));
      }
    }
  }
  const StageInfo& topP = stageInfo(StageKind::TopP);
  const auto values = sweepValues(topP, topP.params.front(), Dialect::Textbook, 1000, 24);
  CHECK(values.front() == 0.05);
  CHECK(values[13] == 0.7);
  CHECK(values.back() == 1);
  const StageInfo& topK = stageInfo(StageKind::TopK);
  CHECK(sweepValues(topK, topK.params.front(), Dialect::Textbook, 5, 24).back() == 5);
}

} // namespace logitscope
