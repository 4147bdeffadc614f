#include "widgets/number_line.h"

#include <algorithm>

namespace logitscope::shell {

namespace {

constexpr float kLineTop = 28;
constexpr float kLineBarHeight = 26;
constexpr float kPointer = 6;
constexpr float kLabelInset = 6;
/// Between two intervals, so that they are told apart without colour.
constexpr float kSeam = 1;
constexpr float kAxisGap = 6;
constexpr float kCoinLine = 2;

void drawInterval(PanelContext& context, ImVec2 at, float width, const LineInterval& interval) {
  Painter& painter = context.painter;
  const Palette& palette = context.palette();
  const float left = at.x + interval.from * width;
  const float right = std::max(left + 1, at.x + interval.to * width - kSeam);
  const Box box{left, at.y + kLineTop, right, at.y + kLineTop + kLineBarHeight};
  const ImU32 ground = interval.isPicked   ? palette.picked
                       : interval.isBright ? palette.kept
                                           : palette.keptSoft;
  painter.fill(box, ground, kCorner);
  const ImU32 ink = interval.isPicked   ? palette.onPicked
                    : interval.isBright ? palette.panel
                                        : palette.text;
  const TextStyle style = context.mono(ink);
  if (painter.widthOf(style, interval.label) + 2 * kLabelInset > box.width()) return;
  painter.text(style, {left + kLabelInset, box.middle() - style.size / 2}, interval.label);
}

} // namespace

void drawNumberLine(PanelContext& context, ImVec2 at, float width, const NumberLine& line) {
  Painter& painter = context.painter;
  const Palette& palette = context.palette();
  for (const LineInterval& interval : line.intervals)
    drawInterval(context, at, width, interval);

  const float bottom = at.y + kLineTop + kLineBarHeight;
  const TextStyle axis = context.mono(palette.muted);
  painter.text(axis, {at.x, bottom + kAxisGap}, "0");
  painter.textRight(axis, at.x + width, bottom + kAxisGap, "1");

  const float x = at.x + line.coin * width;
  const float tip = at.y + kLineTop - 2;
  painter.triangle({x - kPointer, tip - kPointer}, {x + kPointer, tip - kPointer}, {x, tip + 2},
                   palette.picked);
  // Across its own interval the coin's line would be lost in its own colour.
  painter.line({x, tip}, {x, at.y + kLineTop}, palette.picked, kCoinLine);
  painter.line({x, at.y + kLineTop}, {x, bottom}, palette.onPicked, kCoinLine);
  painter.line({x, bottom}, {x, bottom + kGapSmall}, palette.picked, kCoinLine);

  const TextStyle style = context.mono(palette.picked);
  const float half = painter.widthOf(style, line.coinText) / 2;
  const float middle = std::clamp(x, at.x + half, std::max(at.x + half, at.x + width - half));
  painter.textCentred(style, middle, at.y, line.coinText);
}

} // namespace logitscope::shell
