// Panels without a window: Dear ImGui draws into memory, and what a pointer does is read from the actions.

#include "panels/pipeline_panel.h"
#include "screen.h"
#include "shell_support.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using namespace logitscope;
using namespace logitscope::shell;
using namespace logitscope::shell::test;

namespace {

constexpr float kWide = 1100;
constexpr float kNarrow = 390;

/// A screen with one store and one panel on it.
class PipelineScreen {
public:
  explicit PipelineScreen(float width) : screen_(width) {
    frame();
    frame();
  }

  Store store;
  PipelinePanelState state;
  float height = 0;

  /// Draws a frame, carries its actions out, and tells how many there were.
  std::size_t frame() {
    Actions actions;
    screen_.frame([&](PanelContext& context) { draw(context, actions); });
    for (const Action& action : actions)
      CHECK_FALSE(store.dispatch(action));
    return actions.size();
  }

  std::string svg() {
    Actions actions;
    return screen_.svgOf([&](PanelContext& context) { draw(context, actions); });
  }

  bool isMoving() const { return screen_.isMoving; }
  std::span<const HitBox> boxes() const { return screen_.hits.boxes(); }
  const HitBox& box(const std::string& id) const { return screen_.box(id); }

  void point(const std::string& id, float share = 0.5F) {
    screen_.point(id, share);
    frame();
  }
  void press(const std::string& id, float share) {
    point(id, share);
    Screen::button(true);
    frame();
  }
  void release() {
    Screen::button(false);
    frame();
    frame();
  }

private:
  void draw(PanelContext& context, Actions& actions) {
    const auto controls = controlsInPicture(store.controls(), View::Pipeline);
    height = drawPipelinePanel({store.document(), store.pipeline(), controls, 9}, state, context,
                               actions);
  }

  Screen screen_;
};

} // namespace

TEST_CASE("a slider pressed at its right end goes to its largest value") {
  PipelineScreen screen(kWide);
  screen.press("slider1", 0.999F);
  CHECK(mainControl(screen.store, kTemperature).value == 2);
  screen.release();
}

TEST_CASE("a slider held still sends nothing more") {
  PipelineScreen screen(kWide);
  screen.press("slider3", 0.5F);
  const auto revision = screen.store.revision();
  CHECK(screen.frame() == 0);
  CHECK(screen.store.revision() == revision);
  screen.release();
}

TEST_CASE("\"Draw again\" acts once, when it is let go") {
  PipelineScreen screen(kWide);
  screen.press("draw again", 0.5F);
  CHECK(screen.store.document().seed == 42.0);
  screen.release();
  CHECK(screen.store.document().seed == 43.0);
}

TEST_CASE("on a phone one chart is shown, and its tab chooses which") {
  PipelineScreen screen(kNarrow);
  CHECK(screen.state.column == 0);
  screen.press("tab2", 0.5F);
  screen.release();
  CHECK(screen.state.column == 1);
  CHECK(screen.box("slider1").size.x > kNarrow / 2);
}

TEST_CASE("wide, all sliders are there at once and no tab is") {
  const PipelineScreen screen(kWide);
  CHECK(screen.box("slider1").at.x < screen.box("slider2").at.x);
  CHECK(screen.box("slider2").at.y < screen.box("slider3").at.y);
  CHECK(std::ranges::none_of(screen.boxes(),
                             [](const HitBox& hit) { return hit.id.starts_with("tab"); }));
}

TEST_CASE(
    "the panel asks for no more height than its content, and for more when there are more rows") {
  PipelineScreen screen(kWide);
  const float five = screen.height;
  CHECK(five > 300);
  CHECK(five < 700);
  Scenario scenario;
  for (int i = 0; i < 100; ++i) {
    scenario.tokens.push_back("t" + std::to_string(i));
    scenario.logits.push_back(-i);
  }
  mustDo(screen.store, table(scenario.tokens, scenario.logits));
  screen.frame();
  CHECK(screen.height > five);
  CHECK(screen.height < 1000);
}

TEST_CASE("what the panel remembers of motion does not grow with the scenarios it has shown") {
  PipelineScreen screen(kWide);
  for (int round = 0; round < 50; ++round) {
    Scenario scenario;
    for (int i = 0; i < 40 + round; ++i) {
      scenario.tokens.push_back("t" + std::to_string(i));
      scenario.logits.push_back(i);
    }
    mustDo(screen.store, table(scenario.tokens, scenario.logits));
    screen.frame();
  }
  CHECK(screen.state.motion.size() <= kMaxPipelineRows);
}

TEST_CASE("with reduced motion nothing moves") {
  PipelineScreen screen(kWide);
  mustDo(screen.store, SetParam{kTemperature, "temperature", 0.5});
  screen.frame();
  CHECK_FALSE(screen.isMoving());
}

TEST_CASE("a panel saved as SVG shows its words, its bars and its hatching, and nothing hovered") {
  PipelineScreen screen(kWide);
  Scenario scenario;
  scenario.tokens = {"<a> & \"b\"", "c", "d"};
  scenario.logits = {3, 1, -4};
  mustDo(screen.store, table(scenario.tokens, scenario.logits));
  screen.frame();
  const std::string text = screen.svg();
  CHECK(text.starts_with("<svg "));
  CHECK(text.ends_with("</svg>\n"));
  CHECK(contains(text, "<title>title</title>"));
  CHECK(contains(text, "<desc>what it is</desc>"));
  CHECK(contains(text, "&lt;a&gt;"));
  CHECK_FALSE(contains(text, "<a>"));
  CHECK(contains(text, ">Softmax</text>"));
  CHECK(contains(text, screen.store.pipeline().rows[0].cells[2].text));
  CHECK(contains(text, "fill=\"rgb(47,95,208)\""));
  CHECK(contains(text, "<path d=\"M"));
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

TEST_CASE("a click on a column's title opens its stage, and the cross closes it") {
  PipelineScreen screen(kWide);
  const float closed = screen.height;
  screen.press("stage:3", 0.2F);
  screen.release();
  REQUIRE(screen.store.document().openColumn == 2U);
  CHECK(screen.height > closed);
  CHECK(screen.svg().find("Z = Σ exp(z)") != std::string::npos);
  screen.press("close stage", 0.5F);
  screen.release();
  CHECK_FALSE(screen.store.document().openColumn);
  CHECK(screen.height == closed);
}

TEST_CASE("on a phone the opened stage is that of the chart which is shown") {
  PipelineScreen screen(kNarrow);
  screen.press("stage:1", 0.2F);
  screen.release();
  screen.press("tab4", 0.5F);
  screen.release();
  CHECK(screen.store.document().openColumn == 3U);
  CHECK(screen.svg().find("Share out") != std::string::npos);
}
