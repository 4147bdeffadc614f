#pragma once

#include "model/document.h"
#include "model/pipeline_columns.h"
#include "model/step.h"
#include "model/twin.h"
#include "model/view_models/opened_stage.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace logitscope::shell {

/// One token in one column: what stands there, how long its bar is, and what happened to it.
struct PipelineCell {
  double value = 0;
  /// As it is printed.
  std::string text;
  /// From where to where the bar runs, as shares of the column's width. A logit below zero runs
  /// left of it.
  double barFrom = 0;
  double barTo = 0;
  /// Where the value lies between two ends, the bar is sure up to [barTo] and may reach up to here.
  std::optional<double> barMost;
  /// The value before this column, as a share of the width: the thin mark on the bar.
  std::optional<double> markAt;
  bool isKept = true;
  /// One sentence with the figures.
  std::string sentence;
};

struct PipelineRow {
  TokenId id = 0;
  std::size_t rank = 1;
  /// The token with its spaces and line ends made visible.
  std::string token;
  PipelineCell cells[kPipelineColumnCount];
  /// exp(logit) after temperature: what softmax adds up.
  double weight = 0;
  std::string weightText;
  /// Change of the probability by the cut, as "+23.6 %"; empty for a token that is gone.
  std::string changeText;
  bool isKept = true;
  bool isPicked = false;
  /// Everything that a recorded answer does not name: many tokens, and nobody knows which.
  bool isRest = false;
  /// "Top-p", for a token that is gone.
  std::string removedBy;
  /// Why it is gone, or why it stayed.
  std::string reason;
  /// Its place on the line from 0 to 1; both 0 when it is gone.
  double from = 0;
  double to = 0;
  std::string intervalText;
};

struct PipelineColumnView {
  std::string title;
  /// The rule with this run's figures.
  std::string formula;
  /// Where zero lies, as a share of the width.
  double zeroAt = 0;
  /// What the values are: "logit", "probability".
  std::string unit;
  /// In place of the panel's own sentence under the title.
  std::string caption;
};

/// Everything that the pipeline view shows, ready to be drawn or read out. No figure is worked out
/// later.
struct PipelineView {
  PipelineColumnView columns[kPipelineColumnCount];
  /// The most likely tokens, most likely first, by the model's own order.
  std::vector<PipelineRow> rows;
  /// Tokens that have no row, and what they hold together before and after the chain.
  std::size_t restCount = 0;
  std::string restText;
  /// Empty where the reader picked, or nothing was left to draw.
  std::optional<double> coin;
  std::string coinText;
  /// Prompt, and prompt with the picked token appended.
  std::string context;
  std::string sentence;
  std::string pickedToken;
  std::string drawNote;
  /// One sentence for each stage of the chain.
  std::vector<std::string> stageNotes;
  std::string source;
  /// Where in the chain the cut begins: what comes before changes logits.
  std::size_t cutFrom = 0;
  /// What softmax divides by.
  double normaliser = 0;
  /// What those that stay hold before the cut, where each is simply divided by it.
  std::optional<double> sharedMass;
  /// The stage that the reader has opened.
  std::optional<OpenedStage> opened;
  /// The token can be taken, and the model asked again.
  bool canGoOn = false;
  /// The figures are those of a recorded answer: there was a draw, but not here.
  bool isRecorded = false;
};

/// How many tokens get a row of their own.
inline constexpr std::size_t kMaxPipelineRows = 30;

PipelineView makePipelineView(const Document& document, const Step& step);
Twin twinOf(const PipelineView& view);

} // namespace logitscope::shell
