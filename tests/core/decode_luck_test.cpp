// Luck: coins in their order, and several strategies driven by the same luck.

#include "decode_support.h"

#include <algorithm>

namespace logitscope {

using test::Ids;
using test::isNear;
using test::kInf;
using test::mustDo;
using test::mustFail;
using test::mustRefuse;
using test::mustSucceed;
using test::wanderingLogits;

namespace {

const auto model = [](const std::vector<TokenId>& context) { return wanderingLogits(context); };

Decoder generated(DecodeOptions options) {
  Decoder decoder = mustSucceed(Decoder::make(std::move(options), {0}));
  test::generate(decoder, model);
  return decoder;
}

} // namespace

TEST_CASE("a seed's coins are used in their order, one a step") {
  for (const RngKind kind : {RngKind::Python, RngKind::Numpy}) {
    Rng rng = mustSucceed(Rng::make(42, kind));
    const Decoder decoder = generated({.maxNewTokens = 30, .seed = 42.0, .rng = kind});
    for (const StepId step : decoder.path()) CHECK(decoder.steps()[step].coin == rng.next());
  }
}

TEST_CASE("generation is a loop over run: the same coins give the same tokens") {
  const Chain chain = {Stage{TemperatureParams{0.8}}, Stage{TopKParams{4}}};
  const Decoder decoder = generated({.chain = chain, .maxNewTokens = 25, .seed = 7.0});
  Rng rng = mustSucceed(Rng::make(7));
  Ids context = {0};
  for (int i = 0; i < 25; ++i) {
    const auto logits = wanderingLogits(context);
    context.push_back(mustSucceed(run({.logits = logits, .chain = chain, .coins = {rng.next()}})).picked->id);
  }
  CHECK(Ids(context.begin() + 1, context.end()) == decoder.tokens());
}

TEST_CASE("coins that are given are used as they are, and when they run out that is said") {
  Decoder decoder = mustSucceed(Decoder::make({.coins = {0.95, 0.05}}, {}));
  mustDo(decoder.advance(test::fourTokens()));
  mustDo(decoder.advance(test::fourTokens()));
  CHECK(decoder.tokens() == Ids{0, 3});
  CHECK(mustRefuse(decoder.advance(test::fourTokens())).message ==
        "coins is a list of 2; allowed: at least 3 for step 3.");
}

TEST_CASE("where a step takes several coins the draw has the last of them") {
  Decoder decoder = mustSucceed(Decoder::make({.coins = {0.1, 0.95, 0.95, 0.1}, .coinsPerStep = 2}, {}));
  mustDo(decoder.advance(test::fourTokens()));
  mustDo(decoder.advance(test::fourTokens()));
  CHECK(decoder.tokens() == Ids{0, 3});
}

TEST_CASE("without seed and coins nothing is drawn, but everything can be picked") {
  Decoder decoder = mustSucceed(Decoder::make({}, {}));
  CHECK_FALSE(mustSucceed(decoder.preview(test::fourTokens())).picked);
  CHECK(mustRefuse(decoder.advance(test::fourTokens())).message ==
        "Neither seed nor coins are given, so nothing can be drawn; allowed: one of them, or to pick the token by "
        "hand.");
  mustDo(decoder.pick(test::fourTokens(), 1));
  CHECK(decoder.tokens() == Ids{1});
}

TEST_CASE("strategies with one seed are driven by the same coins, however they differ") {
  const Decoder wide = generated({.seed = 11.0});
  const Decoder narrow = generated({.chain = {Stage{TopKParams{2}}}, .seed = 11.0});
  for (std::size_t i = 0; i < 20; ++i) {
    CHECK(wide.steps()[wide.path()[i]].coin == narrow.steps()[narrow.path()[i]].coin);
  }
}

// ---- Gumbel noise

TEST_CASE("gumbel noise depends on seed, step and token, and on nothing else") {
  CHECK(gumbelNoise(1, 2, 3) == gumbelNoise(1, 2, 3));
  CHECK(gumbelNoise(1, 2, 3) != gumbelNoise(2, 2, 3));
  CHECK(gumbelNoise(1, 2, 3) != gumbelNoise(1, 3, 3));
  CHECK(gumbelNoise(1, 2, 3) != gumbelNoise(1, 2, 4));
  CHECK(gumbelNoise(1, 2, 3) != gumbelNoise(1, 3, 2));
}

TEST_CASE("gumbel noise has the mean and the spread of its distribution") {
  double sum = 0;
  double squares = 0;
  constexpr int kCount = 200'000;
  for (TokenId id = 0; id < kCount; ++id) {
    const double noise = gumbelNoise(5, id % 7, id);
    REQUIRE(std::isfinite(noise));
    sum += noise;
    squares += noise * noise;
  }
  const double mean = sum / kCount;
  // Euler's constant and π²/6; the means of so many scatter by 0.003 and 0.008.
  CHECK(std::abs(mean - 0.5772156649) < 0.01);
  CHECK(std::abs(squares / kCount - mean * mean - 1.6449340668) < 0.03);
}

TEST_CASE("gumbel noise picks each token with its probability") {
  const auto logits = test::fourTokens();
  std::vector<double> counts(4);
  constexpr int kCount = 4000;
  for (int seed = 0; seed < kCount; ++seed) {
    Decoder decoder = mustSucceed(Decoder::make({.seed = seed, .luck = Luck::Gumbel}, {}));
    mustDo(decoder.advance(logits));
    ++counts[decoder.tokens().front()];
  }
  double chiSquared = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const double expected = kCount * 0.1 * static_cast<double>(i + 1);
    chiSquared += (counts[i] - expected) * (counts[i] - expected) / expected;
  }
  CHECK(chiSquared < 16.3); // 3 degrees of freedom: once in a thousand
}

