#include "widgets/painter.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace logitscope::shell {

namespace {

constexpr float kHatchStep = 5;
constexpr float kHatchLine = 1;
constexpr float kDashOn = 4;
constexpr float kDashOff = 3;
/// Enough for a curve across a screen to look like one.
constexpr std::size_t kRibbonSteps = 24;

/// The diagonals of a box, each as two points on its border.
std::vector<ImVec2> hatchingOf(const Box& box) {
  std::vector<ImVec2> ends;
  const float height = box.height();
  for (float x = box.left - height + kHatchStep; x < box.right; x += kHatchStep) {
    // From the lower edge at x up to the upper edge at x + height, as far as it lies inside.
    const float from = std::max(x, box.left);
    const float to = std::min(x + height, box.right);
    if (from >= to) continue;
    ends.push_back({from, box.bottom - (from - x)});
    ends.push_back({to, box.bottom - (to - x)});
  }
  return ends;
}

float cubic(float from, float one, float two, float to, float t) {
  const float rest = 1 - t;
  return rest * rest * rest * from + 3 * rest * rest * t * one + 3 * rest * t * t * two +
         t * t * t * to;
}

} // namespace

Box Painter::inSvg(const Box& box) const {
  const ImVec2 min = inSvg(box.min());
  const ImVec2 max = inSvg(box.max());
  return {min.x, min.y, max.x, max.y};
}

std::vector<ImVec2> Painter::inSvg(std::span<const ImVec2> points) const {
  std::vector<ImVec2> moved;
  moved.reserve(points.size());
  for (const ImVec2 at : points)
    moved.push_back(inSvg(at));
  return moved;
}

void Painter::fill(const Box& box, ImU32 colour, float corner) {
  to_.list.AddRectFilled(box.min(), box.max(), colour, corner);
  if (to_.svg != nullptr) to_.svg->rect(inSvg(box), colour, corner);
}

void Painter::outline(const Box& box, ImU32 colour, float thickness, float corner) {
  to_.list.AddRect(box.min(), box.max(), colour, corner, 0, thickness);
  if (to_.svg != nullptr) to_.svg->outline(inSvg(box), colour, thickness, corner, false);
}

void Painter::outlineDashed(const Box& box, ImU32 colour, float thickness) {
  const Box inner = box.grown(-thickness / 2);
  const std::array<ImVec2, 5> corners = {{inner.min(),
                                          {inner.right, inner.top},
                                          inner.max(),
                                          {inner.left, inner.bottom},
                                          inner.min()}};
  for (std::size_t i = 0; i + 1 < corners.size(); ++i)
    lineDashed(corners[i], corners[i + 1], colour, thickness);
}

void Painter::hatch(const Box& box, ImU32 colour) {
  const std::vector<ImVec2> ends = hatchingOf(box);
  for (std::size_t i = 0; i < ends.size(); i += 2)
    to_.list.AddLine(ends[i], ends[i + 1], colour, kHatchLine);
  if (to_.svg == nullptr || ends.empty()) return;
  to_.svg->lines(inSvg(std::span<const ImVec2>(ends)), colour, kHatchLine);
}

void Painter::line(ImVec2 from, ImVec2 to, ImU32 colour, float thickness) {
  to_.list.AddLine(from, to, colour, thickness);
  if (to_.svg == nullptr) return;
  const std::array<ImVec2, 2> ends = {inSvg(from), inSvg(to)};
  to_.svg->lines(ends, colour, thickness);
}

void Painter::lineDashed(ImVec2 from, ImVec2 to, ImU32 colour, float thickness) {
  const std::array<ImVec2, 2> ends = {from, to};
  polylineDashed(ends, colour, thickness);
}

void Painter::polylineDashed(std::span<const ImVec2> points, ImU32 colour, float thickness) {
  float done = 0;
  for (std::size_t i = 0; i + 1 < points.size(); ++i)
    dashes(points[i], points[i + 1], colour, thickness, done);
  if (to_.svg != nullptr) to_.svg->polyline(inSvg(points), colour, thickness, true);
}

void Painter::dashes(ImVec2 from, ImVec2 to, ImU32 colour, float thickness, float& done) {
  constexpr float kPattern = kDashOn + kDashOff;
  const float length = std::hypot(to.x - from.x, to.y - from.y);
  if (length <= 0) return;
  const auto at = [&](float way) {
    const float share = std::clamp(way / length, 0.0F, 1.0F);
    return ImVec2{from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share};
  };
  for (float start = -done; start < length; start += kPattern) {
    if (start + kDashOn <= 0) continue;
    to_.list.AddLine(at(start), at(start + kDashOn), colour, thickness);
  }
  done = std::fmod(done + length, kPattern);
}

void Painter::hairlineAcross(float left, float right, float y, ImU32 colour) {
  const float top = snapped(y, to_.pixel);
  fill({left, top, right, top + to_.pixel}, colour);
}

void Painter::hairlineDown(float x, float top, float bottom, ImU32 colour) {
  const float left = snapped(x, to_.pixel);
  fill({left, top, left + to_.pixel, bottom}, colour);
}

