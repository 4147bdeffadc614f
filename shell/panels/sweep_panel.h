#pragma once

#include "model/actions.h"
#include "model/view_models/controls_view.h"
#include "model/view_models/sweep_view.h"
#include "widgets/panel_context.h"

#include <span>

namespace logitscope::shell {

/// Two parameters against each other. Gives its height.
float drawSweepPanel(const SweepView& view, std::span<const Control> controls, PanelContext& context,
                     Actions& actions);

} // namespace logitscope::shell
