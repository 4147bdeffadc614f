#include "model/view_models/pipeline_view.h"

#include "model/grouped.h"
#include "model/ranked.h"
#include "model/stage_rules.h"
#include "model/view_models/recorded_views.h"
#include "model/visible_token.h"

#include <algorithm>
#include <cmath>

namespace logitscope::shell {

namespace {

constexpr int kLogitDecimals = 2;
constexpr int kIntervalDecimals = 3;
/// Two ways of computing one share differ by less; what is printed has four digits.
constexpr double kSameShare = 1e-9;

std::size_t indexOf(PipelineColumn column) {
  return static_cast<std::size_t>(column);
}

/// The tokens that get a row: the model's most likely ones, and the picked one wherever it stands.
std::vector<TokenId> rowIds(const Step& step) {
  std::vector<TokenId> ids = mostLikely(*step.logits, kMaxPipelineRows);
  const auto& picked = step.trace.picked;
  if (picked && std::ranges::find(ids, picked->id) == ids.end()) ids.back() = picked->id;
  return ids;
}

/// Maps values to shares of a column's width, zero included.
struct Scale {
  double lowest = 0;
  double highest = 0;

  void include(double value) {
    lowest = std::min(lowest, value);
    highest = std::max(highest, value);
  }
  double at(double value) const {
    const double span = highest - lowest;
    return span > 0 ? (value - lowest) / span : 0;
  }
};

PipelineCell cell(double value, std::string text, const Scale& scale) {
  PipelineCell made{.value = value, .text = std::move(text)};
  made.barFrom = scale.at(std::min(0.0, value));
  made.barTo = scale.at(std::max(0.0, value));
  return made;
}

/// What one token was like after the stages before softmax, and after all.
struct Way {
  double logit = 0;
  double scaledLogit = 0;
  double softmaxProbability = 0;
  double finalProbability = 0;
};

std::string changeInWords(double before, double after) {
  const double change = relativeChange(before, after);
  return (change >= 0 ? "+" : "−") + fixedNumber(std::abs(change) * 100, 1) + " %";
}

/// A label inside a sentence: "Top-p" becomes "top-p".
std::string inSentence(std::string label) {
  if (!label.empty() && label[0] >= 'A' && label[0] <= 'Z') label[0] += 'a' - 'A';
  return label;
}

std::string intervalInWords(double from, double to) {
  return "[" + fixedNumber(from, kIntervalDecimals) + ", " + fixedNumber(to, kIntervalDecimals) +
         ")";
}

/// Where softmax shows: stages that change logits come before, the cuts behind.
std::size_t cutFromOf(const Chain& chain) {
  const auto changes = [](const Stage& stage) { return stageRule(stage.kind()).changesLogits; };
  return static_cast<std::size_t>(std::ranges::find_if_not(chain, changes) - chain.begin());
}

class Builder {
public:
  Builder(const Document& document, const Step& step)
      : document_(document), step_(step), trace_(step.trace), cutFrom_(cutFromOf(document.chain)),
        ids_(rowIds(step)), vocabulary_(*document.source->vocabulary()) {}

  PipelineView build() {
    explanations_ = explain(step_.request(), ids_).value();
    collectWays();
    view_.normaliser = normaliser();
    for (std::size_t i = 0; i < ids_.size(); ++i)
      addRow(i);
    describeColumns();
    describeRest();
    describeDraw();
    describeCut();
    if (document_.openColumn) view_.opened = openStage(document_, step_, view_, *document_.openColumn);
    return std::move(view_);
  }

private:
  double scaledLogit(const Explanation& way) const {
    return cutFrom_ == 0 ? way.logit : way.stages[cutFrom_ - 1].logit;
  }

  void collectWays() {
    for (const Explanation& explained : explanations_) {
      Way way{.logit = explained.logit, .scaledLogit = scaledLogit(explained)};
      way.softmaxProbability = cutFrom_ == 0
                                   ? explained.probability
                                   : explained.stages[cutFrom_ - 1].probability;
      way.finalProbability =
          explained.stages.empty() ? explained.probability : explained.stages.back().probability;
      // A token ruled out from the start has no place on a scale.
      if (std::isfinite(way.logit)) {
        logitScale_.include(way.logit);
        logitScale_.include(way.scaledLogit);
      }
      probabilityScale_.include(way.softmaxProbability);
      probabilityScale_.include(way.finalProbability);
      ways_.push_back(way);
    }
  }

