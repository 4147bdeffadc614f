#pragma once

#include "theme.h"

#include <optional>
#include <string_view>

namespace logitscope::shell {

struct SliderLook {
  std::string_view label;
  /// What is printed at its right: the value, or "off".
  std::string_view text;
  bool isOff = false;
};

/// Height that a slider takes, finger-sized.
inline constexpr float kSliderHeight = 40;

/// Draws a slider at the cursor and gives the value that the reader drags it to, as a share of its
/// range from 0 to 1; empty while it is left alone.
std::optional<float> slider(const char* id, float share, float width, const SliderLook& slider,
                            const Look& look);

/// A button at the cursor; true when it was pressed.
bool button(const char* id, std::string_view label, ImVec2 size, bool isSelected, const Look& look);

} // namespace logitscope::shell
