#include "widgets/bar_list.h"

#include "widgets/bar.h"

#include <algorithm>

namespace logitscope::shell {

namespace {

constexpr float kBarHeight = 14;
constexpr float kTokenSize = 13;
constexpr float kHeadHeight = 20;
constexpr float kRestHeight = 24;
constexpr float kLabelLeast = 56;
/// The label's largest part of the row.
constexpr float kLabelShare = 0.36F;

/// Columns align by what stands in them.
struct Layout {
  float left = 0;
  float barLeft = 0;
  float barRight = 0;
  float noteRight = 0;
  float right = 0;
  float top = 0;
  float rowHeight = 0;
};

class List {
public:
  List(PanelContext& context, const BarList& list, BarListState& state, ImVec2 at, float width)
      : context_(context), painter_(context.painter), palette_(context.palette()), list_(list),
        state_(state), at_(at) {
    lay(width);
  }

  BarListResult draw() {
    forgetGoneRows();
    drawHead();
    BarListResult result;
    for (std::size_t i = 0; i < list_.rows.size(); ++i)
      drawRow(i, result);
    const float bottom = lay_.top + static_cast<float>(list_.rows.size()) * lay_.rowHeight;
    drawThreshold(bottom);
    result.height = bottom - at_.y;
    if (list_.rest.empty()) return result;
    painter_.textClipped(context_.words(palette_.muted), {lay_.left, bottom + kGap},
                         lay_.right - lay_.left, list_.rest);
    result.height += kRestHeight + kGap;
    return result;
  }

private:
  void lay(float width) {
    float label = kLabelLeast;
    float value = painter_.widthOf(context_.words(0), list_.valueName);
    float note = painter_.widthOf(context_.words(0), list_.noteName);
    for (const BarRow& row : list_.rows) {
      label = std::max(label, painter_.widthOf(labelStyle(row, 0), row.label));
      value = std::max(value, painter_.widthOf(context_.mono(0), row.value));
      note = std::max(note, painter_.widthOf(context_.mono(0), row.note));
    }
    label = std::min(label, width * kLabelShare);
    lay_.left = at_.x;
    lay_.right = at_.x + width;
    lay_.barLeft = snapped(at_.x + label + kGapWide, painter_.pixel());
    lay_.noteRight = lay_.right - value - kGapWide;
    const float figures = note > 0 ? note + kGapWide : 0;
    lay_.barRight = std::max(lay_.barLeft + 1, lay_.noteRight - figures);
    lay_.rowHeight = context_.look.isTouched ? kTouchTarget : kPointerTarget;
    const bool hasHead = !list_.valueName.empty() || list_.threshold.has_value();
    lay_.top = at_.y + (hasHead ? kHeadHeight : 0);
  }

  /// What is no token is not set like one.
  TextStyle labelStyle(const BarRow& row, ImU32 colour) const {
    return row.isRest ? context_.words(colour, kTokenSize) : context_.mono(colour, kTokenSize);
  }

  /// Motion is kept for what is shown and for nothing else, however many lists come and go.
  void forgetGoneRows() {
    std::erase_if(state_.motion, [&](const auto& entry) {
      return std::ranges::find(list_.rows, entry.first, &BarRow::key) == list_.rows.end();
    });
  }

  void drawHead() {
    const TextStyle style = context_.words(palette_.muted);
    painter_.textRight(style, lay_.right, at_.y, list_.valueName);
    painter_.textRight(style, lay_.noteRight, at_.y, list_.noteName);
  }

  void drawRow(std::size_t index, BarListResult& result) {
    const BarRow& row = list_.rows[index];
    // The finger presses where the row will be, not where it is passing by.
    const float place = lay_.top + static_cast<float>(index) * lay_.rowHeight;
    const Box target{lay_.left - kGap, place, lay_.right + kGap, place + lay_.rowHeight};
    const Touch touch = context_.take(row.id, target);
    if (touch.isHovered) result.hovered = index;
    if (touch.isClicked && !row.isRest) result.clicked = index;

    BarListState::Motion& motion = state_.motion[row.key];
    const float at = context_.moved(motion.row, static_cast<float>(index));
    const float share = context_.moved(motion.share, row.share);
    const float top = lay_.top + at * lay_.rowHeight;
    if (touch.isHovered) painter_.fill(target, palette_.hover, kCorner);
    drawCells(row, share, top + lay_.rowHeight / 2);
  }

  void drawCells(const BarRow& row, float share, float middle) {
    const ImU32 ink = row.isPicked ? palette_.picked : row.isKept ? palette_.text : palette_.muted;
    painter_.textClipped(labelStyle(row, ink), {lay_.left, middle - kTokenSize / 2},
                         lay_.barLeft - kGap - lay_.left, row.label);
    if (row.isPicked) drawPointer(painter_, {lay_.left - kGapSmall, middle}, palette_.picked);
    const Box frame{lay_.barLeft, middle - kBarHeight / 2, lay_.barRight, middle + kBarHeight / 2};
    const ImU32 fill = row.isPicked ? palette_.picked
                       : row.isKept ? palette_.kept
                                    : palette_.removed;
    if (share > 0) drawBar(painter_, frame, 0, share, {fill, !row.isKept || row.isRest});
    if (row.most && *row.most > share) drawBar(painter_, frame, share, *row.most, {fill, true});
    if (row.ghost) drawMark(painter_, frame, *row.ghost, palette_.text);
    const float top = middle - kSizeSmall / 2;
    painter_.textRight(context_.mono(ink), lay_.right, top, row.value);
    painter_.textRight(context_.mono(palette_.muted), lay_.noteRight, top, row.note);
  }

  void drawThreshold(float bottom) {
    if (!list_.threshold) return;
    const float width = lay_.barRight - lay_.barLeft;
    const float x = snapped(lay_.barLeft + *list_.threshold * width, painter_.pixel());
    painter_.lineDashed({x, lay_.top - kGapSmall}, {x, bottom}, palette_.muted);
    const TextStyle style = context_.words(palette_.muted);
    const float room = lay_.barRight - lay_.barLeft;
    const float half = std::min(painter_.widthOf(style, list_.thresholdText), room) / 2;
    const float middle = std::clamp(x, lay_.barLeft + half, lay_.barRight - half);
    painter_.textClipped(style, {middle - half, at_.y}, room, list_.thresholdText);
  }

  PanelContext& context_;
  Painter& painter_;
  const Palette& palette_;
  const BarList& list_;
  BarListState& state_;
  ImVec2 at_;
  Layout lay_;
};

} // namespace

BarListResult barList(PanelContext& context, const BarList& list, BarListState& state, ImVec2 at,
                      float width) {
  return List(context, list, state, at, width).draw();
}

} // namespace logitscope::shell
