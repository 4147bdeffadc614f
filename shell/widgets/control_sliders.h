#pragma once

#include "model/actions.h"
#include "model/view_models/controls_view.h"
#include "widgets/panel_context.h"
#include "widgets/slider.h"

#include <span>

namespace logitscope::shell {

/// The slider of a control, and the action of the reader who drags it.
void controlSlider(PanelContext& context, const Control& control, ImVec2 at, float width,
                   Actions& actions);

/// Several, in as many columns as there is room for. Gives the height taken.
float controlSliders(PanelContext& context, std::span<const Control> controls, ImVec2 at,
                     float width, Actions& actions);

} // namespace logitscope::shell
