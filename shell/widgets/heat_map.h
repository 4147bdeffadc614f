#pragma once

#include "widgets/panel_context.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace logitscope::shell {

/// One direction of the map: a name, and a text for each of its values.
struct HeatAxis {
  std::string_view name;
  std::span<const std::string> texts;
  /// Where the crosshair stands, in values and shares of the way to the next; empty for nowhere.
  std::optional<double> place = {};
};

struct HeatCell {
  /// From the pale end of the scale, 0, to the full one, 1.
  float share = 0;
  /// A dot in it; what it stands for the panel says.
  bool isDotted = false;
};

/// A grid of shades: one for each pair of values.
struct HeatMap {
  /// For its hit box.
  std::string id;
  HeatAxis x;
  HeatAxis y;
  /// Column after column, each from the bottom up.
  std::span<const HeatCell> cells;
};

struct HeatPlace {
  std::size_t column = 0;
  std::size_t row = 0;
};

struct HeatMapResult {
  std::optional<HeatPlace> hovered;
  std::optional<HeatPlace> clicked;
};

/// The whole of it can be taken hold of: cells are too small for a finger, which finds its way by what is said of
/// the one below it.
HeatMapResult heatMap(PanelContext& context, const HeatMap& map, const Box& box);

/// The scale with its ends. Gives its height.
float heatScale(PanelContext& context, std::string_view least, std::string_view most, std::string_view kind, ImVec2 at,
                float width);

} // namespace logitscope::shell
