#pragma once

#include "widgets/panel_context.h"

#include <span>
#include <string_view>

namespace logitscope::shell {

/// One interval of the line from 0 to 1.
struct LineInterval {
  float from = 0;
  float to = 0;
  std::string_view label;
  bool isPicked = false;
  /// The one that is looked at.
  bool isBright = false;
};

struct NumberLine {
  std::span<const LineInterval> intervals;
  float coin = 0;
  std::string_view coinText;
};

inline constexpr float kNumberLineHeight = 76;

/// The draw as a line from 0 to 1: an interval for each survivor, and the coin that falls on it.
void drawNumberLine(PanelContext& context, ImVec2 at, float width, const NumberLine& line);

} // namespace logitscope::shell
