#pragma once

#include "model/actions.h"
#include "model/view_models/opened_stage.h"
#include "widgets/panel_context.h"

namespace logitscope::shell {

/// A stage of the pipeline, opened: its rules with the figures in them, and its table. Returns its
/// height, in CSS pixels.
float drawOpenedStage(PanelContext& context, const OpenedStage& opened, ImVec2 at, float width,
                      Actions& actions);

} // namespace logitscope::shell
