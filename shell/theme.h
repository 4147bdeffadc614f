#pragma once

#include <imgui.h>

#include <array>
#include <cstddef>
#include <string_view>

namespace logitscope::shell {

/// How unsure the model was, in five bands from sure to lost: safe for the common colour-blindnesses,
/// and each with a letter so that none is told by colour alone.
struct BandColours {
  ImU32 fill;
  ImU32 text;
  char letter;
};
inline constexpr std::size_t kBandCount = 5;

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
  ImU32 good;     ///< checks and messages
  ImU32 caution;
  ImU32 error;
  std::array<BandColours, kBandCount> bands; ///< the same in light and dark
};

/// Between two opaque colours, from the one at 0 to the other at 1.
ImU32 mixed(ImU32 from, ImU32 to, float share);

/// How well two opaque colours are told apart, from 1 to 21, as WCAG 2 reckons it.
double contrastOf(ImU32 one, ImU32 other);

/// The same colour, let through: [share] from 0 to 1.
ImU32 withAlpha(ImU32 colour, float share);

/// The latter two where the reader asked for more contrast, or for colours of their own.
enum class ThemeName { Light, Dark, LightContrast, DarkContrast };

const Palette& paletteOf(ThemeName name);
/// "light", "dark", "lightContrast", "darkContrast"; light for what is none of them.
ThemeName themeOf(std::string_view name);

/// What a text is set in: words, words that weigh more, tokens and figures.
enum class Face { Text, Strong, Mono };

/// The faces, handed over by the platform. Sizes are in CSS pixels.
struct Fonts {
  ImFont* text = nullptr;
  ImFont* strong = nullptr;
  ImFont* mono = nullptr;

  /// What each face measures from its highest to its lowest, in ems, in the order of Face. Dear
  /// ImGui sizes a face by that; everybody else, and we, by the em.
  std::array<float, 3> lines = {1, 1, 1};

  ImFont* of(Face face) const;
  float lineOf(Face face) const { return lines[static_cast<std::size_t>(face)]; }
};

/// A face in a size (that of its em, as in CSS) and a colour.
struct TextStyle {
  Face face = Face::Text;
  float size = 14;
  ImU32 colour = 0;
};

/// What a panel needs to draw.
struct Look {
  Palette palette{};
  Fonts fonts;
  /// One device pixel, in CSS pixels.
  float hairline = 1;
  /// The reader asked for less motion.
  bool isMotionReduced = false;
  /// The reader points with a finger: rows and chips make room for it.
  bool isTouched = false;
};

// Type: weight, not size, for emphasis inside a panel.
inline constexpr float kSizeSmall = 12;
inline constexpr float kSizeBody = 14;
inline constexpr float kSizeLead = 16;
inline constexpr float kSizeLarge = 20;
inline constexpr float kSizeTitle = 28;
/// From one line of text to the next, in sizes.
inline constexpr float kLineHeight = 1.35F;

// Space, in steps of 4 and 8.
inline constexpr float kGapSmall = 4;
inline constexpr float kGap = 8;
inline constexpr float kGapWide = 16;
inline constexpr float kGapColumn = 24;
inline constexpr float kCorner = 3;
/// The least that a pointer, and a finger, hits without aiming.
inline constexpr float kPointerTarget = 28;
inline constexpr float kTouchTarget = 44;

// Parts that every panel is made of.
inline constexpr float kButtonHeight = 36;
/// From the top of a part's title down to the part.
inline constexpr float kTitleHeight = 28;

/// From the old value to the new.
inline constexpr double kMotionSeconds = 0.16;

/// Takes the look of Dear ImGui's own widgets away: everything visible is drawn by us.
void applyBareStyle();

} // namespace logitscope::shell
