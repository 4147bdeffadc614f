// Lists of the most likely tokens, the rest unseen: figures worked out by hand, and then every way of filling in the
// rest that the list allows.

#include "support.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace logitscope {

using test::Dice;
using test::isNear;
using test::kInf;
using test::kNan;
using test::logitsOf;
using test::mustFail;
using test::mustSucceed;

namespace {

using Doubles = std::vector<double>;

bool isInterval(const Interval& interval, double low, double high) {
  return isNear(interval.low, low, 1e-14) && (interval.high == high || isNear(interval.high, high, 1e-14));
}

// 0.5, 0.2 and 0.1 are seen; 0.2 are left to tokens of 0.1 at most.
const Doubles kSeen = logitsOf({0.5, 0.2, 0.1});

} // namespace

TEST_CASE("a truncated list says how much it leaves out") {
  const TruncatedView view = mustSucceed(viewOf({.logProbabilities = kSeen, .vocabularySize = 7}));
  CHECK(isNear(view.rest, 0.2));
  CHECK(isInterval(view.restAfter, 0.2, 0.2));
  CHECK(isInterval(view.probabilities[0], 0.5, 0.5));
  CHECK(isInterval(view.probabilities[2], 0.1, 0.1));
  CHECK(view.surelyKept == 3);
  CHECK(view.possiblyKept == 3);
}

TEST_CASE("a truncated list that no chain changes is exact, however many tokens there may be") {
  const TruncatedView view = mustSucceed(viewOf({.logProbabilities = kSeen}));
  CHECK(isInterval(view.probabilities[0], 0.5, 0.5));
  CHECK(isInterval(view.restAfter, 0.2, 0.2));
}

TEST_CASE("a truncated list bounds the entropy between two tokens of 0.1 and four of 0.05") {
  const double seen = 0.5 + 0.2 * std::log2(5) + 0.1 * std::log2(10);
  const TruncatedView known = mustSucceed(viewOf({.logProbabilities = kSeen, .vocabularySize = 7}));
  CHECK(isInterval(known.entropy, seen + 0.2 * std::log2(10), seen + 0.2 * std::log2(20)));
  const TruncatedView unknown = mustSucceed(viewOf({.logProbabilities = kSeen}));
  CHECK(isInterval(unknown.entropy, seen + 0.2 * std::log2(10), kInf));
}

TEST_CASE("a truncated list at temperature 0.5 lies between the rest concentrated and even") {
  // Squares: 0.25 + 0.04 + 0.01 = 0.3 are seen. The rest is 2 · 0.1² = 0.02 at most, 4 · 0.05² = 0.01 at least.
  const TruncatedView view = mustSucceed(viewOf({.logProbabilities = kSeen, .vocabularySize = 7, .temperature = 0.5}));
  CHECK(isInterval(view.probabilities[0], 0.25 / 0.32, 0.25 / 0.31));
  CHECK(isInterval(view.probabilities[2], 0.01 / 0.32, 0.01 / 0.31));
  CHECK(isInterval(view.restAfter, 0.01 / 0.31, 0.02 / 0.32));
  // Over ever more tokens the even rest weighs nothing.
  const TruncatedView unknown = mustSucceed(viewOf({.logProbabilities = kSeen, .temperature = 0.5}));
  CHECK(isInterval(unknown.probabilities[0], 0.25 / 0.32, 0.25 / 0.3));
  CHECK(isInterval(unknown.restAfter, 0, 0.02 / 0.32));
}

TEST_CASE("a truncated list at temperature 2 has its ends the other way round") {
  // Square roots: 0.8, 0.4 and 0.2 of 0.64, 0.16 and 0.04. 0.16 are left, at 0.04: 4 tokens of weight 0.2 at least,
  // 16 tokens of 0.01, of weight 0.1 each, at most.
  const Doubles seen = logitsOf({0.64, 0.16, 0.04});
  const TruncatedView view = mustSucceed(viewOf({.logProbabilities = seen, .vocabularySize = 19, .temperature = 2}));
  CHECK(isInterval(view.probabilities[0], 0.8 / 3, 0.8 / 2.2));
  CHECK(isInterval(view.restAfter, 0.8 / 2.2, 1.6 / 3));
  const TruncatedView unknown = mustSucceed(viewOf({.logProbabilities = seen, .temperature = 2}));
  CHECK(isInterval(unknown.probabilities[0], 0, 0.8 / 2.2));
  CHECK(isInterval(unknown.restAfter, 0.8 / 2.2, 1));
}

