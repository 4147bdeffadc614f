#pragma once

#include <algorithm>
#include <array>
#include <numbers>
#include <string_view>

namespace logitscope::shell {

/// How unsure the model was, or how surprising a token: five bands, by bits.
struct BitBand {
  /// The letter in chips and legend, so that nothing is told by colour alone.
  char letter = 'A';
  /// From here on; the band ends where the next begins.
  double fromBits = 0;
  std::string_view range;
  std::string_view words;
};

inline constexpr std::array<BitBand, 5> kBands = {{
    {'A', 0, "below 0.5 bits", "nearly certain"},
    {'B', 0.5, "0.5 to 1.5 bits", "confident"},
    {'C', 1.5, "1.5 to 3 bits", "moderate"},
    {'D', 3, "3 to 5 bits", "unsure"},
    {'E', 5, "5 bits and more", "very unsure"},
}};

/// The surprise of a token, in bits, from its natural logarithm; a rounded one above 0 is none.
constexpr double surpriseOf(double logProbability) {
  return std::max(0.0, -logProbability / std::numbers::ln2);
}

/// 1 to 5.
constexpr int bandOf(double bits) {
  int band = 1;
  for (std::size_t i = 1; i < kBands.size(); ++i) {
    if (bits >= kBands[i].fromBits) band = static_cast<int>(i) + 1;
  }
  return band;
}

} // namespace logitscope::shell