  /// The first stage that removed the token; the stage count when none did.
  std::size_t removedAt(const Explanation& explained) const {
    const auto gone =
        std::ranges::find_if(explained.stages, [](const auto& at) { return !at.isKept; });
    return static_cast<std::size_t>(gone - explained.stages.begin());
  }

  void addRow(std::size_t index) {
    const Explanation& explained = explanations_[index];
    const Way& way = ways_[index];
    const std::size_t stageOfRemoval = removedAt(explained);

    PipelineRow row{.id = explained.id, .rank = rankAt(index)};
    row.token = visibleToken(vocabulary_[explained.id]);
    row.isKept = stageOfRemoval == explained.stages.size() && std::isfinite(way.logit);
    row.isPicked = trace_.picked && trace_.picked->id == explained.id;
    row.weight = weightOf(way.scaledLogit);
    row.weightText = figure(row.weight, 4);
    describeFate(explained, stageOfRemoval, row);
    placeOnLine(row);
    fillCells(way, stageOfRemoval, explained, row);
    view_.rows.push_back(std::move(row));
  }

  /// The last row may be the pick's, from further down.
  std::size_t rankAt(std::size_t index) const {
    return index + 1 < ids_.size() ? index + 1 : rankOf(*step_.logits, ids_[index]);
  }

  void describeFate(const Explanation& explained, std::size_t stageOfRemoval,
                    PipelineRow& row) const {
    if (!std::isfinite(explained.logit)) {
      row.removedBy = "the model";
      row.reason = "Ruled out before the chain: its logit is -inf.";
    } else if (!row.isKept) {
      row.removedBy = trace_.stages[stageOfRemoval].label;
      row.reason = explained.stages[stageOfRemoval].sentence;
    } else {
      // The last stage that could have removed it says by how much it did not.
      for (std::size_t i = 0; i < explained.stages.size(); ++i) {
        if (row.reason.empty() || canAct(document_.chain[i])) row.reason = explained.stages[i].sentence;
      }
    }
  }

  void placeOnLine(PipelineRow& row) const {
    const auto found = std::ranges::find(trace_.ids, row.id);
    if (found == trace_.ids.end()) return;
    const auto place = static_cast<std::size_t>(found - trace_.ids.begin());
    row.from = trace_.intervals[place];
    row.to = trace_.intervalEnds[place];
    row.intervalText = intervalInWords(row.from, row.to);
  }

  void fillCells(const Way& way, std::size_t stageOfRemoval, const Explanation& explained,
                 PipelineRow& row) const {
    const auto put = [&](PipelineColumn column, PipelineCell made, bool isKept,
                         std::string sentence) {
      made.isKept = isKept;
      made.sentence = std::move(sentence);
      row.cells[indexOf(column)] = std::move(made);
    };
    const bool hasLogit = std::isfinite(way.logit);
    const bool isInSoftmax = hasLogit && stageOfRemoval >= cutFrom_;

    put(PipelineColumn::Logits, logitCell(way.logit), hasLogit,
        "The model's score, " + figure(way.logit) + ".");

    PipelineCell scaled = logitCell(way.scaledLogit);
    if (hasLogit && way.scaledLogit != way.logit) scaled.markAt = logitScale_.at(way.logit);
    put(PipelineColumn::Temperature, std::move(scaled), isInSoftmax,
        cutFrom_ == 0 ? "Unchanged." : explained.stages[cutFrom_ - 1].sentence);

    put(PipelineColumn::Softmax, probabilityCell(way.softmaxProbability), isInSoftmax,
        "exp(" + figure(way.scaledLogit) + ") = " + row.weightText +
            "; divided by the sum of all: " + percent(way.softmaxProbability) + ".");

    if (!row.isKept) {
      // What is gone stays visible: the bar keeps the length it had, and says who took it.
      PipelineCell gone = probabilityCell(way.softmaxProbability);
      gone.text = "by " + inSentence(row.removedBy);
      put(PipelineColumn::Cut, std::move(gone), false, row.reason);
      put(PipelineColumn::Draw, {.text = "–"}, false, row.reason);
      return;
    }
    row.changeText = changeInWords(way.softmaxProbability, way.finalProbability);
    PipelineCell cut = probabilityCell(way.finalProbability);
    put(PipelineColumn::Draw, cut, true, "Drawn when the coin falls in " + row.intervalText + ".");
    if (way.finalProbability != way.softmaxProbability) {
      cut.markAt = probabilityScale_.at(way.softmaxProbability);
    }
    put(PipelineColumn::Cut, std::move(cut), true, row.reason);
  }

