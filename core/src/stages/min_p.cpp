// Min-p: keep the tokens that are at least p times as likely as the most likely one.
//
// Idea   The bar rises and falls with the model's own confidence, so that a high temperature does
//        not open the door to the whole tail.
// Rule   Keep token i when p_i ≥ p · p_max; the same as z_i ≥ z_max + ln p, which is what llama.cpp
//        compares.
// Edges  p = 0 is off. p = 1 keeps the most likely token and those that tie with it. A probability
//        within a 1e-12th of the bar has reached it (1e-6 for float32). At least minKeep tokens
//        stay.
// Range  0 ≤ p ≤ 1, usually 0.01 to 0.2. Default 0.05. llama.cpp takes more than 1, which leaves
//        one token.
// Source Nguyen et al. 2024, "Turning Up the Heat: Min-p Sampling for Creative and Coherent LLM
//        Outputs", arXiv:2407.01082; doubted by Schaeffer et al. 2025, "Turning Down the Heat",
//        arXiv:2506.13681.

#include "logitscope/words.h"
#include "stages/floor.h"
#include "stages/stage.h"

#include <algorithm>
#include <cmath>

namespace logitscope {

namespace {

double largestProbability(Candidates& candidates) {
  return candidates.rules().rounded(1 / candidates.weightSum());
}

Floor floorOf(const MinPParams& params, const StageContext& context, double largest) {
  const DialectRules& rules = context.rules();
  return {.probability = rules.rounded(rules.rounded(params.p) * largest),
          .minKeep = static_cast<std::size_t>(params.minKeep)};
}

/// llama.cpp: an array that counts as sorted is walked from its front, another is filtered.
std::size_t keepByLogits(const MinPParams& params, Candidates& array) {
  const DialectRules& rules = array.rules();
  const double distance = rules.rounded(std::log(rules.rounded(params.p)));
  const auto minKeep = static_cast<std::size_t>(params.minKeep);
  const double bar = rules.rounded(array.largestLogit() + distance);
  const auto passes = [&](std::size_t i) { return array.logits()[i] >= bar; };
  if (!array.countsAsSorted()) {
    std::size_t reached = 0;
    for (std::size_t i = 0; i < array.size(); ++i)
      reached += passes(i) ? 1 : 0;
    if (reached > 0 && reached >= minKeep) {
      array.keepIf(passes);
      return reached;
    }
    array.sort();
  }
  const double first = rules.rounded(array.logits().front() + distance);
  std::size_t reached = array.logits().front() >= first ? 1 : 0;
  std::size_t count = 1;
  for (; count < array.size() && (array.logits()[count] >= first || count < minKeep); ++count)
    reached += array.logits()[count] >= first ? 1 : 0;
  array.keepFirst(count);
  return reached;
}

} // namespace

StageEffect apply(const MinPParams& params, const StageContext& context, Candidates& candidates) {
  if (params.p <= 0)
    return {.note = noteFor(
                context, [&] { return sentence("Off: p = {} keeps every token.", {params.p}); })};
  const double largest = largestProbability(candidates);
  const Floor floor = floorOf(params, context, largest);
  const std::size_t reached = context.rules().comparesLogits
                                  ? keepByLogits(params, candidates)
                                  : keepAbove(floor, context, candidates);
  return {.threshold = floor.probability,
          .note = noteFor(context, [&] {
            return sentence("{tokens}{}{} × {percent} = {percent}.",
                            {reached, reached == 1 ? " reaches " : " reach ", params.p, largest,
                             floor.probability});
          })};
}

Verdict judge(const MinPParams& params, const StageContext& context, Candidates& before,
              const TokenInQuestion& token) {
  if (params.p <= 0) return {{}, "Kept: min-p is off."};
  const Floor floor = floorOf(params, context, largestProbability(before));
  return judgeFloor(StageKind::MinP, floor, percent(floor.probability), context, before, token);
}

} // namespace logitscope