TEST_CASE("with shared noise, strategies that keep the same winner pick the same token") {
  // A truncation changes a pick only by removing the token that would have won.
  int same = 0;
  int different = 0;
  for (int seed = 0; seed < 300; ++seed) {
    const auto logits = wanderingLogits(Ids{static_cast<TokenId>(seed)}, 8);
    const DecodeOptions open{.seed = seed, .luck = Luck::Gumbel};
    const DecodeOptions cut{.chain = {Stage{TopKParams{3}}}, .seed = seed, .luck = Luck::Gumbel};
    const Trace all = mustSucceed(mustSucceed(Decoder::make(open, {})).preview(logits));
    const Trace few = mustSucceed(mustSucceed(Decoder::make(cut, {})).preview(logits));
    const bool survives = std::ranges::find(few.ids, all.picked->id) != few.ids.end();
    if (survives) CHECK(few.picked->id == all.picked->id);
    ++(survives ? same : different);
  }
  CHECK(same > 100);
  CHECK(different > 10);
}

TEST_CASE("a step drawn by gumbel noise knows its noise, and its trace says so") {
  Decoder decoder = mustSucceed(Decoder::make({.seed = 3.0, .luck = Luck::Gumbel, .keepsTraces = true}, {}));
  mustDo(decoder.advance(test::fourTokens()));
  const DecodeStep& step = decoder.steps()[decoder.current()];
  CHECK(step.noise == gumbelNoise(3, 0, step.id));
  CHECK_FALSE(step.coin);
  CHECK_FALSE(step.isManual);
  CHECK(step.trace->drawNote.starts_with("Its logit and its Gumbel noise, "));
  const auto logits = test::fourTokens();
  for (TokenId id = 0; id < 4; ++id) CHECK(logits[id] + gumbelNoise(3, 0, id) <= logits[step.id] + *step.noise);
}

TEST_CASE("gumbel noise over nothing leaves nothing") {
  Decoder decoder = mustSucceed(Decoder::make({.seed = 3.0, .luck = Luck::Gumbel}, {}));
  mustDo(decoder.advance(std::vector<double>{-kInf}));
  CHECK(decoder.reason() == StopReason::NothingLeft);
}

TEST_CASE("luck that cannot be is refused") {
  CHECK(mustFail(Decoder::make({.seed = 0.5}, {})).field == "seed");
  CHECK(mustFail(Decoder::make({.coins = {0.5, 1}}, {})).message ==
        "coins[1] is 1; allowed: from 0 to less than 1.");
  CHECK(mustFail(Decoder::make({.coins = {test::kNan}}, {})).code == ErrorCode::NotANumber);
  CHECK(mustFail(Decoder::make({.seed = 1.0, .coins = {0.5}}, {})).message ==
        "Both seed and coins are given; allowed: one of them, or none to pick every token by hand.");
  CHECK(mustFail(Decoder::make({.luck = Luck::Gumbel}, {})).message ==
        "luck is \"gumbel\" and there is no seed; allowed: gumbel with a seed, from which its noise is made.");
  CHECK(mustSucceed(parseLuck("gumbel")) == Luck::Gumbel);
  CHECK(luckName(Luck::Coins) == "coins");
  CHECK(mustFail(parseLuck("dice")).message == "luck is \"dice\"; allowed: coins or gumbel.");
}

} // namespace logitscope
