// XTC, exclude top choices: now and then remove all likely tokens but the least likely of them.
//
// Idea   Where several continuations are good, the second or third makes for less worn prose than
//        the first; where only one is good, nothing happens.
// Rule   Toss a coin; if it is below the probability, and at least two tokens have p_i ≥ threshold,
//        remove all of these but the last.
// Edges  probability 0 never acts, 1 always, and neither takes a coin. A threshold above 0.5 cannot
//        be reached by two. Nothing happens where fewer than minKeep would stay, or where there is
//        no coin. Newlines and end tokens are not spared, as llama.cpp does not spare them.
// Range  Both from 0 to 1. Defaults 0.5 and 0.1.
// Source p-e-w 2024, text-generation-webui pull request 6335.

#include "logitscope/words.h"
#include "stages/stage.h"

#include <algorithm>

namespace logitscope {

namespace {

/// Why it does nothing; empty when it acts, if there is something to act on.
std::string_view reasonToRest(const XtcParams& params, const StageContext& context) {
  if (params.probability <= 0) return "Off: probability 0 never acts.";
  if (params.threshold > 0.5) return "Off: no two tokens can have more than half each.";
  if (params.probability >= 1) return {};
  if (!context.coin) return "There is no coin to toss, so it does not act.";
  return {};
}

bool isLucky(const XtcParams& params, const StageContext& context) {
  return params.probability >= 1 || *context.coin < params.probability;
}

/// How many of the most likely tokens reach the threshold. Puts them in order, and few others.
std::size_t countTop(const XtcParams& params, const StageContext& context, Candidates& candidates) {
  constexpr std::size_t kFirstBlock = 64;
  const DialectRules& rules = context.rules();
  const double bar = rules.rounded(params.threshold) * (1 - context.tolerance());
  std::size_t count = 0;
  for (std::size_t end = kFirstBlock; count < candidates.size(); end *= 8) {
    end = std::min(end, candidates.size());
    candidates.sortFirst(end);
    for (; count < end; ++count) {
      if (candidates.probabilityAt(count) < bar) return count;
    }
  }
  return count;
}

std::string tossed(const XtcParams& params, const StageContext& context) {
  if (params.probability >= 1) return "It always acts";
  return sentence("The coin {figure} is below {}", {*context.coin, params.probability});
}

} // namespace

StageEffect apply(const XtcParams& params, const StageContext& context, Candidates& candidates) {
  const std::string_view rest = reasonToRest(params, context);
  if (!rest.empty()) return {.note = noteFor(context, [&] { return rest; })};
  StageEffect effect{.threshold = params.threshold};
  if (!isLucky(params, context)) {
    effect.note = noteFor(context, [&] {
      return sentence("The coin {figure} is not below {}, so nothing happens.",
                      {*context.coin, params.probability});
    });
    return effect;
  }
  const std::size_t top = candidates.size() < 2 ? 0 : countTop(params, context, candidates);
  const bool leavesEnough =
      top >= 2 && candidates.size() - (top - 1) >= static_cast<std::size_t>(params.minKeep);
  effect.note = noteFor(context, [&] {
    const std::string reach =
        countTokens(top) + (top == 1 ? " reaches " : " reach ") + percent(params.threshold);
    if (top < 2) return sentence("{}, but only {}.", {tossed(params, context), reach});
    if (!leavesEnough)
      return tossed(params, context) + ", but minKeep asks for more than would stay.";
    return sentence("{}: {}, all but the last of them go.", {tossed(params, context), reach});
  });
  if (leavesEnough) candidates.removeFirst(top - 1);
  return effect;
}

Verdict judge(const XtcParams& params, const StageContext& context, Candidates& before,
              const TokenInQuestion& token) {
  const std::string_view rest = reasonToRest(params, context);
  if (!rest.empty()) return {{}, "Kept. " + std::string(rest)};
  if (!isLucky(params, context)) return {{}, "Kept by XTC: its coin did not ask for anything."};
  const double probability = before.probabilityAt(token.position);
  const double margin = probability - params.threshold;
  const std::string by = outcome(token, StageKind::Xtc) + percent(probability);
  const std::string bar = percent(params.threshold);
  if (!token.isKept)
    return {margin, sentence("{} reaches {}, and a less likely one does too.", {by, bar})};
  if (margin < -context.tolerance()) return {margin, sentence("{} is below {}.", {by, bar})};
  if (token.position + 1 < countTop(params, context, before))
    return {margin,
            sentence("{} reaches {}, but minKeep asks for more than would stay.", {by, bar})};
  return {margin, sentence("{} reaches {}, and no less likely token does.", {by, bar})};
}

} // namespace logitscope
