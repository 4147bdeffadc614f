#pragma once

#include "model/actions.h"
#include "model/view_models/edge_view.h"
#include "widgets/panel_context.h"

namespace logitscope::shell {

/// Where arithmetic decides, one exhibit at a time. Gives its height.
float drawEdgePanel(const EdgeView& view, PanelContext& context, Actions& actions);

} // namespace logitscope::shell
