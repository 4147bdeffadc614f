#include "model/view_models/recorded_views.h"

#include "model/visible_token.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace logitscope::shell {

namespace {

constexpr const char* kNothing = "–";
constexpr int kDecimals = 2;

std::string inSentence(std::string label) {
  if (!label.empty() && label[0] >= 'A' && label[0] <= 'Z') label[0] += 'a' - 'A';
  return label;
}

PipelineCell& cellOf(PipelineRow& row, PipelineColumn column) {
  return row.cells[static_cast<std::size_t>(column)];
}

class Maker {
public:
  Maker(const Document& document, const Step& step)
      : document_(document), step_(step), known_(*step.recorded), recorded_(known_.step()),
        texts_(*document.source->vocabulary()) {}

  PipelineView make() {
    measure();
    // The rest has a row of its own, the last.
    const std::size_t count = std::min(kMaxPipelineRows - 1, recorded_.ids.size());
    for (std::size_t rank = 0; rank < count; ++rank)
      addToken(rank);
    if (known_.before.rest > 0) addRest();
    describeColumns();
    describe(count);
    if (document_.openColumn) view_.opened = opened(*document_.openColumn);
    return std::move(view_);
  }

private:
  double scaledOf(std::size_t rank) const {
    const double value = recorded_.logProbabilities[rank];
    return known_.temperature > 0 ? value / known_.temperature : value;
  }

  /// The scales: log-probabilities run left from zero, probabilities right.
  void measure() {
    for (std::size_t rank = 0; rank < std::min(kMaxPipelineRows - 1, recorded_.ids.size()); ++rank) {
      if (!std::isfinite(recorded_.logProbabilities[rank])) continue;
      lowest_ = std::min({lowest_, recorded_.logProbabilities[rank], scaledOf(rank)});
    }
    for (const TruncatedView* view : {&known_.scaled, &known_.after}) {
      largest_ = std::max(largest_, view->restAfter.high);
      for (const Interval& one : view->probabilities)
        largest_ = std::max(largest_, one.high);
    }
  }

  double shareOfLog(double value) const { return lowest_ < 0 ? 1 - value / lowest_ : 1; }
  double shareOf(double probability) const { return largest_ > 0 ? probability / largest_ : 0; }

  PipelineCell logCell(double value) const {
    if (!std::isfinite(value)) return {.value = value, .text = "-inf"};
    return {.value = value, .text = fixedNumber(value, kDecimals), .barFrom = shareOfLog(value), .barTo = 1};
  }

  PipelineCell rangeCell(const Interval& interval) const {
    PipelineCell cell{.value = interval.low, .text = percentRange(interval), .barTo = shareOf(interval.low)};
    if (percent(interval.low) != percent(interval.high)) cell.barMost = shareOf(interval.high);
    return cell;
  }

  void addToken(std::size_t rank) {
    PipelineRow row{.id = recorded_.ids[rank], .rank = rank + 1};
    row.token = visibleToken(texts_[row.id]);
    row.isPicked = row.id == recorded_.chosen;
    row.weight = std::exp(scaledOf(rank));
    row.weightText = figure(row.weight, 4);
    cellOf(row, PipelineColumn::Logits) = logCell(recorded_.logProbabilities[rank]);
    cellOf(row, PipelineColumn::Logits).sentence =
        sentence("The answer's log-probability: {percent}.", {known_.before.probabilities[rank].low});
    PipelineCell scaled = logCell(scaledOf(rank));
    if (known_.temperature != 1 && std::isfinite(scaled.value))
      scaled.markAt = shareOfLog(recorded_.logProbabilities[rank]);
    scaled.sentence = known_.temperature == 1
                          ? "Unchanged."
                          : sentence("Divided by {}.", {known_.temperature});
    cellOf(row, PipelineColumn::Temperature) = std::move(scaled);
    addShares(row, rank, known_.scaled.probabilities[rank], known_.after.probabilities[rank]);
  }

  void addRest() {
    PipelineRow row{.id = kRestToken, .rank = recorded_.ids.size() + 1};
    row.token = kRestName;
    row.isRest = true;
    row.isPicked = !recorded_.isChosenListed;
    row.weightText = kNothing;
    const char* const none = "Many tokens, and no score that is theirs together.";
    for (const PipelineColumn column : {PipelineColumn::Logits, PipelineColumn::Temperature})
      cellOf(row, column) = {.text = kNothing, .isKept = false, .sentence = none};
    addShares(row, recorded_.ids.size(), known_.scaled.restAfter, known_.after.restAfter);
  }

  void addShares(PipelineRow& row, std::size_t rank, const Interval& scaled, const Interval& after) {
    const RecordedCut* remover = known_.removerOf(rank);
    row.isKept = remover == nullptr;
    row.reason = fateInWords(known_, rank);
    cellOf(row, PipelineColumn::Softmax) = rangeCell(scaled);
    cellOf(row, PipelineColumn::Softmax).sentence =
        (known_.temperature == 1 ? "As the answer has it: " : "After temperature: ") + percentInWords(scaled) + ".";
    PipelineCell cut = rangeCell(after);
    if (remover != nullptr) {
      row.removedBy = remover->label;
      // What is gone stays visible: the bar keeps the length it had, and says who took it.
      cut = rangeCell(scaled);
      cut.text = "by " + inSentence(row.removedBy);
    } else if (cut.barTo != shareOf(scaled.low) || cut.barMost) {
      cut.markAt = shareOf(scaled.low);
    }
    cut.isKept = row.isKept;
    cut.sentence = row.reason;
    cellOf(row, PipelineColumn::Cut) = std::move(cut);
    cellOf(row, PipelineColumn::Draw) = {.text = row.isPicked ? "recorded" : kNothing,
                                         .isKept = row.isKept || row.isPicked,
                                         .sentence = step_.trace.drawNote};
    view_.rows.push_back(std::move(row));
  }

