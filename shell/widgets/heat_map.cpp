#include "widgets/heat_map.h"

#include "widgets/axis.h"

#include <algorithm>
#include <cmath>

namespace logitscope::shell {

namespace {

constexpr float kAxisHeight = 40;
constexpr float kNameHeight = 22;
constexpr float kTickGap = 6;
constexpr float kTickEveryX = 44;
constexpr float kTickEveryY = 30;
/// How much of the full colour the pale end has: it is told from the ground.
constexpr float kPale = 0.08F;
constexpr float kDot = 1.3F;
constexpr float kEdge = 2;
constexpr float kRing = 6;
constexpr float kScaleWidth = 160;
constexpr float kScaleHeight = 10;
constexpr int kScaleSteps = 32;

ImU32 shadeOf(const Palette& palette, float share) {
  return mixed(palette.panel, palette.kept, kPale + (1 - kPale) * share);
}

/// Every how many values have a number, so that numbers stand at least so far apart. Values go up in round steps, and so
/// shall the numbers: every third of 0, 0.05, 0.1, … would be 0.15.
std::size_t strideOf(float each, float least) {
  return static_cast<std::size_t>(roundStep(std::max(1.0F, least / each)));
}

class Drawing {
public:
  Drawing(PanelContext& context, const HeatMap& map, const Box& box)
      : context_(context), painter_(context.painter), palette_(context.palette()), map_(map) {
    float widest = 0;
    for (const std::string& text : map.y.texts)
      widest = std::max(widest, painter_.widthOf(axisStyle(), text));
    const float pixel = painter_.pixel();
    plot_ = {snapped(box.left + widest + kTickGap, pixel), snapped(box.top + kNameHeight, pixel),
             snapped(box.right - 1, pixel), snapped(box.bottom - kAxisHeight, pixel)};
    each_ = {plot_.width() / static_cast<float>(columns()), plot_.height() / static_cast<float>(rows())};
  }

  HeatMapResult draw() {
    drawCells();
    drawEdges();
    painter_.outline(plot_, palette_.muted, painter_.pixel());
    drawAxes();
    drawCrosshair();
    const Touch touch = context_.take(map_.id, plot_);
    HeatMapResult result;
    if (!touch.isHovered && !touch.isHeld) return result;
    result.hovered = placeAt(context_.pointer());
    if (touch.isClicked) result.clicked = result.hovered;
    const Box box = boxOf(result.hovered->column, result.hovered->row);
    painter_.outline(box.grown(1), palette_.panel, 1);
    painter_.outline(box, palette_.text, kEdge);
    return result;
  }

private:
  std::size_t columns() const { return map_.x.texts.size(); }
  std::size_t rows() const { return map_.y.texts.size(); }
  const HeatCell& at(std::size_t column, std::size_t row) const { return map_.cells[column * rows() + row]; }
  TextStyle axisStyle() const { return context_.mono(palette_.muted); }

  /// Edges lie on whole pixels, or there would be seams.
  float left(std::size_t column) const { return snapped(plot_.left + static_cast<float>(column) * each_.x, painter_.pixel()); }
  float bottom(std::size_t row) const { return snapped(plot_.bottom - static_cast<float>(row) * each_.y, painter_.pixel()); }
  Box boxOf(std::size_t column, std::size_t row) const { return {left(column), bottom(row + 1), left(column + 1), bottom(row)}; }

  HeatPlace placeAt(ImVec2 at) const {
    const auto index = [](float share, std::size_t count) {
      return static_cast<std::size_t>(std::clamp(share, 0.0F, static_cast<float>(count - 1)));
    };
    return {index((at.x - plot_.left) / each_.x, columns()), index((plot_.bottom - at.y) / each_.y, rows())};
  }

  void drawCells() {
    for (std::size_t column = 0; column < columns(); ++column) {
      for (std::size_t row = 0; row < rows(); ++row) {
        const HeatCell& cell = at(column, row);
        const ImU32 shade = shadeOf(palette_, cell.share);
        const Box box = boxOf(column, row);
        painter_.fill(box, shade);
        if (!cell.isDotted) continue;
        const bool isDark = contrastOf(shade, palette_.text) > contrastOf(shade, palette_.panel);
        painter_.circle({(box.left + box.right) / 2, box.middle()}, kDot, isDark ? palette_.text : palette_.panel);
      }
    }
  }

