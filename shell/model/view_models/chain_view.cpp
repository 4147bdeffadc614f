#include "model/view_models/chain_view.h"

#include "model/grouped.h"
#include "model/ranked.h"
#include "model/stage_rules.h"
#include "model/visible_token.h"

#include <algorithm>

namespace logitscope::shell {

namespace {

constexpr std::size_t kLikely = 10;
constexpr std::size_t kDiffering = 8;
constexpr std::size_t kExplained = 3;

class Maker {
public:
  Maker(const Document& document, const Step& step)
      : document_(document), step_(step), vocabulary_(*document.source->vocabulary()) {
    view_.context = visibleText(step.context);
    view_.source = document.source->description();
    view_.hasSeen = !document.chainView.seen.empty();
    if (step.recorded)
      view_.notice = "A recorded answer names the likely tokens only; what each library would keep of all of them it cannot tell.";
  }

  ChainView make() {
    addStages();
    if (!view_.notice.empty()) return std::move(view_);
    request_ = step_.request();
    runs_ = runDialects(request_);
    differing_ = differingTokens(runs_);
    addDialects();
    addAgreement();
    addRows();
    addReasons();
    addAsked();
    addVerdict();
    return std::move(view_);
  }

private:
  std::string visible(TokenId id) const { return visibleToken(vocabulary_[id]); }
  std::string label(std::size_t place) const { return std::string(stageInfo(document_.chain[place].kind()).label); }

  void addStages() {
    for (std::size_t i = 0; i < document_.chain.size(); ++i) {
      const Stage& stage = document_.chain[i];
      ChainStageRow row{.label = label(i), .isEnabled = stage.isEnabled, .acts = canAct(stage)};
      row.outcome = "off";
      if (row.acts && view_.notice.empty()) {
        const StageTrace& trace = step_.trace.stages[i];
        row.outcome = sentence("{} left", {grouped(trace.kept)});
        row.note = trace.note;
      } else if (row.acts) {
        row.outcome = "on";
      }
      view_.stages.push_back(std::move(row));
    }
  }

  void addDialects() {
    for (const DialectRun& made : runs_) {
      const DialectInfo& info = dialectInfo(made.dialect);
      ChainDialect shown{.dialect = made.dialect,
                         .name = std::string(info.label),
                         .label = std::string(info.label),
                         .isCurrent = made.dialect == document_.dialect,
                         .isRefused = !made.trace};
      if (!info.version.empty()) shown.label += " " + std::string(info.version);
      shown.outcome = made.trace ? outcomeOf(*made.trace) : "Refused: " + made.error->message;
      if (view_.hasSeen) judge(made, shown);
      view_.dialects.push_back(std::move(shown));
    }
  }

  std::string outcomeOf(const Trace& trace) const {
    std::string words = sentence("{} of {} stay", {grouped(trace.ids.size()), grouped(step_.logits->size())});
    if (!trace.picked) return words + ".";
    const std::string token = quoted(visible(trace.picked->id));
    words += trace.coin ? sentence("; the coin {figure} picks {}", {*trace.coin, token}) : sentence("; picked: {}", {token});
    return words + ".";
  }

  void judge(const DialectRun& made, ChainDialect& shown) const {
    if (!made.trace) {
      shown.verdict = "It would have refused these settings.";
      shown.isRuledOut = true;
      return;
    }
    const auto against = contradictions(*made.trace, document_.chainView.seen);
    shown.isRuledOut = !against.empty();
    if (against.empty()) {
      shown.verdict = "Fits all that you saw.";
      return;
    }
    const Observation& first = against.front();
    shown.verdict = sentence(first.isKept ? "Removes {}, which the server drew." : "Keeps {}, which the server never drew.",
                             {quoted(visible(first.id))});
    if (against.size() > 1) shown.verdict += sentence(" {} more speak against it.", {against.size() - 1});
  }

  void addAgreement() {
    const auto refused = static_cast<std::size_t>(std::ranges::count_if(view_.dialects, &ChainDialect::isRefused));
    if (runs_.size() - refused < 2) {
      view_.agreement = "There is nobody to compare with: all others refuse these settings.";
    } else if (differing_.empty()) {
      view_.agreement = "All keep the same tokens.";
    } else {
      view_.agreement = sentence("The rules differ in {tokens}.", {differing_.size()});
    }
  }

  /// The likely, those that differ, and those that the reader named.
  std::vector<TokenId> listed() const {
    const std::vector<double>& logits = *step_.logits;
    const auto isBefore = [&](TokenId a, TokenId b) { return logits[a] != logits[b] ? logits[a] > logits[b] : a < b; };
    std::vector<TokenId> ids = differing_;
    const auto some = ids.begin() + static_cast<std::ptrdiff_t>(std::min(kDiffering, ids.size()));
    std::partial_sort(ids.begin(), some, ids.end(), isBefore);
    ids.erase(some, ids.end());
    for (const TokenId id : mostLikely(logits, kLikely))
      ids.push_back(id);
    if (document_.chainView.asked) ids.push_back(*document_.chainView.asked);
    for (const Observation& seen : document_.chainView.seen)
      ids.push_back(seen.id);
    // Few, and sorted as those above are: one sort is enough to download.
    std::partial_sort(ids.begin(), ids.end(), ids.end(), isBefore);
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
  }

