#include "model/view_models/sweep_view.h"

#include "model/grouped.h"
#include "model/visible_token.h"

#include <algorithm>
#include <cmath>

namespace logitscope::shell {

namespace {

constexpr int kBitsDecimals = 2;
constexpr double kNear = 1e-12;

double figureOf(const SweepCell& cell, SweepFigure figure) {
  switch (figure) {
  case SweepFigure::Survivors:
    return static_cast<double>(cell.survivors);
  case SweepFigure::Entropy:
    return cell.entropy;
  case SweepFigure::Top1:
    return cell.top1Probability;
  }
  return 0;
}

std::string textOf(const SweepCell& cell, SweepFigure figure) {
  switch (figure) {
  case SweepFigure::Survivors:
    return grouped(cell.survivors);
  case SweepFigure::Entropy:
    return fixedNumber(cell.entropy, kBitsDecimals);
  case SweepFigure::Top1:
    return percent(cell.top1Probability);
  }
  return {};
}

std::string withUnit(const SweepCell& cell, SweepFigure figure) {
  const std::string text = textOf(cell, figure);
  if (figure == SweepFigure::Survivors) return cell.survivors == 1 ? "1 token" : text + " tokens";
  return figure == SweepFigure::Entropy ? text + " bits" : text;
}

/// Among ascending values, between two of them in shares of the step there.
std::optional<double> placeAmong(const std::vector<double>& values, double value) {
  if (values.empty() || value < values.front() - kNear || value > values.back() + kNear) return std::nullopt;
  const auto after = std::ranges::lower_bound(values, value - kNear);
  const auto at = static_cast<std::size_t>(after - values.begin());
  if (at == 0 || *after <= value + kNear) return static_cast<double>(at);
  return static_cast<double>(at - 1) + (value - values[at - 1]) / (values[at] - values[at - 1]);
}

void takeValues(SweepAxisView& axis, const std::vector<double>& values) {
  axis.values = values;
  for (const double value : values)
    axis.texts.push_back(exactNumber(value));
  axis.place = placeAmong(values, axis.current);
}

class Maker {
public:
  Maker(const Document& document, const Step& step, const SweepRun& run) : document_(document), run_(run) {
    view_.context = visibleText(step.context);
    view_.figure = document.sweep.figure;
    view_.source = document.source->description();
    view_.x = axisOf(document.sweep.x);
    view_.y = axisOf(document.sweep.y);
    for (const Stage& stage : document.chain)
      addChoices(stageInfo(stage.kind()));
    if (step.recorded) {
      view_.notice = "A recorded answer names the likely tokens only: how many of the others every pair of settings would "
                     "keep it cannot tell, so there is no map of it.";
    } else {
      view_.notice = missing();
    }
  }

  SweepView make() {
    if (!view_.notice.empty()) return std::move(view_);
    const Sweep& map = *run_.map();
    view_.isCoarse = run_.isUnfinished();
    takeValues(view_.x, map.x().values);
    takeValues(view_.y, map.y().values);
    for (std::size_t column = 0; column < view_.x.values.size(); ++column) {
      for (std::size_t row = 0; row < view_.y.values.size(); ++row)
        view_.cells.push_back({.left = map.at(column, row)});
    }
    scale();
    view_.idle = idleInWords();
    return std::move(view_);
  }

private:
  SweepAxisView axisOf(const SweepParam& param) const {
    SweepAxisView axis{.param = param, .label = sweepParamLabel(param), .stage = placeOf(document_.chain, param)};
    if (axis.stage == document_.chain.size()) return axis;
    axis.current = param.info().get(document_.chain[axis.stage].params);
    axis.currentText = exactNumber(axis.current);
    return axis;
  }

  /// A kind that stands twice in the chain is offered once: the first of it is meant.
  void addChoices(const StageInfo& stage) {
    for (const ParamInfo& param : stage.params) {
      SweepParam choice{stage.kind, std::string(param.name)};
      if (!param.isNumber() || std::ranges::find(view_.choices, choice, &SweepChoice::param) != view_.choices.end()) continue;
      std::string label = sweepParamLabel(choice);
      view_.choices.push_back({std::move(choice), std::move(label)});
    }
  }

