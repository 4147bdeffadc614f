#pragma once

#include "model/actions.h"
#include "model/view_models/controls_view.h"
#include "model/view_models/pipeline_view.h"
#include "widgets/panel_context.h"
#include "widgets/tween.h"

#include <array>
#include <map>
#include <span>

namespace logitscope::shell {

/// What the pipeline panel remembers from frame to frame. Nothing of it is content.
struct PipelinePanelState {
  // Options
  /// The column shown where there is room for one chart only.
  std::size_t column = 0;

  // Motion
  struct RowMotion {
    std::array<Tween, kPipelineColumnCount> barFrom;
    std::array<Tween, kPipelineColumnCount> barTo;
  };
  std::map<TokenId, RowMotion> motion;
  Tween coin;
};

/// Everything the panel shows and may ask for in one frame.
struct PipelinePanelInput {
  const Document& document;
  const PipelineView& view;
  std::span<const Control> controls;
  /// Chance from the platform, for "draw again".
  double freshSeed = 0;
};

/// Returns its height, in CSS pixels.
float drawPipelinePanel(const PipelinePanelInput& input, PipelinePanelState& state,
                        PanelContext& context, Actions& actions);

} // namespace logitscope::shell
