#include "model/view_models/builder_view.h"

#include "model/bands.h"
#include "model/grouped.h"
#include "model/ranked.h"
#include "model/view_models/recorded_views.h"
#include "model/visible_token.h"

#include <algorithm>
#include <cmath>

namespace logitscope::shell {

namespace {

constexpr int kLogitDecimals = 2;
constexpr std::size_t kMoreRows = 70;
constexpr std::size_t kMostRows = 500;

class Maker {
public:
  Maker(const Document& document, const Step& step)
      : document_(document), step_(step), vocabulary_(*document.source->vocabulary()),
        raw_(softmax(*step.logits).probabilities) {}

  BuilderView make() {
    view_.isRecorded = step_.recorded.has_value();
    addPrompt();
    addTokens();
    addBranches();
    addRows();
    describe();
    return std::move(view_);
  }

private:
  std::string visible(TokenId id) const { return visibleToken(vocabulary_[id]); }

  void addPrompt() {
    const auto& prompt = document_.decoder.prompt();
    // A table's prompt is text of which nobody knows the tokens.
    if (prompt.empty() && !document_.prompt.empty()) {
      view_.chips.push_back({.text = visibleText(document_.prompt), .hint = "The prompt."});
    }
    for (const TokenId id : prompt)
      view_.chips.push_back({.text = visible(id), .hint = "A token of the prompt."});
  }

  void addTokens() {
    const Decoder& decoder = document_.decoder;
    for (const StepId id : decoder.path()) {
      const DecodeStep& made = decoder.steps()[id];
      BuilderChip chip{.text = visible(made.id), .rewindsTo = made.parent, .isManual = made.isManual};
      const double bits = surpriseOf(made.logProbability);
      chip.band = bandOf(bits);
      if (view_.isRecorded) {
        chip.hint = sentence("{}: {percent} for the model, {figure} bits of surprise; recorded. Press "
                             "to look at its step.",
                             {chip.text, std::exp(made.logProbability), bits});
        view_.chips.push_back(std::move(chip));
        continue;
      }
      chip.hint = sentence("{}: {percent} for the model, {percent} after the chain, {figure} bits of "
                           "surprise; {}. Press to choose anew from here.",
                           {chip.text, std::exp(made.logProbability), made.probability, bits,
                            made.isManual ? "picked by hand" : "drawn"});
      view_.chips.push_back(std::move(chip));
    }
  }

  /// Where the walk on from this step ends, taking the first way that was taken.
  StepId endOfBranch(StepId step) const {
    while (true) {
      const auto children = document_.decoder.childrenOf(step);
      if (children.empty()) return step;
      step = children.back();
    }
  }

  void addBranches() {
    const Decoder& decoder = document_.decoder;
    for (const StepId child : decoder.childrenOf(decoder.current())) {
      const StepId end = endOfBranch(child);
      const std::size_t length = decoder.steps()[end].depth - decoder.steps()[child].depth + 1;
      view_.branches.push_back(
          {visible(decoder.steps()[child].id), end,
           sentence("{}: a branch of {tokens} that was generated before. Press to return to it.",
                    {visible(decoder.steps()[child].id), length})});
    }
  }

  void addRows() {
    if (view_.isRecorded) {
      addRecordedRows(document_, step_, view_);
      return;
    }
    std::vector<TokenId> ids = idsToShow();
    const auto explained = explain(step_.request(), ids).value();
    const bool isWholeList = document_.builder.search.empty();
    for (std::size_t i = 0; i < explained.size(); ++i)
      addRow(explained[i], isWholeList ? i + 1 : rankOf(*step_.logits, explained[i].id));
  }

  std::vector<TokenId> idsToShow() {
    const auto& logits = *step_.logits;
    if (document_.builder.search.empty()) {
      view_.title = sentence("The {} most likely of {} tokens",
                             {std::min(document_.builder.rows, logits.size()), grouped(logits.size())});
      return mostLikely(logits, document_.builder.rows);
    }
    const std::vector<TokenId> found = tokensWith(document_.builder.search);
    std::vector<double> theirs;
    for (const TokenId id : found)
      theirs.push_back(logits[id]);
    std::vector<TokenId> ids;
    for (const TokenId place : mostLikely(theirs, document_.builder.rows))
      ids.push_back(found[place]);
    view_.title = sentence("{tokens} with {}", {found.size(), quoted(document_.builder.search)});
    return ids;
  }

  std::vector<TokenId> tokensWith(std::string_view text) const {
    std::vector<TokenId> found;
    for (TokenId id = 0; id < vocabulary_.size(); ++id) {
      const bool isIn = vocabulary_[id].find(text) != std::string::npos ||
                        visible(id).find(text) != std::string::npos;
      if (isIn) found.push_back(id);
    }
    return found;
  }

  void addRow(const Explanation& one, std::size_t rank) {
    BuilderRow row{.id = one.id, .rank = rank, .token = visible(one.id)};
    const double logit = (*step_.logits)[one.id];
    row.isKept = std::isfinite(logit);
    row.rawProbability = raw_[one.id];
    row.probability = one.probability;
    if (!row.isKept) row.reason = "Ruled out before the chain: its logit is -inf.";
    for (const TokenAtStage& at : one.stages) {
      if (!row.isKept) break;
      row.probability = at.probability;
      row.reason = at.sentence;
      row.isKept = at.isKept;
    }
    if (!row.isKept) row.probability = 0;
    row.isPicked = step_.trace.picked && step_.trace.picked->id == one.id;
    row.probabilityText = percent(row.probability);
    row.rawText = percent(row.rawProbability);
    row.logitText = std::isfinite(logit) ? fixedNumber(logit, kLogitDecimals) : "-inf";
    view_.rows.push_back(std::move(row));
  }

