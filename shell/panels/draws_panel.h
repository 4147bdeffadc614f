#pragma once

#include "model/actions.h"
#include "model/view_models/controls_view.h"
#include "model/view_models/draws_view.h"
#include "widgets/bar_list.h"
#include "widgets/panel_context.h"

#include <span>

namespace logitscope::shell {

/// What the panel remembers from frame to frame. Nothing of it is content.
struct DrawsPanelState {
  BarListState list;
};

/// One step drawn many times. Gives its height.
float drawDrawsPanel(const DrawsView& view, std::span<const Control> controls, DrawsPanelState& state,
                     PanelContext& context, Actions& actions);

} // namespace logitscope::shell
