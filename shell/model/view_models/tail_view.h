#pragma once

#include "model/document.h"
#include "model/ranked_distribution.h"
#include "model/step.h"
#include "model/twin.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace logitscope::shell {

/// The ends of head and body: the ten likeliest tokens, the hundred likeliest, and all others.
inline constexpr std::size_t kHeadEnds = 10;
inline constexpr std::size_t kBodyEnds = 100;

struct TailPoint {
  std::size_t rank = 1;
  double probability = 0;
  /// Of all tokens up to this rank.
  double cumulative = 0;
  /// The token of this rank.
  TokenId id = 0;
};

/// One distribution of the step, each by ranks of its own.
struct TailCurve {
  /// "the model", "after the chain", a preset's label.
  std::string name;
  /// Thinned for a chart; the last one is that of the last token that is left.
  std::vector<TailPoint> points;
  std::size_t tokens = 0;
  double smallest = 1;
};

/// A stretch of ranks, with what each distribution has in it.
struct TailRegion {
  std::string_view name;
  std::size_t from = 1;
  std::size_t to = 1;
  /// In the order of [TailView::columns].
  std::vector<std::string> masses;
};

/// A figure for each of the distributions.
struct TailCounter {
  std::string_view name;
  std::string_view help;
  std::vector<std::string> values;
};

struct TailRow {
  std::size_t rank = 1;
  TokenId id = 0;
  std::string token;
  std::string probabilityText;
  std::string cumulativeText;
  /// "–" for a token that the chain removed.
  std::string chainText;
  std::string otherText;
  bool isKept = true;
  /// Everything that a recorded answer does not name.
  bool isRest = false;
};

struct TailPreset {
  std::string name;
  std::string label;
};

/// The whole vocabulary at one step.
struct TailView {
  /// What the step continues.
  std::string context;
  /// The model, the chain, and a preset where one is laid over them.
  std::vector<TailCurve> curves;
  /// How many of them are the chain's; a preset's come after these.
  std::size_t chainCurves = 1;
  /// Of the figures below: a name for each distribution, whose two ends are one column.
  std::vector<std::string> columns;
  std::vector<TailRegion> regions;
  std::vector<TailCounter> counters;
  std::vector<TailRow> rows;
  /// What was cut off, in a sentence.
  std::string cut;
  /// How far the distributions lie apart, a sentence for each pair.
  std::vector<std::string> divergences;
  /// What the table calls the preset's column; empty where none is laid over.
  std::string otherName;
  /// Empty where none is laid over, else why it is not, or its summary.
  std::string otherNote;
  std::string other;
  std::vector<TailPreset> presets;
  std::shared_ptr<const std::vector<std::string>> vocabularyTexts;
  std::size_t vocabulary = 0;
  bool showsCumulative = true;
  std::string source;
  /// The curves are those of the tokens that a recorded answer names; after the chain there are two,
  /// what each has at least and what it has at most, where these differ.
  bool isRecorded = false;
  /// Which ranks the table has no row for.
  std::string rest;
};

/// What is known of the model's token at one point of its curve, for whoever points at it.
std::string hintOf(const TailView& view, std::size_t point);
/// What it says whatever answers.
TailView emptyTailView(const Document& document, const Step& step);
TailView makeTailView(const Document& document, const Step& step, const RankedDistribution& ranked);
Twin twinOf(const TailView& view);

} // namespace logitscope::shell
