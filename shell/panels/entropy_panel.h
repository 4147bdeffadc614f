#pragma once

#include "model/actions.h"
#include "model/view_models/entropy_view.h"
#include "widgets/bar_list.h"
#include "widgets/panel_context.h"

#include <cstddef>
#include <optional>

namespace logitscope::shell {

/// What the panel remembers from frame to frame. Nothing of it is content.
struct EntropyPanelState {
  BarListState list;
  /// The token that the pointer is at, in the text or in the chart: the list follows it.
  std::optional<std::size_t> hovered;
};

/// The text in five bands, what the model expected at one token of it, and the curve along it. Gives
/// its height.
float drawEntropyPanel(const EntropyView& view, EntropyPanelState& state, PanelContext& context,
                       Actions& actions);

} // namespace logitscope::shell
