#include "model/view_models/entropy_view.h"

#include "model/grouped.h"
#include "model/passages.h"
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
  Maker(const Document& document, const TextReading& reading)
      : reading_(reading), vocabulary_(*reading.model->vocabulary()),
        isRecorded_(document.source->recording() != nullptr) {
    view_.passage = document.entropy.passage;
    view_.text = document.entropy.text;
    view_.focus = document.entropy.focus;
  }

  EntropyView make() {
    for (const ReadToken& token : reading_.tokens)
      addToken(token);
    if (!view_.tokens.empty()) view_.focus = std::min(view_.focus, view_.tokens.size() - 1);
    count();
    describe();
    return std::move(view_);
  }

private:
  std::string visible(TokenId id) const { return visibleToken(vocabulary_[id]); }

  void addToken(const ReadToken& read) {
    EntropyToken token{.text = visible(read.id), .entropy = read.entropy, .surprise = read.surprise};
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

  void count() {
    double entropy = 0;
    double surprise = 0;
    std::size_t surprises = 0;
    for (std::size_t i = 0; i < kBands.size(); ++i) {
      view_.bands[i].words = kBands[i].words;
      view_.bands[i].range = kBands[i].range;
    }
    view_.largestBits = kLeastBits;
    for (const EntropyToken& token : view_.tokens) {
      entropy += token.entropy;
      surprise += token.surprise;
      surprises += token.isSurprise ? 1 : 0;
      ++view_.bands[static_cast<std::size_t>(token.band) - 1].count;
      view_.largestBits = std::max({view_.largestBits, token.entropy, token.surprise});
    }
    view_.largestBits = kBitsStep * std::ceil(view_.largestBits / kBitsStep);
    const auto all = static_cast<double>(view_.tokens.size());
    const bool isEmpty = view_.tokens.empty();
    view_.tokensText = sentence("{tokens}", {view_.tokens.size()});
    view_.meanText = isEmpty ? "–" : bitsText(entropy / all) + " bits";
    view_.perplexityText = isEmpty ? "–" : figure(std::exp2(surprise / all), 4);
    view_.surprisesText = isEmpty ? "–"
                                  : sentence("{} of {}", {surprises, view_.tokens.size()});
    for (EntropyBand& band : view_.bands)
      band.shareText = isEmpty ? "–" : percent(static_cast<double>(band.count) / all);
  }

  void describe() {
    view_.source = reading_.model->description();
    if (isRecorded_)
      view_.source += "; of a recorded answer the tail view has what its likely tokens tell of the entropy";
    if (view_.tokens.empty()) {
      view_.notice = "There is no text. Type one, or choose one of the three.";
    } else if (reading_.allTokens > view_.tokens.size()) {
      view_.notice = sentence("The text has {} tokens; the first {} are shown.",
                              {grouped(reading_.allTokens), view_.tokens.size()});
    }
  }

  const TextReading& reading_;
  const std::vector<std::string>& vocabulary_;
  bool isRecorded_;
  EntropyView view_;
};

TwinButtons passageButtons(const EntropyView& view) {
  TwinButtons buttons{.id = "passages", .label = "Texts to read"};
  for (const Passage& passage : kPassages) {
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
           {"Perplexity", view.perplexityText, "2 to the power of the mean surprise."},
           {"Surprises", view.surprisesText, "Tokens that were not the model's first choice."}}};
}

TwinTable bandsOf(const EntropyView& view) {
  TwinTable table{.id = "bands", .caption = "The five bands"};
  table.columns = {{"band", true}, {"entropy before the token", true}, {"in words", true}, {"tokens"}, {"share"}};
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
    table.rows.push_back({.cells = {std::to_string(one.rank), one.token, one.probabilityText},
                          .state = one.isActual ? "picked" : "kept",
                          .id = one.id});
  }
  table.rest = view.tokens[view.focus].rest;
  return table;
}

} // namespace

EntropyView makeEntropyView(const Document& document, const TextReading* reading) {
  if (reading != nullptr) return Maker(document, *reading).make();
  EntropyView view{.notice = "The text model has not learnt yet. It learns the page's texts the first "
                             "time that this view is opened.",
                   .passage = document.entropy.passage,
                   .text = document.entropy.text};
  view.tokensText = view.meanText = view.perplexityText = view.surprisesText = "–";
  for (std::size_t i = 0; i < kBands.size(); ++i)
    view.bands[i] = {kBands[i].words, kBands[i].range, 0, "–"};
  return view;
}

std::string titleOfToken(const EntropyView& view, std::size_t token) {
  return sentence("What the model expected at token {}, {}", {token + 1, quoted(view.tokens[token].text)});
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
