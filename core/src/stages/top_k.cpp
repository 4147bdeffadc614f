// Top-k: keep the k most likely tokens.
//
// Idea   However long the tail is, nothing beyond rank k is ever drawn.
// Rule   Rank by probability, keep exactly k; of tokens that tie at the edge, the lower ids stay.
// Edges  k = 0 is off. k beyond the vocabulary keeps all. At least minKeep tokens stay, whatever k
// says.
//        The cut does not see the shape: k = 40 keeps 39 absurd tokens of a peaked distribution.
// Range  k ≥ 0. Default 40.
// Source Fan, Lewis & Dauphin 2018, "Hierarchical Neural Story Generation", arXiv:1805.04833.

#include "logitscope/words.h"
#include "stages/stage.h"

#include <algorithm>

namespace logitscope {

namespace {

std::size_t keptCount(const TopKParams& params) {
  return static_cast<std::size_t>(std::max(params.k, params.minKeep));
}

/// The parameter that decides, and its value: "k = 3".
std::string limit(const TopKParams& params) {
  return (params.k >= params.minKeep ? "k = " : "minKeep = ") + std::to_string(keptCount(params));
}

} // namespace

StageEffect apply(const TopKParams& params, const StageContext& /*context*/,
                  Candidates& candidates) {
  if (params.k == 0) return {.note = "Off: k = 0 keeps every token."};
  const std::size_t keep = keptCount(params);
  const double threshold = static_cast<double>(keep);
  if (keep >= candidates.size()) {
    return {.threshold = threshold,
            .note = (candidates.size() == 1 ? "The only token stays"
                                            : "All " + countTokens(candidates.size()) + " stay") +
                    ": no more than " + limit(params) + "."};
  }
  candidates.sort();
  const std::size_t removed = candidates.size() - keep;
  candidates.keepFirst(keep);
  return {.threshold = threshold,
          .note = (keep == 1 ? "Only the most likely stays, "
                             : "The " + std::to_string(keep) + " most likely stay, ") +
                  countTokens(removed) + " beyond rank " + std::to_string(keep) +
                  (removed == 1 ? " goes." : " go.")};
}

Verdict judge(const TopKParams& params, const StageContext& /*context*/, Candidates& /*before*/,
              std::size_t position) {
  if (params.k == 0) return {{}, "Kept: top-k is off."};
  const std::size_t keep = keptCount(params);
  const std::size_t rank = position + 1;
  const double margin = static_cast<double>(keep) - static_cast<double>(rank);
  const std::string ranked = "rank " + std::to_string(rank);
  if (margin >= 0)
    return {margin, "Kept by top-k: " + ranked + " is within " + limit(params) + "."};
  return {margin, "Removed by top-k: " + ranked + " is beyond " + limit(params) + "."};
}

} // namespace logitscope
