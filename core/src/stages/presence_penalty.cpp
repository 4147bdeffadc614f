// Presence penalty: a token that has occurred becomes less likely, however often it did.
//
// Idea   Nudges towards new topics rather than away from common words.
// Rule   For each token in the last n of the history: z ← z − penalty.
// Edges  0 is off, negative values reward. Invariant to a constant added to all logits. Whose
//        tokens count is the caller's to decide, as with the frequency penalty.
// Range  Any; APIs take −2 to 2. Default 0.5.
// Source OpenAI API reference, presence_penalty.

#include "logitscope/words.h"
#include "stages/occurrences.h"
#include "stages/stage.h"

namespace logitscope {

StageEffect apply(const PresencePenaltyParams& params, const StageContext& context,
                  Candidates& candidates) {
  // llama.cpp's array counts as unsorted afterwards, even where nothing was changed.
  candidates.forgetOrder();
  if (params.penalty == 0)
    return {.note = noteFor(context, [] { return "Off: penalty 0 leaves every logit as it is."; })};
  const Occurrences seen = countOccurrences(lastOf(context.history, params.lastN), candidates);
  const double penalty = context.rules().clamped(params.penalty);
  candidates.changeLogits(seen.ids, [&](TokenId, double logit) { return logit - penalty; });
  return {.note = noteFor(context, [&] {
            if (seen.ids.empty()) return std::string("No token has occurred yet.");
            return sentence(
                "{}: {} is subtracted once.",
                {describeOccurrences(seen, countInPlay(seen, candidates)), params.penalty});
          })};
}

Verdict judge(const PresencePenaltyParams& params, const StageContext& context, Candidates& before,
              const TokenInQuestion& token) {
  if (params.penalty == 0) return {{}, "Unchanged: penalty 0."};
  const Occurrences seen = countOccurrences(lastOf(context.history, params.lastN), before);
  const std::uint32_t count = seen.of(token.id);
  if (count == 0) return {{}, sentence("Unchanged. {}.", {occurred(0)})};
  const double logit = before.logits()[token.position];
  return {{},
          sentence("{}: {figure} − {} = {figure}.",
                   {occurred(count), logit, params.penalty, logit - params.penalty})};
}

} // namespace logitscope
