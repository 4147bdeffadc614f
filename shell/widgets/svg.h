#pragma once

#include "theme.h"
#include "widgets/box.h"

#include <span>
#include <string>
#include <string_view>

namespace logitscope::shell {

/// A picture in words: collects what Painter draws as an SVG document. Lengths are CSS pixels,
/// kept to a hundredth; texts are made safe for XML whatever bytes they hold.
class Svg {
public:
  /// What the picture is, for readers who cannot see it.
  struct About {
    std::string title;
    std::string description;
  };

  Svg(ImVec2 size, const About& about);

  void rect(const Box& box, ImU32 fill, float corner);
  void outline(const Box& box, ImU32 stroke, float thickness, float corner, bool isDashed);
  void circle(ImVec2 centre, float radius, ImU32 fill);
  void polygon(std::span<const ImVec2> corners, ImU32 fill);
  void polyline(std::span<const ImVec2> points, ImU32 stroke, float thickness, bool isDashed);
  /// Any number of lines, two points each.
  void lines(std::span<const ImVec2> ends, ImU32 stroke, float thickness);
  /// A band with level ends; [from] and [to] are its upper and lower corners at either side.
  void ribbon(ImVec2 fromTop, ImVec2 fromBottom, ImVec2 toTop, ImVec2 toBottom, ImU32 fill);
  /// [baseline] is where the first letter stands.
  void text(ImVec2 baseline, const TextStyle& style, std::string_view text);
  void pushClip(const Box& box);
  void popClip();

  /// The whole document. Nothing can be added after it.
  std::string finished() &&;

private:
  void paint(std::string_view property, ImU32 colour);
  void stroke(ImU32 colour, float thickness, bool isDashed);
  void attribute(std::string_view name, float value);
  void length(float value);
  void point(ImVec2 at);
  void box(const Box& box, float corner);
  void escaped(std::string_view text);

  std::string out_;
  unsigned clips_ = 0;
};

} // namespace logitscope::shell
