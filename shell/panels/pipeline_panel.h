#pragma once

#include "model/actions.h"
#include "model/view_models/controls_view.h"
#include "model/view_models/pipeline_view.h"
#include "theme.h"
#include "widgets/tween.h"

#include <array>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace logitscope::shell {

/// A slider or a button as it was laid out.
struct HitBox {
  std::string id;
  /// The stage of the chain that a slider belongs to.
  std::optional<std::size_t> stage;
  ImVec2 at;
  ImVec2 size;
};

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
  bool isMoving = false;

  // Layout of the last frame, in CSS pixels
  float height = 0;
  /// What can be taken hold of, and where: for whoever has to find it without eyes.
  std::vector<HitBox> boxes;
};

/// Everything the panel shows and may ask for in one frame.
struct PipelinePanelInput {
  const Document& document;
  const PipelineView& view;
  std::span<const Control> controls;
  /// A coin tossed by the platform, for "draw again".
  double freshCoin = 0;
};

void drawPipelinePanel(const PipelinePanelInput& input, PipelinePanelState& state, const Look& look,
                       Actions& actions);

} // namespace logitscope::shell
