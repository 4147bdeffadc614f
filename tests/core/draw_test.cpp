// The draw: intervals from inclusive to exclusive, coins at their very edges, and the reader's own pick.

#include "support.h"

namespace logitscope {

using test::Dice;
using test::fourTokens;
using test::Ids;
using test::isNear;
using test::kInf;
using test::kNan;
using test::logitsOf;
using test::mustFail;
using test::mustSucceed;
using test::runChain;

namespace {

const double kLargestCoin = std::nextafter(1.0, 0.0);

Trace tossed(std::span<const double> logits, double coin, Chain chain = {}) {
  return mustSucceed(run({.logits = logits, .chain = std::move(chain), .coins = {coin}}));
}

Trace pickedByHand(std::span<const double> logits, TokenId id, Chain chain = {}) {
  return mustSucceed(run({.logits = logits, .chain = std::move(chain), .pick = id}));
}

} // namespace

TEST_CASE("a coin picks the token whose interval holds it: from included, to excluded") {
  // Four equal logits: the intervals begin at 0, 0.25, 0.5 and 0.75 exactly.
  const std::vector<double> logits(4, 1.0);
  struct Toss {
    double coin;
    TokenId id;
  };
  for (const Toss& toss :
       {Toss{0, 0}, Toss{0.1, 0}, Toss{std::nextafter(0.25, 0.0), 0}, Toss{0.25, 1},
        Toss{std::nextafter(0.5, 0.0), 1}, Toss{0.5, 2}, Toss{0.75, 3}, Toss{kLargestCoin, 3}}) {
    const double coin = toss.coin;
    const TokenId id = toss.id;
    CAPTURE(coin);
    const Trace trace = tossed(logits, coin);
    REQUIRE(trace.picked);
    CHECK(trace.coin == coin);
    CHECK(trace.picked->id == id);
    CHECK(trace.picked->probability == 0.25);
    CHECK(trace.picked->from == 0.25 * id);
    CHECK(trace.picked->to == 0.25 * (id + 1));
  }
}

TEST_CASE("the line is laid by descending probability, not by id") {
  const auto logits = fourTokens();
  CHECK(tossed(logits, 0).picked->id == 3);
  CHECK(tossed(logits, 0.39).picked->id == 3);
  CHECK(tossed(logits, 0.41).picked->id == 2);
  CHECK(tossed(logits, 0.69).picked->id == 2);
  CHECK(tossed(logits, 0.71).picked->id == 1);
  CHECK(tossed(logits, 0.89).picked->id == 1);
  CHECK(tossed(logits, 0.91).picked->id == 0);
  CHECK(tossed(logits, kLargestCoin).picked->id == 0);
  CHECK(tossed(logits, kLargestCoin).picked->to == 1);
}

TEST_CASE("the draw says in which interval the coin fell") {
  const Trace trace = tossed(fourTokens(), 0.639);
  CHECK(trace.drawNote == "The coin 0.639 lies in [0.400, 0.700).");
}

TEST_CASE("a token of probability 0 is never drawn, not even by the largest coin") {
  // Where the sum of the others rounds to just below 1, the rest of the line is theirs too.
  Dice dice(3);
  int sumsBelowOne = 0;
  for (int i = 0; i < 300; ++i) {
    std::vector<double> logits;
    for (std::size_t n = 2 + dice.below(8); n > 0; --n)
      logits.push_back(dice.between(-2, 2));
    logits.push_back(-5000); // finite, in play, and exp(-5000) is 0
    const Trace trace = tossed(logits, kLargestCoin);
    REQUIRE(trace.probabilities.back() == 0);
    CHECK(trace.picked->probability > 0);
    double sum = 0;
    for (const double p : trace.probabilities)
      sum += p;
    if (sum < 1) ++sumsBelowOne;
  }
  REQUIRE(sumsBelowOne > 0); // else this test would prove nothing
}

TEST_CASE("of several coins the draw takes the first, where no stage takes one") {
  const auto logits = fourTokens();
  const Trace trace = mustSucceed(run({.logits = logits, .coins = {0.95, 0.1}}));
  CHECK(trace.coin == 0.95);
  CHECK(trace.picked->id == 0);
}

TEST_CASE("a seed draws the first number of its generator") {
  const auto logits = fourTokens();
  const Trace python = mustSucceed(run({.logits = logits, .seed = 42.0}));
  CHECK(python.coin == 0.6394267984578837);
  CHECK(python.picked->id == 2);
  const Trace numpy = mustSucceed(run({.logits = logits, .seed = 42.0, .rng = RngKind::Numpy}));
  CHECK(numpy.coin == 0.3745401188473625);
  CHECK(numpy.picked->id == 3);
}

TEST_CASE("with neither coin nor seed nothing is drawn") {
  const Trace trace = runChain(fourTokens(), {});
  CHECK_FALSE(trace.coin);
  CHECK_FALSE(trace.picked);
  CHECK(trace.ids.size() == 4);
  CHECK(trace.intervals.size() == 4);
  CHECK(trace.drawNote == "No coin and no seed, so nothing is drawn.");
}

TEST_CASE("the reader may pick instead") {
  const auto logits = fourTokens();
  SUBCASE("a survivor, with its interval") {
    const Trace trace = pickedByHand(logits, 2);
    REQUIRE(trace.picked);
    CHECK_FALSE(trace.coin);
    CHECK(trace.picked->id == 2);
    CHECK(isNear(trace.picked->probability, 0.3));
    CHECK(isNear(trace.picked->from, 0.4));
    CHECK(isNear(trace.picked->to, 0.7));
    CHECK(trace.drawNote == "Picked by hand, with probability 30.0 %.");
    CHECK(isNear(*trace.logProbability, std::log(0.3)));
  }
  SUBCASE("a token that the chain removed, with probability 0") {
    const Trace trace = pickedByHand(logits, 0, {Stage{TopKParams{2}}});
    REQUIRE(trace.picked);
    CHECK(trace.picked->id == 0);
    CHECK(trace.picked->probability == 0);
    CHECK(trace.picked->from == trace.picked->to);
    CHECK(trace.drawNote == "Picked by hand, although the chain had removed it.");
    CHECK(isNear(*trace.logProbability, std::log(0.1)));
  }
  SUBCASE("not a token that does not exist") {
    const Error error = mustFail(run({.logits = logits, .pick = 4}));
    CHECK(error.code == ErrorCode::OutOfRange);
    CHECK(error.field == "pick");
    CHECK(error.message == "pick is 4; allowed: a token id from 0 to 3.");
  }
  SUBCASE("not a token that was ruled out before") {
    const Error error = mustFail(run({.logits = logitsOf({0.5, 0, 0.5}), .pick = 1}));
    CHECK(error.message == "pick is 1, a token already ruled out (its logit is -inf); allowed: any "
                           "token with a finite logit.");
  }
}

TEST_CASE("a coin outside [0, 1) is refused by its position") {
  const auto logits = fourTokens();
  const auto refused = [&](std::vector<double> coins) {
    return mustFail(run({.logits = logits, .coins = std::move(coins)}));
  };
  CHECK(refused({1}).message == "coins[0] is 1; allowed: from 0 to less than 1.");
  CHECK(refused({0.5, -0.1}).message == "coins[1] is -0.1; allowed: from 0 to less than 1.");
  CHECK(refused({0.5, -0.1}).field == "coins[1]");
  CHECK(refused({kNan}).code == ErrorCode::NotANumber);
  CHECK(refused({kInf}).code == ErrorCode::OutOfRange);
}

TEST_CASE("a seed that the generator refuses is refused here with its sentence") {
  const auto logits = fourTokens();
  CHECK(mustFail(run({.logits = logits, .seed = 0.5})).field == "seed");
  CHECK(mustFail(run({.logits = logits, .seed = -1.0, .rng = RngKind::Numpy})).message ==
        "seed is -1; allowed: a whole number from 0 to 4294967295.");
  CHECK(run({.logits = logits, .seed = -1.0}));
}

TEST_CASE("two sources of luck at once are refused") {
  const auto logits = fourTokens();
  const std::string sentence =
      "More than one of coin, coins, seed and pick is given; allowed: one of them, or "
      "none to draw nothing.";
  const Error both = mustFail(run({.logits = logits, .coins = {0.5}, .seed = 1.0}));
  CHECK(both.code == ErrorCode::UnknownChoice);
  CHECK(both.message == sentence);
  CHECK(mustFail(run({.logits = logits, .coins = {0.5}, .pick = 1})).message == sentence);
  CHECK(mustFail(run({.logits = logits, .seed = 1.0, .pick = 1})).message == sentence);
}

TEST_CASE("a thousand coins fall as the probabilities say") {
  const auto logits = fourTokens();
  Dice dice(11);
  std::vector<int> counts(4);
  for (int i = 0; i < 1000; ++i)
    ++counts[tossed(logits, dice.unit()).picked->id];
  // Chi-squared with 3 degrees of freedom is above 16.3 once in a thousand; the dice are fixed.
  double chiSquared = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const double expected = 100.0 * static_cast<double>(i + 1);
    chiSquared += (counts[i] - expected) * (counts[i] - expected) / expected;
  }
  CHECK(chiSquared < 16.3);
}

} // namespace logitscope
