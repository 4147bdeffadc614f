// Min-p: keep the tokens that are at least p times as likely as the most likely one.
//
// Idea   The bar rises and falls with the model's own confidence, so that a high temperature does
// not
//        open the door to the whole tail.
// Rule   Keep token i when p_i ≥ p · p_max; the same as z_i ≥ z_max + ln p.
// Edges  p = 0 is off. p = 1 keeps the most likely token and those that tie with it. A probability
// within
//        a 1e-12th of the bar has reached it (1e-6 for float32). At least minKeep tokens stay.
// Range  0 ≤ p ≤ 1, usually 0.01 to 0.2. Default 0.05.
// Source Nguyen et al. 2024, "Turning Up the Heat: Min-p Sampling for Creative and Coherent LLM
// Outputs",
//        arXiv:2407.01082; doubted by Schaeffer et al. 2025, "Turning Down the Heat",
//        arXiv:2506.13681.

#include "logitscope/words.h"
#include "stages/stage.h"

#include <algorithm>

namespace logitscope {

namespace {

double bar(const MinPParams& params, Candidates& sorted) {
  return params.p * sorted.probabilities().front();
}

bool reaches(double probability, double threshold, const StageContext& context) {
  return probability >= threshold * (1 - context.reachTolerance);
}

} // namespace

StageEffect apply(const MinPParams& params, const StageContext& context, Candidates& candidates) {
  if (params.p == 0) return {.note = "Off: p = 0 keeps every token."};
  candidates.sort();
  const double threshold = bar(params, candidates);
  const auto probabilities = candidates.probabilities();
  const auto end = std::ranges::find_if(
      probabilities, [&](double probability) { return !reaches(probability, threshold, context); });
  const auto reached = static_cast<std::size_t>(end - probabilities.begin());
  const double largest = probabilities.front();
  candidates.keepFirst(std::max(reached, static_cast<std::size_t>(params.minKeep)));
  return {.threshold = threshold,
          .note = countTokens(reached) + (reached == 1 ? " reaches " : " reach ") +
                  exactNumber(params.p) + " × " + percent(largest) + " = " + percent(threshold) +
                  "."};
}

Verdict judge(const MinPParams& params, const StageContext& context, Candidates& before,
              std::size_t position) {
  if (params.p == 0) return {{}, "Kept: min-p is off."};
  const double threshold = bar(params, before);
  const double probability = before.probabilities()[position];
  const double margin = probability - threshold;
  const std::string needed = percent(threshold);
  if (reaches(probability, threshold, context)) {
    return {margin, "Kept by min-p: " + percent(probability) + " reaches " + needed + "."};
  }
  if (position < static_cast<std::size_t>(params.minKeep)) {
    return {margin, "Kept by min-p: minKeep asks for it."};
  }
  return {margin, "Removed by min-p: " + percent(probability) + " is below " + needed + "."};
}

} // namespace logitscope
