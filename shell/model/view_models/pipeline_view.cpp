#include "model/view_models/pipeline_view.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace logitscope::shell {

namespace {

constexpr int kLogitDecimals = 2;
constexpr int kIntervalDecimals = 3;

std::size_t indexOf(PipelineColumn column) {
  return static_cast<std::size_t>(column);
}

/// Does this stage change logits, rather than remove tokens?
bool isBeforeSoftmax(StageKind kind) {
  return kind == StageKind::Temperature;
}

/// The tokens that get a row: the model's most likely ones, and the picked one wherever it stands.
std::vector<TokenId> rowIds(const Document& document, const Trace& trace) {
  const auto& logits = document.scenario.logits;
  std::vector<TokenId> ids(logits.size());
  std::iota(ids.begin(), ids.end(), TokenId{0});
  const std::size_t count = std::min(kMaxPipelineRows, ids.size());
  const auto isMoreLikely = [&](TokenId a, TokenId b) {
    return logits[a] != logits[b] ? logits[a] > logits[b] : a < b;
  };
  const auto end = ids.begin() + static_cast<std::ptrdiff_t>(count);
  std::partial_sort(ids.begin(), end, ids.end(), isMoreLikely);
  ids.resize(count);
  if (trace.picked && std::ranges::find(ids, trace.picked->id) == ids.end()) {
    ids.back() = trace.picked->id;
  }
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

/// The chain, split where softmax shows: stages that change logits first, then the cuts.
struct SplitChain {
  Chain beforeSoftmax;
  std::size_t cutFrom = 0;
};

SplitChain split(const Chain& chain) {
  SplitChain parts;
  while (parts.cutFrom < chain.size() && isBeforeSoftmax(chain[parts.cutFrom].kind())) {
    parts.beforeSoftmax.push_back(chain[parts.cutFrom++]);
  }
  return parts;
}

class Builder {
public:
  Builder(const Document& document, const Trace& trace)
      : document_(document), trace_(trace), parts_(split(document.chain)),
        ids_(rowIds(document, trace)) {}

  PipelineView build() {
    RunRequest request = requestOf(document_);
    explanations_ = explain(request, ids_).value();
    request.chain = parts_.beforeSoftmax;
    request.coins.clear();
    atSoftmax_ = run(request).value();
    collectWays();
    for (std::size_t i = 0; i < ids_.size(); ++i)
      addRow(i);
    describeColumns();
    describeRest();
    describeDraw();
    return std::move(view_);
  }

private:
  double scaledLogit(const Explanation& way) const {
    return parts_.cutFrom == 0 ? way.logit : way.stages[parts_.cutFrom - 1].logit;
  }

  void collectWays() {
    for (const Explanation& explained : explanations_) {
      Way way{.logit = explained.logit, .scaledLogit = scaledLogit(explained)};
      way.softmaxProbability = parts_.cutFrom == 0
                                   ? explained.probability
                                   : explained.stages[parts_.cutFrom - 1].probability;
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

    PipelineRow row{.id = explained.id, .rank = index + 1};
    row.token = visibleToken(document_.scenario.tokens[explained.id]);
    row.isKept = stageOfRemoval == explained.stages.size() && std::isfinite(way.logit);
    row.isPicked = trace_.picked && trace_.picked->id == explained.id;
    row.weight = weightOf(way.scaledLogit);
    row.weightText = figure(row.weight, 4);
    describeFate(explained, stageOfRemoval, row);
    placeOnLine(row);
    fillCells(way, stageOfRemoval, explained, row);
    view_.rows.push_back(std::move(row));
  }

  void describeFate(const Explanation& explained, std::size_t stageOfRemoval,
                    PipelineRow& row) const {
    if (!std::isfinite(explained.logit)) {
      row.removedBy = "the model";
      row.reason = "Ruled out before the chain: its logit is -inf.";
    } else if (!row.isKept) {
      row.removedBy = trace_.stages[stageOfRemoval].label;
      row.reason = explained.stages[stageOfRemoval].sentence;
    } else if (!explained.stages.empty()) {
      row.reason = explained.stages.back().sentence;
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
    const bool isInSoftmax = hasLogit && stageOfRemoval >= parts_.cutFrom;

    put(PipelineColumn::Logits, logitCell(way.logit), hasLogit,
        "The model's score, " + figure(way.logit) + ".");

    PipelineCell scaled = logitCell(way.scaledLogit);
    if (hasLogit && way.scaledLogit != way.logit) scaled.markAt = logitScale_.at(way.logit);
    put(PipelineColumn::Temperature, std::move(scaled), isInSoftmax,
        explained.stages.empty() ? "" : explained.stages.front().sentence);

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
    const auto column = [&](PipelineColumn which) -> PipelineColumnView& {
      return view_.columns[indexOf(which)];
    };
    column(PipelineColumn::Logits) = {"Logits", "z, one score a token", logitScale_.at(0), "logit"};
    column(PipelineColumn::Temperature) = {"Temperature", temperatureFormula(), logitScale_.at(0),
                                           "logit"};
    column(PipelineColumn::Softmax) = {"Softmax", softmaxFormula(), 0, "probability"};
    column(PipelineColumn::Cut) = {"Top-k, top-p", cutFormula(), 0, "probability"};
    column(PipelineColumn::Draw) = {"Draw", "the coin is " + figure(document_.coin), 0,
                                    "probability"};
  }

  std::string temperatureFormula() const {
    for (const Stage& stage : parts_.beforeSoftmax) {
      const auto* params = std::get_if<TemperatureParams>(&stage.params);
      if (params != nullptr && stage.isEnabled) return "z / " + exactNumber(params->temperature);
    }
    return "off";
  }

  std::string softmaxFormula() const {
    const double normaliser = weightOf(softmax(atSoftmax_.logits).logNormaliser);
    return "exp(z) / " + figure(normaliser, 4);
  }

  std::string cutFormula() const {
    return std::to_string(trace_.ids.size()) + " of " +
           std::to_string(document_.scenario.tokens.size()) + " stay";
  }

  void describeRest() {
    view_.restCount = document_.scenario.tokens.size() - view_.rows.size();
    if (view_.restCount == 0) return;
    double shown = 0;
    for (const Way& way : ways_)
      shown += way.softmaxProbability;
    view_.restText = "and " + std::to_string(view_.restCount) + " more, " +
                     percent(std::max(0.0, 1 - shown)) + " together";
  }

  void describeDraw() {
    view_.coin = document_.coin;
    view_.coinText = fixedNumber(document_.coin, kIntervalDecimals);
    view_.context = document_.scenario.context;
    view_.sentence = document_.scenario.context;
    view_.source = document_.scenario.source;
    view_.drawNote = trace_.drawNote;
    for (const StageTrace& stage : trace_.stages)
      view_.stageNotes.push_back(stage.note);
    if (!trace_.picked) return;
    view_.sentence = completeSentence(document_.scenario, trace_.picked->id);
    view_.pickedToken = visibleToken(document_.scenario.tokens[trace_.picked->id]);
  }

  const Document& document_;
  const Trace& trace_;
  SplitChain parts_;
  std::vector<TokenId> ids_;
  std::vector<Explanation> explanations_;
  Trace atSoftmax_;
  std::vector<Way> ways_;
  Scale logitScale_;
  Scale probabilityScale_;
  PipelineView view_;
};

} // namespace

std::string visibleToken(std::string_view token) {
  std::string visible;
  for (const char c : token) {
    switch (c) {
    case ' ':
      visible += "␣";
      break;
    case '\n':
      visible += "⏎";
      break;
    case '\r':
      visible += "␍";
      break;
    case '\t':
      visible += "⇥";
      break;
    default:
      visible += c;
    }
  }
  return visible;
}

PipelineView makePipelineView(const Document& document, const Trace& trace) {
  return Builder(document, trace).build();
}

} // namespace logitscope::shell