void Painter::polyline(std::span<const ImVec2> points, ImU32 colour, float thickness) {
  if (points.size() < 2) return;
  to_.list.AddPolyline(points.data(), static_cast<int>(points.size()), colour, 0, thickness);
  if (to_.svg != nullptr) to_.svg->polyline(inSvg(points), colour, thickness, false);
}

void Painter::area(std::span<const ImVec2> points, float base, ImU32 colour) {
  if (points.size() < 2) return;
  std::vector<ImVec2> lower(points.begin(), points.end());
  for (ImVec2& at : lower)
    at.y = base;
  band(points, lower, colour);
  if (to_.svg == nullptr) return;
  std::vector<ImVec2> corners;
  for (const ImVec2 at : points)
    corners.push_back(inSvg(at));
  corners.push_back(inSvg(lower.back()));
  corners.push_back(inSvg(lower.front()));
  to_.svg->polygon(corners, colour);
}

void Painter::triangle(ImVec2 one, ImVec2 two, ImVec2 three, ImU32 colour) {
  to_.list.AddTriangleFilled(one, two, three, colour);
  if (to_.svg == nullptr) return;
  const std::array<ImVec2, 3> corners = {inSvg(one), inSvg(two), inSvg(three)};
  to_.svg->polygon(corners, colour);
}

void Painter::circle(ImVec2 centre, float radius, ImU32 colour) {
  to_.list.AddCircleFilled(centre, radius, colour);
  if (to_.svg != nullptr) to_.svg->circle(inSvg(centre), radius, colour);
}

void Painter::ribbon(const Edge& from, const Edge& to, ImU32 colour) {
  std::array<ImVec2, kRibbonSteps + 1> upper;
  std::array<ImVec2, kRibbonSteps + 1> lower;
  const float middle = (from.x + to.x) / 2;
  for (std::size_t i = 0; i <= kRibbonSteps; ++i) {
    const float t = static_cast<float>(i) / kRibbonSteps;
    const float x = cubic(from.x, middle, middle, to.x, t);
    upper[i] = {x, cubic(from.top, from.top, to.top, to.top, t)};
    lower[i] = {x, cubic(from.bottom, from.bottom, to.bottom, to.bottom, t)};
  }
  band(upper, lower, colour);
  if (to_.svg == nullptr) return;
  to_.svg->ribbon(inSvg(ImVec2{from.x, from.top}), inSvg(ImVec2{from.x, from.bottom}),
                  inSvg(ImVec2{to.x, to.top}), inSvg(ImVec2{to.x, to.bottom}), colour);
}

// One strip of triangles: convex pieces side by side would show their softened seams, and where the
// colour is let through they show twice. Four points at each step: half a pixel outside and half a
// pixel inside of either line.
void Painter::band(std::span<const ImVec2> upper, std::span<const ImVec2> lower, ImU32 colour) {
  constexpr unsigned kAcross = 4;
  constexpr unsigned kIndices = 6 * (kAcross - 1);
  ImDrawList& list = to_.list;
  const auto count = static_cast<unsigned>(upper.size());
  const ImU32 clear = colour & ~IM_COL32_A_MASK;
  const ImVec2 white = ImGui::GetFontTexUvWhitePixel();
  list.PrimReserve(static_cast<int>((count - 1) * kIndices), static_cast<int>(count * kAcross));
  const auto first = static_cast<ImDrawIdx>(list._VtxCurrentIdx);
  for (unsigned i = 0; i < count; ++i) {
    const ImVec2 top = upper[i].y <= lower[i].y ? upper[i] : lower[i];
    const ImVec2 bottom = upper[i].y <= lower[i].y ? lower[i] : upper[i];
    const float soft = to_.pixel / 2;
    const float inside = std::min(soft, (bottom.y - top.y) / 2);
    list.PrimWriteVtx({top.x, top.y - soft}, white, clear);
    list.PrimWriteVtx({top.x, top.y + inside}, white, colour);
    list.PrimWriteVtx({bottom.x, bottom.y - inside}, white, colour);
    list.PrimWriteVtx({bottom.x, bottom.y + soft}, white, clear);
  }
  for (unsigned i = 0; i + 1 < count; ++i) {
    for (unsigned row = 0; row + 1 < kAcross; ++row) {
      const unsigned here = first + i * kAcross + row;
      const unsigned next = here + kAcross;
      for (const unsigned corner : {here, next, next + 1, here, next + 1, here + 1})
        list.PrimWriteIdx(static_cast<ImDrawIdx>(corner));
    }
  }
}

Painter::Clip::Clip(Painter& painter, const Box& box) : painter_(painter) {
  painter.to_.list.PushClipRect(box.min(), box.max(), true);
  if (painter.to_.svg != nullptr) painter.to_.svg->pushClip(painter.inSvg(box));
}

Painter::Clip::~Clip() {
  painter_.to_.list.PopClipRect();
  if (painter_.to_.svg != nullptr) painter_.to_.svg->popClip();
}

} // namespace logitscope::shell
