#pragma once

#include "logitscope/metrics.h"
#include "logitscope/scenario.h"

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace logitscope::shell {

/// The model's distribution by rank. Putting a large vocabulary in order takes longer than anything
/// else a view does, so it is done once for each row of logits, and shared.
struct RankedDistribution {
  /// What it was made of: whoever has the same row has the same ranks.
  std::shared_ptr<const std::vector<double>> logits;
  /// By token.
  std::vector<double> probabilities;
  /// Most likely first, ties by lower id; tokens ruled out beforehand last.
  std::vector<TokenId> ids;
  /// By rank: the probability of the token there, and of all up to it.
  std::vector<double> byRank;
  std::vector<double> cumulative;
};

using RankedDistributionPtr = std::shared_ptr<const RankedDistribution>;

/// Gives [before] where it is that of the same logits.
RankedDistributionPtr rankDistribution(const std::shared_ptr<const std::vector<double>>& logits,
                                       const RankedDistributionPtr& before);

/// Sums from the first on.
std::vector<double> cumulativeOf(std::span<const double> probabilities);

/// Ranks from 1 to [count] for a chart with a log axis: all of the first, then ever fewer, the last one
/// always among them.
std::vector<std::size_t> thinnedRanks(std::size_t count);

} // namespace logitscope::shell
