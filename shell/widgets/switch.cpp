#include "widgets/switch.h"

namespace logitscope::shell {

namespace {

constexpr float kPillWidth = 32;
constexpr float kPillHeight = 18;
constexpr float kPillInset = 3;

} // namespace

float switchWidth(const PanelContext& context, const Switch& shown) {
  return kPillWidth + kGap + context.painter.widthOf(context.words(0, kSizeBody), shown.label);
}

bool drawSwitch(PanelContext& context, const Switch& shown, ImVec2 at, float height) {
  Painter& painter = context.painter;
  const Palette& palette = context.palette();
  const Box box = boxAt(at, {switchWidth(context, shown), height});
  const Touch touch = context.take(shown.id, box);
  const Box pill = boxAt({box.left, snapped(box.middle() - kPillHeight / 2, painter.pixel())},
                         {kPillWidth, kPillHeight});
  const float x = shown.isOn ? pill.right - kPillHeight / 2 : pill.left + kPillHeight / 2;
  const float radius = kPillHeight / 2 - kPillInset + (touch.isHovered ? 1.0F : 0.0F);
  painter.fill(pill, shown.isOn ? palette.kept : palette.removed, kPillHeight / 2);
  painter.circle({x, pill.middle()}, radius, palette.panel);
  painter.text(context.words(palette.text, kSizeBody),
               {pill.right + kGap, box.middle() - kSizeBody / 2 - 1}, shown.label);
  return touch.isClicked;
}

} // namespace logitscope::shell