  std::string missing() const {
    for (const SweepAxisView* axis : {&view_.x, &view_.y}) {
      if (axis->stage == document_.chain.size())
        return sentence("The chain has no {}; choose another parameter for the axis.", {axis->param.stage().label});
    }
    return run_.error() ? run_.error()->message : std::string();
  }

  /// Survivors that differ by more than a factor of hundred are seen on a log scale only.
  void scale() {
    constexpr double kWide = 100;
    const auto byFigure = [&](const SweepCellView& cell) { return figureOf(cell.left, view_.figure); };
    const auto [low, high] = std::ranges::minmax_element(view_.cells, {}, byFigure);
    view_.least = withUnit(low->left, view_.figure);
    view_.most = withUnit(high->left, view_.figure);
    const double least = byFigure(*low);
    const double most = byFigure(*high);
    const bool isLog = view_.figure == SweepFigure::Survivors && most > kWide * std::max(least, 1.0);
    if (isLog) view_.scale = "log scale";
    const auto onScale = [&](double value) { return isLog ? std::log(std::max(value, 1.0)) : value; };
    const double range = onScale(most) - onScale(least);
    for (SweepCellView& cell : view_.cells)
      cell.share = range > 0 ? (onScale(byFigure(cell)) - onScale(least)) / range : 1;
  }

  std::string idleInWords() const {
    const std::string& name = view_.y.label;
    if (!document_.chain[view_.y.stage].isEnabled) return sentence("{} is switched off, and no value of it changes anything.", {name});
    const auto count = static_cast<std::size_t>(std::ranges::count_if(view_.cells, [](const auto& cell) { return cell.left.isIdle; }));
    if (count == 0) return sentence("{} matters everywhere on this map.", {name});
    if (count == view_.cells.size()) return sentence("{} matters nowhere on this map: without it every pair leaves the same.", {name});
    return sentence("Where there are dots, {} has stopped mattering: without it the same tokens stay, with the same probabilities. {}",
                    {sweepParamInSentence(view_.y.param), idleOfNow()});
  }

  /// In the column of now, or the nearest there is.
  std::string idleOfNow() const {
    const std::vector<double>& columns = view_.x.values;
    const auto nearest = std::ranges::min_element(columns, {}, [&](double value) { return std::abs(value - view_.x.current); });
    const auto column = static_cast<std::size_t>(nearest - columns.begin());
    const std::size_t rows = view_.y.values.size();
    std::size_t count = 0;
    for (std::size_t row = 0; row < rows; ++row)
      count += view_.at(column, row).left.isIdle ? 1 : 0;
    const std::string at = sentence("At {} {} ", {sweepParamInSentence(view_.x.param), view_.x.texts[column]});
    if (count == 0) return at + "it matters at every value.";
    if (count == rows) return at + "that is so at every value.";
    std::size_t first = 0;
    while (!view_.at(column, first).left.isIdle)
      ++first;
    const std::size_t last = first + count - 1;
    const bool isOneRun = view_.at(column, last).left.isIdle;
    if (count == 1) return at + sentence("that is so at {} only.", {view_.y.texts[first]});
    if (isOneRun && last + 1 == rows) return at + sentence("that is so from {} up.", {view_.y.texts[first]});
    if (isOneRun && first == 0) return at + sentence("that is so up to {}.", {view_.y.texts[last]});
    return at + sentence("that is so at {} of {} values.", {count, rows});
  }

