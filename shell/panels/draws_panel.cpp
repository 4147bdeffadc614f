#include "panels/draws_panel.h"

#include "widgets/action_buttons.h"
#include "widgets/chips.h"
#include "widgets/control_sliders.h"
#include "widgets/line_chart.h"

#include <algorithm>
#include <string>
#include <vector>

namespace logitscope::shell {

namespace {

// Below this width list and chart stand one above the other.
constexpr float kWideFrom = 860;
constexpr float kListShare = 0.52F;
constexpr float kButtonWidth = 116;
constexpr float kChartHeight = 260;
constexpr std::size_t kMostRows = 15;

class DrawsPanel {
public:
  DrawsPanel(const DrawsView& view, std::span<const Control> controls, DrawsPanelState& state,
             PanelContext& context, Actions& actions)
      : view_(view), controls_(controls), state_(state), context_(context), painter_(context.painter),
        palette_(context.palette()), actions_(actions), isWide_(context.width >= kWideFrom) {}

  float draw() {
    const float inset = isWide_ ? kGapColumn : kGapWide;
    const float left = context_.origin.x + inset;
    const float width = context_.width - 2 * inset;
    float y = context_.origin.y + kGapWide;
    y += painter_.textWrapped(context_.strong(palette_.text, kSizeLead), {left, y}, width, view_.context + " …") + kGap;
    if (!view_.notice.empty()) return wrapped({left, y}, width, view_.notice) - context_.origin.y + kGapWide;
    y = drawButtons({left, y}, width) + kGapWide;
    if (!isWide_) {
      y = drawList({left, y}, width) + kGapWide;
      y = drawRules({left, y}, width) + kGapWide;
      return drawChart({left, y}, width) - context_.origin.y + kGapWide;
    }
    const float split = left + width * kListShare;
    const float right = split + kGapColumn;
    const float one = drawList({left, y}, split - left - kGapColumn);
    float other = drawRules({right, y}, left + width - right) + kGapWide;
    other = drawChart({right, other}, left + width - right);
    painter_.hairlineDown(split, y, std::max(one, other), palette_.line);
    return std::max(one, other) - context_.origin.y + kGapWide;
  }

private:
  // ---- each part gives where it ends

  void title(ImVec2 at, float width, std::string_view text) {
    painter_.textClipped(context_.strong(palette_.text), at, width, text);
  }

  float wrapped(ImVec2 at, float width, std::string_view text) {
    return at.y + painter_.textWrapped(context_.words(palette_.muted), at, width, text);
  }

  float drawButtons(ImVec2 at, float width) {
    std::vector<ActionButton> buttons;
    for (const DrawPortion& portion : view_.portions)
      buttons.push_back({"draw:" + std::to_string(portion.draws), portion.label, view_.canDraw(), DrawMore{portion.draws}});
    buttons.push_back({"start over", "Start over", view_.count > 0, ResetDraws{}});
    Flow flow(context_, at, width);
    actionButtons(context_, buttons, kButtonWidth, flow, actions_);
    return flow.bottom();
  }

  float drawList(ImVec2 at, float width) {
    title(at, width, view_.countText);
    double largest = 0;
    for (const DrawsRow& row : view_.rows)
      largest = std::max({largest, row.expected, row.drawn});
    std::vector<BarRow> rows;
    const std::size_t shown = std::min(kMostRows, view_.rows.size());
    for (const DrawsRow& row : std::span(view_.rows).first(shown)) {
      rows.push_back({.key = row.id,
                      .id = "drawn:" + std::to_string(row.id),
                      .label = row.token,
                      .share = static_cast<float>(row.drawn / largest),
                      .ghost = static_cast<float>(row.expected / largest),
                      .value = row.drawnText,
                      .note = row.deviationText,
                      .isPicked = row.isFar});
    }
    const std::string rest = shown < view_.survivors ? sentence("{} more in the table", {view_.survivors - shown}) : "";
    const float top = at.y + kTitleHeight;
    const BarListResult result =
        barList(context_, {.rows = rows, .valueName = "drawn", .noteName = "deviation", .rest = rest},
                state_.list, {at.x, top}, width);
    return wrapped({at.x, top + result.height + kGap}, width,
                   "The thin mark is the probability. " + view_.help);
  }

  float drawRules(ImVec2 at, float width) {
    title(at, width, "The sampler");
    std::vector<Chip> shown;
    for (const DrawRuleInfo& info : kDrawRules) {
      shown.push_back({.id = "rule:" + std::string(info.name),
                       .label = info.label,
                       .isSelected = info.rule == view_.rule});
    }
    float y = at.y + kTitleHeight;
    const ChipsResult result = chips(context_, shown, {at.x, y}, width);
    if (result.clicked) actions_.push_back(SetDrawRule{kDrawRules[*result.clicked].rule});
    y += result.height + kGap;
    y = wrapped({at.x, y}, width, view_.ruleNote) + kGap;
    const ImU32 colour = view_.isWithinChance ? palette_.text : palette_.picked;
    return y + painter_.textWrapped(context_.words(colour, kSizeBody), {at.x, y}, width, view_.verdict);
  }

  /// Each token's deviation, by rank: what chance does stays near the middle.
  float drawChart(ImVec2 at, float width) {
    std::vector<ChartPoint> points;
    for (std::size_t i = 0; i < view_.rows.size() && view_.count > 0; ++i)
      points.push_back({static_cast<double>(i + 1), view_.rows[i].deviations});
    const Series series[] = {{.name = "a token", .points = points, .colour = palette_.kept, .isDots = true}};
    const ChartThreshold thresholds[] = {{.at = kFarDeviations, .text = "+3 σ"}, {.at = -kFarDeviations, .text = "−3 σ"}};
    const LineChart chart{.id = "deviations",
                          .x = {.name = "rank", .from = 0, .to = static_cast<double>(view_.rows.size() + 1), .isCount = true},
                          .y = {.name = "deviation", .unit = "σ", .from = -view_.reach, .to = view_.reach},
                          .series = series,
                          .thresholds = thresholds};
    lineChart(context_, chart, boxAt(at, {width, kChartHeight}));
    const float y = at.y + kChartHeight + kGapWide;
    return y + controlSliders(context_, controls_, {at.x, y}, width, actions_);
  }

  const DrawsView& view_;
  std::span<const Control> controls_;
  DrawsPanelState& state_;
  PanelContext& context_;
  Painter& painter_;
  const Palette& palette_;
  Actions& actions_;
  bool isWide_;
};

} // namespace

float drawDrawsPanel(const DrawsView& view, std::span<const Control> controls, DrawsPanelState& state,
                     PanelContext& context, Actions& actions) {
  return DrawsPanel(view, controls, state, context, actions).draw();
}

} // namespace logitscope::shell
