#include "model/view_models/opened_stage.h"

#include "model/stage_rules.h"
#include "model/view_models/pipeline_view.h"

#include <algorithm>
#include <cmath>

namespace logitscope::shell {

namespace {

constexpr int kLogitDecimals = 2;
constexpr int kWeightDigits = 4;
constexpr int kIntervalDecimals = 3;
constexpr std::string_view kNothing = "–";
/// How many terms of a sum are written out.
constexpr std::size_t kTerms = 5;

std::string logitText(double logit) {
  return std::isfinite(logit) ? fixedNumber(logit, kLogitDecimals) : "-inf";
}

std::string changeOf(double before, double after) {
  if (!std::isfinite(before) || !std::isfinite(after)) return std::string(kNothing);
  const double change = after - before;
  if (change == 0) return "0";
  return (change > 0 ? "+" : "−") + fixedNumber(std::abs(change), kLogitDecimals);
}

class Opener {
public:
  Opener(const Document& document, const Step& step, const PipelineView& view)
      : document_(document), trace_(step.trace), view_(view), sample_(sampleRow()) {}

  OpenedStage open(PipelineColumn column) {
    opened_.column = static_cast<std::size_t>(column);
    opened_.title = view_.columns[opened_.column].title;
    switch (column) {
    case PipelineColumn::Logits:
      openLogits();
      break;
    case PipelineColumn::Temperature:
      openTemperature();
      break;
    case PipelineColumn::Softmax:
      openSoftmax();
      break;
    case PipelineColumn::Cut:
      openCut();
      break;
    case PipelineColumn::Draw:
      openDraw();
      break;
    }
    return std::move(opened_);
  }

private:
  /// The token whose figures stand in the formulas: the picked one, else the first.
  const PipelineRow* sampleRow() const {
    const auto picked = std::ranges::find_if(view_.rows, &PipelineRow::isPicked);
    if (picked != view_.rows.end()) return &*picked;
    return view_.rows.empty() ? nullptr : &view_.rows.front();
  }

  static const PipelineCell& at(const PipelineRow& row, PipelineColumn column) {
    return row.cells[static_cast<std::size_t>(column)];
  }

  void addRule(std::string_view name, std::string_view formula, std::string figures) {
    opened_.rules.push_back({std::string(name), std::string(formula), std::move(figures)});
  }

  void addRow(const PipelineRow& row, std::vector<std::string> cells) {
    cells.insert(cells.begin(), row.token);
    opened_.rows.push_back(
        {.cells = std::move(cells),
         .state = row.isPicked ? "picked" : row.isKept ? "kept" : "removed",
         .id = row.id});
  }

  void openLogits() {
    opened_.purpose = "What the model hands over: one score for every token of its vocabulary. Only "
                      "differences count; adding the same to all changes nothing.";
    opened_.columns = {{"token", true}, {"logit"}, {"behind the first"}, {"times less likely"}};
    if (view_.rows.empty()) return;
    const double first = at(view_.rows.front(), PipelineColumn::Logits).value;
    const auto times = [&](double logit) { return figure(std::exp(first - logit)) + "×"; };
    if (sample_ != nullptr && std::isfinite(at(*sample_, PipelineColumn::Logits).value)) {
      const double logit = at(*sample_, PipelineColumn::Logits).value;
      addRule("Odds", "p₁ / p = exp(z₁ − z)",
              sentence("exp({} − {}) = {}", {logitText(first), logitText(logit), times(logit)}));
    }
    for (const PipelineRow& row : view_.rows) {
      const double logit = at(row, PipelineColumn::Logits).value;
      const bool isRuledOut = !std::isfinite(logit);
      addRow(row, {logitText(logit), isRuledOut ? "∞" : logitText(first - logit),
                   isRuledOut ? "∞" : times(logit)});
    }
  }

  void openTemperature() {
    opened_.purpose = "Before scores become probabilities they are stretched or drawn together: by "
                      "penalties, then by the temperature.";
    opened_.columns = {{"token", true}, {"before"}, {"after"}, {"change"}};
    addChainRules(true);
    for (const PipelineRow& row : view_.rows) {
      const double before = at(row, PipelineColumn::Logits).value;
      const double after = at(row, PipelineColumn::Temperature).value;
      addRow(row, {logitText(before), logitText(after), changeOf(before, after)});
    }
  }

  void openSoftmax() {
    opened_.purpose = "exp makes every score positive and turns distances into ratios; dividing by "
                      "their sum makes the shares add up to 1.";
    opened_.columns = {{"token", true}, {"z"}, {"exp(z)"}, {"probability"}};
    addRule("Sum", "Z = Σ exp(z)", sumInFigures());
    if (sample_ != nullptr) {
      addRule("Share", "p = exp(z) / Z",
              sentence("{} / {} = {}", {sample_->weightText, figure(view_.normaliser, kWeightDigits),
                                        at(*sample_, PipelineColumn::Softmax).text}));
    }
    for (const PipelineRow& row : view_.rows) {
      addRow(row, {at(row, PipelineColumn::Temperature).text, row.weightText,
                   at(row, PipelineColumn::Softmax).text});
    }
  }

