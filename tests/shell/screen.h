// A screen in memory: Dear ImGui without a window. What a pointer does is read from what a panel returns.
#pragma once

#include "widgets/panel_context.h"

#include <doctest/doctest.h>
#include <imgui.h>

#include <algorithm>
#include <string>

namespace logitscope::shell {

class Screen {
public:
  explicit Screen(float width, float height = 900) : size_{width, height} {
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.DisplaySize = size_;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
    applyBareStyle();
    ImFont* font = io.Fonts->AddFontDefault();
    REQUIRE(font != nullptr);
    look = {.palette = paletteOf(ThemeName::Light),
            .fonts = {font, font, font},
            .isMotionReduced = true};
  }
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;
  ~Screen() { ImGui::DestroyContext(); }

  Look look;
  Hits hits;
  TextRaster* raster = nullptr;
  bool isMoving = false;

  /// One frame of whatever [draw] draws with the context that it is given.
  template <typename Draw> void frame(const Draw& draw, Svg* svg = nullptr) {
    ImGui::GetIO().DeltaTime = 1.0F / 60;
    ImGui::NewFrame();
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(size_);
    ImGui::Begin("test", nullptr, ImGuiWindowFlags_NoDecoration);
    const ImVec2 origin = ImGui::GetCursorScreenPos();
    hits.begin(origin);
    Painter painter({*ImGui::GetWindowDrawList(), look.fonts, look.hairline, svg, raster, origin});
    PanelContext context{.painter = painter,
                         .look = look,
                         .hits = hits,
                         .origin = origin,
                         .width = size_.x,
                         .now = ImGui::GetTime(),
                         .isStill = svg != nullptr};
    draw(context);
    isMoving = context.wantsMotion;
    ImGui::End();
    ImGui::Render();
  }

  /// The same as an SVG document.
  template <typename Draw> std::string svgOf(const Draw& draw) {
    Svg svg(size_, {"title", "what it is"});
    frame(draw, &svg);
    return std::move(svg).finished();
  }

  const HitBox& box(const std::string& id) const {
    const auto found = std::ranges::find(hits.boxes(), id, &HitBox::id);
    REQUIRE(found != hits.boxes().end());
    return *found;
  }

  /// Puts the pointer at a share of a box's width, half way down.
  void point(const std::string& id, float share = 0.5F) const {
    const HitBox& hit = box(id);
    ImGui::GetIO().AddMousePosEvent(hit.at.x + share * hit.size.x, hit.at.y + hit.size.y / 2);
  }
  static void button(bool isDown) { ImGui::GetIO().AddMouseButtonEvent(0, isDown); }

private:
  ImVec2 size_;
};

inline bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

} // namespace logitscope::shell
