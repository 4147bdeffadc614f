// The draws, drawn into memory.

#include "panels/draws_panel.h"
#include "panel_screen.h"

#include <doctest/doctest.h>

namespace logitscope::shell {

using namespace test;

namespace {

PanelScreen drawsScreen(float width) {
  return {View::Draws, width, [state = DrawsPanelState{}](const Store& store, PanelContext& context, Actions& actions) mutable {
            const auto controls = controlsInPicture(store.controls(), View::Draws);
            return drawDrawsPanel(store.draws(), controls, state, context, actions);
          }};
}

} // namespace

TEST_CASE("a press draws, another changes the sampler, a third starts over") {
  PanelScreen screen = drawsScreen(1100);
  screen.press("draw:10000");
  CHECK(screen.store.draws().count == 10'000);
  screen.press("rule:favouriteFirst");
  CHECK(screen.store.draws().rule == DrawRule::FavouriteFirst);
  screen.press("start over");
  CHECK(screen.store.draws().count == 0);
}

// On a phone the panel told the height of its sliders as its own, and the picture ended below the buttons.
TEST_CASE("wide and narrow, the panel is as tall as all that it shows") {
  for (const float width : {1100.0F, 390.0F}) {
    PanelScreen screen = drawsScreen(width);
    screen.press("draw:100");
    screen.checkRoom(width);
  }
}

} // namespace logitscope::shell
