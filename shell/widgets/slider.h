#pragma once

#include "widgets/panel_context.h"

#include <optional>
#include <string>
#include <string_view>

namespace logitscope::shell {

struct Slider {
  /// Unique in its panel.
  std::string id;
  std::string_view label;
  /// What is printed at its right: the value, or "off".
  std::string_view text;
  bool isOff = false;
  /// Where it stands, from 0 to 1.
  float share = 0;
  /// The stage of the chain that it belongs to, for its hit box.
  std::optional<std::size_t> stage = {};
};

/// Height that a slider takes, finger-sized.
inline constexpr float kSliderHeight = 40;
/// The thumb's middle goes from this far inside one end to this far inside the other.
inline constexpr float kThumbRadius = 7;

/// Draws it and gives the share that the reader drags it to; empty while it is left alone.
std::optional<float> slider(PanelContext& context, const Slider& slider, ImVec2 at, float width);

struct Button {
  /// Unique in its panel.
  std::string id;
  std::string_view label;
  /// Of several, the one in force.
  bool isSelected = false;
  /// Else it is pale, and pressing it does nothing.
  bool isEnabled = true;
};

/// True when it was pressed and let go.
bool button(PanelContext& context, const Button& button, const Box& box);

} // namespace logitscope::shell
