#pragma once

#include "model/document.h"

#include <array>
#include <cstddef>
#include <limits>
#include <string>
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
  /// Of those that have a slider.
  std::string_view help;
};

/// In the order of [BeamOption].
inline constexpr std::array<BeamOptionInfo, 6> kBeamOptions = {{
    {BeamOption::NumBeams, "beams", "Beams", 1, 8, 1, "num_beams: sequences carried along; 1 is greedy search."},
    {BeamOption::LengthPenalty, "lengthPenalty", "Length penalty", -2, 3, 0.1,
     "length_penalty: a finished sum is divided by length to this power. Sums are negative: above 0 favours long sequences, below 0 short ones."},
    {BeamOption::EarlyStopping, "earlyStopping", "Early stopping", 0, 2},
    {BeamOption::MaxNewTokens, "maxNewTokens", "Tokens at most", 1, kMostBeamSteps, 1,
     "max_new_tokens: what has not ended by then ends there."},
    {BeamOption::Steps, "steps", "Steps shown", 0, kMostBeamSteps, 1},
    {BeamOption::Node, "node", "Node", 0, std::numeric_limits<BeamNodeId>::max()},
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

/// All but the length penalty are whole.
constexpr bool isWhole(BeamOption option) { return option != BeamOption::LengthPenalty; }

/// Early stopping is told by its place in core's enum.
double valueOf(const BeamSettings& settings, BeamOption option);

/// [value] lies in the option's range.
void setValue(BeamSettings& settings, BeamOption option, double value);

/// As links and actions write it: "0.5", "never".
std::string valueText(const BeamSettings& settings, BeamOption option);

/// The nearest value that the option's slider can stand on.
double snapToStep(const BeamOptionInfo& info, double value);

} // namespace logitscope::shell
