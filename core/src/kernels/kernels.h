#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

/// Passes over a whole vocabulary, written with SIMD. The only files that include Highway.
/// Every one gives the same bits on every target: none fuses a multiplication with an addition.
namespace logitscope::kernels {

/// The largest value; -inf for an empty span. No NaN.
double maxOf(std::span<const double> values);
float maxOf(std::span<const float> values);
/// The smallest; +inf for an empty span. No NaN.
double minOf(std::span<const double> values);

/// Σ exp(value − origin); 0 for an empty span. No NaN.
double sumOfExp(std::span<const double> values, double origin);
/// The same, with each exponential written to [weights], which is as long.
double expInto(std::span<const double> values, double origin, std::span<double> weights);
double sumOf(std::span<const double> values);

/// The largest of each [kBlock] values, and of what is left over. Answers whether all values are below
/// +inf, which NaN is not; if not, the maxima mean nothing.
inline constexpr std::size_t kBlock = 256;
bool blockMaxima(std::span<const float> values, std::span<float> maxima);

/// The places of the values that are [least] or more, ascending, written to [places], which is as long
/// as [values] and no shorter. Answers how many there are.
std::size_t findAtLeast(std::span<const float> values, float least,
                        std::span<std::uint32_t> places);

/// Is every value below +inf? NaN is not.
bool areBelowInfinity(std::span<const double> values);
bool areBelowInfinity(std::span<const float> values);

} // namespace logitscope::kernels
