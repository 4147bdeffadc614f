// The columns, drawn into memory.

#include "panels/strategies_panel.h"
#include "screen.h"
#include "shell_support.h"

#include <set>

namespace logitscope::shell {

using namespace test;

namespace {

constexpr float kThreeAcross = 1232;
constexpr float kTwoAcross = 700;
constexpr float kOneAcross = 390;

class StrategiesScreen {
public:
  explicit StrategiesScreen(float width) : store(asked("The cat")), screen_(width) {
    mustDo(store, SetView{View::Strategies});
    frame();
    frame();
  }

  Store store;
  float height = 0;

  void frame() {
    Actions actions;
    screen_.frame([&](PanelContext& context) {
      height = drawStrategiesPanel(store.strategies(), context, actions);
    });
    for (const Action& action : actions)
      mustDo(store, action);
  }

  const HitBox& box(const std::string& id) const { return screen_.box(id); }

  void press(const std::string& id) {
    screen_.point(id);
    frame();
    Screen::button(true);
    frame();
    Screen::button(false);
    frame();
    frame();
  }

  std::string svg() {
    Actions actions;
    return screen_.svgOf(
        [&](PanelContext& context) { drawStrategiesPanel(store.strategies(), context, actions); });
  }

private:
  Screen screen_;
};

/// At how many places the first tokens of the six columns stand.
std::size_t columnsAcross(float width) {
  StrategiesScreen screen(width);
  screen.press("next token");
  std::set<float> lefts;
  for (int i = 0; i < 6; ++i)
    lefts.insert(screen.box("chip:" + std::to_string(i) + ":0").at.x);
  return lefts.size();
}

} // namespace

TEST_CASE("\"Next token\" makes every column go on by one, \"Reset\" takes all back") {
  StrategiesScreen screen(kThreeAcross);
  screen.press("next token");
  screen.press("next token");
  CHECK(screen.store.document().strategies.tokens == 2);
  CHECK(screen.box("chip:0:1").at.x > screen.box("chip:0:0").at.x);
  screen.press("reset");
  CHECK(screen.store.document().strategies.tokens == 0);
}

TEST_CASE("\"Play\" starts and stops, and the switch changes whose luck it is") {
  StrategiesScreen screen(kThreeAcross);
  screen.press("play");
  CHECK(screen.store.document().isPlaying);
  screen.press("play");
  CHECK_FALSE(screen.store.document().isPlaying);
  screen.press("shared luck");
  CHECK_FALSE(screen.store.document().strategies.isLuckShared);
  screen.press("shared luck");
  CHECK(screen.store.document().strategies.isLuckShared);
}

TEST_CASE("six columns stand three across, two across, or one below the other") {
  CHECK(columnsAcross(kThreeAcross) == 3);
  CHECK(columnsAcross(kTwoAcross) == 2);
  CHECK(columnsAcross(kOneAcross) == 1);
}

TEST_CASE("the first tokens leave the picture as tall as it was") {
  StrategiesScreen screen(kThreeAcross);
  const float before = screen.height;
  screen.press("next token");
  CHECK(screen.height == before);
}

TEST_CASE("the picture holds each column's name, settings and figures") {
  StrategiesScreen screen(kThreeAcross);
  screen.press("next token");
  const std::string svg = screen.svg();
  for (const StrategyColumnView& column : screen.store.strategies().columns) {
    CHECK(contains(svg, ">" + column.label + "</text>"));
    CHECK(contains(svg, ">" + column.logProbabilityText + "</text>"));
    CHECK(contains(svg, ">" + column.perplexityText + "</text>"));
  }
  CHECK(contains(svg, "The same noise for all columns"));
}

} // namespace logitscope::shell
