#include "logitscope/metrics.h"

#include "kernels/kernels.h"
#include "ranking.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace logitscope {

namespace {

/// How many of the largest [values] it takes for their sum to reach each of [shares] of the total.
/// Sorts no more of the values than the largest share needs: of a peaked distribution, almost none.
template <std::size_t N>
std::array<std::size_t, N> countsToReach(std::span<Ranked> values, std::array<double, N> shares) {
  constexpr std::size_t kFirstBlock = 64;
  constexpr std::size_t kGrowth = 8;

  std::array<std::size_t, N> counts{};
  double total = 0;
  for (const Ranked& one : values)
    total += one.value;
  double sum = 0;
  std::size_t position = 0;
  std::size_t next = 0;
  for (std::size_t block = kFirstBlock; next < N && position < values.size(); block *= kGrowth) {
    const std::size_t end = std::min(block, values.size());
    rankFirst(values.subspan(position), end - position);
    for (; position < end && next < N; ++position) {
      sum += values[position].value;
      while (next < N && sum >= shares[next] * total - kReachTolerance)
        counts[next++] = position + 1;
    }
  }
  for (; next < N; ++next)
    counts[next] = values.size();
  return counts;
}

} // namespace

Softmax softmax(std::span<const double> logits) {
  Softmax result{.probabilities = std::vector<double>(logits.size(), 0.0)};
  const double largest = kernels::maxOf(logits);
  if (!std::isfinite(largest)) {
    result.logNormaliser = -std::numeric_limits<double>::infinity();
    return result;
  }
  // Subtract the largest logit first: exp(710) overflows a double, exp(0) never does.
  double sum = 0;
  for (std::size_t i = 0; i < logits.size(); ++i) {
    const double weight = std::exp(logits[i] - largest);
    result.probabilities[i] = weight;
    sum += weight;
  }
  for (double& p : result.probabilities)
    p /= sum;
  result.logNormaliser = largest + std::log(sum);
  return result;
}

double weightOf(double logit) {
  return std::exp(logit);
}

double relativeChange(double before, double after) {
  return after / before - 1;
}

Metrics metricsOf(std::span<const double> probabilities) {
  Metrics metrics;
  std::vector<Ranked> positive;
  positive.reserve(probabilities.size());
  for (std::size_t i = 0; i < probabilities.size(); ++i) {
    const double p = probabilities[i];
    if (!(p > 0)) continue;
    positive.push_back({p, static_cast<TokenId>(i)});
    metrics.entropy -= p * std::log2(p);
    if (p > metrics.top1Probability) {
      metrics.top1 = i;
      metrics.top1Probability = p;
    }
  }
  // −1 · log2 1 is −0, which would be printed.
  metrics.entropy = std::max(metrics.entropy, 0.0);
  metrics.perplexity = std::exp2(metrics.entropy);
  metrics.effective = metrics.perplexity;
  metrics.nonZero = positive.size();
  const auto counts = countsToReach<3>(positive, {0.5, 0.9, 0.99});
  metrics.tokensFor50 = counts[0];
  metrics.tokensFor90 = counts[1];
  metrics.tokensFor99 = counts[2];
  return metrics;
}

double klDivergence(std::span<const double> p, std::span<const double> q) {
  double sum = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    if (p[i] > 0) sum += p[i] * std::log2(p[i] / q[i]);
  }
  // Rounding may leave a hair below zero where the two are equal.
  return std::max(sum, 0.0);
}

} // namespace logitscope
