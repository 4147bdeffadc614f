#include "panels/sweep_panel.h"

#include "widgets/chips.h"
#include "widgets/control_sliders.h"
#include "widgets/heat_map.h"
#include "widgets/panel_frame.h"

#include <algorithm>
#include <string>
#include <vector>

namespace logitscope::shell {

namespace {

constexpr float kMapShare = 0.6F;
constexpr float kMapHeight = 460;
constexpr float kNarrowMapHeight = 340;

class SweepPanel : PanelFrame {
public:
  SweepPanel(const SweepView& view, std::span<const Control> controls, PanelContext& context, Actions& actions)
      : PanelFrame(context, actions), view_(view), controls_(controls) {}

  float draw() {
    const float y = lead(view_.context) + kGap;
    if (!view_.notice.empty()) return heightTo(drawChoices({left_, y}, isWide_ ? width_ * kMapShare : width_));
    return heightTo(columns(
        y, kMapShare, [this](ImVec2 at, float width) { return drawMap(at, width); },
        [this](ImVec2 at, float width) { return drawChoices(at, width); }));
  }

private:
  // ---- each part gives where it ends

  float drawMap(ImVec2 at, float width) {
    float y = title(at, width, sweepFigureInfo(view_.figure).label);
    y += heatScale(context_, view_.least, view_.most, view_.isCoarse ? "getting finer …" : view_.scale, {at.x, y}, width) + kGap;
    std::vector<HeatCell> cells;
    for (const SweepCellView& cell : view_.cells)
      cells.push_back({static_cast<float>(cell.share), cell.left.isIdle});
    const HeatMap map{.id = "map",
                      .x = {view_.x.label, view_.x.texts, view_.x.place},
                      .y = {view_.y.label, view_.y.texts, view_.y.place},
                      .cells = cells};
    const float height = isWide_ ? kMapHeight : kNarrowMapHeight;
    const HeatMapResult result = heatMap(context_, map, boxAt({at.x, y}, {width, height}));
    if (result.clicked)
      actions_.push_back(TakeSetting{view_.x.values[result.clicked->column], view_.y.values[result.clicked->row]});
    y += height + kGap;
    // Lines are kept free for whatever is pointed at.
    const float lines = isWide_ ? 2 : 3;
    wrapped({at.x, y}, width,
            result.hovered ? cellInWords(view_, result.hovered->column, result.hovered->row)
                           : "The cross is where the settings stand; a press on the map takes others.");
    return y + lines * kSizeSmall * kLineHeight;
  }

  float drawChoices(ImVec2 at, float width) {
    float y = at.y;
    if (view_.notice.empty()) {
      y = told({at.x, y}, width, view_.idle) + kGapWide;
      y = drawFigures({at.x, y}, width) + kGapWide;
    } else {
      y = wrapped({at.x, y}, width, view_.notice) + kGapWide;
    }
    y = drawAxis({at.x, y}, width, "Across", view_.x, false) + kGapWide;
    y = drawAxis({at.x, y}, width, "Up", view_.y, true) + kGapWide;
    return y + controlSliders(context_, controls_, {at.x, y}, width, actions_);
  }

  float drawFigures(ImVec2 at, float width) {
    const float y = title(at, width, "What is shown");
    std::vector<Chip> shown;
    for (const SweepFigureInfo& info : kSweepFigures)
      shown.push_back({.id = "show:" + std::string(info.name), .label = info.label, .isSelected = info.figure == view_.figure});
    const ChipsResult result = chips(context_, shown, {at.x, y}, width);
    if (result.clicked) actions_.push_back(SetSweepFigure{kSweepFigures[*result.clicked].figure});
    return y + result.height;
  }

  /// What each stage is known by; the others are chosen in the HTML.
  float drawAxis(ImVec2 at, float width, std::string_view name, const SweepAxisView& axis, bool isY) {
    const float y = title(at, width, name);
    std::vector<Chip> shown;
    std::vector<const SweepChoice*> meant;
    for (const SweepChoice& choice : view_.choices) {
      const bool isChosen = choice.param == axis.param;
      if (!choice.param.isMain() && !isChosen) continue;
      shown.push_back({.id = (isY ? "y:" : "x:") + sweepParamName(choice.param), .label = choice.label, .isSelected = isChosen});
      meant.push_back(&choice);
    }
    const ChipsResult result = chips(context_, shown, {at.x, y}, width);
    if (result.clicked) actions_.push_back(SetSweepAxis{isY, meant[*result.clicked]->param});
    return y + result.height;
  }

  const SweepView& view_;
  std::span<const Control> controls_;
};

} // namespace

float drawSweepPanel(const SweepView& view, std::span<const Control> controls, PanelContext& context,
                     Actions& actions) {
  return SweepPanel(view, controls, context, actions).draw();
}

} // namespace logitscope::shell
