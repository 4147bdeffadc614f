// Dynamic temperature: z_i ← z_i / T(H), the temperature following the entropy.
//
// Idea   Where the model is sure, sample coldly; where it hesitates, warmly.
// Rule   T = T_min + (T_max − T_min) · (H / H_max)^e, with T_min = max(0, T − range),
//        T_max = T + range and H_max = ln(number of tokens in play), H in the same unit.
// Edges  range = 0 is plain temperature. One token alone has no entropy to follow and stays as it
//        is. Where T comes out as 0, only the most likely token stays. llama.cpp takes the
//        logarithm of the length of its array: tokens at -inf count.
// Range  T, range and e ≥ 0. Defaults 1, 0.5, 1.
// Source llama.cpp, llama_sampler_init_temp_ext; the idea is kalomaze's, 2023. Related: Zhu et al.
//        2024, "Hot or Cold? Adaptive Temperature Sampling", and EDT, arXiv:2403.14541.

#include "logitscope/words.h"
#include "stages/scaling.h"
#include "stages/stage.h"

#include <algorithm>
#include <cmath>

namespace logitscope {

namespace {

struct Followed {
  double temperature = 1;
  double entropy = 0;
  double largestEntropy = 0;
};

bool isPlain(const DynamicTemperatureParams& params) {
  return params.delta <= 0;
}

Followed follow(const DynamicTemperatureParams& params, Candidates& candidates) {
  const auto rounded = [&](double value) { return candidates.rules().rounded(value); };
  const DialectRules& rules = candidates.rules();
  const double middle = rules.clamped(params.temperature);
  const double delta = rules.clamped(params.delta);
  const double lowest = std::max(0.0, rounded(middle - delta));
  const double highest = rules.clamped(middle + delta);
  Followed followed;
  followed.largestEntropy = rounded(std::log(static_cast<double>(candidates.size())));
  followed.entropy = candidates.entropy();
  // Rounding may leave a flat distribution a hair above its own limit.
  const double share = std::min(1.0, rounded(followed.entropy / followed.largestEntropy));
  const double risen = rounded(std::pow(share, rounded(params.exponent)));
  followed.temperature = rules.clamped(lowest + rounded((highest - lowest) * risen));
  return followed;
}

} // namespace

StageEffect apply(const DynamicTemperatureParams& params, const StageContext& context,
                  Candidates& candidates) {
  if (isPlain(params)) return apply(TemperatureParams{params.temperature}, context, candidates);
  if (candidates.size() == 1) {
    return {.note = noteFor(context, [] { return "A single token has no entropy to follow."; })};
  }
  if (candidates.rules().isArray) candidates.sort();
  const Followed followed = follow(params, candidates);
  StageEffect effect;
  effect.note = noteFor(context, [&] {
    return sentence(
        "The entropy, {figure} of at most {figure} bits, sets the temperature to {figure}.",
        {followed.entropy / std::log(2.0), followed.largestEntropy / std::log(2.0),
         followed.temperature});
  });
  if (context.isTraced) {
    effect.figures = {{"temperature", followed.temperature},
                      {"entropy", followed.entropy / std::log(2.0)}};
  }
  if (followed.temperature <= 0) {
    effect.threshold = keepLargest(candidates);
  } else {
    scaleLogits(candidates, followed.temperature);
  }
  return effect;
}

Verdict judge(const DynamicTemperatureParams& params, const StageContext& context,
              Candidates& before, const TokenInQuestion& token) {
  if (isPlain(params)) return judge(TemperatureParams{params.temperature}, context, before, token);
  if (before.size() == 1) return {{}, "Unchanged: it is the only token."};
  const double temperature = follow(params, before).temperature;
  if (temperature <= 0) return judgeLargest("a temperature of 0", before, token);
  return judgeScaled(temperature, figure(temperature), before, token);
}

} // namespace logitscope
