#pragma once

#include "model/actions.h"
#include "model/view_models/chain_view.h"
#include "model/view_models/controls_view.h"
#include "widgets/panel_context.h"

#include <optional>
#include <span>

namespace logitscope::shell {

/// What the panel remembers from frame to frame. Nothing of it is content.
struct ChainPanelState {
  /// The stage that the pointer carries.
  std::optional<std::size_t> dragged;
  /// The stages that may be added are shown.
  bool isAdding = false;
};

/// The chain to be put in order, and what each dialect makes of it. Gives its height.
float drawChainPanel(const ChainView& view, std::span<const Control> controls, ChainPanelState& state, PanelContext& context,
                     Actions& actions);

} // namespace logitscope::shell
