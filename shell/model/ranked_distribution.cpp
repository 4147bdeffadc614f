#include "model/ranked_distribution.h"

#include "model/ranked.h"

#include <algorithm>
#include <cmath>

namespace logitscope::shell {

namespace {

/// Ranks in one power of ten: more than a chart has pixels for would be drawn for nothing.
constexpr double kRanksPerDecade = 80;

} // namespace

RankedDistributionPtr rankDistribution(const std::shared_ptr<const std::vector<double>>& logits,
                                       const RankedDistributionPtr& before) {
  if (before && before->logits == logits) return before;
  auto ranked = std::make_shared<RankedDistribution>();
  ranked->logits = logits;
  ranked->probabilities = softmax(*logits).probabilities;
  ranked->ids = mostLikely(*logits, logits->size());
  ranked->byRank.reserve(logits->size());
  for (const TokenId id : ranked->ids)
    ranked->byRank.push_back(ranked->probabilities[id]);
  ranked->cumulative = cumulativeOf(ranked->byRank);
  return ranked;
}

std::vector<double> cumulativeOf(std::span<const double> probabilities) {
  std::vector<double> sums;
  sums.reserve(probabilities.size());
  double sum = 0;
  for (const double probability : probabilities)
    sums.push_back(sum = std::min(1.0, sum + probability));
  return sums;
}

std::vector<std::size_t> thinnedRanks(std::size_t count) {
  const double factor = std::pow(10, 1 / kRanksPerDecade);
  std::vector<std::size_t> ranks;
  double exact = 1;
  for (std::size_t rank = 1; rank < count;) {
    ranks.push_back(rank);
    exact = std::max(exact * factor, static_cast<double>(rank + 1));
    rank = static_cast<std::size_t>(exact);
  }
  if (count > 0) ranks.push_back(count);
  return ranks;
}

} // namespace logitscope::shell