  /// The line around what is dotted.
  void drawEdges() {
    for (std::size_t column = 0; column < columns(); ++column) {
      for (std::size_t row = 0; row < rows(); ++row) {
        const Box box = boxOf(column, row);
        const bool isDotted = at(column, row).isDotted;
        if (column + 1 < columns() && isDotted != at(column + 1, row).isDotted)
          painter_.fill({box.right - kEdge / 2, box.top - kEdge / 2, box.right + kEdge / 2, box.bottom + kEdge / 2}, palette_.text);
        if (row + 1 < rows() && isDotted != at(column, row + 1).isDotted)
          painter_.fill({std::max(plot_.left, box.left - kEdge / 2), box.top - kEdge / 2, std::min(plot_.right, box.right + kEdge / 2), box.top + kEdge / 2}, palette_.text);
      }
    }
  }

  void drawAxes() {
    painter_.text(context_.words(palette_.muted), {plot_.left, plot_.top - kNameHeight}, map_.y.name);
    const float below = plot_.bottom + kTickGap;
    painter_.textCentred(context_.words(palette_.muted), (plot_.left + plot_.right) / 2, below + kAxisHeight / 2 - 2, map_.x.name);
    const std::size_t across = strideOf(each_.x, kTickEveryX);
    for (std::size_t column = 0; column < columns(); column += across) {
      const Box box = boxOf(column, 0);
      painter_.textCentred(axisStyle(), (box.left + box.right) / 2, below, map_.x.texts[column]);
    }
    // From the top, where what is off stands most often.
    const std::size_t down = strideOf(each_.y, kTickEveryY);
    for (std::size_t i = 0; i < rows(); i += down) {
      const std::size_t row = rows() - 1 - i;
      painter_.textRight(axisStyle(), plot_.left - kTickGap, boxOf(0, row).middle() - kSizeSmall / 2, map_.y.texts[row]);
    }
  }

  /// Where the settings of now stand.
  void drawCrosshair() {
    if (!map_.x.place || !map_.y.place) return;
    const float x = plot_.left + (static_cast<float>(*map_.x.place) + 0.5F) * each_.x;
    const float y = plot_.bottom - (static_cast<float>(*map_.y.place) + 0.5F) * each_.y;
    painter_.lineDashed({x, plot_.top}, {x, plot_.bottom}, palette_.picked);
    painter_.lineDashed({plot_.left, y}, {plot_.right, y}, palette_.picked);
    painter_.circle({x, y}, kRing + kEdge, palette_.panel);
    painter_.circle({x, y}, kRing, palette_.picked);
  }

  PanelContext& context_;
  Painter& painter_;
  const Palette& palette_;
  const HeatMap& map_;
  Box plot_;
  ImVec2 each_;
};

} // namespace

HeatMapResult heatMap(PanelContext& context, const HeatMap& map, const Box& box) {
  return Drawing(context, map, box).draw();
}

float heatScale(PanelContext& context, std::string_view least, std::string_view most, std::string_view kind, ImVec2 at,
                float width) {
  Painter& painter = context.painter;
  const Palette& palette = context.palette();
  const TextStyle style = context.mono(palette.text);
  const float before = painter.widthOf(style, least);
  const float after = painter.widthOf(style, most);
  const float room = width - before - after - 2 * kGap;
  const Box bar = boxAt({at.x + before + kGap, at.y + 2}, {std::clamp(room, kScaleHeight, kScaleWidth), kScaleHeight});
  painter.text(style, at, least);
  for (int i = 0; i < kScaleSteps; ++i) {
    const auto edge = [&](int step) { return bar.left + bar.width() * static_cast<float>(step) / kScaleSteps; };
    painter.fill({edge(i), bar.top, edge(i + 1), bar.bottom}, shadeOf(palette, static_cast<float>(i) / (kScaleSteps - 1)));
  }
  painter.outline(bar, palette.muted, painter.pixel());
  painter.text(style, {bar.right + kGap, at.y}, most);
  const float end = bar.right + kGap + after + kGapWide;
  if (!kind.empty()) painter.textClipped(context.words(palette.muted), {end, at.y}, at.x + width - end, kind);
  return kSizeSmall * kLineHeight;
}

} // namespace logitscope::shell
