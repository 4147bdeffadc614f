#pragma once

#include "widgets/panel_context.h"

#include <span>

namespace logitscope::shell {

/// What one token carries from one column to the next.
struct RibbonBand {
  Edge from;
  Edge to;
  ImU32 colour = 0;
  /// The one that is looked at.
  bool isBright = false;
};

/// Quiet, behind the bars; those that are looked at are drawn last and stand out.
void drawRibbons(PanelContext& context, std::span<const RibbonBand> bands);

} // namespace logitscope::shell
