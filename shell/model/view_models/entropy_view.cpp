#include "model/view_models/entropy_view.h"

#include "model/grouped.h"
#include "model/recorded_view.h"
#include "model/view_models/recorded_views.h"
#include "model/visible_token.h"

#include <algorithm>
#include <cmath>

namespace logitscope::shell {

namespace {

constexpr int kBitsDecimals = 2;
/// The chart reaches at least this far up, so that a text without surprises does not look wild.
constexpr double kLeastBits = 6;
constexpr double kBitsStep = 5;

std::string bitsText(double bits) {
  return fixedNumber(bits, kBitsDecimals);
}

class Maker {
public:
  Maker(const TextReading& reading, EntropyView& view)
      : vocabulary_(*reading.model->vocabulary()), view_(view) {
    for (const ReadToken& token : reading.tokens)
      addToken(token);
  }

private:
  std::string visible(TokenId id) const { return visibleToken(vocabulary_[id]); }

  void addToken(const ReadToken& read) {
    EntropyToken token{.text = visible(read.id), .entropy = {read.entropy, read.entropy}, .surprise = read.surprise};
    token.band = bandOf(read.entropy);
    token.isSurprise = read.rank > 1;
    token.endsLine = vocabulary_[read.id].ends_with('\n');
    addAlternatives(read, token);
    const BitBand& band = kBands[static_cast<std::size_t>(token.band) - 1];
    token.hint = sentence(
        "Before {} the model was {}: {} bits, band {}. {}",
        {quoted(token.text), band.words, bitsText(read.entropy), std::string(1, band.letter), outcomeOf(read)});
    view_.tokens.push_back(std::move(token));
  }

  std::string outcomeOf(const ReadToken& read) const {
    if (read.rank == 1) {
      return sentence("It was the first choice, with {percent}: {} bits of surprise.",
                      {read.probability, bitsText(read.surprise)});
    }
    return sentence("It was choice number {} with {percent}: {} bits of surprise. The first choice was {}.",
                    {read.rank, read.probability, bitsText(read.surprise), quoted(visible(read.likely[0].id))});
  }

  void addAlternatives(const ReadToken& read, EntropyToken& token) const {
    for (std::size_t i = 0; i < read.likelyCount; ++i)
      token.alternatives.push_back(alternative(read.likely[i], i + 1, read.id));
    if (read.rank > read.likelyCount)
      token.alternatives.push_back(alternative({read.id, read.probability}, read.rank, read.id));
    double shown = 0;
    for (const EntropyAlternative& one : token.alternatives)
      shown += one.probability;
    const std::size_t hidden = vocabulary_.size() - token.alternatives.size();
    if (hidden > 0) token.rest = sentence("and {} more, {percent} together", {grouped(hidden), std::max(0.0, 1 - shown)});
  }

  EntropyAlternative alternative(const LikelyToken& likely, std::size_t rank, TokenId actual) const {
    return {likely.id, rank, visible(likely.id), likely.probability, percent(likely.probability),
            likely.id == actual};
  }

