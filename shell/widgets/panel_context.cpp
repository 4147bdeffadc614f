#include "widgets/panel_context.h"

namespace logitscope::shell {

Touch PanelContext::take(const std::string& id, const Box& box, std::optional<std::size_t> stage) {
  hits.add(id, box, stage);
  ImGui::SetCursorScreenPos(box.min());
  Touch touch;
  touch.isClicked = ImGui::InvisibleButton(id.c_str(), {box.width(), box.height()});
  touch.isHeld = ImGui::IsItemActive();
  touch.isHovered = !isStill && (touch.isHeld || ImGui::IsItemHovered());
  if (touch.isHovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  return touch;
}

bool PanelContext::isHovered(const Box& box) const {
  return !isStill && ImGui::IsMouseHoveringRect(box.min(), box.max()) && ImGui::IsWindowHovered();
}

float PanelContext::moved(Tween& tween, float target) {
  const float at = tween.at(target, now, look.isMotionReduced);
  wantsMotion |= tween.isMoving(now);
  return at;
}

} // namespace logitscope::shell
