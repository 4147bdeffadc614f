// Epsilon sampling: remove the tokens less likely than ε.
//
// Idea   What the model gives less than ε is smoothing, not knowledge.
// Rule   Keep token i when p_i ≥ ε.
// Edges  ε = 0 is off. Where no token reaches ε, as in a flat distribution over a large vocabulary,
//        the minKeep most likely stay; in transformers also those that tie with the last of them.
// Range  0 ≤ ε ≤ 1, usually 0.0003 to 0.0009. Default 0.0003.
// Source Hewitt, Manning & Liang 2022, "Truncation Sampling as Language Model Desmoothing",
//        arXiv:2210.15191.

#include "logitscope/words.h"
#include "stages/floor.h"
#include "stages/stage.h"

namespace logitscope {

namespace {

Floor floorOf(const EpsilonParams& params) {
  return {.probability = params.epsilon, .minKeep = static_cast<std::size_t>(params.minKeep)};
}

} // namespace

StageEffect apply(const EpsilonParams& params, const StageContext& context,
                  Candidates& candidates) {
  if (params.epsilon == 0)
    return {.note = noteFor(context, [] { return "Off: epsilon = 0 keeps every token."; })};
  const std::size_t reached = keepAbove(floorOf(params), context, candidates);
  return {.threshold = params.epsilon,
          .note = noteFor(context, [&] {
            return sentence("{tokens}{}{percent}.",
                            {reached, reached == 1 ? " reaches " : " reach ", params.epsilon});
          })};
}

Verdict judge(const EpsilonParams& params, const StageContext& context, Candidates& before,
              const TokenInQuestion& token) {
  if (params.epsilon == 0) return {{}, "Kept: epsilon is off."};
  return judgeFloor(StageKind::Epsilon, floorOf(params), percent(params.epsilon), context, before,
                    token);
}

} // namespace logitscope
