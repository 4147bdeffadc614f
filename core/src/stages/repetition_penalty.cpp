// Repetition penalty: tokens that have occurred become less likely.
//
// Idea   Greedy text loops; what was said should be said less readily again.
// Rule   For each token in the last n of the history: z ← z / r where z > 0, z · r otherwise.
// Edges  r = 1 is off, below 1 rewards. How often a token occurred does not matter. Not
//        shift-invariant: adding a constant to all logits changes what it does, although softmax
//        would not notice. The paper divides only, which makes negative logits more likely; every
//        implementation multiplies those. transformers counts prompt and output, llama.cpp the
//        last 64 of both: the caller decides by the history, and by lastN.
// Range  r > 0, usually 1 to 1.3. Default 1.1.
// Source Keskar et al. 2019, "CTRL", arXiv:1909.05858.

#include "logitscope/words.h"
#include "stages/occurrences.h"
#include "stages/stage.h"

namespace logitscope {

namespace {

double penalised(double logit, double penalty) {
  return logit > 0 ? logit / penalty : logit * penalty;
}

} // namespace

StageEffect apply(const RepetitionPenaltyParams& params, const StageContext& context,
                  Candidates& candidates) {
  // llama.cpp's array counts as unsorted afterwards, even where nothing was changed.
  candidates.forgetOrder();
  if (params.penalty == 1)
    return {.note = noteFor(context, [] { return "Off: penalty 1 leaves every logit as it is."; })};
  const Occurrences seen = countOccurrences(lastOf(context.history, params.lastN), candidates);
  const double penalty = context.rules().clamped(params.penalty);
  candidates.changeLogits(seen.ids,
                          [&](TokenId, double logit) { return penalised(logit, penalty); });
  return {.note = noteFor(context, [&] {
            if (seen.ids.empty()) return std::string("No token has occurred yet.");
            const std::string by = exactNumber(params.penalty);
            return sentence("{}: positive logits are divided by {}, others multiplied.",
                            {describeOccurrences(seen, countInPlay(seen, candidates)), by});
          })};
}

Verdict judge(const RepetitionPenaltyParams& params, const StageContext& context,
              Candidates& before, const TokenInQuestion& token) {
  if (params.penalty == 1) return {{}, "Unchanged: penalty 1."};
  const Occurrences seen = countOccurrences(lastOf(context.history, params.lastN), before);
  const std::uint32_t count = seen.of(token.id);
  if (count == 0) return {{}, sentence("Unchanged. {}.", {occurred(0)})};
  const double logit = before.logits()[token.position];
  return {
      {},
      sentence("{}: {figure}{}{} = {figure}.", {occurred(count), logit, logit > 0 ? " / " : " × ",
                                                params.penalty, penalised(logit, params.penalty)})};
}

} // namespace logitscope
