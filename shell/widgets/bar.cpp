#include "widgets/bar.h"

#include <algorithm>
#include <cmath>

namespace logitscope::shell {

namespace {

/// A value above nothing is seen, however small.
constexpr float kThinnest = 1.5F;
constexpr float kMarkWidth = 2;
constexpr float kMarkReach = 2;
constexpr float kPointer = 4;

} // namespace

void drawBar(Painter& painter, const Box& frame, float from, float to, const BarStyle& style) {
  const float pixel = painter.pixel();
  const float left = snapped(frame.left + from * frame.width(), pixel);
  const float right = std::max(left + kThinnest, snapped(frame.left + to * frame.width(), pixel));
  const Box bar{left, snapped(frame.top, pixel), right, snapped(frame.bottom, pixel)};
  if (style.isHatched) {
    painter.hatch(bar, style.colour);
    painter.outline(bar, style.colour);
  } else {
    painter.fill(bar, style.colour, std::min(kCorner, right - left));
  }
}

void drawMark(Painter& painter, const Box& frame, float at, ImU32 colour) {
  const float x = std::round(frame.left + at * frame.width());
  painter.fill(
      {x - kMarkWidth / 2, frame.top - kMarkReach, x + kMarkWidth / 2, frame.bottom + kMarkReach},
      colour);
}

void drawPointer(Painter& painter, ImVec2 tip, ImU32 colour) {
  painter.triangle({tip.x - kPointer, tip.y - kPointer}, tip, {tip.x - kPointer, tip.y + kPointer},
                   colour);
}

} // namespace logitscope::shell
