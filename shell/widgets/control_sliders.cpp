#include "widgets/control_sliders.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace logitscope::shell {

namespace {

constexpr float kLeastWidth = 160;

/// Where a pixel is wider than a step the pointer cannot reach every value: of those under it the
/// round one is meant. [pixel] is what one stands for.
double roundedToPixel(const Control& control, double value, double pixel) {
  if (pixel <= control.step) return value;
  const double step = control.step * 10;
  const double round = std::round(value / step) * step;
  return std::abs(round - value) <= pixel ? round : value;
}

} // namespace

void controlSlider(PanelContext& context, const Control& control, ImVec2 at, float width,
                   Actions& actions) {
  const double range = control.to - control.from;
  const Slider shown{.id = "slider" + std::to_string(control.stage),
                     .label = control.label,
                     .text = control.text,
                     .isOff = control.isOff,
                     .share = static_cast<float>((control.value - control.from) / range),
                     .stage = control.stage};
  const auto dragged = slider(context, shown, at, width);
  if (!dragged) return;
  const double meant = roundedToPixel(control, control.from + *dragged * range,
                                      range / (width - 2 * kThumbRadius));
  const double value = snapToStep(control, meant);
  if (value != control.value) actions.push_back(SetParam{control.stage, control.param, value});
}

float controlSliders(PanelContext& context, std::span<const Control> controls, ImVec2 at,
                     float width, Actions& actions) {
  if (controls.empty()) return 0;
  const auto fitting = static_cast<std::size_t>(std::max(1.0F, width / kLeastWidth));
  // As many lines as it takes, each with as many sliders: none stands alone in the last.
  const std::size_t lines = (controls.size() + fitting - 1) / fitting;
  const std::size_t columns = (controls.size() + lines - 1) / lines;
  const float each = (width - static_cast<float>(columns - 1) * kGapWide) / static_cast<float>(columns);
  for (std::size_t i = 0; i < controls.size(); ++i) {
    const auto column = static_cast<float>(i % columns);
    const auto row = static_cast<float>(i / columns);
    controlSlider(context, controls[i],
                  {at.x + column * (each + kGapWide), at.y + row * (kSliderHeight + kGap)}, each,
                  actions);
  }
  return static_cast<float>(lines) * (kSliderHeight + kGap) - kGap;
}

} // namespace logitscope::shell