  const std::vector<std::string>& vocabulary_;
  EntropyView& view_;
};

/// What there is whether a text has been read or not.
EntropyView emptyView(const Document& document) {
  EntropyView view{.passage = document.entropy.passage,
                   .text = document.entropy.text,
                   .passages = {kPassages.begin(), kPassages.end()},
                   .isRecorded = showsAnswer(document),
                   .focus = document.entropy.focus};
  if (document.source->recording()) view.passages.insert(view.passages.begin(), kAnswerPassage);
  view.tokensText = view.meanText = view.meanSurpriseText = view.perplexityText = view.surprisesText = "–";
  for (std::size_t i = 0; i < kBands.size(); ++i)
    view.bands[i] = {kBands[i].words, kBands[i].range, 0, "–"};
  view.legend = view.isRecorded ? "Colour: bits of surprise, which the answer tells exactly, and how many of the "
                                  "tokens are in the band. Dashed: not the model's first choice."
                                : "Colour: bits of entropy before the token, and how many of the tokens are in "
                                  "the band. Dashed: not the model's first choice.";
  return view;
}

/// Figures and bands of the tokens that are there; a notice where there were more, or none.
void addTotals(EntropyView& view, std::size_t allTokens) {
  view.tokensText = sentence("{tokens}", {view.tokens.size()});
  if (view.tokens.empty()) {
    view.notice = "There is no text. Type one, or choose one of the three.";
    view.largestBits = kLeastBits;
    return;
  }
  if (allTokens > view.tokens.size()) {
    view.notice = sentence("The text has {} tokens; the first {} are shown.", {grouped(allTokens), view.tokens.size()});
  }
  view.focus = std::min(view.focus, view.tokens.size() - 1);
  Interval entropy;
  double surprise = 0;
  std::size_t surprises = 0;
  double most = kLeastBits;
  for (const EntropyToken& token : view.tokens) {
    entropy.low += token.entropy.low;
    entropy.high += token.entropy.high;
    surprise += token.surprise;
    surprises += token.isSurprise ? 1 : 0;
    ++view.bands[static_cast<std::size_t>(token.band) - 1].count;
    most = std::max({most, std::isfinite(token.entropy.high) ? token.entropy.high : token.entropy.low, token.surprise});
  }
  view.largestBits = kBitsStep * std::ceil(most / kBitsStep);
  const auto all = static_cast<double>(view.tokens.size());
  view.meanText = view.isRecorded ? bitsRange({entropy.low / all, entropy.high / all}) : bitsText(entropy.low / all) + " bits";
  view.meanSurpriseText = bitsText(surprise / all) + " bits";
  view.perplexityText = figure(std::exp2(surprise / all), 4);
  view.surprisesText = sentence("{} of {}", {surprises, view.tokens.size()});
  for (EntropyBand& band : view.bands)
    band.shareText = percent(static_cast<double>(band.count) / all);
}

TwinButtons passageButtons(const EntropyView& view) {
  TwinButtons buttons{.id = "passages", .label = "Texts to read"};
  for (const Passage& passage : view.passages) {
    buttons.buttons.push_back({.label = std::string(passage.label),
                               .action = "passage " + std::string(passage.name),
                               .isPressed = passage.name == view.passage,
                               .isSwitch = true});
  }
  return buttons;
}

TwinChips chipsOf(const EntropyView& view) {
  TwinChips chips{.id = "chips", .label = "The text, token by token; arrow keys go from one to the next"};
  for (std::size_t i = 0; i < view.tokens.size(); ++i) {
    const EntropyToken& token = view.tokens[i];
    chips.chips.push_back({.text = token.text,
                           .action = "focus " + std::to_string(i),
                           .band = token.band,
                           .isMarked = token.isSurprise,
                           .isCurrent = i == view.focus,
                           .hint = token.hint});
  }
  return chips;
}

TwinFigures figuresOf(const EntropyView& view) {
  return {"entropy-figures",
          {{"Tokens", view.tokensText, ""},
           {"Mean entropy", view.meanText, "How unsure the model was before a token, on average."},
           {"Mean surprise", view.meanSurpriseText, "−log2 of what the tokens that came had, on average."},
           {"Perplexity", view.perplexityText, "2 to the power of the mean surprise."},
           {"Surprises", view.surprisesText, "Tokens that were not the model's first choice."}}};
}

TwinTable bandsOf(const EntropyView& view) {
  TwinTable table{.id = "bands", .caption = "The five bands"};
  table.columns = {{"band", true}, {view.isRecorded ? "surprise of the token" : "entropy before the token", true},
                   {"in words", true}, {"tokens"}, {"share"}};
  for (std::size_t i = 0; i < view.bands.size(); ++i) {
    const EntropyBand& band = view.bands[i];
    table.rows.push_back({.cells = {std::string(1, kBands[i].letter), std::string(band.range), std::string(band.words),
                                    std::to_string(band.count), band.shareText},
                          .state = "kept",
                          .id = i});
  }
  return table;
}

TwinTable alternativesOf(const EntropyView& view) {
  TwinTable table{.id = "table", .caption = titleOfToken(view, view.focus)};
  table.columns = {{"rank"}, {"token", true}, {"probability"}};
  for (const EntropyAlternative& one : view.tokens[view.focus].alternatives) {
    table.rows.push_back({.cells = {one.isRest ? "–" : std::to_string(one.rank), one.token, one.probabilityText},
                          .state = one.isActual ? "picked" : "kept",
                          .id = one.id});
  }
  table.rest = view.tokens[view.focus].rest;
  return table;
}

} // namespace

bool showsAnswer(const Document& document) {
  return document.entropy.passage == kAnswerPassage.name && document.source->recording();
}

EntropyView makeEntropyView(const Document& document, const TextReading* reading) {
  EntropyView view = emptyView(document);
  std::size_t allTokens = 0;
  if (view.isRecorded) {
    const RecordingPtr recording = document.source->recording();
    addRecordedTokens(*recording, view);
    allTokens = recording->steps.size();
    view.source = document.source->description();
  } else if (reading != nullptr) {
    Maker(*reading, view);
    allTokens = reading->allTokens;
    view.source = reading->model->description();
  } else {
    view.notice = "The text model has not learnt yet. It learns the page's texts the first "
                  "time that this view is opened.";
    return view;
  }
  addTotals(view, allTokens);
  return view;
}

std::string titleOfToken(const EntropyView& view, std::size_t token) {
  return sentence("Expected at token {}: {}", {token + 1, quoted(view.tokens[token].text)});
}

Twin twinOf(const EntropyView& view) {
  Twin twin;
  twin.emplace_back(passageButtons(view));
  twin.emplace_back(TwinField{"entropy-text", "Your own text", view.passage.empty() ? view.text : "", "text",
                              "Every key is read at once. What the model never met is spelled in pieces."});
  if (!view.notice.empty()) twin.emplace_back(TwinText{"notice", TwinText::Kind::Help, view.notice});
  if (!view.tokens.empty()) {
    twin.emplace_back(chipsOf(view));
    twin.emplace_back(TwinText{"focus", TwinText::Kind::Paragraph, view.tokens[view.focus].hint});
    twin.emplace_back(alternativesOf(view));
  }
  twin.emplace_back(figuresOf(view));
  twin.emplace_back(bandsOf(view));
  if (!view.source.empty())
    twin.emplace_back(TwinText{"source", TwinText::Kind::Help, "Figures: " + view.source + "."});
  return twin;
}

} // namespace logitscope::shell
