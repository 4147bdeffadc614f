// Many draws from one step: what each rule draws, and what the test makes of it.

#include "support.h"

#include <cmath>
#include <numeric>

namespace logitscope {

using test::logitsOf;
using test::mustSucceed;

namespace {

/// Probabilities 0.5, 0.25, 0.125 and 0.125.
Trace halves() {
  const std::vector<double> logits = {std::log(0.5), std::log(0.25), std::log(0.125), std::log(0.125)};
  return mustSucceed(run({.logits = logits, .seed = 1}));
}

std::vector<std::uint32_t> counted(std::size_t draws, DrawRule rule) {
  Rng rng = mustSucceed(Rng::make(42));
  return drawMany(halves(), rng, draws, rule);
}

} // namespace

TEST_CASE("the first draws are those of run, coin after coin") {
  const std::vector<double> logits = {0.3, 0.1, 0.7, -0.4, 0.2};
  for (const Dialect dialect : {Dialect::Textbook, Dialect::Transformers, Dialect::LlamaCpp}) {
    Rng coins = mustSucceed(Rng::make(7));
    Rng same = coins;
    for (int i = 0; i < 500; ++i) {
      const double coin = coins.next();
      const Trace trace = mustSucceed(run({.logits = logits, .dialect = dialect, .coins = {coin}}));
      const auto counts = drawMany(trace, same, 1);
      const auto drawn = static_cast<std::size_t>(std::ranges::find(counts, 1U) - counts.begin());
      CHECK(trace.ids[drawn] == trace.picked->id);
    }
  }
}

TEST_CASE("every draw is counted once, and more draws begin as fewer do") {
  const auto few = counted(1000, DrawRule::Exact);
  const auto more = counted(1001, DrawRule::Exact);
  CHECK(std::accumulate(few.begin(), few.end(), 0U) == 1000);
  unsigned grown = 0;
  for (std::size_t i = 0; i < few.size(); ++i)
    grown += more[i] - few[i];
  CHECK(grown == 1);
}

TEST_CASE("nothing is drawn where nothing is left") {
  Rng rng = mustSucceed(Rng::make(1));
  CHECK(drawMany(Trace{}, rng, 10).empty());
}

TEST_CASE("a million right draws are within chance, a million of either wrong kind are not") {
  // 0.5, 0.75 and 0.875 are places of the coarse coin: only other stretches give it away.
  const std::vector<double> logits = {1.3, 0.9, 0.2, -0.1};
  const Trace trace = mustSucceed(run({.logits = logits, .seed = 1}));
  for (const DrawRule rule : {DrawRule::Exact, DrawRule::CoarseCoin, DrawRule::FavouriteFirst}) {
    CAPTURE(static_cast<int>(rule));
    Rng rng = mustSucceed(Rng::make(42));
    const auto fit = fitOf(drawMany(trace, rng, 1'000'000, rule), trace.probabilities);
    REQUIRE(fit);
    CHECK(fit->degrees == 3);
    if (rule == DrawRule::Exact) CHECK(fit->pValue > 0.01);
    else CHECK(fit->pValue < 1e-9);
  }
}

TEST_CASE("the coarse coin is right where all stretches end at its places") {
  const auto fit = fitOf(counted(1'000'000, DrawRule::CoarseCoin), halves().probabilities);
  REQUIRE(fit);
  CHECK(fit->pValue > 0.01);
}

// (60 − 50)² / 50 + (40 − 50)² / 50 = 4 at one degree: one fair coin in 22 does so.
TEST_CASE("the test of a hundred tosses, by hand") {
  const std::vector<double> fair = {0.5, 0.5};
  const auto fit = fitOf(std::vector<std::uint32_t>{60, 40}, fair);
  REQUIRE(fit);
  CHECK(fit->chiSquare == 4);
  CHECK(fit->degrees == 1);
  CHECK(std::abs(fit->pValue - 0.04550026389635842) < 1e-14);
  CHECK_FALSE(fitOf(std::vector<std::uint32_t>{3, 2}, fair));
  CHECK_FALSE(fitOf(std::vector<std::uint32_t>{100}, std::vector<double>{1}));
}

// 100 tosses of a fair coin: one standard deviation is √(100 · 0.5 · 0.5) = 5.
TEST_CASE("deviations are counted in those of chance") {
  const auto both = deviationsOf(std::vector<std::uint32_t>{60, 40}, std::vector<double>{0.5, 0.5});
  CHECK(both == std::vector<double>{2, -2});
  CHECK(deviationsOf(std::vector<std::uint32_t>{7}, std::vector<double>{1}) == std::vector<double>{0});
  CHECK(deviationsOf(std::vector<std::uint32_t>{0, 0}, std::vector<double>{0.5, 0.5}) == std::vector<double>{0, 0});
}

// 100 draws: 90 and 4 + 4 + 2 expected. The three rare ones make a cell of ten.
TEST_CASE("rare tokens are counted together") {
  const auto fit = fitOf(std::vector<std::uint32_t>{93, 3, 2, 2}, std::vector<double>{0.9, 0.04, 0.04, 0.02});
  REQUIRE(fit);
  CHECK(fit->degrees == 1);
  CHECK(std::abs(fit->chiSquare - (9.0 / 90 + 9.0 / 10)) < 1e-12);
}

} // namespace logitscope
