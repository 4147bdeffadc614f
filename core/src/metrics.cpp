#include "logitscope/metrics.h"

#include "descent.h"
#include "kernels/kernels.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>
#include <vector>

namespace logitscope {

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
  std::vector<double> logarithms;
  std::vector<double> weights;
  std::vector<std::uint32_t> ids;
  logarithms.reserve(probabilities.size());
  weights.reserve(probabilities.size());
  ids.reserve(probabilities.size());
  for (std::size_t i = 0; i < probabilities.size(); ++i) {
    const double p = probabilities[i];
    if (!(p > 0)) continue;
    const double bits = std::log2(p);
    metrics.entropy -= p * bits;
    logarithms.push_back(bits * std::numbers::ln2);
    weights.push_back(p);
    ids.push_back(static_cast<std::uint32_t>(i));
    if (p > metrics.top1Probability) {
      metrics.top1 = i;
      metrics.top1Probability = p;
    }
  }
  metrics.nonZero = weights.size();
  if (weights.empty()) return metrics;
  // −1 · log2 1 is −0, which would be printed.
  metrics.entropy = std::max(metrics.entropy, 0.0);
  metrics.perplexity = std::exp2(metrics.entropy);
  metrics.effective = metrics.perplexity;

  Descent descent;
  descent.begin(logarithms, weights, 0);
  const auto countToReach = [&](double share) {
    const double target = share * descent.totalWeight() - kReachTolerance;
    return descent.reach(logarithms, ids, target, false).count;
  };
  metrics.tokensFor50 = countToReach(0.5);
  metrics.tokensFor90 = countToReach(0.9);
  metrics.tokensFor99 = countToReach(0.99);
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
