#pragma once

#include "widgets/painter.h"

namespace logitscope::shell {

struct BarStyle {
  ImU32 colour = 0;
  /// Drawn as hatching: told apart without colour.
  bool isHatched = false;
};

/// A bar inside [frame], from and to given as shares of its width.
void drawBar(Painter& painter, const Box& frame, float from, float to, const BarStyle& style);

/// The thin mark of an earlier value on a bar.
void drawMark(Painter& painter, const Box& frame, float at, ImU32 colour);

/// Points at what was picked from its left: the pick is told by more than its colour.
void drawPointer(Painter& painter, ImVec2 tip, ImU32 colour);

} // namespace logitscope::shell
