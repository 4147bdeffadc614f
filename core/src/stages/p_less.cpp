// p-less: keep the tokens at least as likely as two draws are to agree.
//
// Idea   Σp² is the probability that two independent draws give the same token: 1 for a certain
//        distribution, 1/n for n equally likely tokens. It is a bar that needs no parameter.
// Rule   Keep token i when p_i ≥ Σ p_j². llama.cpp lets through what misses it by 1e-5.
// Edges  Never above the largest probability, so the most likely token always stays.
// Range  No parameters.
// Source Tan et al. 2025, "p-less Sampling: A Robust Hyperparameter-Free Approach for LLM
//        Decoding", arXiv:2509.23234.

#include "logitscope/words.h"
#include "stages/floor.h"
#include "stages/stage.h"

namespace logitscope {

namespace {

double collision(Candidates& candidates) {
  double sum = 0;
  for (const double probability : candidates.probabilities())
    sum += probability * probability;
  return sum;
}

Floor floorOf(const StageContext& context, Candidates& candidates) {
  return {.probability = collision(candidates) - context.rules().pLessSlack};
}

std::string needed(const StageContext& context, double floor) {
  const double slack = context.rules().pLessSlack;
  return sentence("Σp² = {percent}{}", {floor + slack, slack > 0 ? " less 0.001 %" : ""});
}

} // namespace

StageEffect apply(const PLessParams& /*params*/, const StageContext& context,
                  Candidates& candidates) {
  const Floor floor = floorOf(context, candidates);
  const std::size_t reached = keepAbove(floor, context, candidates);
  return {.threshold = floor.probability,
          .note = noteFor(context, [&] {
            return sentence("{tokens}{}{}.", {reached, reached == 1 ? " reaches " : " reach ",
                                              needed(context, floor.probability)});
          })};
}

Verdict judge(const PLessParams& /*params*/, const StageContext& context, Candidates& before,
              const TokenInQuestion& token) {
  const Floor floor = floorOf(context, before);
  return judgeFloor(StageKind::PLess, floor, needed(context, floor.probability), context, before,
                    token);
}

} // namespace logitscope
