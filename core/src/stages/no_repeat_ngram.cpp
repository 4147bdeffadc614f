// No repeated n-gram: remove every token that would repeat a run of n tokens.
//
// Idea   A wall, where DRY is a slope: no run of n tokens may come twice.
// Rule   Remove c where the last n − 1 tokens of the history, followed by c, stand in it already.
// Edges  n = 0 is off. n = 1 removes every token that has occurred. A history shorter than n − 1
//        removes nothing. Where everything is removed, nothing is drawn, and the trace says so.
//        transformers counts the prompt: the caller decides by the history.
// Range  n ≥ 0. Default 3.
// Source Paulus, Xiong & Socher 2017, arXiv:1705.04304; transformers, NoRepeatNGramLogitsProcessor.

#include "logitscope/words.h"
#include "stages/occurrences.h"
#include "stages/stage.h"

#include <algorithm>

namespace logitscope {

namespace {

/// What followed the earlier occurrences of the last n − 1 tokens.
Occurrences findBanned(const NoRepeatNgramParams& params, const StageContext& context,
                       Candidates& candidates) {
  const auto history = context.history;
  const auto n = static_cast<std::size_t>(params.n);
  auto& ids = candidates.occurrenceScratch().ids;
  auto& counts = candidates.occurrenceScratch().counts;
  ids.clear();
  counts.clear();
  if (n == 0 || history.size() < n) return {};
  const auto last = history.last(n - 1);
  for (std::size_t i = 0; i + n <= history.size(); ++i) {
    if (std::ranges::equal(history.subspan(i, n - 1), last)) ids.push_back(history[i + n - 1]);
  }
  sortNumbers(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  counts.assign(ids.size(), 1);
  return {ids, counts};
}

} // namespace

StageEffect apply(const NoRepeatNgramParams& params, const StageContext& context,
                  Candidates& candidates) {
  if (params.n == 0)
    return {.note = noteFor(context, [] { return "Off: n = 0 keeps every token."; })};
  const Occurrences banned = findBanned(params, context, candidates);
  const std::size_t before = candidates.size();
  if (!banned.ids.empty()) {
    candidates.keepIf([&](std::size_t i) {
      return !std::ranges::binary_search(banned.ids, candidates.ids()[i]);
    });
  }
  return {.note = noteFor(context, [&] {
            const std::size_t removed = before - candidates.size();
            return sentence("{tokens} would repeat a run of {}{}",
                            {removed, params.n, removed == 1 ? ", and goes." : ", and go."});
          })};
}

Verdict judge(const NoRepeatNgramParams& params, const StageContext& /*context*/,
              Candidates& /*before*/, const TokenInQuestion& token) {
  if (params.n == 0) return {{}, "Kept: no repeated n-gram is off."};
  return {
      {},
      sentence("{}{} repeat a run of {}.", {outcome(token, StageKind::NoRepeatNgram),
                                            token.isKept ? "it would not" : "it would", params.n})};
}

} // namespace logitscope
