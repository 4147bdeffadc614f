// The draws, drawn into memory.

#include "panels/draws_panel.h"
#include "screen.h"
#include "shell_support.h"

#include <doctest/doctest.h>

namespace logitscope::shell {

using namespace test;

namespace {

class DrawsScreen {
public:
  explicit DrawsScreen(float width) : screen_(width, 4000) {
    mustDo(store, SetView{View::Draws});
    frame();
    frame();
  }

  Store store;
  float height = 0;

  void frame() {
    Actions actions;
    const auto controls = controlsInPicture(store.controls(), View::Draws);
    screen_.frame([&](PanelContext& context) {
      height = drawDrawsPanel(store.draws(), controls, state_, context, actions);
    });
    for (const Action& action : actions)
      mustDo(store, action);
  }

  void press(const std::string& id) {
    screen_.press(id, [this] { frame(); });
  }

  std::span<const HitBox> boxes() const { return screen_.hits.boxes(); }

private:
  DrawsPanelState state_;
  Screen screen_;
};

} // namespace

TEST_CASE("a press draws, another changes the sampler, a third starts over") {
  DrawsScreen screen(1100);
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
    DrawsScreen screen(width);
    screen.press("draw:100");
    for (const HitBox& box : screen.boxes()) {
      CAPTURE(box.id);
      CHECK(box.at.y + box.size.y <= screen.height);
      CHECK(box.at.x + box.size.x <= width);
    }
  }
}

} // namespace logitscope::shell
