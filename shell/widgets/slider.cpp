#include "widgets/slider.h"

#include "widgets/text.h"

#include <algorithm>

namespace logitscope::shell {

namespace {

constexpr float kTrackHeight = 4;
constexpr float kThumbRadius = 7;
constexpr float kThumbBorder = 2;
/// Below this width a button's label is set small.
constexpr float kNarrowButton = 80;

} // namespace

std::optional<float> slider(const char* id, float share, float width, const SliderLook& slider,
                            const Look& look) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::InvisibleButton(id, {width, kSliderHeight});
  const bool isHeld = ImGui::IsItemActive();
  const bool isHovered = ImGui::IsItemHovered() || isHeld;
  if (isHovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);

  // The thumb's centre runs from one radius inside the left end to one inside the right.
  const float left = at.x + kThumbRadius;
  const float right = at.x + width - kThumbRadius;
  std::optional<float> dragged;
  if (isHeld) dragged = std::clamp((ImGui::GetIO().MousePos.x - left) / (right - left), 0.0F, 1.0F);

  ImDrawList& list = *ImGui::GetWindowDrawList();
  const Palette& palette = look.palette;
  drawText(list, {look.fonts.text, kSizeSmall, palette.muted}, at, slider.label);
  drawTextRight(list, {look.fonts.mono, kSizeSmall, slider.isOff ? palette.muted : palette.text},
                at.x + width, at.y, slider.text);

  const float y = at.y + kSliderHeight - kThumbRadius - kThumbBorder - 4;
  const float x = left + std::clamp(dragged.value_or(share), 0.0F, 1.0F) * (right - left);
  list.AddRectFilled({at.x, y - kTrackHeight / 2}, {at.x + width, y + kTrackHeight / 2},
                     palette.raised, kTrackHeight / 2);
  const ImU32 thumb = slider.isOff ? palette.removed : palette.kept;
  if (!slider.isOff) {
    list.AddRectFilled({at.x, y - kTrackHeight / 2}, {x, y + kTrackHeight / 2}, palette.keptSoft,
                       kTrackHeight / 2);
  }
  list.AddCircleFilled({x, y}, kThumbRadius + (isHovered ? 1.0F : 0.0F), palette.panel);
  list.AddCircleFilled({x, y}, isHeld ? kThumbRadius : kThumbRadius - 1, thumb);
  return dragged;
}

bool button(const char* id, std::string_view label, ImVec2 size, bool isSelected,
            const Look& look) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const bool isPressed = ImGui::InvisibleButton(id, size);
  const bool isHovered = ImGui::IsItemHovered();
  if (isHovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);

  ImDrawList& list = *ImGui::GetWindowDrawList();
  const Palette& palette = look.palette;
  const ImU32 ground = isSelected ? palette.kept : isHovered ? palette.line : palette.raised;
  list.AddRectFilled(at, {at.x + size.x, at.y + size.y}, ground, kCorner * 2);
  const float textSize = size.x < kNarrowButton ? kSizeSmall : kSizeBody;
  const TextStyle style{look.fonts.text, textSize, isSelected ? palette.panel : palette.text};
  const float inset = (size.x - textWidth(style, label)) / 2;
  drawText(list, style, {at.x + inset, at.y + (size.y - style.size) / 2 - 1}, label);
  return isPressed;
}

} // namespace logitscope::shell
