#include "model/view_models/recorded_views.h"

#include "model/bands.h"
#include "model/visible_token.h"

#include <algorithm>
#include <cmath>

namespace logitscope::shell {

namespace {

/// Tokens of a column: what is likeliest, not the whole list.
constexpr std::size_t kMostChips = 12;

/// One strategy at one recorded step.
class ColumnMaker {
public:
  ColumnMaker(const RecordedView& known, const std::vector<std::string>& texts)
      : known_(known), step_(known.step()), texts_(texts) {}

  StrategyColumnView make(StrategyColumnView column) const {
    const TruncatedView& after = known_.after;
    const std::size_t possible = after.possiblyKept;
    for (std::size_t rank = 0; rank < std::min(possible, kMostChips); ++rank)
      column.chips.push_back(chip(rank));
    for (const StrategyChip& one : column.chips)
      column.text += (column.text.empty() ? "" : " ") + one.text;
    if (possible > kMostChips) column.text += sentence(" and {} more", {possible - kMostChips});
    column.keptText = countRange(after.surelyKept, possible) + (after.restAfter.high > 0 ? " and more" : "");
    column.lastText = percentRange(chosenAfter());
    column.parting = outcome();
    return column;
  }

private:
  Interval chosenAfter() const {
    if (!step_.isChosenListed) return {0, known_.after.restAfter.high};
    return known_.after.probabilities[step_.placeOfChosen()];
  }

  StrategyChip chip(std::size_t rank) const {
    StrategyChip chip{.text = visibleToken(texts_[step_.ids[rank]])};
    chip.isRecorded = step_.isChosenListed && step_.ids[rank] == step_.chosen;
    const double bits = surpriseOf(step_.logProbabilities[rank]);
    chip.band = bandOf(bits);
    chip.hint = sentence("{}: {percent} for the model, rank {}, {figure} bits of surprise; {} after the chain.",
                         {chip.text, std::exp(step_.logProbabilities[rank]), rank + 1, bits,
                          percentInWords(known_.after.probabilities[rank])});
    if (rank >= known_.after.surelyKept) chip.hint += " Whether it stays hangs on what everything else is.";
    return chip;
  }

  std::string outcome() const {
    const std::string went = quoted(visibleToken(texts_[step_.chosen]));
    const Interval chance = chosenAfter();
    const std::string rest = known_.after.restAfter.high > 0
                                 ? sentence(" Everything else has {}.", {percentInWords(known_.after.restAfter)})
                                 : "";
    if (!(chance.high > 0)) return sentence("Could not have drawn {}, with which the answer went on.", {went}) + rest;
    if (known_.after.possiblyKept == 1 && rest.empty()) return sentence("Takes {}, as the answer did.", {went});
    if (!step_.isChosenListed) return sentence("The answer's {} is one of everything else.", {went}) + rest;
    return sentence("Draws {}, as the answer did, with {}.", {went, percentInWords(chance)}) + rest;
  }

  const RecordedView& known_;
  const RecordedStep& step_;
  const std::vector<std::string>& texts_;
};

StrategyColumnView refused(StrategyColumnView column, std::string why) {
  column.state = std::move(why);
  column.isOver = column.isRefused = true;
  return column;
}

StrategyColumnView columnOf(const Document& document, const Step& step, const Strategy& strategy) {
  StrategyColumnView column{.label = strategy.label, .settings = settingsInWords(strategy)};
  if (strategy.beams > 0) {
    return refused(std::move(column), "Beam search has to ask what follows other tokens too, and the answer knows "
                                      "what followed its own only.");
  }
  const auto known = viewRecorded(step.recorded->recording, step.recorded->at, strategy.chain, Dialect::Textbook);
  if (!known) return refused(std::move(column), known.error().message);
  column.state = step.isOver ? "The recorded answer ends here." : "Going on.";
  return ColumnMaker(known.value(), *document.source->vocabulary()).make(std::move(column));
}

} // namespace

StrategiesView makeRecordedStrategiesView(const Document& document, const Step& step) {
  StrategiesView view = emptyStrategiesView(document);
  for (const Strategy& strategy : document.strategies.columns)
    view.columns.push_back(columnOf(document, step, strategy));
  view.prompt = visibleText(step.context);
  view.isRecorded = true;
  view.luck = "What each strategy could draw at this one step of a recorded answer. All columns go on with the token "
              "that was recorded: what would have followed another is not in it.";
  view.marks = "Outlined: the token that the answer went on with. Colour: bits of surprise, for the model.";
  view.canGoOn = canGoOn(document, {});
  view.canReset = document.decoder.steps()[document.decoder.current()].depth > 0;
  view.source = document.source->description();
  return view;
}

} // namespace logitscope::shell
