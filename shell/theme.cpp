#include "theme.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace logitscope::shell {

namespace {

/// As designers write it: 0xRRGGBB.
constexpr ImU32 rgb(unsigned hex) {
  return IM_COL32((hex >> 16U) & 0xffU, (hex >> 8U) & 0xffU, hex & 0xffU, 0xff);
}

constexpr ImU32 kWhite = rgb(0xffffff);
constexpr ImU32 kInk = rgb(0x111111);
constexpr ImU32 kBlack = rgb(0x000000);

/// The bands between the outermost two, which carry white text.
constexpr std::array<BandColours, kBandCount> bandsFrom(ImU32 first, ImU32 last) {
  return {{{first, kWhite, 'A'},
           {rgb(0xabd9e9), kInk, 'B'},
           {rgb(0xfff3b0), kInk, 'C'},
           {rgb(0xfdae61), kInk, 'D'},
           {last, kWhite, 'E'}}};
}
constexpr auto kBands = bandsFrom(rgb(0x2c7bb6), rgb(0xd7191c));
constexpr auto kContrastBands = bandsFrom(rgb(0x0b4f80), rgb(0x8f0f12));

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
                            .hover = rgb(0xf5f3ef),
                            .good = rgb(0x0b7a5b),
                            .caution = rgb(0x9a5b00),
                            .error = rgb(0xb3261e),
                            .bands = kBands};

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
                           .hover = rgb(0x1f232b),
                           .good = rgb(0x4fd0a6),
                           .caution = rgb(0xf0b34a),
                           .error = rgb(0xff8a80),
                           .bands = kBands};

// Text has 7 : 1 on its ground, hairlines and marks as well.
constexpr Palette kLightContrast = {.panel = kWhite,
                                    .raised = rgb(0xdddddd),
                                    .line = rgb(0x4a4a4a),
                                    .text = kBlack,
                                    .muted = rgb(0x333333),
                                    .kept = rgb(0x0b2f8a),
                                    .keptSoft = rgb(0xafc3f0),
                                    .removed = rgb(0x444444),
                                    .picked = rgb(0x7a2a00),
                                    .onPicked = kWhite,
                                    .hover = rgb(0xeeeeee),
                                    .good = rgb(0x00523b),
                                    .caution = rgb(0x603700),
                                    .error = rgb(0x8a0f0a),
                                    .bands = kContrastBands};

constexpr Palette kDarkContrast = {.panel = kBlack,
                                   .raised = rgb(0x333333),
                                   .line = rgb(0xb0b0b0),
                                   .text = kWhite,
                                   .muted = rgb(0xd6d6d6),
                                   .kept = rgb(0xb3c8ff),
                                   .keptSoft = rgb(0x33477f),
                                   .removed = rgb(0xc2c2c2),
                                   .picked = rgb(0xffb380),
                                   .onPicked = kBlack,
                                   .hover = rgb(0x222222),
                                   .good = rgb(0x7be8c4),
                                   .caution = rgb(0xffd080),
                                   .error = rgb(0xffb3ad),
                                   .bands = kContrastBands};

constexpr std::string_view kThemes[] = {"light", "dark", "lightContrast", "darkContrast"};

/// One channel of an sRGB colour as light, from 0 to 1.
double lightOf(ImU32 colour, unsigned shift) {
  const double channel = static_cast<double>((colour >> shift) & 0xffU) / 255;
  return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminanceOf(ImU32 colour) {
  return 0.2126 * lightOf(colour, IM_COL32_R_SHIFT) + 0.7152 * lightOf(colour, IM_COL32_G_SHIFT) +
         0.0722 * lightOf(colour, IM_COL32_B_SHIFT);
}

} // namespace

ImU32 mixed(ImU32 from, ImU32 to, float share) {
  ImU32 colour = IM_COL32_A_MASK;
  for (const unsigned shift : {unsigned{IM_COL32_R_SHIFT}, unsigned{IM_COL32_G_SHIFT}, unsigned{IM_COL32_B_SHIFT}}) {
    const auto a = static_cast<float>((from >> shift) & 0xffU);
    const auto b = static_cast<float>((to >> shift) & 0xffU);
    colour |= static_cast<ImU32>(std::lround(a + (b - a) * std::clamp(share, 0.0F, 1.0F))) << shift;
  }
  return colour;
}

double contrastOf(ImU32 one, ImU32 other) {
  const auto [dark, light] = std::minmax({luminanceOf(one), luminanceOf(other)});
  return (light + 0.05) / (dark + 0.05);
}

ImU32 withAlpha(ImU32 colour, float share) {
  const auto own = static_cast<float>((colour >> IM_COL32_A_SHIFT) & 0xffU);
  const auto alpha = static_cast<ImU32>(std::lround(own * std::clamp(share, 0.0F, 1.0F)));
  return (colour & ~IM_COL32_A_MASK) | (alpha << IM_COL32_A_SHIFT);
}

ImFont* Fonts::of(Face face) const {
  switch (face) {
  case Face::Text:
    return text;
  case Face::Strong:
    return strong;
  case Face::Mono:
    return mono;
  }
  return text;
}

const Palette& paletteOf(ThemeName name) {
  switch (name) {
  case ThemeName::Light:
    return kLight;
  case ThemeName::Dark:
    return kDark;
  case ThemeName::LightContrast:
    return kLightContrast;
  case ThemeName::DarkContrast:
    return kDarkContrast;
  }
  return kLight;
}

ThemeName themeOf(std::string_view name) {
  const auto found = std::ranges::find(kThemes, name);
  return found == std::end(kThemes) ? ThemeName::Light : static_cast<ThemeName>(found - std::begin(kThemes));
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
