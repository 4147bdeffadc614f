#include "widgets/number_line.h"

#include "widgets/text.h"

#include <algorithm>

namespace logitscope::shell {

namespace {

constexpr float kLineTop = 28;
constexpr float kLineHeight = 26;
constexpr float kPointer = 6;
constexpr float kLabelInset = 6;
/// Between two intervals, so that they are told apart without colour.
constexpr float kSeam = 1;

void drawInterval(ImDrawList& list, ImVec2 at, float width, const LineInterval& interval,
                  const Look& look) {
  const Palette& palette = look.palette;
  const float left = at.x + interval.from * width;
  const float right = std::max(left + 1, at.x + interval.to * width - kSeam);
  const float top = at.y + kLineTop;
  list.AddRectFilled({left, top}, {right, top + kLineHeight},
                     interval.isPicked ? palette.picked : palette.keptSoft, kCorner);
  const TextStyle style{look.fonts.mono, kSizeSmall,
                        interval.isPicked ? palette.onPicked : palette.text};
  if (textWidth(style, interval.label) + 2 * kLabelInset > right - left) return;
  drawText(list, style, {left + kLabelInset, top + (kLineHeight - style.size) / 2}, interval.label);
}

} // namespace

void drawNumberLine(ImDrawList& list, ImVec2 at, float width,
                    std::span<const LineInterval> intervals, float coin, std::string_view coinText,
                    const Look& look) {
  const Palette& palette = look.palette;
  for (const LineInterval& interval : intervals)
    drawInterval(list, at, width, interval, look);

  const float bottom = at.y + kLineTop + kLineHeight;
  const TextStyle axis{look.fonts.mono, kSizeSmall, palette.muted};
  drawText(list, axis, {at.x, bottom + 6}, "0");
  drawTextRight(list, axis, at.x + width, bottom + 6, "1");

  const float x = at.x + coin * width;
  const float tip = at.y + kLineTop - 2;
  list.AddTriangleFilled({x - kPointer, tip - kPointer}, {x + kPointer, tip - kPointer},
                         {x, tip + 2}, palette.picked);
  list.AddLine({x, tip}, {x, bottom + 4}, palette.picked, 2);

  const TextStyle style{look.fonts.mono, kSizeSmall, palette.picked};
  const float half = textWidth(style, coinText) / 2;
  const float middle = std::clamp(x, at.x + half, at.x + width - half);
  drawText(list, style, {middle - half, at.y}, coinText);
}

} // namespace logitscope::shell
