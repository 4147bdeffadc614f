#pragma once

#include "widgets/axis.h"
#include "widgets/panel_context.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace logitscope::shell {

struct ChartPoint {
  double x = 0;
  double y = 0;
};

struct Series {
  std::string_view name;
  /// From left to right.
  std::span<const ChartPoint> points;
  ImU32 colour = 0;
  /// Shaded down to the axis.
  bool isFilled = false;
  /// In dashes: told apart from another without colour.
  bool isDashed = false;
  /// The value holds until the next, the last one to the end of the axis: cumulative sums over ranks.
  bool isStepped = false;
  /// No line: a dot for each point, as values that have nothing to do with their neighbours.
  bool isDots = false;
  /// Measured on the chart's axis at the right.
  bool isOnRight = false;
};

/// A stretch of the x axis: "head", "body", "tail".
struct ChartRegion {
  double from = 0;
  double to = 0;
  std::string_view label;
  ImU32 colour = 0;
  /// A second line below the label: "98.6 %".
  std::string_view note = {};
};

/// A level line: "min-p 0.05".
struct ChartThreshold {
  double at = 0;
  std::string_view text;
};

struct LineChart {
  /// For its hit box.
  std::string id;
  Axis x;
  Axis y;
  /// For those series that another unit is meant for.
  std::optional<Axis> right = {};
  std::span<const Series> series;
  std::span<const ChartRegion> regions = {};
  std::span<const ChartThreshold> thresholds = {};
  /// The labels of the regions stand at the axis, where curves that fall leave room.
  bool isLabelledBelow = false;
  /// Whether the card with its numbers stands at [marked] too, or at the pointer alone.
  bool hasCard = true;
  /// An x to point out when nothing is hovered: the token that is looked at elsewhere.
  std::optional<double> marked = {};
};

struct LineChartResult {
  /// The x of the point under the pointer, of the first series.
  std::optional<double> hovered;
  std::optional<double> clicked;
};

/// Hovered, a crosshair gives the values of all series at the nearest point of the first.
LineChartResult lineChart(PanelContext& context, const LineChart& chart, const Box& box);

} // namespace logitscope::shell
