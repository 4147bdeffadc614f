#include "model/view_models/strategies_view.h"

#include "model/bands.h"
#include "model/stage_rules.h"
#include "model/strategies.h"
#include "model/visible_token.h"

#include <algorithm>
#include <cmath>

namespace logitscope::shell {

namespace {

constexpr int kLogDecimals = 2;
constexpr int kPerplexityDigits = 4;

/// A stage by the name and the numbers that make it what it is; empty where it does nothing.
std::string stageInWords(const Stage& stage) {
  if (!canAct(stage)) return {};
  const StageInfo& info = stageInfo(stage.kind());
  std::string words(info.label);
  for (const ParamInfo& param : info.params) {
    if (!param.isNumber()) continue;
    const double value = param.get(stage.params);
    // The first is the one that the stage is known by; p-less has none at all.
    if (&param == info.params.data()) words += " " + exactNumber(value);
    else if (value != param.defaultValue) words += ", " + std::string(param.label) + " " + exactNumber(value);
  }
  return words;
}

std::string reasonInWords(StopReason reason) {
  switch (reason) {
  case StopReason::Running:
    return "Going on.";
  case StopReason::StopToken:
    return "Ended: the model closed its text.";
  case StopReason::MaxTokens:
    return sentence("Ended: {} tokens are the most that a column gets.", {kMaxStrategyTokens});
  case StopReason::NothingLeft:
    return "Ended: the chain left nothing to choose from.";
  case StopReason::StopSequence:
    break;
  }
  return "Ended.";
}

void addFigures(StrategyColumnView& column, const StrategyRun& run) {
  column.tokensText = std::to_string(run.tokens.size());
  if (run.tokens.empty()) return;
  const StrategyToken& last = run.tokens.back();
  column.logProbabilityText = fixedNumber(run.sumLogProbability(), kLogDecimals);
  column.perplexityText = figure(*run.perplexity(), kPerplexityDigits);
  column.repeatedText =
      std::to_string(std::ranges::count(run.tokens, true, &StrategyToken::isRepeated));
  column.lastText = percent(std::exp(last.logProbability));
  if (last.kept) column.keptText = std::to_string(*last.kept);
}

void addChoices(const StrategiesOptions& options, StrategiesView& view) {
  if (options.columns.size() >= kMaxStrategies) return;
  for (const Strategy& strategy : firstStrategies())
    view.choices.push_back({strategy.name, strategy.label});
  for (const Preset& preset : presets()) {
    const bool isThere = std::ranges::any_of(
        view.choices, [&](const TwinOption& option) { return option.value == preset.id; });
    if (!isThere) view.choices.push_back({std::string(preset.id), std::string(preset.label)});
  }
}

class Maker {
public:
  Maker(const Document& document, std::span<const StrategyRun> runs)
      : document_(document), options_(document.strategies), runs_(runs),
        generator_(generatorOf(document)), view_(emptyStrategiesView(document)) {}

  StrategiesView make() {
    const auto greedy = std::ranges::find_if(options_.columns, isGreedy);
    if (!runs_.empty() && greedy != options_.columns.end())
      greedy_ = static_cast<std::size_t>(greedy - options_.columns.begin());
    for (std::size_t i = 0; i < runs_.size(); ++i)
      view_.columns.push_back(column(i));
    describe();
    return std::move(view_);
  }

private:
  std::string tokenText(TokenId id) const { return (*generator_->vocabulary())[id]; }
  std::string visible(TokenId id) const { return visibleToken(tokenText(id)); }

  /// Where column [i] goes another way than greedy; empty where it has not, or is greedy itself.
  std::optional<std::size_t> partingOf(std::size_t i) const {
    if (!greedy_ || i == *greedy_) return std::nullopt;
    const auto& mine = runs_[i].tokens;
    const auto& theirs = runs_[*greedy_].tokens;
    const auto [at, other] = std::ranges::mismatch(mine, theirs, {}, &StrategyToken::id, &StrategyToken::id);
    if (at == mine.end() || other == theirs.end()) return std::nullopt;
    return static_cast<std::size_t>(at - mine.begin());
  }

  std::string partingInWords(std::size_t i, std::optional<std::size_t> parting) const {
    if (!greedy_ || runs_[i].tokens.empty()) return {};
    const std::string& greedy = options_.columns[*greedy_].label;
    if (i == *greedy_) return "The others are held against this column.";
    if (!parting) return sentence("The same as {} so far.", {greedy});
    return sentence("Leaves {} at token {}: {} in place of {}.",
                    {greedy, *parting + 1, quoted(visible(runs_[i].tokens[*parting].id)),
                     quoted(visible(runs_[*greedy_].tokens[*parting].id))});
  }

