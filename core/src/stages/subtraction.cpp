#include "stages/subtraction.h"

#include "logitscope/words.h"
#include "stages/occurrences.h"

namespace logitscope {

StageEffect applySubtraction(const Subtraction& subtraction, const StageContext& context,
                             Candidates& candidates) {
  // llama.cpp's array counts as unsorted afterwards, even where nothing was changed.
  candidates.forgetOrder();
  if (subtraction.penalty == 0)
    return {.note = noteFor(context, [] { return "Off: penalty 0 leaves every logit as it is."; })};
  const Occurrences seen = countOccurrences(lastOf(context.history, subtraction.lastN), candidates);
  const double penalty = context.rules().clamped(subtraction.penalty);
  candidates.changeLogits(seen.ids, [&](TokenId id, double logit) {
    return logit - (subtraction.isForEachTime ? seen.of(id) : 1) * penalty;
  });
  return {.note = noteFor(context, [&] {
            if (seen.ids.empty()) return std::string("No token has occurred yet.");
            const std::string who = describeOccurrences(seen, countInPlay(seen, candidates));
            return sentence(subtraction.isForEachTime ? "{}: {} is subtracted for each time."
                                                      : "{}: {} is subtracted once.",
                            {who, subtraction.penalty});
          })};
}

Verdict judgeSubtraction(const Subtraction& subtraction, const StageContext& context,
                         Candidates& before, const TokenInQuestion& token) {
  const double penalty = subtraction.penalty;
  if (penalty == 0) return {{}, "Unchanged: penalty 0."};
  const Occurrences seen = countOccurrences(lastOf(context.history, subtraction.lastN), before);
  const std::uint32_t count = seen.of(token.id);
  if (count == 0) return {{}, sentence("Unchanged. {}.", {occurred(0)})};
  const double logit = before.logits()[token.position];
  if (!subtraction.isForEachTime) {
    return {{},
            sentence("{}: {figure} − {} = {figure}.",
                     {occurred(count), logit, penalty, logit - penalty})};
  }
  return {{},
          sentence("{}: {figure} − {} × {} = {figure}.",
                   {occurred(count), logit, count, penalty, logit - count * penalty})};
}

} // namespace logitscope
