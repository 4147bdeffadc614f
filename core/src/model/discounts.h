#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace logitscope::ngram {

/// How many n-grams of one length have the count 1, 2, 3 and 4.
class CountsOfCounts {
public:
  void add(std::uint32_t count, std::size_t times = 1) {
    if (count >= 1 && count <= 4) counts_[count - 1] += times;
  }
  /// [count] from 1 to 4.
  double operator[](std::size_t count) const { return static_cast<double>(counts_[count - 1]); }

private:
  std::array<std::size_t, 4> counts_{};
};

/// What is taken off a count, so that something is left for what was never seen.
struct Discounts {
  /// For counts of 1, of 2, and of 3 and above.
  double one = 0;
  double two = 0;
  double threeAndMore = 0;

  /// [count] is at least 1.
  double of(std::uint32_t count) const {
    if (count == 1) return one;
    return count == 2 ? two : threeAndMore;
  }
};

/// Where a text is too small or too regular for an estimate. 1, 2 and above lose about what they
/// lose in real texts of moderate size.
inline constexpr Discounts kUsualDiscounts = {0.5, 1.0, 1.5};

/// The estimates of modified Kneser-Ney, from n₁ to n₄:
///
///   Y = n₁ / (n₁ + 2 n₂)    D₁ = 1 − 2 Y n₂/n₁    D₂ = 2 − 3 Y n₃/n₂    D₃₊ = 3 − 4 Y n₄/n₃
///
/// Chen & Goodman 1998, section 3. Where one of the four numbers is 0, or a discount comes out as 0
/// or below, all three are [kUsualDiscounts]: what is discounted has to be more than nothing.
Discounts estimateDiscounts(const CountsOfCounts& n);

} // namespace logitscope::ngram
