#pragma once

#include "logitscope/stages.h"

#include <span>
#include <string_view>

namespace logitscope {

/// Settings that somebody recommends or ships, as a chain.
struct Preset {
  /// The name in JavaScript and links: "balanced".
  std::string_view id;
  std::string_view label;
  /// One sentence: what it is for.
  std::string_view summary;
  /// Who says so.
  std::string_view source;
  Dialect dialect = Dialect::Textbook;
  Chain chain;
};

/// The recipes of textbooks first, then what libraries do unless told otherwise.
std::span<const Preset> presets();
/// By id; null when there is none.
const Preset* findPreset(std::string_view id);

} // namespace logitscope
