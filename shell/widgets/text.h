#pragma once

#include "theme.h"

#include <string_view>

namespace logitscope::shell {

/// A face in a size and a colour.
struct TextStyle {
  ImFont* font = nullptr;
  float size = kSizeBody;
  ImU32 colour = 0;
};

float textWidth(const TextStyle& style, std::string_view text);

/// Top left at [at].
void drawText(ImDrawList& list, const TextStyle& style, ImVec2 at, std::string_view text);

/// Right edge at [right].
void drawTextRight(ImDrawList& list, const TextStyle& style, float right, float top,
                   std::string_view text);

/// Cut with an ellipsis where it does not fit.
void drawTextClipped(ImDrawList& list, const TextStyle& style, ImVec2 at, float width,
                     std::string_view text);

/// Broken into lines at spaces. Gives the height taken.
float drawTextWrapped(ImDrawList& list, const TextStyle& style, ImVec2 at, float width,
                      std::string_view text);

} // namespace logitscope::shell
