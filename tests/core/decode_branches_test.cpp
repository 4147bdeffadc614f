// Rewinding, picking by hand, and the branches that come of it.

#include "decode_support.h"

#include <algorithm>

namespace logitscope {

using test::Dice;
using test::Ids;
using test::mustDo;
using test::mustRefuse;
using test::mustSucceed;
using test::wanderingLogits;

namespace {

DecodeOptions seeded(double seed, std::size_t tokens = 12) {
  return {.chain = {Stage{TemperatureParams{1.2}}, Stage{TopPParams{0.95}}}, .maxNewTokens = tokens, .seed = seed};
}

const auto model = [](const std::vector<TokenId>& context) { return wanderingLogits(context); };

Decoder generated(DecodeOptions options) {
  Decoder decoder = mustSucceed(Decoder::make(std::move(options), {2}));
  test::generate(decoder, model);
  return decoder;
}

void advanceOnce(Decoder& decoder) { mustDo(decoder.advance(wanderingLogits(*decoder.wanted()))); }

} // namespace

TEST_CASE("a pick by hand is a step like any other, and says what it is") {
  Decoder decoder = mustSucceed(Decoder::make({.chain = {Stage{TopKParams{1}}}}, {}));
  mustDo(decoder.pick(test::fourTokens(), 0));
  const DecodeStep& step = decoder.steps()[decoder.current()];
  CHECK(step.isManual);
  CHECK(step.probability == 0); // the chain had removed it
  CHECK(test::isNear(step.logProbability, std::log(0.1)));
  CHECK_FALSE(step.coin);
}

TEST_CASE("a pick by hand uses up its step's coin") {
  Decoder drawn = generated(seeded(5));
  Decoder mixed = mustSucceed(Decoder::make(seeded(5), {2}));
  mustDo(mixed.pick(wanderingLogits(*mixed.wanted()), drawn.tokens().front()));
  test::generate(mixed, model);
  CHECK(mixed.tokens() == drawn.tokens());
}

TEST_CASE("rewinding and going on gives the same tokens, and no step twice") {
  for (int seed = 0; seed < 50; ++seed) {
    Decoder decoder = generated(seeded(seed));
    const Ids tokens = decoder.tokens();
    const auto path = decoder.path();
    const std::size_t count = decoder.steps().size();
    Dice dice(static_cast<std::uint64_t>(seed));
    for (int i = 0; i < 5; ++i) {
      mustDo(decoder.rewind(dice.below(tokens.size() + 1)));
      test::generate(decoder, model);
      CHECK(decoder.tokens() == tokens);
      CHECK(decoder.path() == path);
      CHECK(decoder.steps().size() == count);
    }
  }
}

TEST_CASE("another token after a rewind opens a branch, and the first one is kept") {
  Decoder decoder = generated(seeded(3));
  const Ids tokens = decoder.tokens();
  const StepId end = decoder.current();
  mustDo(decoder.rewind(4));
  const StepId fork = decoder.current();
  const TokenId other = (tokens[4] + 1) % 6;
  mustDo(decoder.pick(wanderingLogits(*decoder.wanted()), other));
  CHECK(decoder.childrenOf(fork).size() == 2);
  test::generate(decoder, model);
  const Ids branch = decoder.tokens();
  CHECK(branch.size() == tokens.size());
  CHECK(branch[4] == other);

  SUBCASE("switching back restores everything") {
    const StepId otherEnd = decoder.current();
    mustDo(decoder.goTo(end));
    CHECK(decoder.tokens() == tokens);
    CHECK(decoder.reason() == StopReason::MaxTokens);
    mustDo(decoder.goTo(otherEnd));
    CHECK(decoder.tokens() == branch);
  }
  SUBCASE("and each branch is drawn by the coins of its depth") {
    for (const StepId step : decoder.path()) {
      const DecodeStep& here = decoder.steps()[step];
      if (here.isManual) continue;
      for (const DecodeStep& there : decoder.steps()) {
        if (there.depth == here.depth && there.coin) CHECK(there.coin == here.coin);
      }
    }
  }
}

TEST_CASE("a random walk over the tree always stands where its tokens say") {
  Dice dice(17);
  Decoder decoder = mustSucceed(Decoder::make(seeded(8, 6), {2}));
  for (int i = 0; i < 400; ++i) {
    if (decoder.isDone() || dice.chance(0.2)) {
      mustDo(decoder.goTo(static_cast<StepId>(dice.below(decoder.steps().size()))));
    } else if (dice.chance(0.3)) {
      mustDo(decoder.pick(wanderingLogits(*decoder.wanted()), static_cast<TokenId>(dice.below(6))));
    } else {
      advanceOnce(decoder);
    }
    // The same tokens picked one by one on a machine of its own.
    Decoder fresh = mustSucceed(Decoder::make(seeded(8, 6), {2}));
    for (const TokenId id : decoder.tokens()) mustDo(fresh.pick(wanderingLogits(*fresh.wanted()), id));
    CHECK(fresh.sumLogProbability() == decoder.sumLogProbability());
    CHECK(fresh.reason() == decoder.reason());
    CHECK(fresh.wanted() == decoder.wanted());
    if (decoder.isDone()) continue;
    const auto logits = wanderingLogits(*decoder.wanted());
    CHECK(mustSucceed(fresh.preview(logits)).coin == mustSucceed(decoder.preview(logits)).coin);
  }
  // No step stands twice under one parent.
  for (StepId step = 0; step < decoder.steps().size(); ++step) {
    Ids ids;
    for (const StepId child : decoder.childrenOf(step)) ids.push_back(decoder.steps()[child].id);
    std::ranges::sort(ids);
    CHECK(std::ranges::adjacent_find(ids) == ids.end());
  }
}

TEST_CASE("a preview is what advancing does, and does nothing itself") {
  Decoder decoder = generated(seeded(4));
  mustDo(decoder.rewind(3));
  const auto logits = wanderingLogits(*decoder.wanted());
  const StepId before = decoder.current();
  const Trace trace = mustSucceed(decoder.preview(logits));
  CHECK(decoder.current() == before);
  mustDo(decoder.advance(logits));
  const DecodeStep& step = decoder.steps()[decoder.current()];
  CHECK(trace.picked->id == step.id);
  CHECK(trace.picked->probability == step.probability);
  CHECK(trace.coin == step.coin);
}

TEST_CASE("a copy goes its own way") {
  Decoder decoder = generated(seeded(6));
  mustDo(decoder.rewind(5));
  Decoder copy = decoder;
  test::generate(copy, model);
  CHECK(decoder.tokens().size() == 5);
  CHECK(copy.tokens().size() == 12);
  test::generate(decoder, model);
  CHECK(decoder.tokens() == copy.tokens());
}

TEST_CASE("a step that is not there and a rewind beyond the beginning are refused") {
  Decoder decoder = generated(seeded(1, 2));
  CHECK(mustRefuse(decoder.goTo(3)).message == "step is 3; allowed: a step from 0 to 2.");
  CHECK(mustRefuse(decoder.rewind(3)).message == "count is 3; allowed: a number of tokens from 0 to 2.");
  CHECK(decoder.tokens().size() == 2);
  mustDo(decoder.rewind(0));
  CHECK(decoder.current() == 0);
}

// The root; 0, 1, 2 one after the other; back to the root; 3, 0: six steps. The newest three that hang together are
// the root and its second branch.
TEST_CASE("old branches are forgotten, the newest stay, and where the reader stands stays whole") {
  Decoder decoder = mustSucceed(Decoder::make({.chain = {Stage{TopKParams{4}}}}, {}));
  const auto pick = [&](TokenId id) { mustDo(decoder.pick(test::fourTokens(), id)); };
  for (const TokenId id : Ids{0, 1, 2})
    pick(id);
  mustDo(decoder.rewind(0));
  for (const TokenId id : Ids{3, 0})
    pick(id);

  Decoder newest = decoder;
  newest.keepRecent(3);
  CHECK(newest.steps().size() == 3);
  CHECK(newest.tokens() == Ids{3, 0});
  CHECK(newest.childrenOf(0).size() == 1);

  mustDo(decoder.goTo(3));
  REQUIRE(decoder.tokens() == Ids{0, 1, 2});
  Decoder current = decoder;
  current.keepRecent(2);
  CHECK(current.steps().size() == 4); // the way to the current step, though it is more than two
  CHECK(current.tokens() == Ids{0, 1, 2});
  mustDo(current.rewind(1));
  CHECK(current.tokens() == Ids{0});

  decoder.keepRecent(6);
  CHECK(decoder.steps().size() == 6);
}

} // namespace logitscope
