#pragma once

#include <span>

/// Passes over a whole vocabulary, written with SIMD. The only files that include Highway.
/// Every one gives the same bits on every target: none fuses a multiplication with an addition.
namespace logitscope::kernels {

/// The largest value; -inf for an empty span. No NaN.
double maxOf(std::span<const double> values);

/// Σ exp(value − largest); 0 for an empty span. No NaN.
double sumOfExp(std::span<const double> values, double largest);

/// Is every value below +inf? NaN is not.
bool areBelowInfinity(std::span<const double> values);
bool areBelowInfinity(std::span<const float> values);

} // namespace logitscope::kernels
