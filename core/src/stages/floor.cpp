#include "stages/floor.h"

#include "logitscope/words.h"

#include <cmath>

namespace logitscope {

namespace {

/// Does a logit or a probability pass?
class Test {
public:
  Test(const Floor& floor, const StageContext& context, Candidates& candidates)
      : candidates_(candidates), isInProbabilities_(context.rules().isSingle) {
    if (isInProbabilities_) {
      bar_ = context.rules().rounded(floor.probability);
      candidates.probabilities();
    } else {
      // p ≥ bar, without an exponential for every token: z ≥ z_max + ln(bar · Σ).
      const double sum = candidates.weightSum();
      bar_ = candidates.largestLogit() + std::log(floor.probability * sum) +
             std::log1p(-context.tolerance());
    }
  }

  /// The least logit that passes; empty where probabilities decide.
  std::optional<double> leastLogit() const {
    return isInProbabilities_ ? std::nullopt : std::optional(bar_);
  }
  bool passes(std::size_t position) const {
    return isInProbabilities_ ? candidates_.probabilityAt(position) >= bar_
                              : candidates_.logits()[position] >= bar_;
  }

private:
  Candidates& candidates_;
  bool isInProbabilities_;
  double bar_ = 0;
};

} // namespace

std::size_t keepAbove(const Floor& floor, const StageContext& context, Candidates& candidates) {
  const Test test(floor, context, candidates);
  const auto least = test.leastLogit();
  if (least && floor.minKeep == 1 && candidates.largestLogit() >= *least) {
    candidates.keepAtLeast(*least);
    return candidates.size();
  }
  std::size_t reached = 0;
  for (std::size_t i = 0; i < candidates.size(); ++i)
    reached += test.passes(i) ? 1 : 0;
  if (reached >= floor.minKeep) {
    candidates.keepIf([&](std::size_t i) { return test.passes(i); });
    return reached;
  }
  candidates.sortFirst(floor.minKeep);
  if (candidates.rules().keepsTies && floor.minKeep < candidates.size()) {
    candidates.keepAtLeast(candidates.logits()[floor.minKeep - 1]);
  } else {
    candidates.keepFirst(floor.minKeep);
  }
  return reached;
}

Verdict judgeFloor(StageKind kind, const Floor& floor, const std::string& needed,
                   const StageContext& context, Candidates& before, const TokenInQuestion& token) {
  const double probability = before.probabilityAt(token.position);
  const double margin = probability - floor.probability;
  const std::string by = outcome(token, kind) + percent(probability);
  if (!token.isKept) return {margin, sentence("{} is below {}.", {by, needed})};
  const bool reaches = Test(floor, context, before).passes(token.position);
  if (reaches) return {margin, sentence("{} reaches {}.", {by, needed})};
  return {margin,
          sentence("{} is below {}, but {}",
                   {by, needed,
                    floor.minKeep == 1 ? "one token always stays." : "minKeep asks for it."})};
}

} // namespace logitscope