  StrategyChip chip(const StrategyToken& token, bool isParting) const {
    const double bits = surpriseOf(token.logProbability);
    StrategyChip chip{.text = visible(token.id),
                      .band = bandOf(bits),
                      .isRepeated = token.isRepeated,
                      .isParting = isParting};
    chip.hint = sentence("{}: {percent} for the model, rank {}, {figure} bits of surprise",
                         {chip.text, std::exp(token.logProbability), token.rank, bits});
    if (token.kept) chip.hint += sentence("; {tokens} kept", {*token.kept});
    if (token.isRepeated) chip.hint += sentence("; repeats a run of {}", {kRepeatedRun});
    if (isParting) chip.hint += sentence("; leaves {} here", {options_.columns[*greedy_].label});
    chip.hint += ".";
    return chip;
  }

  StrategyColumnView column(std::size_t i) const {
    const Strategy& strategy = options_.columns[i];
    const StrategyRun& run = runs_[i];
    StrategyColumnView column{.label = strategy.label, .settings = settingsInWords(strategy)};
    const auto parting = partingOf(i);
    for (std::size_t at = 0; at < run.tokens.size(); ++at)
      column.chips.push_back(chip(run.tokens[at], at == parting));
    column.text = textOf(run);
    column.parting = partingInWords(i, parting);
    column.isOver = run.reason != StopReason::Running || !run.problem.empty();
    column.state = run.problem.empty() ? reasonInWords(run.reason) : run.problem;
    // Greedy and beam search know no luck, and a fresh seed is nobody's to see.
    if (!options_.isLuckShared && strategy.beams == 0 && !isGreedy(strategy) && document_.seed)
      column.settings += sentence(" Seed {}.", {seedOfColumn(document_, i)});
    addFigures(column, run);
    return column;
  }

  std::string textOf(const StrategyRun& run) const {
    std::string text;
    for (const StrategyToken& token : run.tokens)
      text = generator_->append(text, token.id);
    return visibleText(text);
  }

  void describe() {
    view_.prompt = visibleText(document_.prompt);
    view_.canGoOn = canGoOn(document_, runs_);
    view_.canReset = options_.tokens > 0;
    view_.luck = options_.isLuckShared
                     ? "The same noise for all columns: what differs is the strategy, not chance."
                     : "Every column has noise of its own: what differs may be chance alone.";
    view_.marks = sentence("Underlined: in a run of {} tokens that the column had before. A stroke: here it leaves greedy.", {kRepeatedRun});
    if (generator_ != nullptr) view_.source = generator_->description();
    if (generator_ == nullptr) {
      view_.notice = "There is no text model yet, and a table knows one step only. As soon as one has "
                     "learnt, the columns stand here.";
    }
  }

