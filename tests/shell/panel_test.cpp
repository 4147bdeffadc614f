// Panels without a window: Dear ImGui draws into memory, and what a pointer does is read from the actions.

#include "model/store.h"
#include "panels/pipeline_panel.h"

#include <doctest/doctest.h>
#include <imgui.h>

#include <algorithm>
#include <string>

using namespace logitscope;
using namespace logitscope::shell;

namespace {

constexpr float kWide = 1100;
constexpr float kNarrow = 390;

/// A screen in memory, with one store and one panel on it.
class Screen {
public:
  explicit Screen(float width) {
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.DisplaySize = {width, 900};
    io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
    applyBareStyle();
    ImFont* font = io.Fonts->AddFontDefault();
    REQUIRE(font != nullptr);
    look_ = {.palette = paletteOf(ThemeName::Light),
             .fonts = {font, font, font},
             .isMotionReduced = true};
    frame();
    frame();
  }
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;
  ~Screen() { ImGui::DestroyContext(); }

  Store store;
  PipelinePanelState state;
  Hits hits;
  float height = 0;
  bool isMoving = false;

  /// Draws a frame, carries its actions out, and tells how many there were.
  std::size_t frame(Svg* svg = nullptr) {
    ImGui::GetIO().DeltaTime = 1.0F / 60;
    ImGui::NewFrame();
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
    ImGui::Begin("test", nullptr, ImGuiWindowFlags_NoDecoration);
    Actions actions;
    const ImVec2 origin = ImGui::GetCursorScreenPos();
    hits.begin(origin);
    Painter painter(
        {*ImGui::GetWindowDrawList(), look_.fonts, look_.hairline, svg, nullptr, origin});
    PanelContext context{.painter = painter,
                         .look = look_,
                         .hits = hits,
                         .origin = origin,
                         .width = ImGui::GetContentRegionAvail().x,
                         .now = ImGui::GetTime(),
                         .isStill = svg != nullptr};
    height = drawPipelinePanel({store.document(), store.pipeline(), store.controls(), 0.25}, state,
                               context, actions);
    isMoving = context.wantsMotion;
    ImGui::End();
    ImGui::Render();
    for (const Action& action : actions)
      CHECK_FALSE(store.dispatch(action));
    return actions.size();
  }

  const HitBox& box(const std::string& id) const {
    const auto found = std::ranges::find(hits.boxes(), id, &HitBox::id);
    REQUIRE(found != hits.boxes().end());
    return *found;
  }

  /// Presses at a share of a box's width, half way down.
  void press(const std::string& id, float share) {
    const HitBox hit = box(id);
    ImGuiIO& io = ImGui::GetIO();
    io.AddMousePosEvent(hit.at.x + share * hit.size.x, hit.at.y + hit.size.y / 2);
    frame();
    io.AddMouseButtonEvent(0, true);
    frame();
  }
  void release() {
    ImGui::GetIO().AddMouseButtonEvent(0, false);
    frame();
    frame();
  }

private:
  Look look_;
};

} // namespace

TEST_CASE("a slider pressed at its right end goes to its largest value") {
  Screen screen(kWide);
  screen.press("slider0", 0.999F);
  CHECK(screen.store.controls()[0].value == 2);
  screen.release();
}

TEST_CASE("a slider held still sends nothing more") {
  Screen screen(kWide);
  screen.press("slider2", 0.5F);
  const auto revision = screen.store.revision();
  CHECK(screen.frame() == 0);
  CHECK(screen.store.revision() == revision);
  screen.release();
}

TEST_CASE("\"Draw again\" acts once, when it is let go") {
  Screen screen(kWide);
  screen.press("draw again", 0.5F);
  CHECK(screen.store.document().seed == 42.0);
  screen.release();
  CHECK(screen.store.document().seed == 43.0);
}