  void addRows() {
    const std::vector<double> probabilities = softmax(*step_.logits).probabilities;
    const std::vector<TokenId> ids = listed();
    for (const TokenId id : ids)
      view_.rows.push_back(rowOf(id, probabilities[id]));
    const std::size_t more = step_.logits->size() - ids.size();
    if (more == 0) return;
    const auto shown = static_cast<std::size_t>(std::ranges::count_if(view_.rows, &ChainTokenRow::differs));
    view_.rest = sentence("and {} more", {grouped(more)});
    if (differing_.size() > shown) view_.rest += sentence(", of which {} differ", {grouped(differing_.size() - shown)});
  }

  ChainTokenRow rowOf(TokenId id, double probability) const {
    ChainTokenRow row{.id = id,
                      .token = visible(id),
                      .probabilityText = percent(probability),
                      .differs = std::ranges::binary_search(differing_, id),
                      .isAsked = document_.chainView.asked == id,
                      .isSeenKept = seen(id)};
    for (const DialectRun& made : runs_)
      row.cells.push_back(cellOf(made, id));
    return row;
  }

  ChainCell cellOf(const DialectRun& made, TokenId id) const {
    if (!made.trace) return {false, "–"};
    const auto found = std::ranges::find(made.trace->ids, id);
    if (found != made.trace->ids.end())
      return {true, percent(made.trace->probabilities[static_cast<std::size_t>(found - made.trace->ids.begin())])};
    const auto place = removedBy(*made.trace, id);
    return {false, place ? "by " + label(*place) : "ruled out"};
  }

  std::optional<bool> seen(TokenId id) const {
    const auto& all = document_.chainView.seen;
    const auto found = std::ranges::find(all, id, &Observation::id);
    return found == all.end() ? std::nullopt : std::optional(found->isKept);
  }

  /// All tokens at once: of a large vocabulary it takes as long as for one.
  std::vector<Explanation> waysOf(std::span<const TokenId> ids, Dialect dialect) const {
    RunRequest request = request_;
    request.dialect = dialect;
    // The dialect has run these settings before.
    return explain(request, ids).value();
  }

  void addReasons() {
    std::vector<TokenId> ids;
    for (const ChainTokenRow& row : view_.rows) {
      if (!row.differs || ids.size() == kExplained) continue;
      ids.push_back(row.id);
      view_.reasons.push_back({.title = sentence("Why they differ in {}", {quoted(row.token)})});
    }
    if (ids.empty()) return;
    for (std::size_t run = 0; run < runs_.size(); ++run) {
      if (!runs_[run].trace) continue;
      const auto ways = waysOf(ids, runs_[run].dialect);
      for (std::size_t i = 0; i < ids.size(); ++i)
        view_.reasons[i].lines.push_back(lineOf(ways[i], run));
    }
  }

  /// What decided in this dialect: the stage that removed it, or the one that does elsewhere.
  std::string lineOf(const Explanation& way, std::size_t run) const {
    const std::string& who = view_.dialects[run].label;
    const auto here = removedBy(*runs_[run].trace, way.id);
    auto place = here;
    for (std::size_t i = 0; i < runs_.size() && !place; ++i) {
      if (runs_[i].trace) place = removedBy(*runs_[i].trace, way.id);
    }
    const TokenAtStage& at = way.stages[*place];
    return sentence(!here ? "{} keeps it. {}: {}" : "{} removes it. {}: {}", {who, label(*place), at.sentence});
  }

  void addAsked() {
    const auto& asked = document_.chainView.asked;
    if (!asked) return;
    view_.askedId = *asked;
    view_.isAskedSeenKept = seen(*asked);
    ChainReason reason;
    const auto gone = removedBy(step_.trace, *asked);
    reason.title = gone ? sentence("{} is gone: {} removed it", {quoted(visible(*asked)), label(*gone)})
                        : sentence(keeps(step_.trace, *asked) ? "{} stays" : "{} was ruled out before the chain", {quoted(visible(*asked))});
    const auto way = waysOf({&*asked, 1}, document_.dialect).front().stages;
    for (std::size_t i = 0; i < way.size(); ++i) {
      if (!canAct(document_.chain[i])) continue;
      reason.lines.push_back(sentence("{}. {}: {}", {i + 1, label(i), way[i].sentence}));
      if (!way[i].isKept) break;
    }
    if (reason.lines.empty()) reason.lines.emplace_back("No stage acts.");
    view_.asked = std::move(reason);
  }