TEST_CASE("a truncated list is exact where the chain keeps only what is seen") {
  for (const double temperature : {0.3, 1.0, 4.0}) {
    const TruncatedView view = mustSucceed(viewOf({.logProbabilities = kSeen, .temperature = temperature, .k = 2}));
    const double a = std::pow(0.5, 1 / temperature);
    const double b = std::pow(0.2, 1 / temperature);
    CHECK(isInterval(view.probabilities[0], a / (a + b), a / (a + b)));
    CHECK(isInterval(view.probabilities[1], b / (a + b), b / (a + b)));
    CHECK(isInterval(view.probabilities[2], 0, 0));
    CHECK(isInterval(view.restAfter, 0, 0));
  }
  const TruncatedView greedy = mustSucceed(viewOf({.logProbabilities = kSeen, .temperature = 0}));
  CHECK(isInterval(greedy.probabilities[0], 1, 1));
  CHECK(isInterval(greedy.probabilities[1], 0, 0));
  const TruncatedView nucleus = mustSucceed(viewOf({.logProbabilities = kSeen, .p = 0.7}));
  CHECK(isInterval(nucleus.probabilities[1], 0.2 / 0.7, 0.2 / 0.7));
  CHECK(nucleus.surelyKept == 2);
  CHECK(nucleus.possiblyKept == 2);
}

TEST_CASE("a truncated list under a top-p that ends beyond it") {
  // The nucleus holds 0.9 at least, and one token of 0.1 more at most.
  const TruncatedView view = mustSucceed(viewOf({.logProbabilities = kSeen, .vocabularySize = 7, .p = 0.9}));
  CHECK(isInterval(view.probabilities[0], 0.5, 0.5 / 0.9));
  CHECK(isInterval(view.restAfter, 1 - 0.8 / 0.9, 0.2));
  CHECK(view.surelyKept == 3);
}

TEST_CASE("a truncated list in which the rest decides whether a token stays") {
  // Squares: 0.25, 0.04, 0.01, with 0.01 to 0.02 unseen. 0.92 of 0.31 is 0.2852, of 0.32 it is 0.2944: the second
  // token ends the nucleus in the one case, and in the other the third.
  const TruncatedView view = mustSucceed(
      viewOf({.logProbabilities = kSeen, .vocabularySize = 7, .temperature = 0.5, .p = 0.92}));
  CHECK(view.surelyKept == 2);
  CHECK(view.possiblyKept == 3);
  CHECK(isInterval(view.probabilities[0], 0.25 / 0.3, 0.25 / 0.29));
  CHECK(isInterval(view.probabilities[2], 0, 0.01 / 0.3));
  CHECK(isInterval(view.restAfter, 0, 0));
}

TEST_CASE("a truncated list is exact where min-p leaves no room for what is not seen") {
  // 0.3 of 0.5 is 0.15: the 0.1 that is seen fails, and so does everything that is not.
  const TruncatedView view = mustSucceed(viewOf({.logProbabilities = kSeen, .minP = 0.3}));
  CHECK(isInterval(view.probabilities[0], 0.5 / 0.7, 0.5 / 0.7));
  CHECK(isInterval(view.probabilities[1], 0.2 / 0.7, 0.2 / 0.7));
  CHECK(isInterval(view.probabilities[2], 0, 0));
  CHECK(isInterval(view.restAfter, 0, 0));
  CHECK(view.surelyKept == 2);
  CHECK(view.possiblyKept == 2);
  // Temperature moves the floor with the tokens: 0.01 of squares is 0.04 of the largest.
  const TruncatedView cold = mustSucceed(viewOf({.logProbabilities = kSeen, .temperature = 0.5, .minP = 0.05}));
  CHECK(isInterval(cold.probabilities[0], 0.25 / 0.29, 0.25 / 0.29));
}

TEST_CASE("a truncated list under a min-p that unseen tokens may pass lies between none and all of them") {
  // 0.1 of 0.5 is 0.05: two unseen tokens of 0.1 would pass, forty of 0.005 would not.
  const TruncatedView view = mustSucceed(viewOf({.logProbabilities = kSeen, .minP = 0.1}));
  CHECK(isInterval(view.probabilities[0], 0.5, 0.5 / 0.8));
  CHECK(isInterval(view.restAfter, 0, 0.2));
  CHECK(view.surelyKept == 3);
}

TEST_CASE("a truncated list keeps the token that min-p is measured by, whatever is asked") {
  const TruncatedView view = mustSucceed(viewOf({.logProbabilities = kSeen, .p = 0.9, .minP = 1}));
  CHECK(isInterval(view.probabilities[0], 1, 1));
  CHECK(view.possiblyKept == 1);
}

