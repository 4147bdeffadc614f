// What holds for every chain over every logits: thousands of small random ones, the same on every machine.

#include "support.h"

#include <algorithm>

namespace logitscope {

using test::Dice;
using test::Ids;
using test::isNear;
using test::kInf;
using test::mustSucceed;

namespace {

constexpr int kCases = 3000;

struct Case {
  std::vector<double> logits;
  Chain chain;
  double coin = 0;

  RunRequest request() const { return {.logits = logits, .chain = chain, .coins = {coin}}; }
};

/// From a grid of few values, so that ties and exact boundaries are common; or from the reals.
std::vector<double> randomLogits(Dice& dice) {
  const bool isCoarse = dice.chance(0.4);
  std::vector<double> logits(1 + dice.below(24));
  for (double& logit : logits) {
    logit = isCoarse ? static_cast<double>(dice.below(4)) : dice.between(-8, 8);
    if (dice.chance(0.08)) logit = -kInf;
  }
  return logits;
}

/// Any value that the table accepts, its ends and its off value included.
double randomValue(Dice& dice, const ParamInfo& param) {
  if (dice.chance(0.1)) return param.off.value_or(param.defaultValue);
  if (dice.chance(0.1)) return param.slider.to;
  if (param.isWhole) return std::max(param.range.minimum, static_cast<double>(dice.below(9)));
  return std::max(param.slider.from, param.slider.to * dice.unit());
}

Stage randomStage(Dice& dice) {
  const StageInfo& info = stages()[dice.below(stages().size())];
  Stage stage{info.defaults(), !dice.chance(0.15)};
  for (const ParamInfo& param : info.params) {
    // minKeep rarely; it would hide what the other parameters do.
    if (param.name == "minKeep" && !dice.chance(0.2)) continue;
    param.set(stage.params, randomValue(dice, param));
  }
  return stage;
}

Case randomCase(Dice& dice) {
  Case result{.logits = randomLogits(dice), .coin = dice.unit()};
  for (std::size_t n = dice.below(6); n > 0; --n)
    result.chain.push_back(randomStage(dice));
  return result;
}

Ids allIds(std::size_t count) {
  Ids ids(count);
  std::iota(ids.begin(), ids.end(), TokenId{0});
  return ids;
}

} // namespace

TEST_CASE("always: every token is ruled out, removed or a survivor, exactly once") {
  Dice dice(1);
  for (int i = 0; i < kCases; ++i) {
    const Case c = randomCase(dice);
    const Trace trace = mustSucceed(run(c.request()));
    Ids seen = trace.ruledOut;
    seen.insert(seen.end(), trace.ids.begin(), trace.ids.end());
    std::size_t inPlay = c.logits.size() - trace.ruledOut.size();
    for (const StageTrace& stage : trace.stages) {
      CHECK(std::ranges::is_sorted(stage.removed));
      seen.insert(seen.end(), stage.removed.begin(), stage.removed.end());
      inPlay -= stage.removed.size();
      CHECK(stage.kept == inPlay);
    }
    std::ranges::sort(seen);
    CHECK(seen == allIds(c.logits.size()));
  }
}

TEST_CASE("always: probabilities sum to 1, fall, and lie on the line without a gap") {
  Dice dice(2);
  for (int i = 0; i < kCases; ++i) {
    const Case c = randomCase(dice);
    const Trace trace = mustSucceed(run(c.request()));
    REQUIRE(trace.probabilities.size() == trace.ids.size());
    REQUIRE(trace.logits.size() == trace.ids.size());
    REQUIRE(trace.intervals.size() == trace.ids.size());
    if (trace.ids.empty()) continue;
    CHECK(isNear(test::sumOf(trace.probabilities), 1));
    CHECK(trace.intervals.front() == 0);
    for (std::size_t k = 1; k < trace.ids.size(); ++k) {
      CHECK(trace.logits[k - 1] >= trace.logits[k]);
      CHECK(trace.probabilities[k - 1] >= trace.probabilities[k]);
      if (trace.logits[k - 1] == trace.logits[k]) CHECK(trace.ids[k - 1] < trace.ids[k]);
      CHECK(isNear(trace.intervals[k], trace.intervals[k - 1] + trace.probabilities[k - 1]));
    }
    REQUIRE(trace.picked);
    CHECK(trace.picked->from <= c.coin);
    CHECK(c.coin < trace.picked->to);
    CHECK(trace.picked->probability > 0);
  }
}

TEST_CASE("always: what can be measured is finite and in range") {
  Dice dice(3);
  for (int i = 0; i < kCases; ++i) {
    const Case c = randomCase(dice);
    const Trace trace = mustSucceed(run(c.request()));
    CHECK(std::isfinite(trace.klDivergence));
    CHECK(trace.klDivergence >= 0);
    const double size = static_cast<double>(std::max<std::size_t>(trace.ids.size(), 1));
    CHECK(trace.after.entropy >= 0);
    CHECK(trace.after.entropy <= std::log2(size) + 1e-14);
    CHECK(trace.after.nonZero <= trace.ids.size());
    CHECK(trace.after.tokensFor50 <= trace.after.tokensFor90);
    CHECK(trace.after.tokensFor90 <= trace.after.tokensFor99);
    if (!trace.ids.empty()) CHECK(trace.after.top1 == trace.ids.front());
  }
}

TEST_CASE("always: explain agrees with run on every token at every stage") {
  Dice dice(4);
  int removals = 0;
  for (int i = 0; i < kCases; ++i) {
    const Case c = randomCase(dice);
    const Trace trace = mustSucceed(run(c.request()));
    const auto explanations = mustSucceed(explain(c.request(), allIds(c.logits.size())));
    for (const Explanation& token : explanations) {
      bool isInPlay = std::isfinite(token.logit);
      for (std::size_t s = 0; s < c.chain.size(); ++s) {
        const TokenAtStage& entry = token.stages[s];
        const bool wasInPlay = isInPlay;
        if (std::ranges::binary_search(trace.stages[s].removed, token.id)) isInPlay = false;
        CHECK(entry.isKept == isInPlay);
        CHECK_FALSE(entry.sentence.empty());
        if (wasInPlay && !isInPlay) {
          ++removals;
          CHECK(entry.sentence.starts_with("Removed by "));
        }
        if (wasInPlay && isInPlay) CHECK_FALSE(entry.sentence.starts_with("Removed"));
        if (!wasInPlay) CHECK_FALSE(entry.margin);
      }
      const auto survivor = std::ranges::find(trace.ids, token.id);
      CHECK((survivor != trace.ids.end()) == isInPlay);
      if (isInPlay && !c.chain.empty()) {
        const auto place = static_cast<std::size_t>(survivor - trace.ids.begin());
        CHECK(token.stages.back().logit == trace.logits[place]);
        CHECK(isNear(token.stages.back().probability, trace.probabilities[place]));
      }
    }
  }
  REQUIRE(removals > kCases);
}

TEST_CASE("always: the margin's sign says whether a token was kept") {
  Dice dice(5);
  int checked = 0;
  for (int i = 0; i < kCases; ++i) {
    const Case c = randomCase(dice);
    for (const Explanation& token : mustSucceed(explain(c.request(), allIds(c.logits.size())))) {
      for (const TokenAtStage& entry : token.stages) {
        if (!entry.margin) continue;
        // Ties at a boundary go by id, and what minKeep saves missed its threshold.
        if (std::abs(*entry.margin) < 1e-11) continue;
        if (entry.sentence.ends_with("minKeep asks for it.")) {
          CHECK(*entry.margin < 0);
          CHECK(entry.isKept);
          continue;
        }
        if (entry.sentence.ends_with("the most likely token always stays.")) CHECK(entry.isKept);
        CHECK((*entry.margin > 0) == entry.isKept);
        ++checked;
      }
    }
  }
  REQUIRE(checked > kCases);
}

TEST_CASE("always: a stage switched off or at its off values changes nothing") {
  Dice dice(6);
  for (int i = 0; i < kCases / 3; ++i) {
    const Case c = randomCase(dice);
    Case with = c;
    Stage extra = randomStage(dice);
    if (dice.chance(0.5)) {
      extra.isEnabled = false;
    } else {
      extra = Stage{stageInfo(extra.kind()).defaults()};
      for (const ParamInfo& param : stageInfo(extra.kind()).params)
        param.set(extra.params, *param.off);
    }
    const auto place = static_cast<std::ptrdiff_t>(dice.below(c.chain.size() + 1));
    with.chain.insert(with.chain.begin() + place, extra);
    const Trace one = mustSucceed(run(c.request()));
    const Trace other = mustSucceed(run(with.request()));
    CHECK(one.ids == other.ids);
    CHECK(one.logits == other.logits);
    CHECK(one.probabilities == other.probabilities);
    CHECK(one.picked.has_value() == other.picked.has_value());
    if (one.picked) CHECK(one.picked->id == other.picked->id);
  }
}

TEST_CASE("always: the order of ids is irrelevant where nothing ties") {
  Dice dice(7);
  for (int i = 0; i < kCases / 3; ++i) {
    Case c = randomCase(dice);
    for (double& logit : c.logits)
      logit = dice.between(-8, 8);
    // A Fisher-Yates shuffle.
    Ids places = allIds(c.logits.size());
    for (std::size_t k = places.size(); k > 1; --k)
      std::swap(places[k - 1], places[dice.below(k)]);
    Case permuted = c;
    for (std::size_t k = 0; k < places.size(); ++k)
      permuted.logits[places[k]] = c.logits[k];

    const Trace one = mustSucceed(run(c.request()));
    const Trace other = mustSucceed(run(permuted.request()));
    Ids expected;
    for (const TokenId id : one.ids)
      expected.push_back(places[id]);
    CHECK(other.ids == expected);
    CHECK(other.probabilities == one.probabilities);
    CHECK(other.picked->id == places[one.picked->id]);
  }
}

TEST_CASE("always: adding a constant to every logit keeps the same tokens") {
  Dice dice(8);
  for (int i = 0; i < kCases / 3; ++i) {
    Case c = randomCase(dice);
    // Halves and a power of two: every sum is exact, so nothing but the constant differs.
    for (double& logit : c.logits)
      logit = 0.5 * static_cast<double>(dice.below(16));
    std::erase_if(c.chain, [](const Stage& stage) {
      const auto* temperature = std::get_if<TemperatureParams>(&stage.params);
      return temperature != nullptr && temperature->temperature != 0; // division rounds
    });
    Case shifted = c;
    for (double& logit : shifted.logits)
      logit += 32;
    CHECK(mustSucceed(run(c.request())).ids == mustSucceed(run(shifted.request())).ids);
  }
}

} // namespace logitscope
