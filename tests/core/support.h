#pragma once

// What the suites of core share: logits from probabilities, runs that must succeed, and dice that fall the
// same way on every machine.

#include "logitscope/logitscope.h"

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <doctest/doctest.h>
#include <initializer_list>
#include <limits>
#include <numeric>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace logitscope::test {

inline constexpr double kInf = std::numeric_limits<double>::infinity();
inline constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// What a logarithm, an exponential, a sum over a few tokens and a division may lose together: about ten
/// units in the last place of 1.
inline constexpr double kRounding = 2e-15;

inline bool isNear(double a, double b, double tolerance = kRounding) {
  return std::abs(a - b) <= tolerance;
}

/// Logits whose softmax is [probabilities]; a probability of 0 becomes -inf.
inline std::vector<double> logitsOf(std::initializer_list<double> probabilities) {
  std::vector<double> logits;
  for (const double probability : probabilities)
    logits.push_back(std::log(probability));
  return logits;
}

/// The four tokens that most tests use. Ids ascend with the probability, so order and id disagree.
inline std::vector<double> fourTokens() {
  return logitsOf({0.1, 0.2, 0.3, 0.4});
}

// The suites are built without exceptions, so a REQUIRE that fails does not end its test. These two go on with
// something harmless, so that one failure does not bring down the tests after it.

/// The value of a result that has to be there.
template <typename T> T mustSucceed(Result<T> result) {
  if (result) return std::move(result).value();
  FAIL_CHECK(result.error().message);
  if constexpr (std::is_default_constructible_v<T>) return T{};
  std::abort();
}

/// The error of a result that must have none.
template <typename T> Error mustFail(const Result<T>& result) {
  if (!result) return result.error();
  FAIL_CHECK("accepted, although it should have been refused");
  return {};
}

inline Trace runChain(std::span<const double> logits, Chain chain) {
  return mustSucceed(run({.logits = logits, .chain = std::move(chain)}));
}

inline Explanation explainOne(const RunRequest& request, TokenId id) {
  auto explanations = mustSucceed(explain(request, std::vector<TokenId>{id}));
  REQUIRE(explanations.size() == 1);
  return explanations.front();
}

inline double sumOf(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

using Ids = std::vector<TokenId>;

/// SplitMix64 (Steele, Lea & Flood 2014): random inputs for the property tests, independent of the generator
/// that is itself under test.
class Dice {
public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}

  std::uint64_t bits() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15U);
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
  }
  /// From 0 to [count] − 1.
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(bits() % count); }
  /// In [0, 1).
  double unit() { return static_cast<double>(bits() >> 11U) / 9007199254740992.0; }
  double between(double from, double to) { return from + (to - from) * unit(); }
  bool chance(double probability) { return unit() < probability; }

private:
  std::uint64_t state_;
};

} // namespace logitscope::test

namespace doctest {

/// So that a failing comparison of ids shows them.
template <> struct StringMaker<logitscope::test::Ids> {
  static String convert(const logitscope::test::Ids& ids) {
    std::string text = "[";
    for (const auto id : ids)
      text += (text.size() > 1 ? ", " : "") + std::to_string(id);
    return (text + "]").c_str();
  }
};

} // namespace doctest
