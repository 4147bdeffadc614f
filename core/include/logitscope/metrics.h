#pragma once

#include "logitscope/result.h"
#include "logitscope/scenario.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace logitscope {

/// Probabilities of logits, and what it took to get them.
struct Softmax {
  /// By position; sums to 1. All zero when no logit is finite.
  std::vector<double> probabilities;
  /// ln Z, the logarithm of the sum of exp(logit). Z itself overflows from a logit of 710 on.
  double logNormaliser = 0;
};

/// p_i = exp(z_i) / Σ exp(z_j), computed with the largest logit subtracted first, so that no
/// exponential overflows. -inf has probability 0.
Softmax softmax(std::span<const double> logits);

/// exp(z): what softmax adds up and divides by the sum. Infinite from a logit of 710 on, which is
/// why [softmax] itself never computes it.
double weightOf(double logit);

/// By how much [after] differs from [before], as a share of it: 0.236 for +23.6 %. [before] is not
/// 0.
double relativeChange(double before, double after);

/// What one number says about a distribution.
struct Metrics {
  /// −Σ p log2 p, in bits. 0 when one token holds everything.
  double entropy = 0;
  /// 2^entropy: between how many equally likely tokens the model would be as unsure.
  double perplexity = 1;
  /// The same figure under the name that it has for a single distribution.
  double effective = 1;
  /// Tokens whose probability is not zero.
  std::size_t nonZero = 0;
  /// The most likely token, the lowest position where several tie, and its probability.
  std::size_t top1 = 0;
  double top1Probability = 0;
  /// How many of the most likely tokens it takes to hold 50, 90 and 99 % of the probability.
  std::size_t tokensFor50 = 0;
  std::size_t tokensFor90 = 0;
  std::size_t tokensFor99 = 0;
};

/// [probabilities] need not be sorted and need not sum to exactly 1; positions are its own.
Metrics metricsOf(std::span<const double> probabilities);

/// KL(p ‖ q) = Σ p log2 (p / q), in bits; the two are parallel. Where p is 0 the term is 0; where q
/// alone is 0 the answer is infinite.
double klDivergence(std::span<const double> p, std::span<const double> q);

/// Is this a row of logits: 1 to [kMaxTokens] numbers, each finite or -inf? Empty when it is, else the
/// sentence to show.
std::optional<Error> checkLogits(std::span<const double> logits, std::string_view field = "logits");
std::optional<Error> checkLogits(std::span<const float> logits, std::string_view field = "logits");

/// Is this a distribution: 1 to [kMaxTokens] numbers from 0 to 1 that sum to 1 within 1e-6?
std::optional<Error> checkProbabilities(std::span<const double> probabilities,
                                        std::string_view field = "probabilities");

/// Do two parallel distributions have the same length?
std::optional<Error> checkSameLength(std::span<const double> p, std::span<const double> q);

/// A sum counts as having reached a share when it comes this close. 0.4 + 0.3 + 0.2 is one unit in
/// the last place short of 0.9 in binary, and every reader expects it to reach 0.9.
inline constexpr double kReachTolerance = 1e-12;

} // namespace logitscope
