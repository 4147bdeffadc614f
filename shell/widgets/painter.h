#pragma once

#include "theme.h"
#include "widgets/box.h"
#include "widgets/svg.h"
#include "widgets/text_raster.h"

#include <span>
#include <string_view>
#include <vector>

namespace logitscope::shell {

/// The upright edge at which a ribbon begins or ends.
struct Edge {
  float x = 0;
  float top = 0;
  float bottom = 0;
};

/// All that draws, draws through this: onto the screen and, where asked, word for word into an SVG
/// as well. Lengths are CSS pixels of the screen; colours may be let through (withAlpha).
class Painter {
public:
  struct Target {
    ImDrawList& list;
    const Fonts& fonts;
    /// One device pixel.
    float pixel = 1;
    /// Takes down what is drawn; null when nobody asked.
    Svg* svg = nullptr;
    /// Sets what the faces cannot; null where there is no browser.
    TextRaster* raster = nullptr;
    /// The corner of the panel, which is that of the SVG.
    ImVec2 origin = {0, 0};
  };

  explicit Painter(const Target& target) : to_(target) {}

  float pixel() const { return to_.pixel; }

  void fill(const Box& box, ImU32 colour, float corner = 0);
  void outline(const Box& box, ImU32 colour, float thickness = 1, float corner = 0);
  /// In dashes: told apart without colour.
  void outlineDashed(const Box& box, ImU32 colour, float thickness = 1);
  /// Diagonal lines across it.
  void hatch(const Box& box, ImU32 colour);
  void line(ImVec2 from, ImVec2 to, ImU32 colour, float thickness = 1);
  void lineDashed(ImVec2 from, ImVec2 to, ImU32 colour, float thickness = 1);
  /// Level and upright lines of one device pixel that stand on whole ones.
  void hairlineAcross(float left, float right, float y, ImU32 colour);
  void hairlineDown(float x, float top, float bottom, ImU32 colour);
  void polyline(std::span<const ImVec2> points, ImU32 colour, float thickness = 1);
  void polylineDashed(std::span<const ImVec2> points, ImU32 colour, float thickness = 1);
  /// What lies between a line, whose points run from left to right, and the level [base].
  void area(std::span<const ImVec2> points, float base, ImU32 colour);
  void triangle(ImVec2 one, ImVec2 two, ImVec2 three, ImU32 colour);
  void circle(ImVec2 centre, float radius, ImU32 colour);
  /// A band that leaves one edge level and comes level to the other.
  void ribbon(const Edge& from, const Edge& to, ImU32 colour);

  float widthOf(const TextStyle& style, std::string_view text) const;
  /// The upper left corner of its em at [at].
  void text(const TextStyle& style, ImVec2 at, std::string_view text);
  /// Right edge at [right].
  void textRight(const TextStyle& style, float right, float top, std::string_view text);
  void textCentred(const TextStyle& style, float middle, float top, std::string_view text);
  /// Cut with an ellipsis where it does not fit. Gives the width taken.
  float textClipped(const TextStyle& style, ImVec2 at, float width, std::string_view text);
  /// Broken into lines at spaces. Gives the height taken.
  float textWrapped(const TextStyle& style, ImVec2 at, float width, std::string_view text);
  /// The same without drawing it.
  float heightOfWrapped(const TextStyle& style, float width, std::string_view text) const;

  /// Whether the face lacks a character of [text], or would set the letters one by one where they
  /// depend on each other.
  bool needsRaster(const TextStyle& style, std::string_view text) const;

  /// What is drawn while it lives is cut off at [box].
  class Clip {
  public:
    Clip(Painter& painter, const Box& box);
    Clip(const Clip&) = delete;
    Clip& operator=(const Clip&) = delete;
    ~Clip();

  private:
    Painter& painter_;
  };

private:
  /// Dashes on the screen alone. [done] is how far the pattern has come, and is carried on.
  void dashes(ImVec2 from, ImVec2 to, ImU32 colour, float thickness, float& done);
  std::vector<ImVec2> inSvg(std::span<const ImVec2> points) const;
  ImVec2 inSvg(ImVec2 at) const { return {at.x - to_.origin.x, at.y - to_.origin.y}; }
  Box inSvg(const Box& box) const;
  /// A band between an upper and a lower line of as many points each, its edges softened.
  void band(std::span<const ImVec2> upper, std::span<const ImVec2> lower, ImU32 colour);
  /// What Dear ImGui calls a size.
  float lineOf(const TextStyle& style) const { return style.size * to_.fonts.lineOf(style.face); }
  /// From the top of the em down to where letters stand.
  float baselineOf(const TextStyle& style) const;
  /// False where the platform could not either.
  bool drawPicture(const TextStyle& style, ImVec2 at, std::string_view text);
  /// How many bytes of [text] go into a line of [width].
  std::size_t lineEnd(const TextStyle& style, float width, std::string_view text) const;

  Target to_;
};

} // namespace logitscope::shell