  PipelineCell logitCell(double logit) const {
    if (!std::isfinite(logit)) return {.value = logit, .text = "-inf"};
    return cell(logit, fixedNumber(logit, kLogitDecimals), logitScale_);
  }

  PipelineCell probabilityCell(double probability) const {
    return cell(probability, percent(probability), probabilityScale_);
  }

  void describeColumns() {
    const auto describe = [&](PipelineColumn which, std::string formula, double zeroAt, const char* unit) {
      view_.columns[indexOf(which)] = {std::string(kPipelineTitles[indexOf(which)]), std::move(formula),
                                       zeroAt, unit};
    };
    describe(PipelineColumn::Logits, "z, one a token", logitScale_.at(0), "logit");
    describe(PipelineColumn::Temperature, scalingFormula(), logitScale_.at(0), "logit");
    describe(PipelineColumn::Softmax, softmaxFormula(), 0, "probability");
    describe(PipelineColumn::Cut, cutFormula(), 0, "probability");
    describe(PipelineColumn::Draw, trace_.coin ? "the coin is " + figure(*trace_.coin) : "picked by hand", 0,
             "probability");
  }

  /// What changes the logits, in a few words: "z / 0.7", "penalties, z / 0.7".
  std::string scalingFormula() const {
    std::string formula;
    for (std::size_t i = 0; i < cutFrom_; ++i) {
      const StageTrace& stage = trace_.stages[i];
      const auto* params = std::get_if<TemperatureParams>(&document_.chain[i].params);
      // Temperature 0 changes none of those that it leaves.
      const bool acts = params != nullptr ? params->temperature != 1 : stage.changed > 0;
      if (!stage.isEnabled || !acts) continue;
      formula += formula.empty() ? "" : ", ";
      formula += params != nullptr ? "z / " + exactNumber(params->temperature)
                                   : inSentence(std::string(stage.label));
    }
    return formula.empty() ? "off" : formula;
  }

  std::string softmaxFormula() const {
    return "exp(z) / " + figure(view_.normaliser, 4);
  }

  std::string cutFormula() const {
    return grouped(trace_.ids.size()) + " of " + grouped(vocabulary_.size()) + " stay";
  }

  /// Σ exp(z) after the stages before softmax: what any token's weight is divided by to be its share.
  double normaliser() const {
    const auto share = std::ranges::find_if(ways_, [](const Way& way) { return way.softmaxProbability > 0; });
    return share == ways_.end() ? 0 : weightOf(share->scaledLogit) / share->softmaxProbability;
  }

  /// After a plain cut every survivor is divided by what they hold together. A stage that changes
  /// logits behind the cut makes more of it than that.
  void describeCut() {
    view_.cutFrom = cutFrom_;
    const auto stays = [](const Way& way) { return way.finalProbability > 0; };
    const auto first = std::ranges::find_if(ways_, stays);
    if (first == ways_.end()) return;
    const double mass = first->softmaxProbability / first->finalProbability;
    const bool isShared = std::ranges::all_of(ways_, [&](const Way& way) {
      return !stays(way) || std::abs(way.softmaxProbability / mass - way.finalProbability) < kSameShare;
    });
    if (isShared) view_.sharedMass = mass;
  }

  void describeRest() {
    view_.restCount = vocabulary_.size() - view_.rows.size();
    if (view_.restCount == 0) return;
    double shown = 0;
    for (const Way& way : ways_)
      shown += way.softmaxProbability;
    view_.restText = "and " + grouped(view_.restCount) + " more, " +
                     percent(std::max(0.0, 1 - shown)) + " together";
  }

  void describeDraw() {
    view_.coin = trace_.coin;
    view_.coinText = trace_.coin ? fixedNumber(*trace_.coin, kIntervalDecimals) : "–";
    view_.context = visibleText(step_.context);
    view_.sentence = view_.context;
    view_.source = document_.source->description();
    view_.drawNote = trace_.drawNote;
    for (const StageTrace& stage : trace_.stages)
      view_.stageNotes.push_back(stage.note);
    if (!trace_.picked) return;
    view_.canGoOn = document_.source->maxSteps() > 1 && !step_.isOver;
    // The token with the space that comes before it, as it will stand in the text.
    view_.sentence += visibleText(step_.sentence.substr(step_.context.size()));
    view_.pickedToken = visibleToken(vocabulary_[trace_.picked->id]);
  }

