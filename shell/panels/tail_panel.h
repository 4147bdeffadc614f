#pragma once

#include "model/actions.h"
#include "model/view_models/controls_view.h"
#include "model/view_models/tail_view.h"
#include "widgets/panel_context.h"

#include <span>
#include <string>

namespace logitscope::shell {

/// What the panel remembers from frame to frame. Nothing of it is content.
struct TailPanelState {
  /// The point of the model's curve that the pointer was at.
  std::optional<std::size_t> hovered;
};

/// The whole vocabulary by rank, and its counters. Gives its height.
float drawTailPanel(const TailView& view, std::span<const Control> controls, TailPanelState& state,
                    PanelContext& context, Actions& actions);

} // namespace logitscope::shell
