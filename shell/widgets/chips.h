#pragma once

#include "widgets/panel_context.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace logitscope::shell {

/// One token of a sentence, as a chip in the flow of the text.
struct Chip {
  /// For its hit box: "chip:3".
  std::string id;
  std::string_view label;
  /// Its entropy band, by position in the palette's; none for a token of the prompt, which is grey.
  std::optional<std::size_t> band = {};
  /// A dashed border; the panel says what it stands for.
  bool isDashed = false;
  bool isSelected = false;
  /// It was all there before: underlined.
  bool isRepeated = false;
  /// Here the text leaves another: a stroke before the chip.
  bool isParting = false;
  /// After this chip the text goes on in a new line.
  bool endsLine = false;
};

struct ChipsResult {
  /// Positions in the chips.
  std::optional<std::size_t> hovered;
  std::optional<std::size_t> clicked;
  float height = 0;
};

/// Lays the chips out from the left, as many to a line as there is room for.
ChipsResult chips(PanelContext& context, std::span<const Chip> chips, ImVec2 at, float width);

/// The bands with their letters; [names] tell what each means: "under 1 bit". Gives its height.
float bandLegend(PanelContext& context, std::span<const std::string_view> names, ImVec2 at,
                 float width);

} // namespace logitscope::shell
