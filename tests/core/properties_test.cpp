// What holds for every chain over every logits: thousands of small random ones, the same on every machine.

#include "random_chains.h"

#include <algorithm>

namespace logitscope {

using test::Case;
using test::Dice;
using test::Ids;
using test::isNear;
using test::kInf;
using test::mustSucceed;
using test::randomCase;
using test::randomCaseInAny;
using test::randomStage;

namespace {

constexpr int kCases = 3000;

Ids allIds(std::size_t count) {
  Ids ids(count);
  std::iota(ids.begin(), ids.end(), TokenId{0});
  return ids;
}

/// The same stage for a vocabulary in which token id has become places[id].
void permute(Stage& stage, const Ids& places) {
  for (const ParamInfo& param : stageInfo(stage.kind()).params) {
    if (param.tokens) {
      for (TokenId& id : param.tokens(stage.params))
        id = places[id];
    }
    if (param.biases) {
      for (TokenBias& entry : param.biases(stage.params))
        entry.id = places[entry.id];
    }
  }
}

} // namespace

TEST_CASE("always: every token is ruled out, removed or a survivor, exactly once") {
  Dice dice(1);
  for (int i = 0; i < kCases; ++i) {
    const Case c = randomCaseInAny(dice, i);
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
    const Case c = randomCaseInAny(dice, i);
    const Trace trace = mustSucceed(run(c.request()));
    REQUIRE(trace.probabilities.size() == trace.ids.size());
    REQUIRE(trace.logits.size() == trace.ids.size());
    REQUIRE(trace.intervals.size() == trace.ids.size());
    if (trace.ids.empty()) continue;
    CHECK(isNear(test::sumOf(trace.probabilities), 1));
    for (std::size_t k = 1; k < trace.ids.size(); ++k) {
      CHECK(trace.logits[k - 1] >= trace.logits[k]);
      CHECK(trace.probabilities[k - 1] >= trace.probabilities[k]);
      if (trace.logits[k - 1] == trace.logits[k]) CHECK(trace.ids[k - 1] < trace.ids[k]);
    }
    // In the textbook's dialect the line has the order of the list, in others its own.
    auto begins = trace.intervals;
    auto ends = trace.intervalEnds;
    if (c.dialect == Dialect::Textbook) CHECK(std::ranges::is_sorted(begins));
    for (std::size_t k = 0; k < trace.ids.size(); ++k)
      CHECK(isNear(ends[k] - begins[k], trace.probabilities[k]));
    std::ranges::sort(begins);
    std::ranges::sort(ends);
    CHECK(begins.front() == 0);
    CHECK(ends.back() == 1);
    for (std::size_t k = 1; k < begins.size(); ++k)
      CHECK(begins[k] == ends[k - 1]);
    REQUIRE(trace.picked.has_value());
    CHECK(trace.picked->from <= c.coin);
    CHECK(c.coin < trace.picked->to);
    CHECK(trace.picked->probability > 0);
  }
}

TEST_CASE("always: what can be measured is finite and in range") {
  Dice dice(3);
  for (int i = 0; i < kCases; ++i) {
    const Case c = randomCaseInAny(dice, i);
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
    const Case c = randomCaseInAny(dice, i);
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
        const double precision = c.dialect == Dialect::Textbook ? test::kRounding : 1e-6;
        CHECK(isNear(token.stages.back().probability, trace.probabilities[place], precision));
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
      for (std::size_t s = 0; s < c.chain.size(); ++s) {
        const TokenAtStage& entry = token.stages[s];
        // XTC removes those that reach its threshold.
        if (!entry.margin || c.chain[s].kind() == StageKind::Xtc) continue;
        // Ties at a boundary go by id, and what minKeep saves missed its threshold.
        if (std::abs(*entry.margin) < 1e-11) continue;
        if (entry.sentence.ends_with("minKeep asks for it.")) {
          CHECK(*entry.margin < 0);
          CHECK(entry.isKept);
          continue;
        }
        if (entry.sentence.ends_with("always stays.") ||
            entry.sentence.ends_with("the only one left.")) {
          CHECK(entry.isKept);
          continue;
        }
        CAPTURE(entry.sentence);
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
    Stage extra = randomStage(dice, c.logits.size());
    if (dice.chance(0.5)) {
      extra.isEnabled = false;
    } else {
      const auto off = stageInfo(extra.kind()).off();
      if (!off) continue;
      extra = Stage{*off};
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
    // Nor what is said of any token at any other stage.
    const Ids all = allIds(c.logits.size());
    const auto said = mustSucceed(explain(c.request(), all));
    auto saidWith = mustSucceed(explain(with.request(), all));
    for (std::size_t id = 0; id < all.size(); ++id) {
      saidWith[id].stages.erase(saidWith[id].stages.begin() + place);
      for (std::size_t k = 0; k < c.chain.size(); ++k) {
        CHECK(said[id].stages[k].sentence == saidWith[id].stages[k].sentence);
        CHECK(said[id].stages[k].isKept == saidWith[id].stages[k].isKept);
      }
    }
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
    for (TokenId& id : permuted.history)
      id = places[id];
    for (Stage& stage : permuted.chain)
      permute(stage, places);

    const Trace one = mustSucceed(run(c.request()));
    const Trace other = mustSucceed(run(permuted.request()));
    Ids expected;
    for (const TokenId id : one.ids)
      expected.push_back(places[id]);
    CHECK(other.ids == expected);
    REQUIRE(other.probabilities.size() == one.probabilities.size());
    for (std::size_t k = 0; k < one.probabilities.size(); ++k)
      CHECK(isNear(other.probabilities[k], one.probabilities[k]));
    CHECK(other.picked.has_value() == one.picked.has_value());
    if (one.picked && other.picked) CHECK(other.picked->id == places[one.picked->id]);
  }
}

TEST_CASE("always: adding a constant to every logit keeps the same tokens") {
  Dice dice(8);
  for (int i = 0; i < kCases / 3; ++i) {
    Case c = randomCase(dice);
    // Halves and a power of two: every sum is exact, so nothing but the constant differs.
    for (double& logit : c.logits)
      logit = 0.5 * static_cast<double>(dice.below(16));
    // Divisions and biases round, and the repetition penalty is not invariant by its nature.
    std::erase_if(c.chain, [](const Stage& stage) {
      return stage.kind() == StageKind::Temperature ||
             stage.kind() == StageKind::DynamicTemperature ||
             stage.kind() == StageKind::LogitBias || stage.kind() == StageKind::Dry ||
             stage.kind() == StageKind::RepetitionPenalty ||
             stage.kind() == StageKind::FrequencyPenalty ||
             stage.kind() == StageKind::PresencePenalty;
    });
    Case shifted = c;
    for (double& logit : shifted.logits)
      logit += 32;
    CHECK(mustSucceed(run(c.request())).ids == mustSucceed(run(shifted.request())).ids);
  }
}

} // namespace logitscope
