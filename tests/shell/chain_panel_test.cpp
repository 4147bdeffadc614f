// The chain, drawn into memory.

#include "panels/chain_panel.h"
#include "panel_screen.h"

#include <doctest/doctest.h>

#include <string>

namespace logitscope::shell {

using namespace test;

namespace {

PanelScreen chainScreen(float width) {
  return {View::Chain, width, [state = ChainPanelState{}](const Store& store, PanelContext& context, Actions& actions) mutable {
            const auto controls = controlsInPicture(store.controls(), View::Chain);
            return drawChainPanel(store.chain(), controls, state, context, actions);
          }};
}

} // namespace

TEST_CASE("a stage is dragged past another, and an undo brings it back") {
  PanelScreen screen = chainScreen(1200);
  // Top-p, the fourth, to where the temperature is, the second.
  screen.drag("handle:3", "handle:1");
  CHECK(screen.store.document().chain[1].kind() == StageKind::TopP);
  CHECK(screen.store.document().chain[2].kind() == StageKind::Temperature);
  mustDo(screen.store, Undo{});
  CHECK(screen.store.document().chain[kTopP].kind() == StageKind::TopP);
}

TEST_CASE("a stage that is let go where it was stays, and a press on its name switches it") {
  PanelScreen screen = chainScreen(1200);
  screen.store.startHere();
  screen.drag("handle:3", "handle:3");
  CHECK(screen.store.document().chain[kTopP].kind() == StageKind::TopP);
  CHECK_FALSE(screen.store.canUndo());
  screen.press("stage:3");
  CHECK_FALSE(screen.store.document().chain[kTopP].isEnabled);
}

TEST_CASE("a press on a dialect follows its rules, one on a token asks why, and one says what the server does") {
  PanelScreen screen = chainScreen(1200);
  screen.press("dialect:2");
  CHECK(screen.store.document().dialect == Dialect::LlamaCpp);
  screen.press("token:4");
  REQUIRE(screen.store.chain().asked);
  screen.press("seen:removed");
  CHECK(screen.store.document().chainView.seen == std::vector<Observation>{{4, false}});
  screen.press("forget");
  CHECK(screen.store.document().chainView.seen.empty());
}

TEST_CASE("a preset takes the place of the chain, in its dialect") {
  PanelScreen screen = chainScreen(1200);
  const Preset& preset = presets().back();
  screen.press("preset:" + std::string(preset.id));
  CHECK(screen.store.document().dialect == preset.dialect);
  CHECK(screen.store.canUndo());
}

TEST_CASE("a stage is chosen from all that there are and acts last; its × takes it out") {
  PanelScreen screen = chainScreen(1200);
  const std::size_t before = screen.store.document().chain.size();
  REQUIRE_FALSE(screen.has("add:xtc"));
  screen.press("add");
  screen.press("add:xtc");
  REQUIRE(screen.store.document().chain.size() == before + 1);
  CHECK(screen.store.document().chain.back().kind() == StageKind::Xtc);
  CHECK_FALSE(screen.has("add:xtc"));
  screen.press("remove:" + std::to_string(before));
  CHECK(screen.store.document().chain.size() == before);
}

TEST_CASE("wide and narrow, all of the chain is inside the panel") {
  for (const float width : {1200.0F, 390.0F}) {
    PanelScreen screen = chainScreen(width);
    screen.press("token:4");
    screen.press("seen:kept");
    screen.press("add");
    screen.checkRoom(width);
  }
}

} // namespace logitscope::shell
