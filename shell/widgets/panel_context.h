#pragma once

#include "theme.h"
#include "widgets/box.h"
#include "widgets/painter.h"
#include "widgets/tween.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace logitscope::shell {

/// Something that can be taken hold of, and where it was laid out: for whoever has to find it
/// without eyes. CSS pixels from the panel's corner.
struct HitBox {
  std::string id;
  ImVec2 at;
  ImVec2 size;
  /// The stage of the chain that a slider belongs to.
  std::optional<std::size_t> stage = {};
};

/// The hit boxes of one frame.
class Hits {
public:
  void begin(ImVec2 origin) {
    origin_ = origin;
    boxes_.clear();
  }
  void add(std::string id, const Box& box, std::optional<std::size_t> stage = {}) {
    boxes_.push_back({std::move(id),
                      {box.left - origin_.x, box.top - origin_.y},
                      {box.width(), box.height()},
                      stage});
  }
  std::span<const HitBox> boxes() const { return boxes_; }

private:
  ImVec2 origin_;
  std::vector<HitBox> boxes_;
};

/// What the pointer does with one thing.
struct Touch {
  bool isHovered = false;
  bool isHeld = false;
  /// Pressed and let go on it, once.
  bool isClicked = false;
};

/// One frame of one panel: what it draws with, where, and what it finds out about the pointer.
/// A panel is a function: draw…Panel(view, state, context, actions), which returns its height.
struct PanelContext {
  Painter& painter;
  const Look& look;
  Hits& hits;
  /// The panel's upper left corner on the screen, and the room it has.
  ImVec2 origin;
  float width = 0;
  /// Seconds.
  double now = 0;
  /// A picture is taken: nothing is hovered in it.
  bool isStill = false;
  /// Something is on its way: the panel wants another frame.
  bool wantsMotion = false;

  const Palette& palette() const { return look.palette; }

  /// Lets [box] be taken hold of, under an id that is unique in the panel, and notes it as a hit box.
  Touch take(const std::string& id, const Box& box, std::optional<std::size_t> stage = {});
  /// Whether the pointer is over [box] and over nothing that lies above it.
  bool isHovered(const Box& box) const;
  ImVec2 pointer() const { return ImGui::GetIO().MousePos; }

  /// Where a number is on its way to [target]; asks for another frame while it moves.
  float moved(Tween& tween, float target);

  /// The common texts: words and figures, small unless said otherwise.
  TextStyle words(ImU32 colour, float size = kSizeSmall) const {
    return {Face::Text, size, colour};
  }
  TextStyle strong(ImU32 colour, float size = kSizeBody) const {
    return {Face::Strong, size, colour};
  }
  TextStyle mono(ImU32 colour, float size = kSizeSmall) const { return {Face::Mono, size, colour}; }
};

} // namespace logitscope::shell
