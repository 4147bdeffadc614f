#pragma once

#include "logitscope/scenario.h"

#include <span>
#include <vector>

namespace logitscope::decode {

/// Rounds to float32, in which the library searches.
std::vector<float> toFloat32(std::span<const double> values);

/// The same for one number. A finite one beyond the largest float32 becomes the largest.
float toFloat32(double value);

/// The same for a positive number that is to be divided by or multiplied with: never 0, so that no
/// score becomes NaN.
float toDivisor(double value);

/// ln p = (z − max) − ln Σ exp(z − max), to the last bit of float32 as the library has it on the
/// machines that most run it on. It matters: "a b a" and "a a b" are the same factors in another
/// order, equally likely in truth, and the last bit of their sums decides which is the better beam.
/// -inf stays -inf; where every logit is -inf, so is every answer.
std::vector<float> logSoftmax(std::span<const float> logits);

/// Once for each token of [context], however often it stands there: a negative score is multiplied
/// by [penalty], any other divided.
/// Keskar et al. 2019, "CTRL", arXiv:1909.05858, with the library's rule for negative scores.
void penaliseRepetition(std::span<float> scores, std::span<const TokenId> context, double penalty);

} // namespace logitscope::decode
