#include "widgets/removal.h"

namespace logitscope::shell {

bool removal(PanelContext& context, const std::string& id, ImVec2 middle) {
  const auto around = [&](float size) { return boxAt({middle.x - size / 2, middle.y - size / 2}, {size, size}); };
  const Touch touch = context.take(id, around(context.look.isTouched ? kTouchTarget : kPointerTarget));
  const Palette& palette = context.palette();
  if (touch.isHovered) context.painter.fill(around(kPointerTarget), palette.hover, kCorner);
  const TextStyle style = context.words(touch.isHovered ? palette.text : palette.muted, kSizeLead);
  context.painter.textCentred(style, middle.x, middle.y - kSizeLead / 2, "×");
  return touch.isClicked;
}

} // namespace logitscope::shell
