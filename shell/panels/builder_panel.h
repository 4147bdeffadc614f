#pragma once

#include "model/actions.h"
#include "model/view_models/builder_view.h"
#include "model/view_models/controls_view.h"
#include "widgets/bar_list.h"
#include "widgets/panel_context.h"

#include <span>

namespace logitscope::shell {

/// What the builder's panel remembers from frame to frame. Nothing of it is content.
struct BuilderPanelState {
  BarListState list;
};

struct BuilderPanelInput {
  const BuilderView& view;
  std::span<const Control> controls;
  bool canUndo = false;
  bool canRedo = false;
  /// Chance from the platform, for "Sample".
  double freshSeed = 0;
};

/// The sentence, what may come next, and the buttons. Gives its height.
float drawBuilderPanel(const BuilderPanelInput& input, BuilderPanelState& state,
                       PanelContext& context, Actions& actions);

} // namespace logitscope::shell
