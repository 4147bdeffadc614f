// Top-a: keep the tokens that are at least a times the square of the largest probability.
//
// Idea   Between top-p and min-p: the bar falls faster than the model's confidence, so that an
//        unsure model keeps much and a sure one almost nothing.
// Rule   Keep token i when p_i ≥ a · p_max².
// Edges  a = 0 is off. The most likely token stays even where a · p_max > 1.
// Range  a ≥ 0, usually up to 1. Default 0.2.
// Source BlinkDL, RWKV-LM, 2022; there is no paper.

#include "logitscope/words.h"
#include "stages/floor.h"
#include "stages/stage.h"

namespace logitscope {

namespace {

Floor floorOf(const TopAParams& params, Candidates& candidates) {
  const double largest = 1 / candidates.weightSum();
  return {.probability = params.a * largest * largest};
}

} // namespace

StageEffect apply(const TopAParams& params, const StageContext& context, Candidates& candidates) {
  if (params.a == 0)
    return {.note = noteFor(context, [] { return "Off: a = 0 keeps every token."; })};
  const double largest = 1 / candidates.weightSum();
  const Floor floor = floorOf(params, candidates);
  const std::size_t reached = keepAbove(floor, context, candidates);
  return {.threshold = floor.probability,
          .note = noteFor(context, [&] {
            return sentence("{tokens}{}{} × ({percent})² = {percent}.",
                            {reached, reached == 1 ? " reaches " : " reach ", params.a, largest,
                             floor.probability});
          })};
}

Verdict judge(const TopAParams& params, const StageContext& context, Candidates& before,
              const TokenInQuestion& token) {
  if (params.a == 0) return {{}, "Kept: top-a is off."};
  const Floor floor = floorOf(params, before);
  return judgeFloor(StageKind::TopA, floor, percent(floor.probability), context, before, token);
}

} // namespace logitscope
