#pragma once

#include "theme.h"

#include <optional>

namespace logitscope::shell {

struct BarStyle {
  ImU32 colour = 0;
  /// Drawn as hatching: told apart without colour.
  bool isHatched = false;
  /// One device pixel in CSS pixels: edges stand on whole ones.
  float pixel = 1;
};

/// The nearest edge between two device pixels.
float snapped(float length, float pixel);

/// A bar inside [frame], from and to given as shares of its width.
void drawBar(ImDrawList& list, ImVec4 frame, float from, float to, const BarStyle& style);

/// The thin mark of an earlier value on a bar.
void drawMark(ImDrawList& list, ImVec4 frame, float at, ImU32 colour);

/// Diagonal lines across a rectangle.
void drawHatching(ImDrawList& list, ImVec4 frame, ImU32 colour);

} // namespace logitscope::shell
