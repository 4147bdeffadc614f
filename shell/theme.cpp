#include "theme.h"

namespace logitscope::shell {

namespace {

/// As designers write it: 0xRRGGBB.
constexpr ImU32 rgb(unsigned hex) {
  return IM_COL32((hex >> 16U) & 0xffU, (hex >> 8U) & 0xffU, hex & 0xffU, 0xff);
}

constexpr Palette kLight = {.panel = rgb(0xffffff),
                            .raised = rgb(0xefede8),
                            .line = rgb(0xd9d6d0),
                            .text = rgb(0x1b1d22),
                            .muted = rgb(0x5b606b),
                            .kept = rgb(0x2f5fd0),
                            .keptSoft = rgb(0xafc3f0),
                            .removed = rgb(0x6e737d),
                            .picked = rgb(0xb4470b),
                            .onPicked = rgb(0xffffff),
                            .hover = rgb(0xf5f3ef)};

constexpr Palette kDark = {.panel = rgb(0x171a20),
                           .raised = rgb(0x262b34),
                           .line = rgb(0x2e333d),
                           .text = rgb(0xeceef2),
                           .muted = rgb(0xa3a9b5),
                           .kept = rgb(0x86a8ff),
                           .keptSoft = rgb(0x33477f),
                           .removed = rgb(0x8a909c),
                           .picked = rgb(0xff9a4d),
                           .onPicked = rgb(0x111111),
                           .hover = rgb(0x1f232b)};

} // namespace

const Palette& paletteOf(ThemeName name) {
  return name == ThemeName::Dark ? kDark : kLight;
}

void applyBareStyle() {
  ImGuiStyle& style = ImGui::GetStyle();
  style.WindowPadding = {0, 0};
  style.WindowBorderSize = 0;
  style.WindowRounding = 0;
  style.ItemSpacing = {0, 0};
  style.AntiAliasedLinesUseTex = false;
}

} // namespace logitscope::shell
