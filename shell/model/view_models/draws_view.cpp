#include "model/view_models/draws_view.h"

#include "model/grouped.h"
#include "model/visible_token.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace logitscope::shell {

namespace {

constexpr std::size_t kMostRows = 30;
/// A verdict that is wrong once in a thousand times: readers draw often.
constexpr double kUnlikely = 0.001;
constexpr int kDeviationDecimals = 1;
constexpr double kLeastReach = 4;
constexpr std::string_view kNothing = "–";

std::string withSign(double value) {
  const std::string digits = fixedNumber(std::abs(value), kDeviationDecimals);
  if (digits == "0.0") return digits;
  return (value < 0 ? "−" : "+") + digits;
}

class Maker {
public:
  Maker(const Document& document, const Step& step)
      : document_(document), trace_(step.trace), vocabulary_(*document.source->vocabulary()) {
    view_.context = visibleText(step.context);
    view_.count = document.draws.count;
    view_.countText = view_.count == 1 ? "Drawn once" : sentence("Drawn {} times", {grouped(view_.count)});
    for (const std::size_t draws : kPortions)
      view_.portions.push_back({draws, draws == 1 ? "Draw once" : "Draw " + grouped(draws)});
    view_.help = sentence("σ: by how many standard deviations of chance the count is off. Beyond {} a token is marked.", {kFarDeviations});
    view_.rule = document.draws.rule;
    view_.ruleNote = drawRuleInfo(view_.rule).summary;
    view_.source = document.source->description();
    if (step.recorded) view_.notice = kNothingToDraw;
    else if (trace_.ids.empty()) view_.notice = "The chain removes every token, so there is nothing to draw.";
  }

  DrawsView make() {
    if (!view_.notice.empty()) return std::move(view_);
    count();
    view_.survivors = trace_.ids.size();
    view_.reach = kLeastReach;
    for (std::size_t i = 0; i < std::min(kMostRows, trace_.ids.size()); ++i)
      addRow(i);
    addRest();
    judge();
    return std::move(view_);
  }

private:
  void count() {
    counts_.assign(trace_.ids.size(), 0);
    if (view_.count == 0) return;
    // The step was drawn from the same seed, so it is one.
    Rng rng = Rng::make(document_.seed.value_or(document_.freshSeed)).value();
    counts_ = drawMany(trace_, rng, view_.count, view_.rule);
    deviations_ = deviationsOf(counts_, trace_.probabilities);
  }

  void addRow(std::size_t place) {
    const double expected = trace_.probabilities[place];
    DrawsRow row{.id = trace_.ids[place],
                 .token = visibleToken(vocabulary_[trace_.ids[place]]),
                 .expected = expected,
                 .expectedText = percent(expected),
                 .drawnText = std::string(kNothing),
                 .countText = grouped(counts_[place]),
                 .deviationText = std::string(kNothing)};
    if (view_.count > 0) {
      row.drawn = counts_[place] / static_cast<double>(view_.count);
      row.drawnText = percent(row.drawn);
      row.deviations = deviations_[place];
      row.deviationText = withSign(row.deviations) + " σ";
      row.isFar = std::abs(row.deviations) > kFarDeviations;
      view_.reach = std::max(view_.reach, std::ceil(std::abs(row.deviations)));
    }
    view_.rows.push_back(std::move(row));
  }

  void addRest() {
    if (trace_.ids.size() <= kMostRows) return;
    const double mass = std::accumulate(trace_.probabilities.begin() + kMostRows, trace_.probabilities.end(), 0.0);
    const double drawn = std::accumulate(counts_.begin() + kMostRows, counts_.end(), 0.0);
    view_.rest = sentence("and {} more, {percent} together, drawn {} times",
                          {grouped(trace_.ids.size() - kMostRows), mass, grouped(static_cast<std::size_t>(drawn))});
  }

  void judge() {
    if (view_.count == 0) {
      view_.verdict = "Nothing is drawn yet. The thin marks are what many draws should come to.";
      return;
    }
    const std::optional<Fit> fit = fitOf(counts_, trace_.probabilities);
    if (!fit) {
      view_.verdict = trace_.ids.size() == 1 ? "One token is left, and every draw gives it."
                                             : "Too few draws to tell anything.";
      return;
    }
    view_.isWithinChance = fit->pValue >= kUnlikely;
    view_.verdict =
        sentence("χ² = {figure} where chance gives {} on average: right draws agree no better than this {percent} of the time. {}",
                 {fit->chiSquare, fit->degrees, fit->pValue,
                  view_.isWithinChance ? "Within chance." : "Chance does not do this: the sampler is wrong."});
  }

  const Document& document_;
  const Trace& trace_;
  const std::vector<std::string>& vocabulary_;
  std::vector<std::uint32_t> counts_;
  std::vector<double> deviations_;
  DrawsView view_;
};

TwinButtons portionsOf(const DrawsView& view) {
  TwinButtons buttons{.id = "draw-buttons", .label = "Draw"};
  for (const DrawPortion& portion : view.portions) {
    buttons.buttons.push_back({.label = portion.label,
                               .action = "drawMore " + std::to_string(portion.draws),
                               .isEnabled = view.canDraw()});
  }
  buttons.buttons.push_back({.label = "Start over", .action = "resetDraws", .isEnabled = view.count > 0});
  return buttons;
}

TwinChoice rulesOf(const DrawsView& view) {
  TwinChoice choice{.id = "draw-rule",
                    .label = "The sampler",
                    .value = std::string(drawRuleInfo(view.rule).name),
                    .action = "drawRule",
                    .help = view.ruleNote};
  for (const DrawRuleInfo& info : kDrawRules)
    choice.options.push_back({std::string(info.name), std::string(info.label)});
  return choice;
}

TwinTable tableOf(const DrawsView& view) {
  TwinTable table{.id = "table", .caption = view.countText, .rest = view.rest};
  table.columns = {{"token", true}, {"probability"}, {"drawn"}, {"times"}, {"deviation"}};
  for (const DrawsRow& row : view.rows) {
    table.rows.push_back({.cells = {row.token, row.expectedText, row.drawnText, row.countText, row.deviationText},
                          .state = row.isFar ? "picked" : "kept",
                          .id = row.id});
  }
  return table;
}

} // namespace

DrawsView makeDrawsView(const Document& document, const Step& step) {
  return Maker(document, step).make();
}

Twin twinOf(const DrawsView& view) {
  Twin twin;
  twin.emplace_back(TwinText{"draws-context", TwinText::Kind::Sentence, view.context + " …"});
  if (!view.notice.empty()) {
    twin.emplace_back(TwinText{"draws-notice", TwinText::Kind::Paragraph, view.notice});
    return twin;
  }
  twin.emplace_back(portionsOf(view));
  twin.emplace_back(rulesOf(view));
  twin.emplace_back(TwinText{"verdict", TwinText::Kind::Paragraph, view.verdict});
  twin.emplace_back(tableOf(view));
  twin.emplace_back(TwinText{"draws-help", TwinText::Kind::Help, view.help});
  twin.emplace_back(TwinText{"source", TwinText::Kind::Help, "Figures: " + view.source + "."});
  return twin;
}

} // namespace logitscope::shell
