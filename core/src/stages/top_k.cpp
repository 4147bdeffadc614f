// Top-k: keep the k most likely tokens.
//
// Idea   However long the tail is, nothing beyond rank k is ever drawn.
// Rule   Rank by probability, keep exactly k; of tokens that tie at the edge, the lower ids stay.
//        transformers keeps every token that ties with the k-th.
// Edges  k = 0 is off. k beyond the vocabulary keeps all. At least minKeep tokens stay, whatever k
//        says. The cut does not see the shape: k = 40 keeps 39 absurd tokens of a peaked
//        distribution.
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

std::string describe(const TopKParams& params, std::size_t before, std::size_t kept) {
  if (kept == before) {
    return sentence("{}: no more than {}.",
                    {before == 1 ? "The only token stays" : sentence("All {tokens} stay", {before}),
                     limit(params)});
  }
  const std::size_t keep = keptCount(params);
  const std::size_t removed = before - kept;
  std::string text =
      keep == 1 ? "Only the most likely stays, " : sentence("The {} most likely stay, ", {keep});
  if (kept > keep) text += countTokens(kept - keep) + " with them that tie with the last, ";
  return sentence("{}{tokens} beyond rank {}{}",
                  {text, removed, keep, removed == 1 ? " goes." : " go."});
}

void keepWithTies(Candidates& candidates, std::size_t count) {
  if (count >= candidates.size()) return;
  candidates.sortFirst(count);
  const double last = candidates.logits()[count - 1];
  candidates.keepAtLeast(last);
}

} // namespace

StageEffect apply(const TopKParams& params, const StageContext& context, Candidates& candidates) {
  if (params.k <= 0)
    return {.note = noteFor(
                context, [&] { return sentence("Off: k = {} keeps every token.", {params.k}); })};
  const std::size_t keep = keptCount(params);
  if (context.isTraced || candidates.rules().keepsTies) candidates.settle();
  const std::size_t before = context.isTraced ? candidates.countInPlay() : 0;
  if (candidates.rules().keepsTies) {
    keepWithTies(candidates, keep);
  } else {
    candidates.takeLargest(keep);
  }
  return {.threshold = static_cast<double>(keep),
          .note =
              noteFor(context, [&] { return describe(params, before, candidates.countInPlay()); })};
}

Verdict judge(const TopKParams& params, const StageContext& /*context*/, Candidates& /*before*/,
              const TokenInQuestion& token) {
  if (params.k <= 0) return {{}, "Kept: top-k is off."};
  const std::size_t rank = token.position + 1;
  const double margin = static_cast<double>(keptCount(params)) - static_cast<double>(rank);
  const std::string ranked = sentence("{}rank {}", {outcome(token, StageKind::TopK), rank});
  if (!token.isKept) return {margin, sentence("{} is beyond {}.", {ranked, limit(params)})};
  if (margin < 0)
    return {margin, sentence("{} is beyond {}, but ties with its last.", {ranked, limit(params)})};
  return {margin, sentence("{} is within {}.", {ranked, limit(params)})};
}

} // namespace logitscope
