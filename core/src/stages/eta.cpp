// Eta sampling: remove the tokens less likely than a bar that sinks as the entropy grows.
//
// Idea   A fixed ε cuts too much of a distribution that is flat for good reason.
// Rule   Keep token i when p_i ≥ η, with η = min(ε, √ε · e^−H) and H in nats. The documentation of
//        transformers writes √(ε · e^−H); its code, and this, does not.
// Edges  ε = 0 is off. The most likely token always reaches η, as e^−H is never above its
//        probability. Where fewer than minKeep do, the minKeep most likely stay; in transformers also
//        those that tie with the last of them.
// Range  0 ≤ ε ≤ 1, usually 0.0003 to 0.004. Default 0.0003.
// Source Hewitt, Manning & Liang 2022, "Truncation Sampling as Language Model Desmoothing",
//        arXiv:2210.15191.

#include "logitscope/words.h"
#include "stages/floor.h"
#include "stages/stage.h"

#include <algorithm>
#include <cmath>

namespace logitscope {

namespace {

struct Eta {
  double entropy = 0;
  Floor floor;
};

Eta etaOf(const EtaParams& params, const StageContext& context, Candidates& candidates) {
  const auto rounded = [&](double value) { return context.rules().rounded(value); };
  const double epsilon = rounded(params.epsilon);
  const double entropy = candidates.entropy();
  const double sunk = rounded(rounded(std::sqrt(epsilon)) * rounded(std::exp(-entropy)));
  // e^−H is at most the largest probability; rounding may say otherwise, where all tie.
  const double largest = rounded(1 / candidates.weightSum());
  return {.entropy = entropy,
          .floor = {.probability = std::min({epsilon, sunk, largest}),
                    .minKeep = static_cast<std::size_t>(params.minKeep)}};
}

} // namespace

StageEffect apply(const EtaParams& params, const StageContext& context, Candidates& candidates) {
  if (params.epsilon == 0)
    return {.note = noteFor(context, [] { return "Off: epsilon = 0 keeps every token."; })};
  const Eta eta = etaOf(params, context, candidates);
  const std::size_t reached = keepAbove(eta.floor, context, candidates);
  StageEffect effect{.threshold = eta.floor.probability};
  effect.note = noteFor(context, [&] {
    return sentence(
        "{tokens}{}min(ε, √ε · e^−{figure}) = {percent}.",
        {reached, reached == 1 ? " reaches " : " reach ", eta.entropy, eta.floor.probability});
  });
  if (context.isTraced) effect.figures = {{"entropy", eta.entropy / std::log(2.0)}};
  return effect;
}

Verdict judge(const EtaParams& params, const StageContext& context, Candidates& before,
              const TokenInQuestion& token) {
  if (params.epsilon == 0) return {{}, "Kept: eta is off."};
  const Floor floor = etaOf(params, context, before).floor;
  return judgeFloor(StageKind::Eta, floor, "η = " + percent(floor.probability), context, before,
                    token);
}

} // namespace logitscope
