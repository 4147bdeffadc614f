// The exhibits, drawn into memory.

#include "panels/edge_panel.h"
#include "panel_screen.h"

#include <doctest/doctest.h>

namespace logitscope::shell {

using namespace test;

namespace {

PanelScreen edgeScreen(float width) {
  return {View::Edge, width, [](const Store& store, PanelContext& context, Actions& actions) {
            return drawEdgePanel(store.edge(), context, actions);
          }};
}

} // namespace

TEST_CASE("a press opens an exhibit, another moves its boundary") {
  PanelScreen screen = edgeScreen(1100);
  screen.press("exhibit:threshold");
  CHECK(screen.store.edge().exhibit == Exhibit::Threshold);
  screen.press("boundary", 0.02F);
  CHECK(screen.store.edge().stop == 0);
  screen.press("boundary", 0.98F);
  CHECK(screen.store.edge().stop == 4);
}

TEST_CASE("wide and narrow, every exhibit is as tall as all that it shows") {
  for (const float width : {1100.0F, 390.0F}) {
    for (const ExhibitInfo& info : kExhibits) {
      PanelScreen screen = edgeScreen(width);
      screen.press("exhibit:" + std::string(info.name));
      screen.checkRoom(width);
    }
  }
}

} // namespace logitscope::shell
