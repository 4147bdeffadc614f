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
  /// The value holds until the next: counters, cumulative sums over ranks.
  bool isStepped = false;
};

/// A stretch of the x axis: "head", "body", "tail".
struct ChartRegion {
  double from = 0;
  double to = 0;
  std::string_view label;
  ImU32 colour = 0;
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
  std::span<const Series> series;
  std::span<const ChartRegion> regions = {};
  std::span<const ChartThreshold> thresholds = {};
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
