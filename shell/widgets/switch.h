#pragma once

#include "widgets/panel_context.h"

#include <string>
#include <string_view>

namespace logitscope::shell {

struct Switch {
  /// Unique in its panel.
  std::string id;
  std::string_view label;
  bool isOn = false;
};

/// Finger-high. As wide as its label asks for.
float switchWidth(const PanelContext& context, const Switch& shown);

/// True when it was pressed and let go; [at] is its upper left corner.
bool drawSwitch(PanelContext& context, const Switch& shown, ImVec2 at, float height);

} // namespace logitscope::shell
