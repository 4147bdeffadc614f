#include "panels/tail_panel.h"

#include "widgets/chips.h"
#include "widgets/control_sliders.h"
#include "widgets/line_chart.h"
#include "widgets/panel_frame.h"
#include "widgets/switch.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace logitscope::shell {

namespace {

constexpr float kChartShare = 0.55F;
constexpr float kChartHeight = 420;
constexpr float kNarrowChartHeight = 340;
constexpr float kRowHeight = 24;
constexpr float kNameShare = 0.27F;
constexpr float kNameLeast = 104;
constexpr float kTextRise = 2;
/// How far the axis goes on, so that the last rank has a width as well.
constexpr double kLastRank = 0.9;
/// Below this a probability is as good as none, and the axis need not reach it.
constexpr double kLeastProbability = 1e-12;

std::vector<ChartPoint> pointsOf(const TailCurve& curve, std::size_t vocabulary) {
  std::vector<ChartPoint> points;
  for (const TailPoint& point : curve.points)
    points.push_back({static_cast<double>(point.rank), point.probability});
  // Where tokens were cut, the curve falls to the ground.
  if (curve.tokens < vocabulary) points.push_back({static_cast<double>(curve.tokens + 1), 0});
  return points;
}

std::vector<ChartPoint> sumsOf(const TailCurve& curve) {
  std::vector<ChartPoint> points;
  for (const TailPoint& point : curve.points)
    points.push_back({static_cast<double>(point.rank), point.cumulative});
  return points;
}

class TailPanel : PanelFrame {
public:
  TailPanel(const TailView& view, std::span<const Control> controls, TailPanelState& state,
            PanelContext& context, Actions& actions)
      : PanelFrame(context, actions), view_(view), controls_(controls), state_(state) {
    if (context_.isStill) state_.hovered.reset();
  }

  float draw() {
    return heightTo(columns(
        top(), kChartShare, [this](ImVec2 at, float width) { return drawChartColumn(at, width); },
        [this](ImVec2 at, float width) { return drawComparison({at.x, drawCounters(at, width) + kGapWide}, width); }));
  }

private:
  // ---- each part gives where it ends

  float drawChartColumn(ImVec2 at, float width) {
    title(at, width, "Every token that could follow: " + view_.context);
    float y = at.y + kTitleHeight;
    y = drawChart({at.x, y}, width) + kGap;
    // Lines are kept free for whatever is pointed at.
    const float lines = isWide_ ? 2 : 3;
    const float room = lines * kSizeSmall * kLineHeight + kGap;
    wrapped({at.x, y}, width, hint());
    y += room;
    const Switch curve{.id = "cumulative", .label = "Cumulative curve", .isOn = view_.showsCumulative};
    if (drawSwitch(context_, curve, {at.x, y}, kButtonHeight))
      actions_.push_back(ShowCumulative{!view_.showsCumulative});
    y += kButtonHeight + kGapWide;
    return y + controlSliders(context_, controls_, {at.x, y}, width, actions_);
  }

  std::string hint() const {
    const bool isThere = state_.hovered && *state_.hovered < view_.curves[0].points.size();
    return isThere ? hintOf(view_, *state_.hovered) : view_.cut;
  }

  /// The model's, the chain's, the preset's.
  ImU32 colourOf(std::size_t curve) const {
    if (curve == 0) return palette_.muted;
    return curve > view_.chainCurves ? palette_.text : palette_.kept;
  }

  float drawChart(ImVec2 at, float width) {
    std::vector<std::vector<ChartPoint>> points;
    double smallest = 1;
    for (const TailCurve& curve : view_.curves) {
      points.push_back(pointsOf(curve, view_.vocabulary));
      smallest = std::min(smallest, curve.smallest);
    }
    std::vector<Series> series;
    for (std::size_t i = 0; i < view_.curves.size(); ++i) {
      series.push_back({.name = view_.curves[i].name,
                        .points = points[i],
                        .colour = colourOf(i),
                        .isFilled = i == 1,
                        .isDashed = i > 1,
                        .isStepped = true});
    }
    const std::vector<ChartPoint> sums = sumsOf(view_.curves[0]);
    if (view_.showsCumulative) {
      series.push_back({.name = "cumulative, the model",
                        .points = sums,
                        .colour = palette_.muted,
                        .isDashed = true,
                        .isStepped = true,
                        .isOnRight = true});
    }
    const double lowest = std::pow(10, std::floor(std::log10(std::max(smallest, kLeastProbability)) - 1e-9));
    LineChart chart{.id = "tail",
                    .x = {.name = "rank",
                          .from = 1,
                          .to = static_cast<double>(view_.vocabulary) + kLastRank,
                          .isLog = true,
                          .isCount = true},
                    .y = {.name = "probability", .from = lowest, .to = 1, .isLog = true, .isPercent = true},
                    .series = series,
                    .isLabelledBelow = true};
    if (view_.showsCumulative) chart.right = Axis{.name = "cumulative", .isPercent = true};
    const std::vector<ChartRegion> regions = regionsOf();
    chart.regions = regions;
    const float height = isWide_ ? kChartHeight : kNarrowChartHeight;
    const LineChartResult result = lineChart(context_, chart, boxAt(at, {width, height}));
    state_.hovered = result.hovered ? pointAt(*result.hovered) : std::nullopt;
    return at.y + height;
  }

