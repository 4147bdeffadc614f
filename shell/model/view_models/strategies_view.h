#pragma once

#include "model/document.h"
#include "model/strategy_runs.h"
#include "model/twin.h"

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace logitscope::shell {

/// One token of a column.
struct StrategyChip {
  std::string text;
  /// Surprise, 1 to 5.
  int band = 1;
  bool isRepeated = false;
  /// The first that differs from greedy's.
  bool isParting = false;
  /// A recorded answer went on with it.
  bool isRecorded = false;
  /// Everything about it, in a sentence.
  std::string hint;
};

/// One strategy: what it is, what it wrote, what that cost.
struct StrategyColumnView {
  std::string label;
  /// "Temperature 1.5, Top-p 0.9."
  std::string settings;
  std::vector<StrategyChip> chips;
  /// The tokens as a reader would write them, without the prompt.
  std::string text;
  // Dashes before the first token.
  std::string logProbabilityText = "–";
  std::string perplexityText = "–";
  std::string tokensText;
  /// How many of the tokens are repeated.
  std::string repeatedText = "–";
  /// What the model gave the token that came last, and how many the chain had left to choose from.
  std::string lastText = "–";
  std::string keptText = "–";
  /// "going on", "ended: …", or what is wrong.
  std::string state;
  /// Leaves Greedy at token 3: "a" in place of "the".
  std::string parting;
  bool isOver = false;
  /// A recorded answer does not tell what this strategy would do; [state] says why.
  bool isRefused = false;
};

/// The same prompt, continued in different ways.
struct StrategiesView {
  std::string prompt;
  std::vector<StrategyColumnView> columns;
  /// Why there are none.
  std::string notice;
  /// The columns tell what each strategy could draw at one step of a recorded answer. Nothing is drawn, so there is
  /// no luck to share.
  bool isRecorded = false;
  /// What the switch of luck does, in the position that it is in.
  std::string luck;
  /// What the bands and the marks on tokens mean.
  std::array<std::string_view, 5> bands;
  std::string marks;
  std::string source;
  /// What can join the columns: names and labels.
  std::vector<TwinOption> choices;
  bool isLuckShared = true;
  bool isPlaying = false;
  bool canGoOn = false;
  bool canReset = false;
};

/// Always the likeliest token, by its chain.
bool isGreedy(const Strategy& strategy);
/// "Temperature 1.5, Top-p 0.9."
std::string settingsInWords(const Strategy& strategy);
/// What can join the columns of this document, and what the view says whatever answers.
StrategiesView emptyStrategiesView(const Document& document);

/// Whether any column would go on if it were asked to.
bool canGoOn(const Document& document, std::span<const StrategyRun> runs);

/// [runs] are those of the document's columns.
StrategiesView makeStrategiesView(const Document& document, std::span<const StrategyRun> runs);
Twin twinOf(const StrategiesView& view);

} // namespace logitscope::shell
