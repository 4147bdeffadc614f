#pragma once

#include "model/actions.h"
#include "model/view_models/beam_view.h"
#include "widgets/panel_context.h"

#include <cstddef>

namespace logitscope::shell {

/// What the panel remembers from frame to frame. Nothing of it is content.
struct BeamPanelState {
  /// How many columns lie to the right of those that are seen, where not all have room.
  std::size_t later = 0;
};

/// Beam search as a tree. Gives its height.
float drawBeamPanel(const BeamView& view, BeamPanelState& state, PanelContext& context, Actions& actions);

} // namespace logitscope::shell
