#include "model/view_models/recorded_views.h"

#include "model/bands.h"
#include "model/recorded_view.h"
#include "model/visible_token.h"

#include <algorithm>
#include <cmath>

namespace logitscope::shell {

namespace {

/// One fewer than of a text that a model reads: everything else has a row too.
constexpr std::size_t kNamed = kLikelyTokens - 1;

EntropyAlternative namedAt(const RecordedStep& step, const std::vector<std::string>& texts, std::size_t rank) {
  const TokenId id = step.ids[rank];
  const double probability = std::exp(step.logProbabilities[rank]);
  return {id, rank + 1, visibleToken(texts[id]), probability, percent(probability), id == step.chosen};
}

void addAlternatives(const RecordedStep& step, const std::vector<std::string>& texts, EntropyToken& token) {
  double hidden = 0;
  for (std::size_t rank = 0; rank < step.ids.size(); ++rank) {
    EntropyAlternative one = namedAt(step, texts, rank);
    if (rank < kNamed || one.isActual) token.alternatives.push_back(std::move(one));
    else hidden += one.probability;
  }
  const std::size_t left = step.ids.size() - token.alternatives.size();
  if (left > 0) token.rest = sentence("and {} more that the answer names, {percent} together", {left, hidden});
  if (step.rest > 0 || !step.isChosenListed) {
    token.alternatives.push_back({kRestToken, step.ids.size() + 1, kRestName, step.rest, percent(step.rest),
                                  !step.isChosenListed, true});
  }
}

std::string hintOf(const RecordedStep& step, const std::vector<std::string>& texts, const EntropyToken& token) {
  const std::size_t place = step.placeOfChosen();
  std::string hint = sentence("{} had {percent} for the model: {} bits of surprise, band {}. ",
                              {quoted(token.text), std::exp(step.chosenLogProbability), fixedNumber(token.surprise, 2),
                               std::string(1, kBands[static_cast<std::size_t>(token.band) - 1].letter)});
  if (place == 0) {
    hint += "It was the first choice.";
  } else {
    hint += step.isChosenListed ? sentence("It was choice number {}", {place + 1})
                                : sentence("It was none of the {} likeliest", {place});
    hint += sentence("; the first was {}.", {quoted(visibleToken(texts[step.ids.front()]))});
  }
  return hint + sentence(" Entropy before it: {}.", {bitsRange(token.entropy)});
}

} // namespace

void addRecordedTokens(const Recording& recording, EntropyView& view) {
  const auto& texts = *recording.vocabulary;
  for (const RecordedStep& step : std::span(recording.steps).first(std::min(recording.steps.size(), kMaxReadTokens))) {
    EntropyToken token{.text = visibleToken(texts[step.chosen])};
    // The recording was made of lists that core takes.
    token.entropy = viewOf({.logProbabilities = step.logProbabilities, .vocabularySize = step.vocabularySize}).value().entropy;
    token.surprise = surpriseOf(step.chosenLogProbability);
    token.band = bandOf(token.surprise);
    token.isSurprise = step.placeOfChosen() > 0;
    token.endsLine = texts[step.chosen].ends_with('\n');
    addAlternatives(step, texts, token);
    token.hint = hintOf(step, texts, token);
    view.tokens.push_back(std::move(token));
  }
}

} // namespace logitscope::shell
