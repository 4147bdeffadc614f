#pragma once

// How well counts agree with the probabilities that they should have: Pearson's test.

#include <cmath>
#include <cstddef>
#include <limits>
#include <span>

namespace logitscope::test {

/// Q(a, x) = Γ(a, x) / Γ(a), the regularised upper incomplete gamma function, for a > 0 and x ≥ 0.
/// Below a + 1 the series of the lower function, above it the continued fraction, by Lentz's method.
/// NIST Digital Library of Mathematical Functions, 8.11.4 and 8.9.2.
inline double upperGamma(double a, double x) {
  constexpr int kTerms = 10'000;
  constexpr double kEnough = 1e-16;
  if (x <= 0) return 1;
  const double front = std::exp(a * std::log(x) - x - std::lgamma(a));
  if (x < a + 1) {
    // Σ x^n / (a (a + 1) … (a + n))
    double term = 1 / a;
    double sum = term;
    for (int n = 1; n < kTerms && term > sum * kEnough; ++n) {
      term *= x / (a + n);
      sum += term;
    }
    return 1 - front * sum;
  }
  // 1 / (x + 1 − a − 1·(1 − a) / (x + 3 − a − 2·(2 − a) / (x + 5 − a − …)))
  double b = x + 1 - a;
  double c = std::numeric_limits<double>::max();
  double d = 1 / b;
  double fraction = d;
  for (int n = 1; n < kTerms; ++n) {
    const double step = -n * (n - a);
    b += 2;
    d = 1 / (b + step * d);
    c = b + step / c;
    fraction *= c * d;
    if (std::abs(c * d - 1) < kEnough) break;
  }
  return front * fraction;
}

/// The probability that a chi-square of so many degrees of freedom is at least [x].
inline double chiSquareTail(double x, double degrees) {
  return upperGamma(degrees / 2, x / 2);
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
