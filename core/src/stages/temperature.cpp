// Temperature: z_i ← z_i / T.
//
// Idea   T sets how much a difference between two logits counts. The ratio of two probabilities
//        becomes (p_a / p_b)^(1/T): at 0.5 it is squared, at 2 its root is taken.
// Edges  T = 1 changes nothing. T → ∞ makes all tokens equally likely. T = 0 cannot be divided by;
//        its limit is the most likely token, so that is what it gives (the lowest id where several
//        tie). Where a quotient would overflow, the largest logit is subtracted first: no
//        probability notices.
// Range  T ≥ 0, usually up to 2. Default 1. transformers refuses 0; llama.cpp takes less than 0
//        for 0, and leaves the other tokens in its array, at -inf.
// Source Ackley, Hinton & Sejnowski 1985, "A Learning Algorithm for Boltzmann Machines".

#include "logitscope/words.h"
#include "stages/scaling.h"
#include "stages/stage.h"

namespace logitscope {

namespace {

/// In float32 a temperature may be too small to be anything but 0.
bool isGreedy(const TemperatureParams& params, const StageContext& context) {
  return context.rules().rounded(params.temperature) <= 0;
}

} // namespace

StageEffect apply(const TemperatureParams& params, const StageContext& context,
                  Candidates& candidates) {
  if (isGreedy(params, context)) {
    const double largest = keepLargest(candidates);
    return {.threshold = largest,
            .note = noteFor(context, [&] {
              return sentence("Temperature {} is greedy: only the largest logit, {figure}, stays.",
                              {params.temperature, largest});
            })};
  }
  if (params.temperature == 1)
    return {.note =
                noteFor(context, [] { return "Off: temperature 1 leaves every logit as it is."; })};
  const double shift = scaleLogits(candidates, params.temperature);
  return {.note = noteFor(context, [&] {
            return sentence(
                "Every logit is divided by {}{}{}",
                {params.temperature,
                 shift != 0 ? ", the largest subtracted first lest a quotient overflow" : "",
                 params.temperature < 1 ? ": differences grow." : ": differences shrink."});
          })};
}

Verdict judge(const TemperatureParams& params, const StageContext& context, Candidates& before,
              const TokenInQuestion& token) {
  if (isGreedy(params, context))
    return judgeLargest("temperature " + exactNumber(params.temperature), before, token);
  if (params.temperature == 1) return {{}, "Unchanged: temperature 1."};
  return judgeScaled(params.temperature, exactNumber(params.temperature), before, token);
}

} // namespace logitscope
