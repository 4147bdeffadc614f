#pragma once

#include "model/actions.h"
#include "model/view_models/strategies_view.h"
#include "widgets/panel_context.h"

namespace logitscope::shell {

/// The columns side by side, with what makes all of them go on above. Gives its height.
float drawStrategiesPanel(const StrategiesView& view, PanelContext& context, Actions& actions);

} // namespace logitscope::shell
