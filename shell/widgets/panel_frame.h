#pragma once

#include "model/actions.h"
#include "widgets/panel_context.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace logitscope::shell {

/// What the panels of the views are made of: the room inside their margins, texts in it, and two parts side by side or,
/// where there is no room for that, one above the other.
class PanelFrame {
protected:
  /// [wideFrom] is the width from which parts stand side by side.
  PanelFrame(PanelContext& context, Actions& actions, float wideFrom = 860);

  /// Where the first part begins.
  float top() const { return context_.origin.y + kGapWide; }
  /// The height of a panel whose last part ends there.
  float heightTo(float end) const { return end - context_.origin.y + kGapWide; }

  // ---- each part gives where it ends

  /// What the reader's text is so far, above everything else.
  float lead(const std::string& text);
  float title(ImVec2 at, float width, std::string_view text);
  /// In small muted letters, or in those that are read first.
  float wrapped(ImVec2 at, float width, std::string_view text);
  float told(ImVec2 at, float width, std::string_view text);

  /// Two parts, each called with where it begins and how wide it is. Side by side the first has [share] of the width and
  /// a hairline stands between them.
  template <typename One, typename Other> float columns(float y, float share, const One& one, const Other& other) {
    if (!isWide_) return other({left_, one({left_, y}, width_) + kGapWide}, width_);
    const float split = left_ + width_ * share;
    const float end = std::max(one({left_, y}, split - left_ - kGapColumn),
                               other({split + kGapColumn, y}, left_ + width_ - split - kGapColumn));
    painter_.hairlineDown(split, y, end, palette_.line);
    return end;
  }

  PanelContext& context_;
  Painter& painter_;
  const Palette& palette_;
  Actions& actions_;
  bool isWide_;
  float left_;
  float width_;
};

} // namespace logitscope::shell
