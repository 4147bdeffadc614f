#pragma once

#include "model/actions.h"
#include "widgets/panel_context.h"

#include <span>
#include <string>
#include <string_view>

namespace logitscope::shell {

/// Places of one height from the left, as many to a line as there is room for.
class Flow {
public:
  /// As high as buttons are, for a pointer or for a finger.
  Flow(const PanelContext& context, ImVec2 at, float width);

  Box place(float width);
  /// Whether the last place began a line.
  bool isAtLeft() const { return isAtLeft_; }
  float height() const { return height_; }
  /// Where the last line ends.
  float bottom() const { return pen_.y + height_; }

private:
  float left_;
  float right_;
  float height_;
  ImVec2 pen_;
  bool isAtLeft_ = true;
};

/// A button, and what pressing it does.
struct ActionButton {
  /// Unique in its panel.
  std::string id;
  std::string_view label;
  bool isEnabled = true;
  Action action;
};

/// Buttons of one width, one after the other.
void actionButtons(PanelContext& context, std::span<const ActionButton> buttons, float each, Flow& flow, Actions& actions);

} // namespace logitscope::shell
