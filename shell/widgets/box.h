#pragma once

#include <imgui.h>

#include <cmath>

namespace logitscope::shell {

/// A rectangle on the screen, in CSS pixels.
struct Box {
  float left = 0;
  float top = 0;
  float right = 0;
  float bottom = 0;

  float width() const { return right - left; }
  float height() const { return bottom - top; }
  ImVec2 min() const { return {left, top}; }
  ImVec2 max() const { return {right, bottom}; }
  float middle() const { return (top + bottom) / 2; }
  bool holds(ImVec2 at) const {
    return at.x >= left && at.x < right && at.y >= top && at.y < bottom;
  }
  Box grown(float by) const { return {left - by, top - by, right + by, bottom + by}; }
};

inline Box boxAt(ImVec2 at, ImVec2 size) {
  return {at.x, at.y, at.x + size.x, at.y + size.y};
}

/// The nearest edge between two device pixels; [pixel] is the size of one.
inline float snapped(float length, float pixel) {
  return std::round(length / pixel) * pixel;
}

} // namespace logitscope::shell