  std::optional<std::size_t> pointAt(double rank) const {
    const auto& points = view_.curves[0].points;
    const auto found = std::ranges::find(points, static_cast<std::size_t>(rank), &TailPoint::rank);
    if (found == points.end()) return std::nullopt;
    return static_cast<std::size_t>(found - points.begin());
  }

  std::vector<ChartRegion> regionsOf() const {
    const ImU32 colours[] = {palette_.kept, palette_.muted, palette_.removed};
    std::vector<ChartRegion> regions;
    double from = 1;
    for (std::size_t i = 0; i < view_.regions.size(); ++i) {
      const TailRegion& region = view_.regions[i];
      const bool isLast = i + 1 == view_.regions.size();
      const auto to = static_cast<double>(region.to) + (isLast ? kLastRank : 0);
      regions.push_back({from, to, region.name, colours[i], region.masses[0]});
      from = to;
    }
    return regions;
  }

  // ---- counters: a line for each, a column for each curve

  struct Columns {
    float left;
    float name;
    float each;
  };

  void cell(const TextStyle& style, const Columns& columns, std::size_t i, float y, std::string_view text) {
    const float left = columns.left + columns.name + static_cast<float>(i) * columns.each;
    if (painter_.widthOf(style, text) <= columns.each - kGapSmall) {
      painter_.textRight(style, left + columns.each, y + kTextRise, text);
    } else {
      painter_.textClipped(style, {left + kGap, y + kTextRise}, columns.each - kGap, text);
    }
  }

  float drawCounters(ImVec2 at, float width) {
    title(at, width, "Counters");
    // Its longest name is whole, however narrow the column.
    const float name = std::max(width * kNameShare, kNameLeast);
    const Columns columns{at.x, name, (width - name) / static_cast<float>(view_.columns.size())};
    float y = at.y + kTitleHeight;
    y = drawNames(columns, y);
    for (const TailCounter& counter : view_.counters)
      y = drawRow(columns, y, width, counter.name, counter.values);
    for (const TailRegion& region : view_.regions)
      y = drawRow(columns, y, width, region.name, region.masses);
    return y;
  }

  /// The columns' names. One that is too long for a line takes two, and the others stand on the lower.
  float drawNames(const Columns& columns, float y) {
    const TextStyle style = context_.words(palette_.muted);
    const auto isLong = [&](const std::string& name) {
      return painter_.widthOf(style, name) > columns.each - kGap && name.find(' ') != std::string::npos;
    };
    const float lower = std::ranges::any_of(view_.columns, isLong) ? y + style.size * kLineHeight : y;
    for (std::size_t i = 0; i < view_.columns.size(); ++i) {
      const std::string_view name = view_.columns[i];
      const std::size_t split = isLong(view_.columns[i]) ? name.rfind(' ') : 0;
      if (split > 0) cell(style, columns, i, y, name.substr(0, split));
      cell(style, columns, i, lower, name.substr(split > 0 ? split + 1 : 0));
    }
    return lower + kRowHeight;
  }

  float drawRow(const Columns& columns, float y, float width, std::string_view name,
                std::span<const std::string> values) {
    painter_.hairlineAcross(columns.left, columns.left + width, y, palette_.line);
    painter_.textClipped(context_.words(palette_.muted), {columns.left, y + kGapSmall}, columns.name, name);
    for (std::size_t i = 0; i < values.size(); ++i)
      cell(context_.mono(palette_.text), columns, i, y + kTextRise, values[i]);
    return y + kRowHeight;
  }

  float drawComparison(ImVec2 at, float width) {
    title(at, width, "Lay a preset over it");
    std::vector<Chip> shown{{.id = "compare:none", .label = "none", .isSelected = view_.other.empty()}};
    for (const TailPreset& preset : view_.presets) {
      shown.push_back({.id = "compare:" + preset.name,
                       .label = preset.label,
                       .isSelected = preset.name == view_.other});
    }
    float y = at.y + kTitleHeight;
    const ChipsResult result = chips(context_, shown, {at.x, y}, width);
    if (result.clicked)
      actions_.push_back(CompareTail{*result.clicked == 0 ? "" : view_.presets[*result.clicked - 1].name});
    y += result.height + kGap;
    if (!view_.otherNote.empty()) y = wrapped({at.x, y}, width, view_.otherNote);
    for (const std::string& divergence : view_.divergences)
      y = wrapped({at.x, y}, width, divergence);
    return y;
  }

  const TailView& view_;
  std::span<const Control> controls_;
  TailPanelState& state_;
};

} // namespace

float drawTailPanel(const TailView& view, std::span<const Control> controls, TailPanelState& state,
                    PanelContext& context, Actions& actions) {
  return TailPanel(view, controls, state, context, actions).draw();
}

} // namespace logitscope::shell