  PipelineColumnView& column(PipelineColumn which) {
    return view_.columns[static_cast<std::size_t>(which)];
  }

  void describeColumns() {
    const bool isScaled = known_.temperature != 1;
    const double zero = lowest_ < 0 ? 1 : 0;
    column(PipelineColumn::Logits) = {"Log-probabilities", "ln p, as recorded", zero, "logit",
                                      "What the answer tells of its likely tokens. All others are one row."};
    column(PipelineColumn::Temperature) = {
        "Temperature", isScaled ? "ln p / " + exactNumber(known_.temperature) : "off", zero, "logit", ""};
    column(PipelineColumn::Softmax) = {
        "Softmax", isScaled ? "between both ends" : "p, as recorded", 0, "probability",
        isScaled ? "How everything else is divided nobody said: each figure lies between two ends."
                 : "Everything else holds exactly what the listed tokens leave over."};
    column(PipelineColumn::Cut) = {
        "Cut",
        sentence("{} of {} named stay", {countRange(known_.after.surelyKept, known_.after.possiblyKept),
                                         recorded_.ids.size()}),
        0, "probability", ""};
    column(PipelineColumn::Draw) = {"Draw", "recorded", 0, "probability",
                                    "The token was drawn where the answer was recorded, by a coin that nobody knows."};
  }

  void describe(std::size_t shown) {
    view_.isRecorded = true;
    view_.coinText = kNothing;
    if (shown < recorded_.ids.size()) {
      double hidden = 0;
      for (std::size_t rank = shown; rank < recorded_.ids.size(); ++rank)
        hidden += known_.before.probabilities[rank].low;
      view_.restCount = recorded_.ids.size() - shown;
      view_.restText = sentence("and {} more that the answer names, {percent} together", {view_.restCount, hidden});
    }
    view_.context = visibleText(step_.context);
    view_.sentence = view_.context + visibleText(step_.sentence.substr(step_.context.size()));
    view_.pickedToken = visibleToken(texts_[recorded_.chosen]);
    view_.drawNote = step_.trace.drawNote;
    view_.source = document_.source->description();
    view_.canGoOn = !document_.decoder.isDone();
  }

  /// The column with the one before it, token by token. Its rule has no figures to put in: a sum over
  /// tokens that nobody named has none.
  OpenedStage opened(std::size_t column) const {
    const PipelineColumnView& shown = view_.columns[column];
    OpenedStage stage{.column = column, .title = shown.title};
    stage.purpose = shown.caption.empty() ? shown.formula + "." : shown.caption;
    stage.columns = {{"token", true}};
    const std::size_t from = column > 0 ? column - 1 : 0;
    for (std::size_t i = from; i <= column; ++i)
      stage.columns.push_back({view_.columns[i].title});
    stage.columns.push_back({"what happened", true});
    for (const PipelineRow& row : view_.rows) {
      TwinRow made{.cells = {row.token},
                   .state = row.isPicked ? "picked" : row.isKept ? "kept" : "removed",
                   .id = row.id};
      for (std::size_t i = from; i <= column; ++i)
        made.cells.push_back(row.cells[i].text);
      made.cells.push_back(row.cells[column].sentence);
      stage.rows.push_back(std::move(made));
    }
    return stage;
  }

  const Document& document_;
  const Step& step_;
  const RecordedView& known_;
  const RecordedStep& recorded_;
  const std::vector<std::string>& texts_;
  double lowest_ = 0;
  double largest_ = 0;
  PipelineView view_;
};

} // namespace

std::string fateInWords(const RecordedView& view, std::size_t rank) {
  const bool isRest = rank >= view.step().ids.size();
  const std::string who = isRest ? sentence("All tokens that the answer does not name, {percent} together. ", {view.before.rest}) : "";
  if (const RecordedCut* cut = view.removerOf(rank)) {
    return who + sentence("{} removes {}, whichever tokens they are that the answer does not name.",
                          {cut->label, isRest ? "them" : "it"});
  }
  const Interval& after = isRest ? view.after.restAfter : view.after.probabilities[rank];
  if (percent(after.low) == percent(after.high))
    return who + sentence("{percent} after the chain, exactly.", {after.high});
  if (after.low <= 0 && (isRest || rank >= view.after.surelyKept))
    return who + sentence("Up to {percent} after the chain, or gone: that depends on how everything else is divided.", {after.high});
  return who + sentence("Between {percent} and {percent} after the chain, by how everything else is divided.",
                        {after.low, after.high});
}

PipelineView makeRecordedPipelineView(const Document& document, const Step& step) {
  return Maker(document, step).make();
}

} // namespace logitscope::shell