  const Document& document_;
  const Step& step_;
  const Trace& trace_;
  std::size_t cutFrom_;
  std::vector<TokenId> ids_;
  const std::vector<std::string>& vocabulary_;
  std::vector<Explanation> explanations_;
  std::vector<Way> ways_;
  Scale logitScale_;
  Scale probabilityScale_;
  PipelineView view_;
};

TwinTable tableOf(const PipelineView& view) {
  TwinTable table{.id = "table", .caption = "What happens to each token", .rest = view.restText};
  table.columns = {{"rank"},        {"token", true},   {view.isRecorded ? "log-probability" : "logit"},  {"after temperature"},
                   {"exp(z)"},      {"probability"},   {"after the cut"}, {"change"},
                   {"interval"},    {"what happened", true}};
  for (const PipelineRow& row : view.rows) {
    const auto text = [&](PipelineColumn column) { return row.cells[indexOf(column)].text; };
    const std::string rank = row.isRest ? "–" : std::to_string(row.rank);
    table.rows.push_back({.cells = {rank, row.token, text(PipelineColumn::Logits),
                                    text(PipelineColumn::Temperature), row.weightText,
                                    text(PipelineColumn::Softmax),
                                    row.isKept ? text(PipelineColumn::Cut) : "0 %",
                                    row.changeText.empty() ? "–" : row.changeText,
                                    row.intervalText.empty() ? "–" : row.intervalText, row.reason},
                          .state = row.isPicked ? "picked" : row.isKept ? "kept" : "removed",
                          .id = row.id});
  }
  return table;
}

/// A recorded token cannot be drawn again.
TwinButtons buttonsOf(const PipelineView& view) {
  TwinButtons buttons{.id = "pipeline-buttons", .label = "The draw"};
  if (!view.isRecorded) buttons.buttons.push_back({"Draw again", "draw"});
  buttons.buttons.push_back({"Take the token, go on", "sample", view.canGoOn});
  return buttons;
}

void addOpened(Twin& twin, const PipelineView& view) {
  TwinButtons stages{"stages", "Open a stage", {}};
  for (std::size_t i = 0; i < kPipelineColumnCount; ++i) {
    const bool isOpen = view.opened && view.opened->column == i;
    const std::string place = isOpen ? "" : " " + std::to_string(i);
    stages.buttons.push_back({.label = view.columns[i].title, .action = "open" + place, .isPressed = isOpen,
                              .isSwitch = true});
  }
  twin.emplace_back(std::move(stages));
  if (!view.opened) return;
  const OpenedStage& opened = *view.opened;
  twin.emplace_back(TwinText{"opened-purpose", TwinText::Kind::Paragraph, opened.purpose});
  for (std::size_t i = 0; i < opened.rules.size(); ++i) {
    const OpenedStage::Rule& rule = opened.rules[i];
    twin.emplace_back(TwinText{"rule-" + std::to_string(i), TwinText::Kind::Formula,
                               sentence("{}: {}. Here: {}", {rule.name, rule.formula, rule.figures})});
  }
  twin.emplace_back(TwinTable{.id = "opened",
                              .caption = sentence("{}, token by token", {opened.title}),
                              .columns = opened.columns,
                              .rows = opened.rows,
                              .rest = view.restText});
}

} // namespace

PipelineView makePipelineView(const Document& document, const Step& step) {
  if (step.recorded) return makeRecordedPipelineView(document, step);
  return Builder(document, step).build();
}

Twin twinOf(const PipelineView& view) {
  Twin twin;
  twin.emplace_back(TwinText{"sentence", TwinText::Kind::Sentence, view.sentence, view.context.size()});
  twin.emplace_back(TwinText{"draw-note", TwinText::Kind::Help, view.drawNote});
  twin.emplace_back(buttonsOf(view));
  addOpened(twin, view);
  twin.emplace_back(tableOf(view));
  twin.emplace_back(TwinText{"source", TwinText::Kind::Help, "Figures: " + view.source + "."});
  return twin;
}

} // namespace logitscope::shell
