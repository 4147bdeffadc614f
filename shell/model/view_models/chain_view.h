#pragma once

#include "model/document.h"
#include "model/step.h"
#include "model/twin.h"

#include <optional>
#include <string>
#include <vector>

namespace logitscope::shell {

/// One stage of the chain, at its place.
struct ChainStageRow {
  std::string label;
  bool isEnabled = true;
  /// It is on, and set to something that does something.
  bool acts = true;
  /// "4 left" after it; "off".
  std::string outcome;
  /// What it did, with this step's figures; empty where it did nothing.
  std::string note;
};

/// The step under one dialect's rules.
struct ChainDialect {
  Dialect dialect{};
  std::string name;
  /// With its release: "llama.cpp 0.7.0".
  std::string label;
  /// The reader's choice: the one by which the other views go.
  bool isCurrent = false;
  /// "4 of 5 stay; the coin picks eating", or why the dialect refuses the settings.
  std::string outcome;
  bool isRefused = false;
  /// Whether it may be the server's; empty before anything was seen.
  std::string verdict;
  bool isRuledOut = false;
};

/// What one dialect makes of one token.
struct ChainCell {
  bool isKept = true;
  /// "26.5 %", "by Top-p", "–" where the dialect refuses.
  std::string text;
};

struct ChainTokenRow {
  TokenId id = 0;
  std::string token;
  /// For the model.
  std::string probabilityText;
  /// In the order of dialects().
  std::vector<ChainCell> cells;
  bool differs = false;
  bool isAsked = false;
  /// What was seen of the server; empty where nothing was.
  std::optional<bool> isSeenKept;
};

/// A heading, and sentences below it.
struct ChainReason {
  std::string title;
  std::vector<std::string> lines;
};

struct ChainView {
  std::string context;
  std::vector<ChainStageRow> stages;
  std::vector<ChainDialect> dialects;
  /// Whether the dialects agree, and in how many tokens they do not.
  std::string agreement;
  std::vector<ChainTokenRow> rows;
  /// Those that are not listed: "and 50,245 more, of which 3 differ".
  std::string rest;
  /// Why the first few differ.
  std::vector<ChainReason> reasons;
  /// The way of the token that was asked after; empty without one.
  std::optional<ChainReason> asked;
  TokenId askedId = 0;
  std::optional<bool> isAskedSeenKept;
  /// Whose rules fit what was seen.
  std::string verdict;
  bool hasSeen = false;
  /// Why nothing can be compared; empty where it can.
  std::string notice;
  std::string source;
};

ChainView makeChainView(const Document& document, const Step& step);

Twin twinOf(const ChainView& view);

} // namespace logitscope::shell
