#pragma once

// How well counts agree with the probabilities that they should have: Pearson's test.

#include "logitscope/draws.h"

#include <cstddef>
#include <span>

namespace logitscope::test {

/// Q(a, x) = Γ(a, x) / Γ(a), the regularised upper incomplete gamma function, for a > 0 and x ≥ 0.
inline double upperGamma(double a, double x) {
  return chiSquareTail(2 * x, 2 * a);
}

/// The probability of counts that agree no better with [probabilities] than these, if they are
/// drawn from them. A count where the probability is 0 makes it 0.
inline double pValueOf(std::span<const double> counts, std::span<const double> probabilities) {
  double total = 0;
  for (const double count : counts)
    total += count;
  double chiSquare = 0;
  double degrees = -1;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double expected = total * probabilities[i];
    if (expected == 0 && counts[i] == 0) continue;
    if (expected == 0) return 0;
    chiSquare += (counts[i] - expected) * (counts[i] - expected) / expected;
    degrees += 1;
  }
  return chiSquareTail(chiSquare, degrees);
}

} // namespace logitscope::test
