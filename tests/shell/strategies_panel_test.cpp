// The columns, drawn into memory.

#include "panels/strategies_panel.h"
#include "recorded_answer.h"
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
  explicit StrategiesScreen(float width, bool isTouched = false) : store(asked("The cat")), screen_(width, 4000) {
    screen_.look.isTouched = isTouched;
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

  bool has(const std::string& id) const {
    return std::ranges::find(screen_.hits.boxes(), id, &HitBox::id) != screen_.hits.boxes().end();
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

TEST_CASE("a column is removed by the × of its title, and another joins at the press of its name") {
  StrategiesScreen screen(kThreeAcross);
  const auto labels = [&] {
    std::vector<std::string> all;
    for (const StrategyColumnView& column : screen.store.strategies().columns)
      all.push_back(column.label);
    return all;
  };
  const std::vector<std::string> before = labels();
  screen.press("remove:1");
  std::vector<std::string> expected = before;
  expected.erase(expected.begin() + 1);
  CHECK(labels() == expected);
  screen.press("add:topK40");
  expected.push_back(before[1]);
  CHECK(labels() == expected);
  // As many as there can be: nothing more is offered.
  screen.press("add:greedy");
  screen.press("add:greedy");
  CHECK(screen.store.strategies().columns.size() == 8);
  CHECK_FALSE(screen.has("add:greedy"));
}

TEST_CASE("no two of the columns that can be added go by the same name") {
  const StrategiesScreen screen(kThreeAcross);
  std::set<std::string> labels;
  for (const TwinOption& choice : screen.store.strategies().choices)
    CHECK_MESSAGE(labels.insert(choice.label).second, choice.label);
}

TEST_CASE("with a finger, a column's × is as large as a finger needs, and lies within its column") {
  StrategiesScreen screen(kOneAcross, true);
  screen.press("next token");
  const HitBox& box = screen.box("remove:0");
  CHECK(box.size.x == kTouchTarget);
  CHECK(box.size.y == kTouchTarget);
  CHECK(box.at.x + box.size.x <= kOneAcross);
  CHECK(box.at.y + box.size.y <= screen.box("chip:0:0").at.y);
}

TEST_CASE("the columns of a recorded answer show what could be drawn, and no luck to share") {
  StrategiesScreen screen(kThreeAcross);
  mustDo(screen.store, recorded(twoSteps()));
  screen.frame();
  CHECK_FALSE(screen.has("shared luck"));
  const std::string svg = screen.svg();
  CHECK(contains(svg, ">␣four</text>"));
  CHECK(contains(svg, ">cannot be told</text>"));
  screen.press("next token");
  CHECK(screen.store.step().context == "Two and two is four");
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
