// Top-nσ: keep the tokens whose logit is within n standard deviations of the largest.
//
// Idea   Most logits are noise around a mean, few stand out. A cut on the logits themselves does
//        not move with the temperature, since maximum and deviation scale alike.
// Rule   Keep token i when z_i ≥ z_max − n·σ, with σ² = Σ (z − mean)² / count over the tokens in
//        play.
// Edges  n = 0 is off. Equal logits have σ = 0 and all stay. llama.cpp does not remove the others
//        but sets them to -inf, where later stages still count them; it then sorts. Bessel's
//        correction, or a σ over the -inf as well, as others have it, keeps other tokens.
// Range  n ≥ 0, usually 1. Default 1.
// Source Tang et al. 2024, "Top-nσ: Not All Logits Are You Need", arXiv:2411.07641.

#include "logitscope/words.h"
#include "stages/stage.h"

#include <algorithm>
#include <cmath>

namespace logitscope {

namespace {

struct Spread {
  double largest = 0;
  double sigma = 0;
};

/// 1, or what logits are divided by lest their squares overflow.
double scaleOf(const Candidates& candidates) {
  const double fits = candidates.rules().isSingle ? 1e15 : 1e150;
  double largest = 0;
  for (const double logit : candidates.logits()) {
    if (std::isfinite(logit)) largest = std::max(largest, std::abs(logit));
  }
  return largest > fits ? largest : 1;
}

Spread spreadOf(const Candidates& candidates) {
  const DialectRules& rules = candidates.rules();
  const auto count = static_cast<double>(candidates.countInPlay());
  const double scale = scaleOf(candidates);
  double sum = 0;
  for (const double logit : candidates.logits()) {
    if (std::isfinite(logit)) sum = rules.rounded(sum + logit / scale);
  }
  const double mean = rules.rounded(sum / count);
  double squares = 0;
  for (const double logit : candidates.logits()) {
    if (!std::isfinite(logit)) continue;
    const double distance = rules.rounded(logit / scale - mean);
    squares = rules.rounded(squares + distance * distance);
  }
  return {.largest = candidates.largestLogit(),
          .sigma = rules.clamped(std::sqrt(squares / count) * scale)};
}

double thresholdOf(const TopNSigmaParams& params, const Spread& spread,
                   const StageContext& context) {
  const DialectRules& rules = context.rules();
  return rules.clamped(spread.largest - rules.clamped(rules.clamped(params.n) * spread.sigma));
}

} // namespace

StageEffect apply(const TopNSigmaParams& params, const StageContext& context,
                  Candidates& candidates) {
  if (params.n <= 0)
    return {.note = noteFor(
                context, [&] { return sentence("Off: n = {} keeps every token.", {params.n}); })};
  if (candidates.size() == 1)
    return {.note = noteFor(context, [] { return "The only token stays."; })};
  const Spread spread = spreadOf(candidates);
  const double threshold = thresholdOf(params, spread, context);
  const double bar = threshold - context.tolerance() * spread.sigma;
  candidates.maskUnless([&](std::size_t i) { return candidates.logits()[i] >= bar; });
  if (candidates.rules().isArray) candidates.sort();
  StageEffect effect{.threshold = threshold};
  effect.note = noteFor(context, [&] {
    const std::size_t kept = candidates.countInPlay();
    return sentence("{tokens}{}{figure} − {} × {figure} = {figure}.",
                    {kept, kept == 1 ? " reaches " : " reach ", spread.largest, params.n,
                     spread.sigma, threshold});
  });
  if (context.isTraced) effect.figures = {{"sigma", spread.sigma}};
  return effect;
}

Verdict judge(const TopNSigmaParams& params, const StageContext& context, Candidates& before,
              const TokenInQuestion& token) {
  if (params.n <= 0) return {{}, "Kept: top-nσ is off."};
  if (before.size() == 1) return {{}, "Kept: it is the only token."};
  const double threshold = thresholdOf(params, spreadOf(before), context);
  const double logit = before.logits()[token.position];
  return {logit - threshold, sentence("{}its logit {figure}{}{figure}.",
                                      {outcome(token, StageKind::TopNSigma), logit,
                                       token.isKept ? " reaches " : " is below ", threshold})};
}

} // namespace logitscope
