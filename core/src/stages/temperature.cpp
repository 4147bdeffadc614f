// Temperature: z_i ← z_i / T.
//
// Idea   T sets how much a difference between two logits counts. The ratio of two probabilities
// becomes
//        (p_a / p_b)^(1/T): at 0.5 it is squared, at 2 its root is taken.
// Edges  T = 1 changes nothing. T → ∞ makes all tokens equally likely. T = 0 cannot be divided by;
// its
//        limit is the most likely token, so that is what it gives (the lowest id where several
//        tie). Where a quotient would overflow, the largest logit is subtracted first: no
//        probability notices.
// Range  T ≥ 0, usually up to 2. Default 1.
// Source Ackley, Hinton & Sejnowski 1985, "A Learning Algorithm for Boltzmann Machines".

#include "logitscope/words.h"
#include "stages/stage.h"

#include <algorithm>
#include <cmath>

namespace logitscope {

namespace {

bool isGreedy(const TemperatureParams& params) {
  return params.temperature == 0;
}

/// What is subtracted from every logit before the division: 0, unless a quotient would overflow.
double shiftFor(const TemperatureParams& params, std::span<const double> logits) {
  const auto [lowest, largest] = std::ranges::minmax(logits);
  const bool fits =
      std::isfinite(lowest / params.temperature) && std::isfinite(largest / params.temperature);
  return fits ? 0 : largest;
}

} // namespace

StageEffect apply(const TemperatureParams& params, const StageContext& /*context*/,
                  Candidates& candidates) {
  if (isGreedy(params)) {
    candidates.sort();
    const double largest = candidates.logits().front();
    candidates.keepFirst(1);
    return {.threshold = largest,
            .note =
                "Temperature 0 is greedy: only the largest logit, " + figure(largest) + ", stays."};
  }
  if (params.temperature == 1) return {.note = "Off: temperature 1 leaves every logit as it is."};
  const double shift = shiftFor(params, candidates.logits());
  candidates.divideLogits(params.temperature, shift);
  return {.note = "Every logit is divided by " + exactNumber(params.temperature) +
                  (shift != 0 ? ", the largest subtracted first lest a quotient overflow" : "") +
                  (params.temperature < 1 ? ": differences grow." : ": differences shrink.")};
}

Verdict judge(const TemperatureParams& params, const StageContext& /*context*/, Candidates& before,
              std::size_t position) {
  const double logit = before.logits()[position];
  if (isGreedy(params)) {
    const double largest = before.logits().front();
    const double margin = logit - largest;
    if (position == 0) {
      return {margin, "Kept by temperature 0: its logit " + figure(logit) + " is the largest."};
    }
    if (margin == 0) {
      return {margin,
              "Removed by temperature 0: it ties with the largest logit, and the lower id wins."};
    }
    return {margin, "Removed by temperature 0: its logit " + figure(logit) +
                        " is below the largest, " + figure(largest) + "."};
  }
  if (params.temperature == 1) return {{}, "Unchanged: temperature 1."};
  const double shift = shiftFor(params, before.logits());
  if (shift != 0) {
    return {{},
            "Its distance from the largest logit, " + figure(logit - shift) + ", is divided by " +
                exactNumber(params.temperature) +
                ": the quotient of the logit itself would overflow."};
  }
  return {{},
          figure(logit) + " / " + exactNumber(params.temperature) + " = " +
              figure(logit / params.temperature) + "."};
}

} // namespace logitscope
