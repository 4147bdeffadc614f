// Frequency penalty: each occurrence makes a token less likely.
//
// Idea   The more often, the less readily again.
// Rule   For each token in the last n of the history: z ← z − count · penalty.
// Edges  0 is off, negative values reward. Invariant to a constant added to all logits. OpenAI and
//        vLLM count the output only, llama.cpp the last 64 of prompt and output: the caller decides
//        by the history, and by lastN.
// Range  Any; APIs take −2 to 2. Default 0.5.
// Source OpenAI API reference, frequency_penalty.

#include "stages/stage.h"
#include "stages/subtraction.h"

namespace logitscope {

namespace {

Subtraction subtractionOf(const FrequencyPenaltyParams& params) {
  return {.penalty = params.penalty, .lastN = params.lastN, .isForEachTime = true};
}

} // namespace

StageEffect apply(const FrequencyPenaltyParams& params, const StageContext& context,
                  Candidates& candidates) {
  return applySubtraction(subtractionOf(params), context, candidates);
}

Verdict judge(const FrequencyPenaltyParams& params, const StageContext& context, Candidates& before,
              const TokenInQuestion& token) {
  return judgeSubtraction(subtractionOf(params), context, before, token);
}

} // namespace logitscope
