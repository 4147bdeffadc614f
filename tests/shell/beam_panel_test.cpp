// The beam search, drawn into memory.

#include "panels/beam_panel.h"
#include "panel_screen.h"

#include <doctest/doctest.h>

#include <utility>

namespace logitscope::shell {

using namespace test;

namespace {

PanelScreen beamScreen(float width) {
  Store begun = asked("The cat");
  mustDo(begun, SetBeamOption{BeamOption::MaxNewTokens, 8});
  return {View::Beam, width,
          [state = BeamPanelState{}](const Store& store, PanelContext& context, Actions& actions) mutable {
            return drawBeamPanel(store.beam(), state, context, actions);
          },
          std::move(begun)};
}

} // namespace

TEST_CASE("a press steps back, another looks at a node, a third takes its tokens, a fourth changes early stopping") {
  PanelScreen screen = beamScreen(1100);
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
  PanelScreen screen = beamScreen(1100);
  screen.press("beam:lengthPenalty");
  CHECK(screen.store.document().beam.lengthPenalty == doctest::Approx(0.5));
}

TEST_CASE("wide and narrow, nothing leaves the panel, and columns without room are a press away") {
  for (const float width : {1100.0F, 390.0F}) {
    PanelScreen screen = beamScreen(width);
    CAPTURE(width);
    screen.checkRoom(width);
    if (width > 500) continue;
    REQUIRE_FALSE(screen.has("node:1"));
    while (screen.store.beam().step > 0 && !screen.has("node:1")) {
      REQUIRE(screen.has("earlier"));
      screen.press("earlier");
    }
    CHECK(screen.has("node:1"));
  }
}

} // namespace logitscope::shell