TEST_CASE("a truncated list may come in any order, and be complete") {
  const TruncatedView view =
      mustSucceed(viewOf({.logProbabilities = logitsOf({0.1, 0.6, 0.3, 0}), .vocabularySize = 4, .temperature = 2, .k = 2}));
  CHECK(view.rest == 0);
  const double sum = std::sqrt(0.6) + std::sqrt(0.3);
  CHECK(isInterval(view.probabilities[0], 0, 0));
  CHECK(isInterval(view.probabilities[1], std::sqrt(0.6) / sum, std::sqrt(0.6) / sum));
  CHECK(isInterval(view.probabilities[2], std::sqrt(0.3) / sum, std::sqrt(0.3) / sum));
}

TEST_CASE("a truncated list forgives rounding, and nothing else") {
  const Doubles rounded = {std::log(0.7), std::log(0.30002)};
  CHECK(mustSucceed(viewOf({.logProbabilities = rounded, .vocabularySize = 2})).rest == 0);
  const auto refused = [](const TruncatedList& list, std::string_view field, std::string_view part) {
    const Error error = mustFail(viewOf(list));
    CAPTURE(error.message);
    CHECK(error.field == field);
    CHECK(error.message.find(part) != std::string::npos);
  };
  refused({.logProbabilities = {}}, "logProbabilities", "is empty");
  refused({.logProbabilities = Doubles{0, kNan}}, "logProbabilities[1]", "NaN");
  refused({.logProbabilities = Doubles{-1, 0.5}}, "logProbabilities[1]", "up to 0, the logarithm of 1");
  refused({.logProbabilities = logitsOf({0.7, 0.5})}, "logProbabilities", "sum to 1.2; allowed: up to 1");
  refused({.logProbabilities = kSeen, .vocabularySize = 2}, "vocabularySize", "from 3");
  refused({.logProbabilities = kSeen, .vocabularySize = 7.5}, "vocabularySize", "whole number");
  refused({.logProbabilities = kSeen, .vocabularySize = 4}, "logProbabilities", "leave 20.0 % to tokens");
  refused({.logProbabilities = logitsOf({0.5, 0})}, "logProbabilities", "leave 50.0 %");
  refused({.logProbabilities = kSeen, .temperature = -1}, "temperature", "from 0");
  refused({.logProbabilities = kSeen, .temperature = kNan}, "temperature", "NaN");
  refused({.logProbabilities = kSeen, .k = 1.5}, "k", "whole number");
  refused({.logProbabilities = kSeen, .p = 0}, "p", "greater than 0");
}

namespace {

/// What run() makes of it: the probability of each token.
Doubles afterRun(const Doubles& probabilities, const TruncatedList& list) {
  Doubles logits;
  for (const double p : probabilities)
    logits.push_back(std::log(p));
  const auto k = static_cast<std::int32_t>(list.k);
  const Chain chain = {Stage{TemperatureParams{.temperature = list.temperature}}, Stage{TopKParams{.k = k}},
                       Stage{TopPParams{.p = list.p}}, Stage{MinPParams{.p = list.minP}}};
  const Trace trace = test::runChain(logits, chain);
  Doubles after(probabilities.size(), 0.0);
  for (std::size_t i = 0; i < trace.ids.size(); ++i)
    after[trace.ids[i]] = trace.probabilities[i];
  return after;
}

/// The rest divided at random among the unseen: thin or thick, even or heaped. None reaches [smallest], with which it
/// would tie, and after a rounding lie before it.
Doubles divided(Dice& dice, double rest, std::size_t count, double smallest) {
  const double most = smallest * (1 - 1e-12);
  Doubles parts(count, 0.0);
  const double even = rest / static_cast<double>(count);
  const double share = dice.chance(0.2) ? 1 : dice.unit();
  double left = rest;
  for (double& part : parts) {
    part = even * (1 - share);
    left -= part;
  }
  // What is not spread is heaped up, on each as much as it can take or a part of that.
  const bool isFull = dice.chance(0.5);
  for (int round = 0; left > 1e-15 && round < 10000; ++round) {
    double& part = parts[isFull ? static_cast<std::size_t>(round) % count : dice.below(count)];
    const double more = std::min(left, (most - part) * (isFull ? 1 : dice.unit()));
    part += more;
    left -= more;
  }
  std::ranges::sort(parts, std::greater{});
  return parts;
}

} // namespace

