// The fast path against the traced run: the same chain, the same coins, the same token.

#include "random_chains.h"

namespace logitscope {

using test::Dice;
using test::Ids;
using test::kInf;
using test::mustFail;
using test::mustSucceed;

namespace {

constexpr int kCases = 4000;

/// A few steps of both, over rows that change from step to step.
void playBoth(Dice& dice, int number, bool isSingle) {
  const test::Case first = test::randomCaseInAny(dice, number);
  Sampler sampler = mustSucceed(Sampler::make({.chain = first.chain,
                                               .dialect = first.dialect,
                                               .seed = static_cast<double>(number),
                                               .history = first.history}));
  Rng rng = mustSucceed(Rng::make(number, RngKind::Python));
  Ids history = first.history;
  ChainState state;
  std::vector<double> logits = first.logits;
  for (int step = 0; step < 3; ++step) {
    std::vector<float> singles(logits.begin(), logits.end());
    if (isSingle) logits.assign(singles.begin(), singles.end());
    RunRequest request{.logits = logits,
                       .chain = first.chain,
                       .dialect = first.dialect,
                       .logitsAreFloat32 = isSingle,
                       .history = history,
                       .state = state};
    for (std::size_t i = 0; i <= coinsOf(first.chain); ++i)
      request.coins.push_back(rng.next());
    const Trace trace = mustSucceed(run(request));
    const auto drawn = mustSucceed(isSingle ? sampler.sample(singles) : sampler.sample(logits));
    REQUIRE(drawn.has_value() == trace.picked.has_value());
    if (!drawn) return;
    CHECK(*drawn == trace.picked->id);
    state = trace.state;
    history.push_back(*drawn);
    sampler.accept(*drawn);
    for (double& logit : logits)
      logit = std::isfinite(logit) ? dice.between(-6, 6) : logit;
  }
}

} // namespace

TEST_CASE("the sampler draws what run draws, step after step, in every dialect") {
  Dice dice(21);
  for (int i = 0; i < kCases; ++i)
    playBoth(dice, i, false);
}

TEST_CASE("the sampler draws what run draws from rows of float32") {
  Dice dice(22);
  for (int i = 0; i < kCases; ++i)
    playBoth(dice, i, true);
}

TEST_CASE("the sampler draws what run draws from a large vocabulary, peaked and flat") {
  Dice dice(23);
  const Chain chains[] = {
      {},
      {Stage{TopPParams{0.9}}},
      {Stage{TemperatureParams{0.7}}, Stage{TopPParams{0.95}}},
      {Stage{TopKParams{40}}, Stage{TopPParams{0.95}}, Stage{MinPParams{0.05}},
       Stage{TemperatureParams{0.8}}},
      {Stage{MinPParams{0.01}}, Stage{TypicalPParams{0.9}}},
  };
  for (const double spread : {0.0, 0.5, 6.0}) {
    std::vector<double> logits(20000);
    for (double& logit : logits)
      logit = spread * (dice.unit() + dice.unit() + dice.unit());
    for (const Chain& chain : chains) {
      for (int seed = 0; seed < 6; ++seed) {
        Sampler sampler = mustSucceed(Sampler::make({.chain = chain, .seed = double(seed)}));
        const Trace trace =
            mustSucceed(run({.logits = logits, .chain = chain, .seed = double(seed)}));
        CHECK(mustSucceed(sampler.sample(logits)) == trace.picked->id);
      }
    }
  }
}

TEST_CASE("reset takes a sampler back to its seed, its history and its state") {
  const std::vector<double> logits = {1, 0.5, 0.2, -0.4, 0.9};
  const Chain chain = {Stage{RepetitionPenaltyParams{1.5}}, Stage{MirostatParams{}},
                       Stage{XtcParams{0.5, 0.1}}};
  Sampler sampler = mustSucceed(Sampler::make({.chain = chain, .seed = 5, .history = {3}}));
  const auto play = [&] {
    Ids drawn;
    for (int i = 0; i < 20; ++i) {
      drawn.push_back(*mustSucceed(sampler.sample(logits)));
      sampler.accept(drawn.back());
    }
    return drawn;
  };
  const Ids once = play();
  sampler.reset();
  CHECK(play() == once);
}

TEST_CASE("a sampler refuses what run refuses, and goes on") {
  CHECK(mustFail(Sampler::make({.chain = {Stage{TopPParams{2}}}})).field == "chain[0].p");
  CHECK(mustFail(Sampler::make({.seed = 0.5})).field == "seed");
  Sampler sampler = mustSucceed(Sampler::make({.chain = {Stage{BadTokensParams{{7}}}}}));
  const std::vector<double> three = {1, 2, 3};
  CHECK(mustFail(sampler.sample(three)).message ==
        "chain[0].tokens[0] is 7; allowed: a token id from 0 to 2.");
  const std::vector<float> bad = {1, 2, 3, 4, 5, 6, std::nanf(""), 8};
  CHECK(mustFail(sampler.sample(bad)).field == "logits[6]");
  const std::vector<double> good = {1, 2, 3, 4, 5, 6, 7, 800};
  CHECK(mustSucceed(sampler.sample(good)) != TokenId{7});
  sampler.accept(9);
  CHECK(mustFail(sampler.sample(good)).field == "history[0]");
}

TEST_CASE(
    "a row of float32 is refused wherever NaN or +inf stands in it, also where top-k comes first") {
  Sampler sampler = mustSucceed(Sampler::make({.chain = {Stage{TopKParams{2}}}}));
  // Two whole blocks and a rest.
  std::vector<float> row(517, -1);
  row[3] = -std::numeric_limits<float>::infinity();
  for (std::size_t i = 0; i < row.size(); ++i) {
    CAPTURE(i);
    const float before = row[i];
    for (const float bad :
         {std::nanf(""), -std::nanf(""), std::numeric_limits<float>::infinity()}) {
      row[i] = bad;
      CHECK(mustFail(sampler.sample(row)).field == "logits[" + std::to_string(i) + "]");
    }
    row[i] = before;
  }
  CHECK(mustSucceed(sampler.sample(row)).has_value());
}

TEST_CASE("a sampler that is left with nothing says so and goes on") {
  Sampler sampler = mustSucceed(Sampler::make({.chain = {Stage{BadTokensParams{{0, 1}}}}}));
  const std::vector<double> nothing = {1, -kInf};
  CHECK_FALSE(mustSucceed(sampler.sample(nothing)).has_value());
  const std::vector<double> third = {1, 2, 3};
  CHECK(mustSucceed(sampler.sample(third)) == TokenId{2});
}

} // namespace logitscope
