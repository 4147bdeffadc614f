#include "widgets/slider.h"

#include <algorithm>

namespace logitscope::shell {

namespace {

constexpr float kTrackHeight = 4;
constexpr float kThumbBorder = 2;
/// Below this width a button's label is set small.
constexpr float kNarrowButton = 80;

} // namespace

std::optional<float> slider(PanelContext& context, const Slider& slider, ImVec2 at, float width) {
  const Touch touch = context.take(slider.id, boxAt(at, {width, kSliderHeight}), slider.stage);

  const float left = at.x + kThumbRadius;
  const float right = at.x + width - kThumbRadius;
  std::optional<float> dragged;
  if (touch.isHeld) dragged = std::clamp((context.pointer().x - left) / (right - left), 0.0F, 1.0F);

  Painter& painter = context.painter;
  const Palette& palette = context.palette();
  painter.text(context.words(palette.muted), at, slider.label);
  painter.textRight(context.mono(slider.isOff ? palette.muted : palette.text), at.x + width, at.y,
                    slider.text);

  const float y = at.y + kSliderHeight - kThumbRadius - kThumbBorder - kGapSmall;
  const float x = left + std::clamp(dragged.value_or(slider.share), 0.0F, 1.0F) * (right - left);
  const Box track{at.x, y - kTrackHeight / 2, at.x + width, y + kTrackHeight / 2};
  painter.fill(track, palette.raised, kTrackHeight / 2);
  if (!slider.isOff) {
    painter.fill({track.left, track.top, x, track.bottom}, palette.keptSoft, kTrackHeight / 2);
  }
  const float grown = touch.isHovered ? 1.0F : 0.0F;
  painter.circle({x, y}, kThumbRadius + grown, palette.panel);
  painter.circle({x, y}, touch.isHeld ? kThumbRadius : kThumbRadius - 1,
                 slider.isOff ? palette.removed : palette.kept);
  return dragged;
}

bool button(PanelContext& context, const Button& button, const Box& box) {
  const Touch touch = context.take(button.id, box);
  Painter& painter = context.painter;
  const Palette& palette = context.palette();
  const ImU32 ground = button.isSelected ? palette.kept
                       : touch.isHovered && button.isEnabled ? palette.line
                                                             : palette.raised;
  painter.fill(box, ground, kCorner * 2);
  const float size = box.width() < kNarrowButton ? kSizeSmall : kSizeBody;
  const ImU32 ink = button.isSelected  ? palette.panel
                    : button.isEnabled ? palette.text
                                       : palette.muted;
  const TextStyle style = context.words(ink, size);
  painter.textCentred(style, (box.left + box.right) / 2, box.middle() - style.size / 2,
                      button.label);
  return touch.isClicked && button.isEnabled;
}

} // namespace logitscope::shell