  std::string sumInFigures() const {
    std::string sum;
    for (std::size_t i = 0; i < std::min(kTerms, view_.rows.size()); ++i)
      sum += (i == 0 ? "" : " + ") + view_.rows[i].weightText;
    const bool isWhole = view_.rows.size() <= kTerms && view_.restCount == 0;
    return sum + (isWhole ? " = " : " + … = ") + figure(view_.normaliser, kWeightDigits);
  }

  void openCut() {
    opened_.purpose = "Unlikely tokens are taken out of the draw; what they held is shared out among "
                      "those that stay.";
    opened_.columns = {{"token", true}, {"before"}, {"after"}, {"change"}, {"what happened", true}};
    addChainRules(false);
    if (view_.sharedMass && sample_ != nullptr && sample_->isKept) {
      addRule("Share out", "p′ = p / Σ p of those that stay",
              sentence("{} / {} = {}", {at(*sample_, PipelineColumn::Softmax).text,
                                        percent(*view_.sharedMass),
                                        at(*sample_, PipelineColumn::Cut).text}));
    }
    for (const PipelineRow& row : view_.rows) {
      addRow(row, {at(row, PipelineColumn::Softmax).text,
                   row.isKept ? at(row, PipelineColumn::Cut).text : "0 %",
                   row.changeText.empty() ? std::string(kNothing) : row.changeText, row.reason});
    }
  }

  void openDraw() {
    opened_.purpose = "The tokens that stay lie side by side on a line from 0 to 1, each as long as it "
                      "is likely. A number between 0 and 1, the coin, falls on one of them.";
    opened_.columns = {{"token", true}, {"probability"}, {"from"}, {"to"}, {"the coin", true}};
    std::string figures = trace_.drawNote;
    if (trace_.coin && trace_.picked) {
      figures = sentence("{} ≤ {} < {}: {}", {figure(trace_.picked->from), figure(*trace_.coin),
                                              figure(trace_.picked->to), view_.pickedToken});
    }
    addRule("Draw", "from ≤ coin < to", std::move(figures));
    for (const PipelineRow& row : view_.rows) {
      if (!row.isKept) {
        addRow(row, {"0 %", std::string(kNothing), std::string(kNothing), ""});
        continue;
      }
      addRow(row, {at(row, PipelineColumn::Draw).text, fixedNumber(row.from, kIntervalDecimals),
                   fixedNumber(row.to, kIntervalDecimals),
                   row.isPicked ? "falls here" : ""});
    }
  }

  /// The stages of the chain that stand in this column and can do something, in their order.
  void addChainRules(bool changeLogits) {
    for (std::size_t i = 0; i < trace_.stages.size(); ++i) {
      const StageTrace& stage = trace_.stages[i];
      if (!canAct(document_.chain[i]) || (i < view_.cutFrom) != changeLogits) continue;
      addRule(stage.label, stageRule(stage.kind).formula, figuresOf(i));
    }
    if (opened_.rules.empty())
      addRule(changeLogits ? "No change" : "No cut", changeLogits ? "z′ = z" : "p′ = p",
              "Every stage that could act here is off.");
  }

  /// A temperature with the sample's own figures; of the others the trace says what they did.
  std::string figuresOf(std::size_t stage) const {
    const auto* params = std::get_if<TemperatureParams>(&document_.chain[stage].params);
    const bool isAlone = params != nullptr && params->temperature > 0 && onlyTemperatureActs();
    if (!isAlone || sample_ == nullptr) return trace_.stages[stage].note;
    return sentence("{} / {} = {}", {at(*sample_, PipelineColumn::Logits).text, params->temperature,
                                     at(*sample_, PipelineColumn::Temperature).text});
  }

  bool onlyTemperatureActs() const {
    for (std::size_t i = 0; i < view_.cutFrom; ++i) {
      const StageTrace& stage = trace_.stages[i];
      if (stage.isEnabled && stage.changed > 0 && stage.kind != StageKind::Temperature) return false;
    }
    return true;
  }

  const Document& document_;
  const Trace& trace_;
  const PipelineView& view_;
  const PipelineRow* sample_;
  OpenedStage opened_;
};

} // namespace

OpenedStage openStage(const Document& document, const Step& step, const PipelineView& view,
                      std::size_t column) {
  return Opener(document, step, view).open(static_cast<PipelineColumn>(column));
}

} // namespace logitscope::shell
