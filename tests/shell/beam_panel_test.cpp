// The beam search, drawn into memory.

#include "panels/beam_panel.h"
#include "screen.h"
#include "shell_support.h"

#include <doctest/doctest.h>

namespace logitscope::shell {

using namespace test;

namespace {

class BeamScreen {
public:
  explicit BeamScreen(float width) : store(asked("The cat")), screen_(width, 6000) {
    mustDo(store, SetView{View::Beam});
    mustDo(store, SetBeamOption{BeamOption::MaxNewTokens, 8});
    frame();
    frame();
  }

  Store store;
  float height = 0;

  void frame() {
    Actions actions;
    screen_.frame([&](PanelContext& context) { height = drawBeamPanel(store.beam(), state_, context, actions); });
    for (const Action& action : actions)
      mustDo(store, action);
  }

  void press(const std::string& id) {
    screen_.press(id, [this] { frame(); });
  }

  std::span<const HitBox> boxes() const { return screen_.hits.boxes(); }
  bool has(const std::string& id) const {
    return std::ranges::any_of(boxes(), [&](const HitBox& box) { return box.id == id; });
  }

private:
  BeamPanelState state_;
  Screen screen_;
};

} // namespace

TEST_CASE("a press steps back, another looks at a node, a third takes its tokens, a fourth changes early stopping") {
  BeamScreen screen(1100);
  const std::size_t last = screen.store.beam().step;
  screen.press("back");
  CHECK(screen.store.beam().step == last - 1);
  screen.press("node:1");
  CHECK(screen.store.document().beam.node == 1);
  screen.press("take");
  CHECK(screen.store.document().decoder.tokens().size() == 1);
  screen.press("early stopping:never");
  CHECK(screen.store.document().beam.earlyStopping == EarlyStopping::Never);
}

TEST_CASE("the length penalty's slider goes from end to end") {
  BeamScreen screen(1100);
  screen.press("beam:lengthPenalty");
  CHECK(screen.store.document().beam.lengthPenalty == doctest::Approx(0.5));
}

TEST_CASE("wide and narrow, nothing leaves the panel, and columns without room are a press away") {
  for (const float width : {1100.0F, 390.0F}) {
    BeamScreen screen(width);
    CAPTURE(width);
    for (const HitBox& box : screen.boxes()) {
      CAPTURE(box.id);
      CHECK(box.at.y + box.size.y <= screen.height);
      CHECK(box.at.x >= 0);
      CHECK(box.at.x + box.size.x <= width);
    }
    if (width > 500) continue;
    REQUIRE_FALSE(screen.has("node:1"));
    while (screen.store.beam().step > 0 && !screen.has("node:1")) {
      const auto before = screen.boxes().size();
      screen.press("earlier");
      REQUIRE(before > 0);
    }
    CHECK(screen.has("node:1"));
  }
}

} // namespace logitscope::shell
