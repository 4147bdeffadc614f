#pragma once

#include <imgui.h>

namespace logitscope::shell {

/// Colours by what they mean. A colour that stands for something stands for nothing else.
struct Palette {
  ImU32 panel;    ///< the ground
  ImU32 raised;   ///< tracks, tabs, whatever can be taken hold of
  ImU32 line;     ///< hairlines
  ImU32 text;     ///< what is read
  ImU32 muted;    ///< labels, units, axes
  ImU32 kept;     ///< probability that is still in play
  ImU32 keptSoft; ///< the same, before this stage
  ImU32 removed;  ///< what a stage cut; always hatched
  ImU32 picked;   ///< the coin and the pick: the only warm colour in a chart
  ImU32 onPicked; ///< text on it
  ImU32 hover;    ///< the row under the pointer
};

enum class ThemeName { Light, Dark };

const Palette& paletteOf(ThemeName name);

/// The faces, handed over by the platform. Sizes are in CSS pixels.
struct Fonts {
  ImFont* text = nullptr;
  ImFont* strong = nullptr;
  ImFont* mono = nullptr;
};

/// What a panel needs to draw.
struct Look {
  Palette palette{};
  Fonts fonts;
  /// One device pixel, in CSS pixels.
  float hairline = 1;
  /// The reader asked for less motion.
  bool isMotionReduced = false;
};

// Type: weight, not size, for emphasis inside a panel.
inline constexpr float kSizeSmall = 12;
inline constexpr float kSizeBody = 14;
inline constexpr float kSizeLarge = 20;

// Space, in steps of 4 and 8.
inline constexpr float kGap = 8;
inline constexpr float kGapWide = 16;
inline constexpr float kGapColumn = 24;
inline constexpr float kCorner = 3;

/// From the old value to the new.
inline constexpr double kMotionSeconds = 0.16;

/// Takes the look of Dear ImGui's own widgets away: everything visible is drawn by us.
void applyBareStyle();

} // namespace logitscope::shell