TEST_CASE("on a phone one chart is shown, and its tab chooses which") {
  Screen screen(kNarrow);
  CHECK(screen.state.column == 0);
  screen.press("tab2", 0.5F);
  screen.release();
  CHECK(screen.state.column == 1);
  CHECK(screen.box("slider0").size.x > kNarrow / 2);
}

TEST_CASE("wide, all sliders are there at once and no tab is") {
  const Screen screen(kWide);
  CHECK(screen.box("slider0").at.x < screen.box("slider1").at.x);
  CHECK(screen.box("slider1").at.y < screen.box("slider2").at.y);
  CHECK(std::ranges::none_of(screen.hits.boxes(),
                             [](const HitBox& hit) { return hit.id.starts_with("tab"); }));
}

TEST_CASE(
    "the panel asks for no more height than its content, and for more when there are more rows") {
  Screen screen(kWide);
  const float five = screen.height;
  CHECK(five > 300);
  CHECK(five < 700);
  Scenario scenario{.context = "", .source = ""};
  for (int i = 0; i < 100; ++i) {
    scenario.tokens.push_back("t" + std::to_string(i));
    scenario.logits.push_back(-i);
  }
  screen.store.dispatch(LoadScenario{scenario});
  screen.frame();
  CHECK(screen.height > five);
  CHECK(screen.height < 1000);
}

TEST_CASE("what the panel remembers of motion does not grow with the scenarios it has shown") {
  Screen screen(kWide);
  for (int round = 0; round < 50; ++round) {
    Scenario scenario{.context = "", .source = ""};
    for (int i = 0; i < 40 + round; ++i) {
      scenario.tokens.push_back("t" + std::to_string(i));
      scenario.logits.push_back(i);
    }
    screen.store.dispatch(LoadScenario{scenario});
    screen.frame();
  }
  CHECK(screen.state.motion.size() <= kMaxPipelineRows);
}

TEST_CASE("with reduced motion nothing moves") {
  Screen screen(kWide);
  screen.store.dispatch(SetParam{0, "temperature", 0.5});
  screen.frame();
  CHECK_FALSE(screen.isMoving);
}

TEST_CASE("a panel saved as SVG shows its words, its bars and its hatching, and nothing hovered") {
  Screen screen(kWide);
  Scenario scenario{.context = "", .source = ""};
  scenario.tokens = {"<a> & \"b\"", "c", "d"};
  scenario.logits = {3, 1, -4};
  REQUIRE_FALSE(screen.store.dispatch(LoadScenario{scenario}));
  screen.frame();
  Svg svg({kWide, screen.height}, {"title", "what it is"});
  screen.frame(&svg);
  const std::string text = std::move(svg).finished();
  CHECK(text.starts_with("<svg "));
  CHECK(text.ends_with("</svg>\n"));
  CHECK(text.find("<title>title</title>") != std::string::npos);
  CHECK(text.find("<desc>what it is</desc>") != std::string::npos);
  CHECK(text.find("&lt;a&gt;") != std::string::npos);
  CHECK(text.find("<a>") == std::string::npos);
  CHECK(text.find(">Softmax</text>") != std::string::npos);
  CHECK(text.find(screen.store.pipeline().rows[0].cells[2].text) != std::string::npos);
  CHECK(text.find("fill=\"rgb(47,95,208)\"") != std::string::npos);
  CHECK(text.find("<path d=\"M") != std::string::npos);
}

TEST_CASE("a tween starts where it stands, arrives, and turns round midway") {
  Tween tween;
  CHECK(tween.at(1, 0, false) == 1);
  CHECK(tween.at(2, 10, false) == 1);
  const float midway = tween.at(2, 10 + kMotionSeconds / 2, false);
  CHECK(midway > 1);
  CHECK(midway < 2);
  CHECK(tween.at(1, 10 + kMotionSeconds / 2, false) == doctest::Approx(midway));
  CHECK(tween.isMoving(10 + kMotionSeconds / 2));
  CHECK(tween.at(1, 20, false) == 1);
  CHECK_FALSE(tween.isMoving(20));
}
