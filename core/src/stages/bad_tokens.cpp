// Banned tokens: remove chosen tokens.
//
// Idea   Some tokens must not come, whatever the model says.
// Rule   Remove each listed token.
// Edges  Where all are listed nothing is left, and the trace says so. transformers refuses to ban
//        the end token through bad_words_ids, and bans it through suppress_tokens: so does this.
// Range  Ids of the vocabulary.
// Source transformers, NoBadWordsLogitsProcessor and SuppressTokensLogitsProcessor.

#include "logitscope/words.h"
#include "stages/stage.h"

#include <algorithm>

namespace logitscope {

StageEffect apply(const BadTokensParams& params, const StageContext& context,
                  Candidates& candidates) {
  if (params.tokens.empty())
    return {.note = noteFor(context, [] { return "Off: no token is banned."; })};
  auto& ids = candidates.occurrenceScratch().ids;
  ids.assign(params.tokens.begin(), params.tokens.end());
  sortNumbers(ids);
  const std::size_t before = candidates.size();
  candidates.keepIf(
      [&](std::size_t i) { return !std::ranges::binary_search(ids, candidates.ids()[i]); });
  return {.note = noteFor(context, [&] {
            const std::size_t removed = before - candidates.size();
            return countTokens(removed) +
                   (removed == 1 ? " is banned and goes." : " are banned and go.");
          })};
}

Verdict judge(const BadTokensParams& /*params*/, const StageContext& /*context*/,
              Candidates& /*before*/, const TokenInQuestion& token) {
  return {{},
          outcome(token, StageKind::BadTokens) + (token.isKept ? "it is not one." : "it is one.")};
}

} // namespace logitscope
