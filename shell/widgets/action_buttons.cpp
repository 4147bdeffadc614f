#include "widgets/action_buttons.h"

#include "widgets/slider.h"

namespace logitscope::shell {

namespace {

/// Widths that are meant to fill a line may miss it by their rounding.
constexpr float kRounding = 1;

} // namespace

Flow::Flow(const PanelContext& context, ImVec2 at, float width)
    : left_(at.x), right_(at.x + width), height_(context.look.isTouched ? kTouchTarget : kButtonHeight), pen_(at) {}

Box Flow::place(float width) {
  if (pen_.x > left_ && pen_.x + width > right_ + kRounding) pen_ = {left_, pen_.y + height_ + kGap};
  isAtLeft_ = pen_.x <= left_;
  const Box box = boxAt(pen_, {width, height_});
  pen_.x += width + kGap;
  return box;
}

void actionButtons(PanelContext& context, std::span<const ActionButton> buttons, float each, Flow& flow, Actions& actions) {
  for (const ActionButton& shown : buttons) {
    const Button made{.id = shown.id, .label = shown.label, .isEnabled = shown.isEnabled};
    if (button(context, made, flow.place(each))) actions.push_back(shown.action);
  }
}

} // namespace logitscope::shell
