#include "widgets/bar.h"

#include <algorithm>
#include <cmath>

namespace logitscope::shell {

namespace {

constexpr float kHatchStep = 5;
constexpr float kHatchLine = 1;
/// A value above nothing is seen, however small.
constexpr float kThinnest = 1.5F;
constexpr float kMarkWidth = 2;

} // namespace

float snapped(float length, float pixel) { return std::round(length / pixel) * pixel; }

void drawBar(ImDrawList& list, ImVec4 frame, float from, float to, const BarStyle& style) {
  const float width = frame.z - frame.x;
  const float left = snapped(frame.x + from * width, style.pixel);
  const float right = std::max(left + kThinnest, snapped(frame.x + to * width, style.pixel));
  frame.y = snapped(frame.y, style.pixel);
  frame.w = snapped(frame.w, style.pixel);
  if (style.isHatched) {
    drawHatching(list, {left, frame.y, right, frame.w}, style.colour);
    list.AddRect({left, frame.y}, {right, frame.w}, style.colour, 0, 0, kHatchLine);
  } else {
    list.AddRectFilled({left, frame.y}, {right, frame.w}, style.colour,
                       std::min(kCorner, right - left));
  }
}

void drawMark(ImDrawList& list, ImVec4 frame, float at, ImU32 colour) {
  const float x = std::round(frame.x + at * (frame.z - frame.x));
  list.AddRectFilled({x - kMarkWidth / 2, frame.y - 2}, {x + kMarkWidth / 2, frame.w + 2}, colour);
}

void drawHatching(ImDrawList& list, ImVec4 frame, ImU32 colour) {
  const float height = frame.w - frame.y;
  list.PushClipRect({frame.x, frame.y}, {frame.z, frame.w}, true);
  for (float x = frame.x - height; x < frame.z; x += kHatchStep) {
    list.AddLine({x, frame.w}, {x + height, frame.y}, colour, kHatchLine);
  }
  list.PopClipRect();
}

} // namespace logitscope::shell
