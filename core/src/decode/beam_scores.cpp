#include "decode/beam_scores.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>
#include <set>

namespace logitscope::decode {

namespace {

constexpr float kLargest = std::numeric_limits<float>::max();
constexpr float kSmallest = std::numeric_limits<float>::min();

} // namespace

float toFloat32(double value) {
  if (std::isinf(value)) return static_cast<float>(value);
  return static_cast<float>(std::clamp<double>(value, -kLargest, kLargest));
}

float toDivisor(double value) {
  return std::max(toFloat32(value), kSmallest);
}

std::vector<float> toFloat32(std::span<const double> values) {
  std::vector<float> rounded(values.size());
  std::ranges::transform(values, rounded.begin(), [](double value) { return toFloat32(value); });
  return rounded;
}

namespace {

/// PyTorch's processors add sixteen numbers at a time, and what they have added pairwise.
constexpr std::size_t kLanes = 16;

/// exp of a number that is not above 0, in float32 as SLEEF computes it for PyTorch: not always the
/// nearest float32, in one row of 25 enough to show. x = q ln 2 + r, and a polynomial for exp r.
/// Shibata & Petrogalli 2020, "SLEEF: A Portable Vectorized Library of C Standard Mathematical
/// Functions", arXiv:2001.09258.
float exponential(float x) {
  constexpr float kSmallestExponent = -104.0F;
  if (x < kSmallestExponent) return 0;
  // ln 2 in two parts, so that q ln 2 is subtracted without a loss.
  constexpr float kHigherLn2 = 0.693145751953125F;
  constexpr float kLowerLn2 = 1.428606765330187045e-06F;
  const float q = std::nearbyint(x * std::numbers::log2e_v<float>);
  const float r = std::fma(q, -kLowerLn2, std::fma(q, -kHigherLn2, x));
  constexpr std::array kCoefficients = {0.00139304355252534151077271F,
                                        0.00833336077630519866943359F, 0.0416664853692054748535156F,
                                        0.166666671633720397949219F, 0.5F};
  float polynomial = 0.000198527617612853646278381F;
  for (const float coefficient : kCoefficients)
    polynomial = std::fma(polynomial, r, coefficient);
  return std::ldexp(1.0F + std::fma(r * r, polynomial, r), static_cast<int>(q));
}

/// Σ exp(z − max) with every addition in float32, in the library's order: one by one below sixteen,
/// else in sixteen lanes that are folded in halves.
float sumOfExponentials(std::span<const float> logits, float largest) {
  if (logits.size() < kLanes) {
    float sum = exponential(logits[0] - largest);
    for (const float logit : logits.subspan(1))
      sum += exponential(logit - largest);
    return sum;
  }
  std::array<float, kLanes> lanes{};
  for (std::size_t i = 0; i < logits.size(); ++i)
    lanes[i % kLanes] += exponential(logits[i] - largest);
  for (std::size_t half = kLanes / 2; half > 0; half /= 2) {
    for (std::size_t i = 0; i < half; ++i)
      lanes[i] += lanes[i + half];
  }
  return lanes.front();
}

} // namespace

std::vector<float> logSoftmax(std::span<const float> logits) {
  std::vector<float> scores(logits.begin(), logits.end());
  const float largest = std::ranges::max(logits);
  if (!std::isfinite(largest)) return scores;
  const double sum = sumOfExponentials(logits, largest);
  const float logSum = static_cast<float>(std::log(sum));
  // In this order: the largest plus the logarithm, taken together first, would lose digits.
  for (float& score : scores)
    score = (score - largest) - logSum;
  return scores;
}

void penaliseRepetition(std::span<float> scores, std::span<const TokenId> context, double penalty) {
  if (penalty == 1) return;
  const float factor = toDivisor(penalty);
  for (const TokenId id : std::set<TokenId>(context.begin(), context.end())) {
    float& score = scores[id];
    score = std::min(score < 0 ? score * factor : score / factor, kLargest);
  }
}

} // namespace logitscope::decode