  void describe() {
    const Decoder& decoder = document_.decoder;
    const std::size_t count = decoder.steps()[decoder.current()].depth;
    view_.source = document_.source->description();
    view_.search = document_.builder.search;
    view_.shownRows = document_.builder.rows;
    view_.canGoOn = !decoder.isDone();
    view_.canRewind = count > 0;
    view_.isPlaying = document_.isPlaying;
    view_.tokensText = sentence("{tokens}", {count});
    view_.logProbabilityText = fixedNumber(decoder.sumLogProbability(), 3);
    const auto perplexity = decoder.perplexity();
    view_.perplexityText = perplexity ? figure(*perplexity, 4) : "–";
    view_.state = stateInWords();
    if (!document_.builder.search.empty() || view_.isRecorded) return;
    double shown = 0;
    for (const BuilderRow& row : view_.rows)
      shown += row.rawProbability;
    const std::size_t hidden = step_.logits->size() - view_.rows.size();
    view_.canShowMore = hidden > 0 && document_.builder.rows < kMostRows;
    if (hidden > 0) {
      view_.rest = sentence("and {} more, {percent} together", {grouped(hidden), std::max(0.0, 1 - shown)});
    }
  }

  std::string stateInWords() const {
    if (view_.isRecorded) {
      return document_.decoder.isDone()
                 ? "The recorded answer ends here. Press a token of the sentence to look at its step."
                 : step_.trace.drawNote;
    }
    switch (document_.decoder.reason()) {
    case StopReason::Running:
      return "The next token is yours.";
    case StopReason::StopToken:
      return "The model has ended its text. Press a token to choose anew from there.";
    case StopReason::MaxTokens:
      return document_.source->maxSteps() == 1
                 ? "This table holds the logits of one step. The text model can go on from here."
                 : "That is as long as a text gets here. Press a token to choose anew.";
    case StopReason::StopSequence:
    case StopReason::NothingLeft:
      break;
    }
    return "Generation has ended.";
  }

  const Document& document_;
  const Step& step_;
  const std::vector<std::string>& vocabulary_;
  std::vector<double> raw_;
  BuilderView view_;
};

TwinChips chipsOf(const BuilderView& view) {
  TwinChips chips{.id = "chips", .label = "The sentence, token by token"};
  for (const BuilderChip& chip : view.chips) {
    chips.chips.push_back(
        {.text = chip.text,
         .action = chip.rewindsTo ? "goto " + std::to_string(*chip.rewindsTo) : "",
         .band = chip.band,
         .isMarked = chip.isManual,
         .hint = chip.hint});
  }
  return chips;
}

TwinChips branchesOf(const BuilderView& view) {
  TwinChips chips{.id = "branches", .label = "Branches from here"};
  for (const BuilderBranch& branch : view.branches) {
    chips.chips.push_back({.text = branch.text,
                           .action = "goto " + std::to_string(branch.end),
                           .hint = branch.hint});
  }
  return chips;
}

TwinTable tableOf(const BuilderView& view) {
  TwinTable table{.id = "table", .caption = view.title, .rest = view.rest};
  table.columns = {{"rank"}, {"token", true}, {"probability"}, {"raw"}, {view.isRecorded ? "log-probability" : "logit"}, {"what happened", true}};
  for (const BuilderRow& row : view.rows) {
    const std::string rank = row.isRest ? "–" : std::to_string(row.rank);
    table.rows.push_back({.cells = {rank, row.token, row.probabilityText,
                                    row.rawText, row.logitText, row.reason},
                          .state = row.isPicked ? "picked" : row.isKept ? "kept" : "removed",
                          .action = view.canGoOn && !row.isRest ? "pick " + std::to_string(row.id) : "",
                          .id = row.id});
  }
  return table;
}

} // namespace

BuilderView makeBuilderView(const Document& document, const Step& step) {
  return Maker(document, step).make();
}

Twin twinOf(const BuilderView& view) {
  Twin twin;
  twin.emplace_back(chipsOf(view));
  if (!view.branches.empty()) twin.emplace_back(branchesOf(view));
  twin.emplace_back(TwinText{"state", TwinText::Kind::Help, view.state});
  twin.emplace_back(TwinButtons{
      "builder-buttons",
      "Next token",
      {{"Sample", "sample", view.canGoOn},
       {"Greedy", "greedy", view.canGoOn},
       {view.isPlaying ? "Stop" : "Play", view.isPlaying ? "play 0" : "play 1", view.canGoOn || view.isPlaying},
       {"Start over", "rewind 0", view.canRewind}}});
  twin.emplace_back(TwinFigures{"builder-figures",
                                {{"Generated", view.tokensText, ""},
                                 {"Log-probability", view.logProbabilityText, "Σ ln p, as the model gave p"},
                                 {"Perplexity", view.perplexityText, "exp of the mean of −ln p"}}});
  twin.emplace_back(TwinField{"search", "Search the vocabulary", view.search, "search",
                              "Any part of a token; ␣ stands for its space."});
  twin.emplace_back(tableOf(view));
  if (view.canShowMore) {
    twin.emplace_back(TwinButtons{
        "more", "More tokens", {{"Show more", "rows " + std::to_string(std::min(kMostRows, view.shownRows + kMoreRows))}}});
  }
  twin.emplace_back(TwinText{"source", TwinText::Kind::Help, "Figures: " + view.source + "."});
  return twin;
}

} // namespace logitscope::shell
