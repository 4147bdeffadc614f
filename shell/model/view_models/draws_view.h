#pragma once

#include "model/document.h"
#include "model/draw_rules.h"
#include "model/step.h"
#include "model/twin.h"

#include <string>
#include <vector>

namespace logitscope::shell {

/// Beyond so many standard deviations a count is marked: chance goes there once in 370 times.
inline constexpr double kFarDeviations = 3;

/// So many at once, as its button says it.
struct DrawPortion {
  std::size_t draws = 1;
  std::string label;
};

struct DrawsRow {
  TokenId id = 0;
  std::string token;
  double expected = 0;
  double drawn = 0;
  /// By how many standard deviations of chance more were drawn than expected; 0 where nothing was drawn.
  double deviations = 0;
  std::string expectedText;
  std::string drawnText;
  std::string countText;
  /// "+0.4 σ".
  std::string deviationText;
  bool isFar = false;
};

/// One step drawn many times, against the probabilities that it should be drawn with.
struct DrawsView {
  std::string context;
  /// The likeliest survivors.
  std::vector<DrawsRow> rows;
  std::size_t survivors = 0;
  /// Those beyond the rows: "and 12 more, 0.31 % together".
  std::string rest;
  /// Half the height of a chart of the deviations: as far as they go, and never so little that chance looks large.
  double reach = 0;
  std::size_t count = 0;
  /// "Drawn 10,000 times".
  std::string countText;
  std::vector<DrawPortion> portions;
  /// By which rule, and what it does.
  DrawRule rule = DrawRule::Exact;
  std::string ruleNote;
  /// What Pearson's test says, with its figures.
  std::string verdict;
  bool isWithinChance = true;
  /// What σ and the marks mean.
  std::string help;
  /// Why nothing can be drawn; empty where something can.
  std::string notice;
  std::string source;

  bool canDraw() const { return notice.empty() && count < kMostDraws; }
};

DrawsView makeDrawsView(const Document& document, const Step& step);

Twin twinOf(const DrawsView& view);

} // namespace logitscope::shell
