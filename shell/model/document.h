#pragma once

#include "logitscope/logitscope.h"

#include <optional>

namespace logitscope::shell {

/// All that the reader has chosen. Everything on the screen follows from it, in the canvas and in
/// the HTML.
struct Document {
  Scenario scenario;
  Chain chain;
  Dialect dialect = Dialect::Textbook;
  /// The seed of the coin; empty for a coin that was tossed afresh.
  std::optional<double> seed;
  /// The coin in force, in [0, 1).
  double coin = 0;
};

/// "The cat is" with its five logits, no temperature, top-p 0.9 and the coin of seed 42.
Document firstDocument();

/// What core is asked for this document.
RunRequest requestOf(const Document& document);

} // namespace logitscope::shell
