#include "widgets/panel_frame.h"

namespace logitscope::shell {

PanelFrame::PanelFrame(PanelContext& context, Actions& actions, float wideFrom)
    : context_(context), painter_(context.painter), palette_(context.palette()), actions_(actions),
      isWide_(context.width >= wideFrom), left_(context.origin.x + (isWide_ ? kGapColumn : kGapWide)),
      width_(context.width - 2 * (left_ - context.origin.x)) {}

float PanelFrame::lead(const std::string& text) {
  return top() + painter_.textWrapped(context_.strong(palette_.text, kSizeLead), {left_, top()}, width_, text + " …");
}

float PanelFrame::title(ImVec2 at, float width, std::string_view text) {
  painter_.textClipped(context_.strong(palette_.text), at, width, text);
  return at.y + kTitleHeight;
}

float PanelFrame::wrapped(ImVec2 at, float width, std::string_view text) {
  return at.y + painter_.textWrapped(context_.words(palette_.muted), at, width, text);
}

float PanelFrame::told(ImVec2 at, float width, std::string_view text) {
  return at.y + painter_.textWrapped(context_.words(palette_.text, kSizeBody), at, width, text);
}

} // namespace logitscope::shell
