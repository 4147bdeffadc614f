#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace logitscope {

// A sum of floating-point numbers is rounded after every addition, so it depends on the precision and on the
// order. Numbers are handed over as doubles; in float32 each is rounded to it first.

enum class Precision { Float64, Float32 };

enum class SumOrder {
  LeftToRight, ///< one after the other, as a loop does
  Reversed,    ///< the same from the other end
  Pairwise     ///< halves first, and halves of halves: as NumPy does, and the threads of a GPU
};

/// The value that is nearest in this precision.
double roundedTo(Precision precision, double value);

/// Σ of the addends; 0 where there is none.
double sumOf(std::span<const double> addends, SumOrder order, Precision precision);

/// What the sum is after each addend, from left to right.
std::vector<double> runningSums(std::span<const double> addends, Precision precision);

/// How many addends from the left a loop takes until their sum is [target] or more: all where it never is. No
/// tolerance: what code does that adds and compares.
std::size_t countToReach(std::span<const double> addends, double target, Precision precision);

/// Σ a·b, each product rounded as well. The two are of one length.
double dotOf(std::span<const double> a, std::span<const double> b, SumOrder order, Precision precision);

/// So many numbers of this precision further up, or down. [value] is finite.
double movedByUlps(double value, std::int64_t ulps, Precision precision);

/// How many steps from one number of this precision to the next lead from [from] to [to]: ulps.
std::int64_t ulpsBetween(double from, double to, Precision precision);

/// The shortest decimal text that reads back as the same number of this precision: 0.1 for the float32 next to 0.1.
std::string exactNumber(double value, Precision precision);

} // namespace logitscope
