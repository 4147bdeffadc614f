#pragma once

#include "widgets/panel_context.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace logitscope::shell {

/// One token of a ranked list. Lengths are shares of the list's scale, from 0 to 1.
struct BarRow {
  /// Stays the token's own when the order changes, so that its bar travels with it.
  std::uint64_t key = 0;
  /// For its hit box: "token:17".
  std::string id;
  std::string_view label;
  float share = 0;
  /// Where the share lies between two ends: up to here, hatched.
  std::optional<float> most = {};
  /// The raw value, as a thin mark on the same bar.
  std::optional<float> ghost = {};
  /// As it is printed: "86.2 %".
  std::string_view value;
  /// A second column of figures to the left of the first, muted: a logit. Often empty.
  std::string_view note = {};
  bool isKept = true;
  bool isPicked = false;
  /// No token of its own: hatched, and not to be pressed.
  bool isRest = false;
};

struct BarList {
  std::span<const BarRow> rows;
  /// Above the bars: "probability", "logit".
  std::string_view valueName = {};
  std::string_view noteName = {};
  /// Below them: "and 50,227 more, 0.31 % together". A long list is never cut in silence.
  std::string_view rest = {};
  /// Drawn down across all bars with its name and number.
  std::optional<float> threshold = {};
  std::string_view thresholdText = {};
};

/// What a list remembers from frame to frame, kept by the panel. Holds what is shown, no more.
struct BarListState {
  struct Motion {
    Tween share;
    Tween row;
  };
  std::map<std::uint64_t, Motion> motion;
};

struct BarListResult {
  /// Positions in [BarList::rows].
  std::optional<std::size_t> hovered;
  std::optional<std::size_t> clicked;
  float height = 0;
};

/// The whole row can be pressed; with a finger rows are taller.
BarListResult barList(PanelContext& context, const BarList& list, BarListState& state, ImVec2 at,
                      float width);

} // namespace logitscope::shell
