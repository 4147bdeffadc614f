// Painter's part that sets text.

#include "widgets/painter.h"
#include "widgets/utf8.h"

#include <cfloat>
#include <string>

namespace logitscope::shell {

namespace {

const char* endOf(std::string_view text) {
  return text.data() + text.size();
}

bool isPlain(std::string_view text) {
  for (const char byte : text) {
    if ((static_cast<unsigned char>(byte) & 0x80U) != 0) return false;
  }
  return true;
}

} // namespace

bool Painter::needsRaster(const TextStyle& style, std::string_view text) const {
  if (isPlain(text)) return false;
  ImFont* font = to_.fonts.of(style.face);
  while (!text.empty()) {
    const char32_t character = takeCharacter(text);
    if (needsShaping(character)) return true;
    if (character >= 0x80 && !font->IsGlyphInFont(character)) return true;
  }
  return false;
}

float Painter::widthOf(const TextStyle& style, std::string_view text) const {
  // Dear ImGui takes an end that is null for a text that ends with a zero.
  if (text.empty()) return 0;
  if (to_.raster != nullptr && needsRaster(style, text)) return to_.raster->widthOf(style, text);
  ImFont* font = to_.fonts.of(style.face);
  return font->CalcTextSizeA(lineOf(style), FLT_MAX, 0, text.data(), endOf(text)).x;
}

float Painter::baselineOf(const TextStyle& style) const {
  const float line = lineOf(style);
  const float ascent = to_.fonts.of(style.face)->GetFontBaked(line)->Ascent;
  return ascent - (line - style.size) / 2;
}

void Painter::text(const TextStyle& style, ImVec2 at, std::string_view text) {
  if (text.empty()) return;
  // What nobody can set is set by the face all the same, with its sign for what it lacks.
  const bool isPicture = to_.raster != nullptr && needsRaster(style, text);
  if (!isPicture || !drawPicture(style, at, text)) {
    // The em lies in the middle of the line.
    const float line = lineOf(style);
    to_.list.AddText(to_.fonts.of(style.face), line, {at.x, at.y - (line - style.size) / 2},
                     style.colour, text.data(), endOf(text));
  }
  if (to_.svg == nullptr) return;
  const ImVec2 corner = inSvg(at);
  to_.svg->text({corner.x, corner.y + baselineOf(style)}, style, text);
}

bool Painter::drawPicture(const TextStyle& style, ImVec2 at, std::string_view text) {
  const auto picture = to_.raster->pictureOf(style, text, baselineOf(style));
  if (!picture) return false;
  // Its pixels are the screen's only where it stands on whole ones.
  const ImVec2 min = {snapped(at.x + picture->box.left, to_.pixel),
                      snapped(at.y + picture->box.top, to_.pixel)};
  const ImVec2 max = {min.x + picture->box.width(), min.y + picture->box.height()};
  to_.list.AddImage(picture->texture, min, max, picture->uvMin, picture->uvMax);
  return true;
}

void Painter::textRight(const TextStyle& style, float right, float top, std::string_view text) {
  this->text(style, {right - widthOf(style, text), top}, text);
}

void Painter::textCentred(const TextStyle& style, float middle, float top, std::string_view text) {
  this->text(style, {middle - widthOf(style, text) / 2, top}, text);
}

float Painter::textClipped(const TextStyle& style, ImVec2 at, float width, std::string_view text) {
  const float whole = widthOf(style, text);
  if (whole <= width) {
    this->text(style, at, text);
    return whole;
  }
  constexpr std::string_view kEllipsis = "…";
  const float room = width - widthOf(style, kEllipsis);
  while (!text.empty() && widthOf(style, text) > room)
    dropLastCharacter(text);
  this->text(style, at, std::string(text) + std::string(kEllipsis));
  return width;
}

std::size_t Painter::lineEnd(const TextStyle& style, float width, std::string_view text) const {
  std::size_t end = text.size();
  while (widthOf(style, text.substr(0, end)) > width) {
    std::size_t space = text.substr(0, end).find_last_of(' ');
    // A percent sign stays with its number.
    if (space != std::string_view::npos && text.substr(space).starts_with(" %"))
      space = text.substr(0, space).find_last_of(' ');
    if (space == std::string_view::npos || space == 0) break;
    end = space;
  }
  return end;
}

float Painter::textWrapped(const TextStyle& style, ImVec2 at, float width, std::string_view text) {
  float y = at.y;
  while (!text.empty()) {
    const std::size_t end = lineEnd(style, width, text);
    this->text(style, {at.x, y}, text.substr(0, end));
    y += style.size * kLineHeight;
    text.remove_prefix(end);
    while (text.starts_with(' '))
      text.remove_prefix(1);
  }
  return y - at.y;
}

float Painter::heightOfWrapped(const TextStyle& style, float width, std::string_view text) const {
  float height = 0;
  while (!text.empty()) {
    text.remove_prefix(lineEnd(style, width, text));
    height += style.size * kLineHeight;
    while (text.starts_with(' '))
      text.remove_prefix(1);
  }
  return height;
}

} // namespace logitscope::shell