TEST_CASE("always: whatever the unseen tokens are, run() gives figures inside the intervals of the list") {
  Dice dice(31);
  constexpr double kSlack = 1e-9;
  int beyond = 0;
  int undecided = 0;
  int open = 0;
  for (int i = 0; i < 4000; ++i) {
    const std::size_t seen = 1 + dice.below(5);
    const std::size_t unseen = 1 + dice.below(12);
    Doubles weights(seen);
    for (double& weight : weights)
      weight = std::exp(dice.between(-4, 0));
    std::ranges::sort(weights, std::greater{});
    // As much rest as fits, or less of it.
    const double rest = weights.back() * static_cast<double>(unseen) * dice.unit();
    const double total = test::sumOf(weights) + rest;
    Doubles shown;
    for (double& weight : weights) {
      weight /= total;
      shown.push_back(std::log(weight));
    }
    TruncatedList list{.logProbabilities = shown};
    list.temperature = dice.chance(0.3) ? 1 : std::exp(dice.between(-2, 2));
    list.k = dice.chance(0.5) ? 0 : static_cast<double>(1 + dice.below(seen + unseen + 2));
    list.p = dice.chance(0.4) ? 1 : dice.between(0.05, 0.999);
    list.minP = dice.chance(0.6) ? 0 : dice.between(0.001, 0.6);
    const TruncatedView unknown = mustSucceed(viewOf(list));
    list.vocabularySize = static_cast<double>(seen + unseen);
    const TruncatedView view = mustSucceed(viewOf(list));
    undecided += view.surelyKept < view.possiblyKept ? 1 : 0;
    open += list.minP > 0 && view.restAfter.high > 0 ? 1 : 0;
    beyond += view.restAfter.low > 0 && list.p < 1 ? 1 : 0;

    for (int way = 0; way < 6; ++way) {
      Doubles whole = weights;
      const Doubles parts = divided(dice, rest / total, unseen, weights.back());
      whole.insert(whole.end(), parts.begin(), parts.end());
      const Doubles after = afterRun(whole, list);
      double restAfter = 0;
      for (std::size_t t = seen; t < whole.size(); ++t)
        restAfter += after[t];
      CAPTURE(i);
      CAPTURE(list.temperature);
      CAPTURE(list.k);
      CAPTURE(list.p);
      for (const TruncatedView* one : {&view, &unknown}) {
        for (std::size_t t = 0; t < seen; ++t) {
          CAPTURE(t);
          CHECK(after[t] >= one->probabilities[t].low - kSlack);
          CHECK(after[t] <= one->probabilities[t].high + kSlack);
          if (t < one->surelyKept) CHECK(after[t] > 0);
          if (t >= one->possiblyKept) CHECK(after[t] == 0);
        }
        CHECK(restAfter >= one->restAfter.low - kSlack);
        CHECK(restAfter <= one->restAfter.high + kSlack);
        const double entropy = metricsOf(whole).entropy;
        CHECK(entropy >= one->entropy.low - kSlack);
        CHECK(entropy <= one->entropy.high + kSlack);
      }
    }
  }
  REQUIRE(undecided > 50);
  REQUIRE(open > 50);
  REQUIRE(beyond > 100);
}

TEST_CASE("always: without top-p both ends of a truncated list are reached") {
  Dice dice(32);
  for (int i = 0; i < 300; ++i) {
    // The rest is a multiple of the smallest seen, so that the concentrated one has no remainder to round.
    const std::size_t full = 1 + dice.below(3);
    const std::size_t unseen = full + dice.below(4);
    Doubles weights = {4 + dice.unit(), 2 + dice.unit(), 1};
    const double total = test::sumOf(weights) + static_cast<double>(full);
    Doubles shown;
    for (double& weight : weights) {
      weight /= total;
      shown.push_back(std::log(weight));
    }
    TruncatedList list{.logProbabilities = shown, .vocabularySize = static_cast<double>(3 + unseen)};
    list.temperature = std::exp(dice.between(-1.5, 1.5));
    list.k = dice.chance(0.5) ? 0 : static_cast<double>(4 + dice.below(unseen));
    const std::size_t kept = list.k > 0 ? static_cast<std::size_t>(list.k) - 3 : unseen;
    const TruncatedView view = mustSucceed(viewOf(list));
    // h tokens as heavy as can be, the others even; and, at high temperatures, the kept ones even.
    Interval reached{1, 0};
    const auto tryOut = [&](std::size_t heavy, std::size_t sharing) {
      Doubles whole = weights;
      const double left = static_cast<double>(full - heavy) / total;
      for (std::size_t u = 0; u < unseen; ++u)
        whole.push_back(u < heavy ? 1 / total : u < heavy + sharing ? left / static_cast<double>(sharing) : 0);
      const double p = afterRun(whole, list).front();
      reached = {std::min(reached.low, p), std::max(reached.high, p)};
    };
    for (std::size_t heavy = 0; heavy <= full; ++heavy)
      tryOut(heavy, std::max<std::size_t>(unseen - heavy, 1));
    if (kept >= full) tryOut(0, kept);
    CAPTURE(i);
    CHECK(isNear(reached.low, view.probabilities[0].low, 1e-9));
    CHECK(isNear(reached.high, view.probabilities[0].high, 1e-9));
  }
}

} // namespace logitscope
