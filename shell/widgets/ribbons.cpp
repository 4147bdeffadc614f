#include "widgets/ribbons.h"

namespace logitscope::shell {

namespace {

/// Quiet enough for a figure to be read on it.
constexpr float kQuiet = 0.16F;
constexpr float kBright = 0.42F;

} // namespace

void drawRibbons(PanelContext& context, std::span<const RibbonBand> bands) {
  for (const bool isBright : {false, true}) {
    for (const RibbonBand& band : bands) {
      if (band.isBright != isBright) continue;
      context.painter.ribbon(band.from, band.to,
                             withAlpha(band.colour, isBright ? kBright : kQuiet));
    }
  }
}

} // namespace logitscope::shell
