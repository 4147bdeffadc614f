// Recorded answers in the picture: what is drawn of what nobody knows, and what can be pressed.

#include "panels/builder_panel.h"
#include "panels/entropy_panel.h"
#include "panels/pipeline_panel.h"
#include "panels/tail_panel.h"
#include "recorded_answer.h"
#include "screen.h"
#include "shell_support.h"

#include <doctest/doctest.h>

namespace logitscope::shell {

using namespace test;

namespace {

constexpr float kWide = 1100;

/// Forty tokens, more than any picture has rows for, and a fifth for everything else.
Answer longList() {
  Answer answer{.prompt = "Count:"};
  AnswerStep step;
  for (int i = 0; i < 40; ++i)
    step.tokens.push_back(token(" t" + std::to_string(i), 0.02));
  step.chosen = step.tokens.front();
  step.chosenAt = 0;
  answer.steps = {step, step};
  return answer;
}

class RecordedScreen {
public:
  RecordedScreen(const Answer& answer, View view) : screen_(kWide) {
    mustDo(store, recorded(answer));
    mustDo(store, SetParam{kTopP, "p", 1});
    mustDo(store, SetView{view});
    frame();
    frame();
  }

  Store store;

  Actions frame() {
    Actions actions;
    screen_.frame([&](PanelContext& context) { draw(context, actions); });
    return actions;
  }
  std::string svg() {
    Actions actions;
    return screen_.svgOf([&](PanelContext& context) { draw(context, actions); });
  }
  /// What a press asks for.
  Actions press(const std::string& id) {
    screen_.point(id);
    frame();
    Screen::button(true);
    Actions all = frame();
    Screen::button(false);
    for (int i = 0; i < 2; ++i) {
      const Actions more = frame();
      all.insert(all.end(), more.begin(), more.end());
    }
    return all;
  }
  bool has(const std::string& id) const {
    return std::ranges::find(screen_.hits.boxes(), id, &HitBox::id) != screen_.hits.boxes().end();
  }

private:
  void draw(PanelContext& context, Actions& actions) {
    const auto controls = controlsInPicture(store.controls(), store.document().view);
    if (store.document().view == View::Builder) {
      drawBuilderPanel({store.builder(), controls, false, false, 9}, builder_, context, actions);
    } else if (store.document().view == View::Entropy) {
      drawEntropyPanel(store.entropy(), entropy_, context, actions);
    } else if (store.document().view == View::Tail) {
      drawTailPanel(store.tail(), controls, tail_, context, actions);
    } else {
      drawPipelinePanel({store.document(), store.pipeline(), controls, 9}, pipeline_, context, actions);
    }
  }

  Screen screen_;
  PipelinePanelState pipeline_;
  BuilderPanelState builder_;
  EntropyPanelState entropy_;
  TailPanelState tail_;
};

} // namespace

TEST_CASE("however long its list, the picture of a recorded answer has everything else in it") {
  for (const View view : {View::Pipeline, View::Builder}) {
    RecordedScreen screen(longList(), view);
    const std::string svg = screen.svg();
    CHECK(contains(svg, "everything else"));
    CHECK(contains(svg, "20.0 %"));
    CHECK(contains(svg, "more in the table"));
  }
}

TEST_CASE("both ends of a figure are in the picture") {
  RecordedScreen screen(twoSteps(), View::Pipeline);
  mustDo(screen.store, SetParam{kTemperature, "temperature", 0.5});
  CHECK(contains(screen.svg(), "78.1–83.3 %"));
}

TEST_CASE("a recorded answer is not drawn again in the picture: it goes on") {
  RecordedScreen screen(twoSteps(), View::Pipeline);
  CHECK_FALSE(screen.has("draw again"));
  const Actions actions = screen.press("next step");
  REQUIRE(actions.size() == 1);
  CHECK(std::holds_alternative<Sample>(actions[0]));
}

TEST_CASE("the text of a recorded answer is in the picture, its first token's alternatives with everything else beside it") {
  RecordedScreen screen(twoSteps(), View::Entropy);
  const std::string svg = screen.svg();
  for (const char* text : {">Answer<", "␣four", "everything else", "20.0 %", "entropy, at least", "2.50 bits"})
    CHECK_MESSAGE(contains(svg, text), text);
  const Actions actions = screen.press("chip:1");
  REQUIRE(actions.size() == 1);
  CHECK(std::get<FocusToken>(actions[0]).token == 1);
}

TEST_CASE("a chart cuts off no dot at either end of its axis") {
  RecordedScreen screen(twoSteps(), View::Entropy);
  const std::string svg = screen.svg();
  // The rectangle that the curve is cut to, and where it begins and ends.
  const auto numberAfter = [&](std::string_view key, std::size_t from) {
    const std::size_t at = svg.find(key, from);
    REQUIRE(at != std::string::npos);
    return std::stod(svg.substr(at + key.size()));
  };
  const std::size_t clip = svg.find("<clipPath");
  REQUIRE(clip != std::string::npos);
  const double left = numberAfter("x=\"", clip);
  const double right = left + numberAfter("width=\"", clip);
  std::size_t dots = 0;
  const std::size_t end = svg.find("</g>", clip);
  for (std::size_t at = svg.find("<circle", clip); at < end; at = svg.find("<circle", at + 1)) {
    const double x = numberAfter("cx=\"", at);
    const double radius = numberAfter("r=\"", svg.find(" r=\"", at));
    CHECK(x - radius >= left);
    CHECK(x + radius <= right);
    ++dots;
  }
  CHECK(dots >= 2);
}

TEST_CASE("a preset over the tail of a recorded answer has both its ends in the picture") {
  RecordedScreen screen(twoSteps(), View::Tail);
  mustDo(screen.store, CompareTail{"warmMinP"});
  const std::string svg = screen.svg();
  CHECK(contains(svg, "Warm with min-p, at least"));
  CHECK(contains(svg, "Warm with min-p, at most"));
}

TEST_CASE("everything else is no token that a press could pick; the tokens beside it are") {
  RecordedScreen screen(twoSteps(), View::Builder);
  CHECK(screen.press("token:0").empty());
  const Actions actions = screen.press("token:" + std::to_string(idOf(screen.store, " five")));
  REQUIRE(actions.size() == 1);
  CHECK(std::get<Pick>(actions[0]).id == idOf(screen.store, " five"));
}

} // namespace logitscope::shell
