#include "widgets/text.h"

#include <cfloat>
#include <string>

namespace logitscope::shell {

namespace {

constexpr float kLineHeight = 1.35F;

const char* endOf(std::string_view text) {
  return text.data() + text.size();
}

/// Drops the last character, all bytes of it.
void dropCharacter(std::string_view& text) {
  while (!text.empty()) {
    const bool isContinuation = (static_cast<unsigned char>(text.back()) & 0xc0U) == 0x80U;
    text.remove_suffix(1);
    if (!isContinuation) return;
  }
}

} // namespace

float textWidth(const TextStyle& style, std::string_view text) {
  return style.font->CalcTextSizeA(style.size, FLT_MAX, 0, text.data(), endOf(text)).x;
}

void drawText(ImDrawList& list, const TextStyle& style, ImVec2 at, std::string_view text) {
  list.AddText(style.font, style.size, at, style.colour, text.data(), endOf(text));
}

void drawTextRight(ImDrawList& list, const TextStyle& style, float right, float top,
                   std::string_view text) {
  drawText(list, style, {right - textWidth(style, text), top}, text);
}

void drawTextClipped(ImDrawList& list, const TextStyle& style, ImVec2 at, float width,
                     std::string_view text) {
  if (textWidth(style, text) <= width) return drawText(list, style, at, text);
  constexpr std::string_view kEllipsis = "…";
  const float room = width - textWidth(style, kEllipsis);
  while (!text.empty() && textWidth(style, text) > room)
    dropCharacter(text);
  drawText(list, style, at, std::string(text) + std::string(kEllipsis));
}

float drawTextWrapped(ImDrawList& list, const TextStyle& style, ImVec2 at, float width,
                      std::string_view text) {
  float y = at.y;
  while (!text.empty()) {
    std::size_t end = text.size();
    while (textWidth(style, text.substr(0, end)) > width) {
      const std::size_t space = text.substr(0, end).find_last_of(' ');
      if (space == std::string_view::npos || space == 0) break;
      end = space;
    }
    drawText(list, style, {at.x, y}, text.substr(0, end));
    y += style.size * kLineHeight;
    text.remove_prefix(end);
    while (text.starts_with(' '))
      text.remove_prefix(1);
  }
  return y - at.y;
}

} // namespace logitscope::shell
