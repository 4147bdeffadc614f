// One panel on a screen in memory, over a store of its own: what a press in the picture does to the document.
#pragma once

#include "screen.h"
#include "shell_support.h"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>

namespace logitscope::shell::test {

class PanelScreen {
public:
  /// Draws the panel from the store and gives its height.
  using Draw = std::function<float(const Store&, PanelContext&, Actions&)>;

  PanelScreen(View view, float width, Draw draw, Store begun = {})
      : store(std::move(begun)), draw_(std::move(draw)), screen_(width, 6000) {
    mustDo(store, SetView{view});
    frame();
    frame();
  }

  Store store;
  float height = 0;

  void frame() {
    Actions actions;
    screen_.frame([&](PanelContext& context) { height = draw_(store, context, actions); });
    for (const Action& action : actions)
      mustDo(store, action);
  }

  /// At a share of the box's width, half way down.
  void press(const std::string& id, float share = 0.5F) {
    screen_.point(id, share);
    frame();
    Screen::button(true);
    frame();
    Screen::button(false);
    frame();
    frame();
  }

  /// From the middle of one to the middle of another.
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

  /// Whatever can be taken hold of lies inside the panel.
  void checkRoom(float width) const {
    for (const HitBox& box : screen_.hits.boxes()) {
      CAPTURE(box.id);
      CHECK(box.at.y + box.size.y <= height);
      CHECK(box.at.x >= 0);
      CHECK(box.at.x + box.size.x <= width);
    }
  }

  bool has(const std::string& id) const {
    return std::ranges::any_of(screen_.hits.boxes(), [&](const HitBox& box) { return box.id == id; });
  }

private:
  Draw draw_;
  Screen screen_;
};

} // namespace logitscope::shell::test
