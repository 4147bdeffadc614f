#include "widgets/svg.h"

#include "widgets/utf8.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace logitscope::shell {

namespace {

constexpr std::string_view kDash = R"( stroke-dasharray="4 3")";

/// The faces by name, and what comes near where they are missing.
std::string_view familyOf(Face face) {
  return face == Face::Mono ? "JetBrains Mono, ui-monospace, Menlo, Consolas, monospace"
                            : "Inter, system-ui, Segoe UI, Roboto, sans-serif";
}

/// What XML 1.0 lets stand in a document at all.
bool isAllowed(char32_t character) {
  return (character >= 0x20 || character == '\t' || character == '\n' || character == '\r') &&
         character != 0xfffe && character != 0xffff;
}

} // namespace

Svg::Svg(ImVec2 size, const About& about) {
  out_ = R"(<svg xmlns="http://www.w3.org/2000/svg" role="img")";
  attribute("width", size.x);
  attribute("height", size.y);
  out_ += R"( viewBox="0 0 )";
  length(size.x);
  out_ += ' ';
  length(size.y);
  out_ += "\">\n<title>";
  escaped(about.title);
  out_ += "</title>\n<desc>";
  escaped(about.description);
  out_ += "</desc>\n";
}

void Svg::rect(const Box& frame, ImU32 fill, float corner) {
  out_ += "<rect";
  box(frame, corner);
  paint("fill", fill);
  out_ += "/>\n";
}

void Svg::outline(const Box& frame, ImU32 colour, float thickness, float corner, bool isDashed) {
  out_ += "<rect";
  // A stroke lies on both sides of its line; ours lies within.
  box(frame.grown(-thickness / 2), corner);
  out_ += R"( fill="none")";
  stroke(colour, thickness, isDashed);
  out_ += "/>\n";
}

void Svg::circle(ImVec2 centre, float radius, ImU32 fill) {
  out_ += "<circle";
  attribute("cx", centre.x);
  attribute("cy", centre.y);
  attribute("r", radius);
  paint("fill", fill);
  out_ += "/>\n";
}

void Svg::polygon(std::span<const ImVec2> corners, ImU32 fill) {
  out_ += R"(<polygon points=")";
  for (const ImVec2 corner : corners)
    point(corner);
  out_ += '"';
  paint("fill", fill);
  out_ += "/>\n";
}

void Svg::polyline(std::span<const ImVec2> points, ImU32 colour, float thickness, bool isDashed) {
  out_ += R"(<polyline points=")";
  for (const ImVec2 at : points)
    point(at);
  out_ += R"(" fill="none" stroke-linejoin="round")";
  stroke(colour, thickness, isDashed);
  out_ += "/>\n";
}

void Svg::lines(std::span<const ImVec2> ends, ImU32 colour, float thickness) {
  out_ += R"(<path d=")";
  for (std::size_t i = 0; i + 1 < ends.size(); i += 2) {
    out_ += 'M';
    point(ends[i]);
    out_ += 'L';
    point(ends[i + 1]);
  }
  out_ += R"(" fill="none")";
  stroke(colour, thickness, false);
  out_ += "/>\n";
}

void Svg::ribbon(ImVec2 fromTop, ImVec2 fromBottom, ImVec2 toTop, ImVec2 toBottom, ImU32 fill) {
  const float middle = (fromTop.x + toTop.x) / 2;
  out_ += R"(<path d="M)";
  point(fromTop);
  out_ += 'C';
  for (const ImVec2 at : {ImVec2{middle, fromTop.y}, ImVec2{middle, toTop.y}, toTop})
    point(at);
  out_ += 'L';
  point(toBottom);
  out_ += 'C';
  for (const ImVec2 at : {ImVec2{middle, toBottom.y}, ImVec2{middle, fromBottom.y}, fromBottom})
    point(at);
  out_ += "Z\"";
  paint("fill", fill);
  out_ += "/>\n";
}

void Svg::text(ImVec2 baseline, const TextStyle& style, std::string_view text) {
  out_ += "<text";
  attribute("x", baseline.x);
  attribute("y", baseline.y);
  out_ += R"( font-family=")";
  out_ += familyOf(style.face);
  out_ += '"';
  attribute("font-size", style.size);
  if (style.face == Face::Strong) out_ += R"( font-weight="600")";
  paint("fill", style.colour);
  // Spaces are part of what is shown.
  out_ += R"( xml:space="preserve">)";
  escaped(text);
  out_ += "</text>\n";
}

void Svg::pushClip(const Box& frame) {
  const std::string id = "clip" + std::to_string(clips_++);
  out_ += "<clipPath id=\"" + id + "\"><rect";
  box(frame, 0);
  out_ += "/></clipPath>\n<g clip-path=\"url(#" + id + ")\">\n";
}

void Svg::popClip() {
  out_ += "</g>\n";
}

std::string Svg::finished() && {
  out_ += "</svg>\n";
  return std::move(out_);
}

void Svg::paint(std::string_view property, ImU32 colour) {
  const auto channel = [&](unsigned shift) { return std::to_string((colour >> shift) & 0xffU); };
  out_ += ' ';
  out_ += property;
  out_ += "=\"rgb(" + channel(IM_COL32_R_SHIFT) + ',' + channel(IM_COL32_G_SHIFT) + ',' +
          channel(IM_COL32_B_SHIFT) + ")\"";
  const ImU32 alpha = (colour >> IM_COL32_A_SHIFT) & 0xffU;
  if (alpha == 0xff) return;
  attribute(property == "fill" ? "fill-opacity" : "stroke-opacity",
            static_cast<float>(alpha) / 255);
}

void Svg::stroke(ImU32 colour, float thickness, bool isDashed) {
  paint("stroke", colour);
  attribute("stroke-width", thickness);
  if (isDashed) out_ += kDash;
}

void Svg::attribute(std::string_view name, float value) {
  out_ += ' ';
  out_ += name;
  out_ += "=\"";
  length(value);
  out_ += '"';
}

// By hand: what a locale or a library thinks of a float has no say in a file that is compared.
void Svg::length(float value) {
  const long hundredths = std::isfinite(value) ? std::lround(value * 100) : 0;
  if (hundredths < 0) out_ += '-';
  out_ += std::to_string(std::labs(hundredths) / 100);
  const long rest = std::labs(hundredths) % 100;
  if (rest == 0) return;
  out_ += '.';
  out_ += static_cast<char>('0' + rest / 10);
  if (rest % 10 != 0) out_ += static_cast<char>('0' + rest % 10);
}

void Svg::point(ImVec2 at) {
  length(at.x);
  out_ += ',';
  length(at.y);
  out_ += ' ';
}

void Svg::box(const Box& frame, float corner) {
  attribute("x", frame.left);
  attribute("y", frame.top);
  attribute("width", std::max(0.0F, frame.width()));
  attribute("height", std::max(0.0F, frame.height()));
  if (corner > 0) attribute("rx", corner);
}

void Svg::escaped(std::string_view text) {
  while (!text.empty()) {
    const std::string_view before = text;
    const char32_t character = takeCharacter(text);
    const std::string_view bytes = before.substr(0, before.size() - text.size());
    if (character == '&')
      out_ += "&amp;";
    else if (character == '<')
      out_ += "&lt;";
    else if (character == '>')
      out_ += "&gt;";
    else if (character == '"')
      out_ += "&quot;";
    else if (character == kReplacement || !isAllowed(character))
      out_ += "\xef\xbf\xbd";
    else
      out_ += bytes;
  }
}

} // namespace logitscope::shell
