#include "panels/draws_panel.h"

#include "widgets/action_buttons.h"
#include "widgets/chips.h"
#include "widgets/control_sliders.h"
#include "widgets/line_chart.h"
#include "widgets/panel_frame.h"

#include <algorithm>
#include <string>
#include <vector>

namespace logitscope::shell {

namespace {

constexpr float kListShare = 0.52F;
constexpr float kButtonWidth = 116;
constexpr float kChartHeight = 260;
constexpr std::size_t kMostRows = 15;

class DrawsPanel : PanelFrame {
public:
  DrawsPanel(const DrawsView& view, std::span<const Control> controls, DrawsPanelState& state,
             PanelContext& context, Actions& actions)
      : PanelFrame(context, actions), view_(view), controls_(controls), state_(state) {}

  float draw() {
    float y = lead(view_.context) + kGap;
    if (!view_.notice.empty()) return heightTo(wrapped({left_, y}, width_, view_.notice));
    y = drawButtons({left_, y}, width_) + kGapWide;
    return heightTo(columns(
        y, kListShare, [this](ImVec2 at, float width) { return drawList(at, width); },
        [this](ImVec2 at, float width) { return drawChart({at.x, drawRules(at, width) + kGapWide}, width); }));
  }

private:
  // ---- each part gives where it ends

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
    const float top = title(at, width, view_.countText);
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
    const BarListResult result =
        barList(context_, {.rows = rows, .valueName = "drawn", .noteName = "deviation", .rest = rest},
                state_.list, {at.x, top}, width);
    return wrapped({at.x, top + result.height + kGap}, width,
                   "The thin mark is the probability. " + view_.help);
  }

  float drawRules(ImVec2 at, float width) {
    float y = title(at, width, "The sampler");
    std::vector<Chip> shown;
    for (const DrawRuleInfo& info : kDrawRules) {
      shown.push_back({.id = "rule:" + std::string(info.name),
                       .label = info.label,
                       .isSelected = info.rule == view_.rule});
    }
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
};

} // namespace

float drawDrawsPanel(const DrawsView& view, std::span<const Control> controls, DrawsPanelState& state,
                     PanelContext& context, Actions& actions) {
  return DrawsPanel(view, controls, state, context, actions).draw();
}

} // namespace logitscope::shell
