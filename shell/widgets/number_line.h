#pragma once

#include "theme.h"

#include <span>
#include <string_view>

namespace logitscope::shell {

/// One interval of the line from 0 to 1.
struct LineInterval {
  float from = 0;
  float to = 0;
  std::string_view label;
  bool isPicked = false;
};

inline constexpr float kNumberLineHeight = 76;

/// The draw as a line from 0 to 1: an interval for each survivor, and the coin that falls on it.
void drawNumberLine(ImDrawList& list, ImVec2 at, float width,
                    std::span<const LineInterval> intervals, float coin, std::string_view coinText,
                    const Look& look);

} // namespace logitscope::shell
