#pragma once

#include "logitscope/rng.h"
#include "logitscope/run.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace logitscope {

/// How the coin becomes a token. All but the first are wrong on purpose: what a test of many draws is
/// there to find.
enum class DrawRule {
  Exact,         ///< the survivor on whose stretch of the line the coin falls
  CoarseCoin,    ///< a coin of 6 bits: it knows 64 places of the line
  FavouriteFirst ///< one draw in fifty tosses no coin, and takes the likeliest
};

/// Draws [draws] tokens from the survivors of one step, each by the next coins of [rng]. Gives how often
/// each came, in the order of [Trace::ids]. By the first rule the coins mean what they mean to [run].
std::vector<std::uint32_t> drawMany(const Trace& trace, Rng& rng, std::size_t draws,
                                    DrawRule rule = DrawRule::Exact);

/// By how many standard deviations of chance each count lies above what is expected, √(n p (1 − p)) being one. 0 where
/// chance has no say: for a token that is always drawn, and before the first draw.
std::vector<double> deviationsOf(std::span<const std::uint32_t> counts, std::span<const double> probabilities);

/// How well counts agree with the probabilities that they should have.
struct Fit {
  /// Σ (count − expected)² / expected.
  double chiSquare = 0;
  /// Cells less one: what [chiSquare] is on average where chance alone is at work.
  std::size_t degrees = 0;
  /// The probability that right draws agree no better than these.
  double pValue = 1;
};

/// Pearson's test. Tokens of which fewer than five are expected share a cell (Cochran 1954, "Some methods
/// for strengthening the common χ² tests"), and are left out where that cell has fewer too. Empty where there is one cell
/// only: then nothing can be told.
std::optional<Fit> fitOf(std::span<const std::uint32_t> counts, std::span<const double> probabilities);

/// The probability that a chi-square of so many degrees of freedom, above 0, is at least [x].
double chiSquareTail(double x, double degrees);

} // namespace logitscope
