// Top-p, or nucleus sampling: keep the smallest set of most likely tokens whose probabilities reach
// p.
//
// Idea   The cut follows the shape: a sure model keeps one or two tokens, an unsure one dozens.
// Rule   Walk down from the most likely token, adding probabilities; stop at the first sum ≥ p. The
// token
//        that reaches p stays. Ties are walked by lower id.
// Edges  p = 1 is off. At least one token stays, or minKeep. A sum within 1e-12 of p has reached it
// (1e-6
//        for logits that came as float32): 0.4 + 0.3 + 0.2 falls one bit short of 0.9 in binary
//        arithmetic, and must keep three tokens, not four.
// Range  0 < p ≤ 1. Default 0.9.
// Source Holtzman et al. 2019, "The Curious Case of Neural Text Degeneration", arXiv:1904.09751.

#include "logitscope/words.h"
#include "stages/stage.h"

#include <algorithm>
#include <cmath>

namespace logitscope {

namespace {

struct Nucleus {
  std::size_t size = 0;
  double mass = 0;
};

/// The smallest set of the first tokens whose sum reaches p; [candidates] sorted.
Nucleus findNucleus(const TopPParams& params, const StageContext& context, Candidates& candidates) {
  Nucleus nucleus;
  for (const double probability : candidates.probabilities()) {
    nucleus.mass += probability;
    ++nucleus.size;
    if (nucleus.mass >= params.p - context.reachTolerance) break;
  }
  return nucleus;
}

double massBefore(Candidates& candidates, std::size_t position) {
  double mass = 0;
  for (std::size_t i = 0; i < position; ++i)
    mass += candidates.probabilities()[i];
  return mass;
}

/// "0.912 ≥ 0.9", or that only the tolerance decided.
std::string compared(double mass, double p, double tolerance) {
  if (std::abs(mass - p) <= tolerance) return figure(p) + ", at the boundary";
  // As many digits as it takes to see the difference.
  int digits = 3;
  while (digits < 12 && figure(mass, digits) == figure(p, digits))
    ++digits;
  return figure(mass, digits) + (mass >= p ? " ≥ " : " < ") + exactNumber(p);
}

} // namespace

StageEffect apply(const TopPParams& params, const StageContext& context, Candidates& candidates) {
  if (params.p == 1) return {.note = "Off: p = 1 keeps every token."};
  candidates.sort();
  const Nucleus nucleus = findNucleus(params, context, candidates);
  const std::size_t keep = std::max(nucleus.size, static_cast<std::size_t>(params.minKeep));
  candidates.keepFirst(keep);
  return {.threshold = params.p,
          .note = (nucleus.size == 1 ? "The first token holds "
                                     : "The first " + countTokens(nucleus.size) + " hold ") +
                  compared(nucleus.mass, params.p, context.reachTolerance) + "."};
}

Verdict judge(const TopPParams& params, const StageContext& context, Candidates& before,
              std::size_t position) {
  if (params.p == 1) return {{}, "Kept: top-p is off."};
  const double mass = massBefore(before, position);
  const double margin = params.p - mass;
  const std::string hold = compared(mass, params.p, context.reachTolerance);
  if (position == 0) return {margin, "Kept by top-p: the most likely token always stays."};
  if (mass < params.p - context.reachTolerance) {
    return {margin, "Kept by top-p: the tokens before it hold only " + hold + "."};
  }
  if (position < static_cast<std::size_t>(params.minKeep)) {
    return {margin, "Kept by top-p: minKeep asks for it."};
  }
  return {margin, "Removed by top-p: the tokens before it already hold " + hold + "."};
}

} // namespace logitscope
