#pragma once

#include "model/document.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <string_view>

namespace logitscope::shell {

struct BeamOptionInfo {
  BeamOption option{};
  /// In links and in actions: "beams".
  std::string_view name;
  std::string_view label;
  double from = 0;
  double to = 1;
  double step = 1;
  std::string_view help;
};

/// In the order of [BeamOption].
inline constexpr std::array<BeamOptionInfo, 4> kBeamOptions = {{
    {BeamOption::NumBeams, "beams", "Beams", 1, 8, 1, "num_beams: sequences carried along; 1 is greedy search."},
    {BeamOption::LengthPenalty, "lengthPenalty", "Length penalty", -2, 3, 0.1,
     "length_penalty: a finished sum is divided by length to this power. Sums are negative: above 0 favours long sequences, below 0 short ones."},
    {BeamOption::MaxNewTokens, "maxNewTokens", "Tokens at most", 1, kMostBeamSteps, 1,
     "max_new_tokens: what has not ended by then ends there."},
    {BeamOption::Steps, "steps", "Steps shown", 0, kMostBeamSteps, 1, "How far the search is shown."},
}};

constexpr const BeamOptionInfo& beamOptionInfo(BeamOption option) {
  return kBeamOptions[static_cast<std::size_t>(option)];
}

constexpr const BeamOptionInfo* findBeamOption(std::string_view name) {
  for (const BeamOptionInfo& info : kBeamOptions) {
    if (info.name == name) return &info;
  }
  return nullptr;
}

/// All but the length penalty are counts.
constexpr bool isCount(BeamOption option) { return option != BeamOption::LengthPenalty; }

inline double valueOf(const BeamSettings& settings, BeamOption option) {
  switch (option) {
  case BeamOption::NumBeams:
    return static_cast<double>(settings.numBeams);
  case BeamOption::LengthPenalty:
    return settings.lengthPenalty;
  case BeamOption::MaxNewTokens:
    return static_cast<double>(settings.maxNewTokens);
  case BeamOption::Steps:
    return static_cast<double>(settings.steps);
  }
  return 0;
}

/// [value] lies in the option's range and is whole where it counts.
inline void setValue(BeamSettings& settings, BeamOption option, double value) {
  switch (option) {
  case BeamOption::NumBeams:
    settings.numBeams = static_cast<std::size_t>(value);
    break;
  case BeamOption::LengthPenalty:
    settings.lengthPenalty = value;
    break;
  case BeamOption::MaxNewTokens:
    settings.maxNewTokens = static_cast<std::size_t>(value);
    break;
  case BeamOption::Steps:
    settings.steps = static_cast<std::size_t>(value);
    break;
  }
}

/// The nearest value that the option's slider can stand on; a tenth is no sum of tenths.
inline double snapToStep(const BeamOptionInfo& info, double value) {
  return std::round(value / info.step) / std::round(1 / info.step);
}

} // namespace logitscope::shell