  const Document& document_;
  const StrategiesOptions& options_;
  std::span<const StrategyRun> runs_;
  const LogitSource* generator_;
  /// The column that the others are held against.
  std::optional<std::size_t> greedy_;
  StrategiesView view_;
};

TwinTable recordedTableOf(const StrategiesView& view) {
  TwinTable table{.id = "table", .caption = sentence("What each strategy could draw after {}", {quoted(view.prompt)})};
  table.columns = {{"strategy", true}, {"settings", true}, {"tokens", true}, {"the answer's token"},
                   {"kept"},           {"in words", true}, {"state", true}};
  for (std::size_t i = 0; i < view.columns.size(); ++i) {
    const StrategyColumnView& column = view.columns[i];
    table.rows.push_back({.cells = {column.label, column.settings, column.text, column.lastText, column.keptText,
                                    column.parting, column.state},
                          .state = "kept",
                          .id = i});
  }
  return table;
}

TwinTable tableOf(const StrategiesView& view) {
  if (view.isRecorded) return recordedTableOf(view);
  TwinTable table{.id = "table",
                  .caption = sentence("{} ways on from {}", {view.columns.size(), quoted(view.prompt)})};
  table.columns = {{"strategy", true}, {"settings", true},  {"text", true},  {"log-probability"},
                   {"perplexity"},     {"tokens"},          {"repeated"},    {"last token"},
                   {"kept"},           {"beside greedy", true}, {"state", true}};
  for (std::size_t i = 0; i < view.columns.size(); ++i) {
    const StrategyColumnView& column = view.columns[i];
    table.rows.push_back({.cells = {column.label, column.settings, column.text,
                                    column.logProbabilityText, column.perplexityText,
                                    column.tokensText, column.repeatedText, column.lastText,
                                    column.keptText, column.parting, column.state},
                          .state = "kept",
                          .action = "",
                          .id = i});
  }
  return table;
}

TwinChips chipsOf(const StrategyColumnView& column, std::size_t i) {
  TwinChips chips{.id = "column-" + std::to_string(i), .label = column.label};
  for (const StrategyChip& chip : column.chips)
    chips.chips.push_back({.text = chip.text, .band = chip.band, .isMarked = chip.isRepeated, .isCurrent = chip.isRecorded, .hint = chip.hint});
  return chips;
}

TwinButtons removals(const StrategiesView& view) {
  TwinButtons buttons{.id = "remove-columns", .label = "Remove a column"};
  for (std::size_t i = 0; i < view.columns.size(); ++i) {
    buttons.buttons.push_back({.label = "Remove " + view.columns[i].label,
                               .action = "withoutStrategy " + std::to_string(i)});
  }
  return buttons;
}

} // namespace

bool isGreedy(const Strategy& strategy) {
  return strategy.beams == 0 && std::ranges::any_of(strategy.chain, [](const Stage& stage) {
    const auto* temperature = std::get_if<TemperatureParams>(&stage.params);
    return stage.isEnabled && temperature != nullptr && temperature->temperature == 0;
  });
}

std::string settingsInWords(const Strategy& strategy) {
  if (strategy.beams > 0)
    return sentence("{} sequences side by side; the likeliest wins.", {strategy.beams});
  std::string words;
  for (const Stage& stage : strategy.chain) {
    const std::string one = stageInWords(stage);
    if (!one.empty()) words += (words.empty() ? "" : ", ") + one;
  }
  if (words.empty()) return "The model as it is.";
  // What the name has said already need not be said again: then what it means.
  if (words == strategy.label) return std::string(stageInfo(strategy.chain.front().kind()).summary);
  return words + (isGreedy(strategy) ? ": always the likeliest token." : ".");
}

StrategiesView emptyStrategiesView(const Document& document) {
  StrategiesView view{.isLuckShared = document.strategies.isLuckShared, .isPlaying = document.isPlaying};
  std::ranges::transform(kBands, view.bands.begin(), &BitBand::range);
  if (document.strategies.columns.empty()) view.notice = "There is no column. Add one below.";
  addChoices(document.strategies, view);
  return view;
}

bool canGoOn(const Document& document, std::span<const StrategyRun> runs) {
  if (document.source->recording()) return !document.decoder.isDone();
  return document.strategies.tokens < kMaxStrategyTokens &&
         std::ranges::any_of(runs, [](const StrategyRun& run) {
           return run.reason == StopReason::Running && run.problem.empty();
         });
}

StrategiesView makeStrategiesView(const Document& document, std::span<const StrategyRun> runs) {
  return Maker(document, runs).make();
}

Twin twinOf(const StrategiesView& view) {
  Twin twin;
  if (!view.notice.empty()) twin.emplace_back(TwinText{"strategies-notice", TwinText::Kind::Help, view.notice});
  TwinButtons buttons{
      "strategies-buttons",
      "Next token",
      {{"Next token", "next 1", view.canGoOn},
       {view.isPlaying ? "Stop" : "Play", view.isPlaying ? "play 0" : "play 1", view.canGoOn || view.isPlaying},
       {"Reset", "reset", view.canReset}}};
  if (!view.isRecorded) {
    buttons.buttons.push_back({.label = "Shared luck",
                               .action = view.isLuckShared ? "shareLuck 0" : "shareLuck 1",
                               .isPressed = view.isLuckShared,
                               .isSwitch = true});
  }
  twin.emplace_back(std::move(buttons));
  twin.emplace_back(TwinText{"luck", TwinText::Kind::Help, view.luck});
  if (!view.columns.empty()) twin.emplace_back(tableOf(view));
  for (std::size_t i = 0; i < view.columns.size(); ++i) {
    if (!view.columns[i].chips.empty()) twin.emplace_back(chipsOf(view.columns[i], i));
  }
  if (view.canReset || view.isRecorded) twin.emplace_back(TwinText{"marks", TwinText::Kind::Help, view.marks});
  if (!view.choices.empty()) {
    TwinChoice choice{.id = "add-column", .label = "Add a column", .action = "strategy", .help = sentence("Up to {} side by side, by the textbook's rules.", {kMaxStrategies})};
    choice.options.push_back({"", "Choose one …"});
    choice.options.insert(choice.options.end(), view.choices.begin(), view.choices.end());
    twin.emplace_back(std::move(choice));
  }
  if (!view.columns.empty()) twin.emplace_back(removals(view));
  if (!view.source.empty())
    twin.emplace_back(TwinText{"source", TwinText::Kind::Help, "Figures: " + view.source + "."});
  return twin;
}

} // namespace logitscope::shell
