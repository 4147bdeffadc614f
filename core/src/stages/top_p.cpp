// Top-p, or nucleus sampling: keep the smallest set of most likely tokens whose probabilities reach
// p.
//
// Idea   The cut follows the shape: a sure model keeps one or two tokens, an unsure one dozens.
// Rule   Walk down from the most likely token, adding probabilities; stop at the first sum ≥ p. The
//        token that reaches p stays. Ties are walked by lower id. transformers walks up from the
//        least likely instead, and removes what together holds no more than 1 − p; of tokens that
//        tie at the edge, the higher ids stay there.
// Edges  p = 1 is off. At least one token stays, or minKeep. A sum within 1e-12 of p has reached it
//        (1e-6 for logits that came as float32): 0.4 + 0.3 + 0.2 falls one bit short of 0.9 in
//        binary arithmetic, and must keep three tokens, not four. The libraries' dialects know no
//        such tolerance: there float32 decides.
// Range  0 < p ≤ 1. Default 0.9.
// Source Holtzman et al. 2019, "The Curious Case of Neural Text Degeneration", arXiv:1904.09751.

#include "logitscope/words.h"
#include "stages/mass.h"
#include "stages/stage.h"

#include <algorithm>

namespace logitscope {

namespace {

struct Nucleus {
  std::size_t size = 0;
  double mass = 0;
};

/// From the most likely token down. Puts no more of the candidates in order than it needs.
Nucleus walkDown(const TopPParams& params, const StageContext& context, Candidates& candidates) {
  constexpr std::size_t kFirstBlock = 64;
  constexpr std::size_t kGrowth = 8;

  // An array's sum is taken before it is sorted: float32 sums depend on the order.
  candidates.weightSum();
  Mass mass(candidates.rules());
  const double p = context.rules().rounded(params.p) - context.tolerance();
  std::size_t count = 0;
  for (std::size_t end = kFirstBlock; count < candidates.size(); end *= kGrowth) {
    end = std::min(end, candidates.size());
    candidates.sortFirst(end);
    while (count < end) {
      mass.add(candidates.probabilityAt(count++));
      if (mass.value() >= p) return {count, mass.value()};
    }
  }
  return {count, mass.value()};
}

/// The same for so many candidates that putting them in order would cost more than all else.
Nucleus keepByDescent(const TopPParams& params, const StageContext& context,
                      Candidates& candidates) {
  candidates.weights();
  const double sum = candidates.weightSum();
  const auto place = candidates.reach((params.p - context.tolerance()) * sum, false);
  candidates.keepDownTo(place);
  return {place.count, place.sum / sum};
}

/// How many at the far end of [sorted] hold no more than 1 − p together.
std::size_t countOfTail(const TopPParams& params, const StageContext& context, Candidates& sorted) {
  const auto probabilities = sorted.probabilities();
  const double rest = context.rules().rounded(1 - params.p);
  Mass mass(sorted.rules());
  std::size_t count = 0;
  for (; count < sorted.size(); ++count) {
    mass.add(probabilities[sorted.size() - 1 - count]);
    if (mass.value() > rest) break;
  }
  return count;
}

/// Keeps [count] of the sorted candidates; of those that tie at the edge, the higher ids.
void keepWithHigherIds(Candidates& sorted, std::size_t count) {
  if (count >= sorted.size()) return;
  const double edge = sorted.logits()[count - 1];
  const auto logits = sorted.logits();
  const auto begin = std::ranges::lower_bound(logits, edge, std::ranges::greater());
  const auto end = std::ranges::upper_bound(logits, edge, std::ranges::greater());
  const auto first = static_cast<std::size_t>(begin - logits.begin());
  const auto last = static_cast<std::size_t>(end - logits.begin());
  const std::size_t keptOfTie = count - first;
  sorted.keepIf([&](std::size_t i) { return i < first || (i >= last - keptOfTie && i < last); });
}

Nucleus keepNucleus(const TopPParams& params, const StageContext& context, Candidates& candidates) {
  const auto minKeep = static_cast<std::size_t>(params.minKeep);
  if (candidates.size() >= kManyCandidates && minKeep == 1 && !context.rules().isSingle)
    return keepByDescent(params, context, candidates);
  if (!context.rules().sumsFromTheTail) {
    const Nucleus nucleus = walkDown(params, context, candidates);
    candidates.sortFirst(std::max(nucleus.size, minKeep));
    candidates.keepFirst(std::max(nucleus.size, minKeep));
    return nucleus;
  }
  candidates.sort();
  const std::size_t size = candidates.size() - countOfTail(params, context, candidates);
  const Nucleus nucleus{size, massOfFirst(candidates, size)};
  keepWithHigherIds(candidates, std::max(size, minKeep));
  return nucleus;
}

} // namespace

StageEffect apply(const TopPParams& params, const StageContext& context, Candidates& candidates) {
  if (params.p >= 1)
    return {.note = noteFor(
                context, [&] { return sentence("Off: p = {} keeps every token.", {params.p}); })};
  const Nucleus nucleus = keepNucleus(params, context, candidates);
  return {.threshold = params.p,
          .note = noteFor(context, [&] {
            return sentence("{}{}.", {nucleus.size == 1
                                          ? "The first token holds "
                                          : sentence("The first {tokens} hold ", {nucleus.size}),
                                      compareMass(nucleus.mass, params.p, context)});
          })};
}

Verdict judge(const TopPParams& params, const StageContext& context, Candidates& before,
              const TokenInQuestion& token) {
  if (params.p >= 1) return {{}, "Kept: top-p is off."};
  const double mass = massOfFirst(before, token.position);
  const double margin = params.p - mass;
  const std::string hold = compareMass(mass, params.p, context);
  const std::string by = outcome(token, StageKind::TopP);
  if (token.isKept) {
    if (token.position == 0) return {margin, by + "the most likely token always stays."};
    if (margin > context.tolerance())
      return {margin, sentence("{}the tokens before it hold only {}.", {by, hold})};
    if (token.position < static_cast<std::size_t>(params.minKeep))
      return {margin, by + "minKeep asks for it."};
    return {margin, by + "it ties with the last token of the nucleus."};
  }
  if (margin > context.tolerance()) {
    return {margin, by + "it ties with a token of the nucleus, and only one of them reaches p."};
  }
  return {margin, sentence("{}the tokens before it already hold {}.", {by, hold})};
}

} // namespace logitscope
