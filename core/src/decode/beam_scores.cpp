#include "decode/beam_scores.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
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

/// Σ exp(z − max) with every exponential and every addition in float32, in the library's order: one
/// by one below sixteen, else in sixteen lanes that are folded in halves.
float sumOfExponentials(std::span<const float> logits, float largest) {
  const auto weight = [&](std::size_t i) {
    return static_cast<float>(std::exp(static_cast<double>(logits[i] - largest)));
  };
  if (logits.size() < kLanes) {
    float sum = weight(0);
    for (std::size_t i = 1; i < logits.size(); ++i)
      sum += weight(i);
    return sum;
  }
  std::array<float, kLanes> lanes{};
  for (std::size_t i = 0; i < logits.size(); ++i)
    lanes[i % kLanes] += weight(i);
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
