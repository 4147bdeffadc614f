// The map of the sweep, drawn into memory.

#include "panels/sweep_panel.h"
#include "panel_screen.h"

#include <doctest/doctest.h>

namespace logitscope::shell {

using namespace test;

namespace {

PanelScreen sweepScreen(float width) {
  return {View::Sweep, width, [](const Store& store, PanelContext& context, Actions& actions) {
            const auto controls = controlsInPicture(store.controls(), View::Sweep);
            return drawSweepPanel(store.sweep(), controls, context, actions);
          }};
}

} // namespace

// Half way up of 20 values from 0.05 to 1: the eleventh from below.
TEST_CASE("a press on the map takes the setting below it") {
  PanelScreen screen = sweepScreen(1100);
  screen.press("map", 0.26F);
  CHECK(mainControl(screen.store, kTemperature).value == 0.5);
  CHECK(mainControl(screen.store, kTopP).value == 0.55);
  screen.press("map", 0.999F);
  CHECK(mainControl(screen.store, kTemperature).value == 2);
}

TEST_CASE("chips change what is shown and what the axes stand for") {
  PanelScreen screen = sweepScreen(1100);
  screen.press("show:entropy");
  CHECK(screen.store.sweep().figure == SweepFigure::Entropy);
  screen.press("y:minP");
  CHECK(screen.store.sweep().y.label == "Min-p");
  screen.press("x:topK");
  CHECK(screen.store.sweep().x.label == "Top-k");
}

TEST_CASE("wide and narrow, the panel is as tall as all that it shows, with a map or without") {
  for (const float width : {1100.0F, 390.0F}) {
    PanelScreen screen = sweepScreen(width);
    for (const bool hasMap : {true, false}) {
      if (!hasMap) mustDo(screen.store, RemoveStage{kTopP});
      screen.frame();
      screen.checkRoom(width);
    }
  }
}

} // namespace logitscope::shell