  void addVerdict() {
    if (!view_.hasSeen) {
      view_.verdict = "Which rules does your server follow? Press a token, and say whether the server draws it. Tokens that differ tell most.";
      return;
    }
    std::vector<std::string_view> fitting;
    for (const ChainDialect& shown : view_.dialects) {
      if (!shown.isRuledOut) fitting.push_back(shown.label);
    }
    if (fitting.empty()) {
      view_.verdict = "None of them fits: the server has other settings, or rules of its own.";
    } else if (fitting.size() == 1) {
      view_.verdict = sentence("Only {} fits what you saw.", {fitting.front()});
    } else {
      view_.verdict = sentence("{} fit what you saw. {}", {listInWords(fitting), differing_.empty() ? "With these settings nothing tells them apart." : "A token in which they differ would tell."});
    }
  }

  const Document& document_;
  const Step& step_;
  const std::vector<std::string>& vocabulary_;
  RunRequest request_;
  std::vector<DialectRun> runs_;
  std::vector<TokenId> differing_;
  ChainView view_;
};

TwinTable dialectTable(const ChainView& view) {
  TwinTable table{.id = "dialects", .caption = view.agreement};
  table.columns = {{"rules", true}, {"this step", true}, {"your server", true}};
  for (const ChainDialect& shown : view.dialects) {
    table.rows.push_back({.cells = {shown.label, shown.outcome, shown.verdict},
                          .state = shown.isRefused || shown.isRuledOut ? "removed" : "kept",
                          .id = static_cast<std::size_t>(shown.dialect)});
  }
  return table;
}

TwinTable tokenTable(const ChainView& view) {
  TwinTable table{.id = "table", .caption = "What each keeps; press a token to ask why", .rest = view.rest};
  table.columns = {{"token", true}, {"for the model"}};
  for (const ChainDialect& shown : view.dialects)
    table.columns.push_back({shown.name});
  table.columns.push_back({"differs", true});
  table.columns.push_back({"your server", true});
  for (const ChainTokenRow& row : view.rows) {
    TwinRow made{.state = row.differs ? "picked" : "kept", .action = "why " + std::to_string(row.id), .id = row.id};
    made.cells = {row.token, row.probabilityText};
    for (const ChainCell& cell : row.cells)
      made.cells.push_back(cell.text);
    made.cells.emplace_back(row.differs ? "differs" : "");
    made.cells.emplace_back(!row.isSeenKept ? "" : *row.isSeenKept ? "drew it" : "never drew it");
    table.rows.push_back(std::move(made));
  }
  return table;
}

void addReason(Twin& twin, const std::string& id, const ChainReason& reason) {
  twin.emplace_back(TwinText{id, TwinText::Kind::Heading, reason.title});
  for (std::size_t i = 0; i < reason.lines.size(); ++i)
    twin.emplace_back(TwinText{id + "-" + std::to_string(i), TwinText::Kind::Paragraph, reason.lines[i]});
}

TwinButtons observing(const ChainView& view) {
  const std::string observe = "observe " + std::to_string(view.askedId) + " ";
  const auto& seen = view.isAskedSeenKept;
  return {"observe",
          "Your server",
          {{.label = "It draws this token", .action = observe + "kept", .isPressed = seen == true, .isSwitch = true},
           {.label = "It never does", .action = observe + "removed", .isPressed = seen == false, .isSwitch = true},
           {.label = "Unknown", .action = observe + "unknown", .isPressed = !seen, .isSwitch = true}}};
}

} // namespace

ChainView makeChainView(const Document& document, const Step& step) {
  return Maker(document, step).make();
}

Twin twinOf(const ChainView& view) {
  Twin twin;
  twin.emplace_back(TwinText{"chain-context", TwinText::Kind::Sentence, view.context + " …"});
  if (!view.notice.empty()) {
    twin.emplace_back(TwinText{"chain-notice", TwinText::Kind::Paragraph, view.notice});
    return twin;
  }
  twin.emplace_back(dialectTable(view));
  twin.emplace_back(tokenTable(view));
  twin.emplace_back(TwinField{"why-token", "Why is this token gone?", "", "whyToken", "Any token of the vocabulary, with or without its space."});
  if (view.asked) {
    addReason(twin, "asked", *view.asked);
    twin.emplace_back(observing(view));
  }
  for (std::size_t i = 0; i < view.reasons.size(); ++i)
    addReason(twin, "reason-" + std::to_string(i), view.reasons[i]);
  twin.emplace_back(TwinText{"server", TwinText::Kind::Paragraph, view.verdict});
  if (view.hasSeen) twin.emplace_back(TwinButtons{"forget", "Your server", {{.label = "Forget what was seen", .action = "forgetObserved"}}});
  twin.emplace_back(TwinText{"source", TwinText::Kind::Help, "Figures: " + view.source + "."});
  return twin;
}

} // namespace logitscope::shell
