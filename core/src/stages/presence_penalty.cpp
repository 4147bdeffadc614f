// Presence penalty: a token that has occurred becomes less likely, however often it did.
//
// Idea   Nudges towards new topics rather than away from common words.
// Rule   For each token in the last n of the history: z ← z − penalty.
// Edges  0 is off, negative values reward. Invariant to a constant added to all logits. Whose
//        tokens count is the caller's to decide, as with the frequency penalty.
// Range  Any; APIs take −2 to 2. Default 0.5.
// Source OpenAI API reference, presence_penalty.

#include "stages/stage.h"
#include "stages/subtraction.h"

namespace logitscope {

namespace {

Subtraction subtractionOf(const PresencePenaltyParams& params) {
  return {.penalty = params.penalty, .lastN = params.lastN, .isForEachTime = false};
}

} // namespace

StageEffect apply(const PresencePenaltyParams& params, const StageContext& context,
                  Candidates& candidates) {
  return applySubtraction(subtractionOf(params), context, candidates);
}

Verdict judge(const PresencePenaltyParams& params, const StageContext& context, Candidates& before,
              const TokenInQuestion& token) {
  return judgeSubtraction(subtractionOf(params), context, before, token);
}

} // namespace logitscope