  const Document& document_;
  const SweepRun& run_;
  SweepView view_;
};

std::string stateOf(const SweepCell& cell) {
  if (cell.survivors == 0) return "no token stays";
  return sentence("{} {}, {} bits, the likeliest has {percent}",
                  {cell.survivors == 1 ? "1 token" : grouped(cell.survivors) + " tokens", cell.survivors == 1 ? "stays" : "stay",
                   fixedNumber(cell.entropy, kBitsDecimals), cell.top1Probability});
}

TwinChoice axisChoice(const SweepView& view, const SweepAxisView& axis, const char* id, const char* label, const char* action) {
  TwinChoice choice{.id = id, .label = label, .value = sweepParamName(axis.param), .action = action};
  for (const SweepChoice& one : view.choices)
    choice.options.push_back({sweepParamName(one.param), one.label});
  return choice;
}

/// The setting of an axis, among the values of the map.
TwinChoice settingOf(const SweepAxisView& axis, const char* id) {
  TwinChoice choice{.id = id,
                    .label = "Take " + axis.label,
                    .value = axis.currentText,
                    .action = "param " + std::to_string(axis.stage) + ' ' + axis.param.name};
  for (std::size_t i = 0; i < axis.values.size(); ++i) {
    const bool isPassed = i == 0 || axis.values[i - 1] < axis.current;
    if (isPassed && axis.current < axis.values[i] && axis.texts[i] != axis.currentText)
      choice.options.push_back({axis.currentText, axis.currentText});
    choice.options.push_back({axis.texts[i], axis.texts[i]});
  }
  if (!axis.values.empty() && axis.values.back() < axis.current) choice.options.push_back({axis.currentText, axis.currentText});
  return choice;
}

TwinChoice figuresOf(const SweepView& view) {
  TwinChoice choice{.id = "sweep-map",
                    .label = "What is shown",
                    .value = std::string(sweepFigureInfo(view.figure).name),
                    .action = "sweepMap"};
  for (const SweepFigureInfo& info : kSweepFigures)
    choice.options.push_back({std::string(info.name), std::string(info.label)});
  return choice;
}

/// A few columns and rows of the map, the greatest value of y on top as on the map.
TwinTable tableOf(const SweepView& view) {
  TwinTable table{.id = "table",
                  .caption = sentence("{}: {} across, {} up", {sweepFigureInfo(view.figure).label, sweepParamInSentence(view.x.param), sweepParamInSentence(view.y.param)}),
                  .rest = sentence("=: {} changes nothing here", {view.y.label})};
  table.columns = {{view.y.label, true}};
  const std::vector<std::size_t> columns = coarsePlaces(view.x.values.size());
  for (const std::size_t column : columns)
    table.columns.push_back({view.x.texts[column]});
  std::vector<std::size_t> rows = coarsePlaces(view.y.values.size());
  std::ranges::reverse(rows);
  for (const std::size_t row : rows) {
    TwinRow made{.cells = {view.y.texts[row]}, .state = "kept", .id = row};
    for (const std::size_t column : columns) {
      const SweepCell& left = view.at(column, row).left;
      made.cells.push_back(textOf(left, view.figure) + (left.isIdle ? " =" : ""));
    }
    table.rows.push_back(std::move(made));
  }
  return table;
}

} // namespace

SweepView makeSweepView(const Document& document, const Step& step, const SweepRun& run) {
  return Maker(document, step, run).make();
}

std::string cellInWords(const SweepView& view, std::size_t column, std::size_t row) {
  const SweepCell& left = view.at(column, row).left;
  return sentence("{} {}, {} {}: {}.{}", {view.x.label, view.x.texts[column], sweepParamInSentence(view.y.param), view.y.texts[row], stateOf(left),
                                          left.isIdle ? sentence(" {} changes nothing here.", {view.y.label}) : std::string()});
}

Twin twinOf(const SweepView& view) {
  Twin twin;
  twin.emplace_back(TwinText{"sweep-context", TwinText::Kind::Sentence, view.context + " …"});
  twin.emplace_back(axisChoice(view, view.x, "sweep-x", "Across", "sweepX"));
  twin.emplace_back(axisChoice(view, view.y, "sweep-y", "Up", "sweepY"));
  if (!view.notice.empty()) {
    twin.emplace_back(TwinText{"sweep-notice", TwinText::Kind::Paragraph, view.notice});
    return twin;
  }
  twin.emplace_back(figuresOf(view));
  twin.emplace_back(TwinText{"sweep-idle", TwinText::Kind::Paragraph, view.idle});
  twin.emplace_back(tableOf(view));
  twin.emplace_back(settingOf(view.x, "take-x"));
  twin.emplace_back(settingOf(view.y, "take-y"));
  twin.emplace_back(TwinText{"source", TwinText::Kind::Help, "Figures: " + view.source + "."});
  return twin;
}

} // namespace logitscope::shell
