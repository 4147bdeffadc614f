// The chain, drawn into memory.

#include "panels/chain_panel.h"
#include "screen.h"
#include "shell_support.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace logitscope::shell {

using namespace test;

namespace {

class ChainScreen {
public:
  explicit ChainScreen(float width) : screen_(width, 6000) {
    mustDo(store, SetView{View::Chain});
    frame();
    frame();
  }

  Store store;
  float height = 0;

  void frame() {
    Actions actions;
    const auto controls = controlsInPicture(store.controls(), View::Chain);
    screen_.frame([&](PanelContext& context) {
      height = drawChainPanel(store.chain(), controls, state_, context, actions);
    });
    for (const Action& action : actions)
      mustDo(store, action);
  }

  void press(const std::string& id) {
    screen_.point(id);
    frame();
    Screen::button(true);
    frame();
    Screen::button(false);
    frame();
    frame();
  }

  void drag(const std::string& id, const std::string& onto) {
    screen_.point(id);
    frame();
    Screen::button(true);
    frame();
    screen_.point(onto);
    frame();
    Screen::button(false);
    frame();
    frame();
  }

  std::span<const HitBox> boxes() const { return screen_.hits.boxes(); }

private:
  ChainPanelState state_;
  Screen screen_;
};

} // namespace

TEST_CASE("a stage is dragged past another, and an undo brings it back") {
  ChainScreen screen(1200);
  // Top-p, the fourth, to where the temperature is, the second.
  screen.drag("handle:3", "handle:1");
  CHECK(screen.store.document().chain[1].kind() == StageKind::TopP);
  CHECK(screen.store.document().chain[2].kind() == StageKind::Temperature);
  mustDo(screen.store, Undo{});
  CHECK(screen.store.document().chain[kTopP].kind() == StageKind::TopP);
}

TEST_CASE("a stage that is let go where it was stays, and a press on its name switches it") {
  ChainScreen screen(1200);
  screen.store.startHere();
  screen.drag("handle:3", "handle:3");
  CHECK(screen.store.document().chain[kTopP].kind() == StageKind::TopP);
  CHECK_FALSE(screen.store.canUndo());
  screen.press("stage:3");
  CHECK_FALSE(screen.store.document().chain[kTopP].isEnabled);
}

TEST_CASE("a press on a dialect follows its rules, one on a token asks why, and one says what the server does") {
  ChainScreen screen(1200);
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
  ChainScreen screen(1200);
  const Preset& preset = presets().back();
  screen.press("preset:" + std::string(preset.id));
  CHECK(screen.store.document().dialect == preset.dialect);
  CHECK(screen.store.canUndo());
}

TEST_CASE("wide and narrow, all of the chain is inside the panel") {
  for (const float width : {1200.0F, 390.0F}) {
    ChainScreen screen(width);
    screen.press("token:4");
    screen.press("seen:kept");
    for (const HitBox& box : screen.boxes()) {
      CAPTURE(box.id);
      CHECK(box.at.y + box.size.y <= screen.height);
      CHECK(box.at.x + box.size.x <= width);
    }
  }
}

} // namespace logitscope::shell
