#include "model/link.h"

#include "model/action_text.h"
#include "model/beam_options.h"
#include "model/draw_rules.h"
#include "model/link_text.h"
#include "model/strategies.h"

#include <algorithm>

namespace logitscope::shell {

namespace {

/// The settings that have short names: those that every view has at hand.
struct ShortName {
  std::string_view name;
  StageKind kind{};
};
constexpr ShortName kShortNames[] = {{"T", StageKind::Temperature},
                                     {"k", StageKind::TopK},
                                     {"p", StageKind::TopP},
                                     {"minP", StageKind::MinP},
                                     {"rp", StageKind::RepetitionPenalty}};

constexpr std::size_t kMostTokens = 400;
/// In place of a seed.
constexpr std::string_view kFresh = "fresh";

std::size_t placeOf(const Chain& chain, StageKind kind) {
  return static_cast<std::size_t>(std::ranges::find(chain, kind, &Stage::kind) - chain.begin());
}

double mainValue(const Stage& stage) {
  return stageInfo(stage.kind()).params.front().get(stage.params);
}

// ---- writing

/// Only main values differ from the chain that the page opens with.
bool isOfFirstShape(const Chain& chain) {
  Chain plain = chain;
  const Chain first = firstChain();
  if (plain.size() != first.size()) return false;
  for (std::size_t i = 0; i < plain.size(); ++i) {
    if (plain[i].kind() != first[i].kind()) return false;
    const ParamInfo& main = stageInfo(plain[i].kind()).params.front();
    main.set(plain[i].params, main.get(first[i].params));
  }
  return plain == first;
}

std::string chainText(const Chain& chain) {
  std::string text;
  for (const Stage& stage : chain) {
    const StageInfo& info = stageInfo(stage.kind());
    if (!text.empty()) text += ';';
    text += info.id;
    std::string values;
    for (const ParamInfo& param : info.params) {
      if (!param.isNumber()) continue;
      const double value = param.get(stage.params);
      if (value == param.defaultValue) continue;
      values += values.empty() ? ":" : ",";
      values += std::string(param.name) + "=" + exactNumber(value);
    }
    text += values;
    if (!stage.isEnabled) text += values.empty() ? ":off" : ",off";
  }
  return text;
}

void appendChain(std::string& link, const Document& document) {
  if (!isOfFirstShape(document.chain)) {
    appendField(link, "chain", chainText(document.chain));
    return;
  }
  for (const auto& [name, kind] : kShortNames) {
    const double value = mainValue(document.chain[placeOf(document.chain, kind)]);
    // The nucleus is the one setting that the page opens with: off is told too.
    const bool isFirst = value == mainValue(firstChain()[placeOf(firstChain(), kind)]);
    if (!isFirst) appendField(link, name, exactNumber(value));
  }
}

std::string tokensText(const Decoder& decoder) {
  std::string text;
  for (const StepId id : decoder.path()) {
    const DecodeStep& step = decoder.steps()[id];
    if (!text.empty()) text += '.';
    text += (step.isManual ? "m" : "") + std::to_string(step.id);
  }
  return text;
}

std::string controlsText(const std::vector<StageKind>& kinds) {
  std::string text;
  for (const StageKind kind : kinds)
    text += (text.empty() ? "" : ",") + std::string(stageInfo(kind).id);
  return text.empty() ? "none" : text;
}

void appendStrategies(std::string& link, const StrategiesOptions& options) {
  if (options.columns != firstStrategies()) {
    std::string names;
    for (const Strategy& strategy : options.columns)
      names += (names.empty() ? "" : ",") + strategy.name;
    appendField(link, "columns", names);
  }
  if (options.tokens > 0) appendField(link, "n", std::to_string(options.tokens));
  if (!options.isLuckShared) appendField(link, "luck", "own");
}

void appendChainView(std::string& link, const ChainOptions& options) {
  if (options.asked) appendField(link, "why", std::to_string(*options.asked));
  for (const bool isKept : {true, false}) {
    std::string ids;
    for (const Observation& seen : options.seen) {
      if (seen.isKept == isKept) ids += (ids.empty() ? "" : ",") + std::to_string(seen.id);
    }
    if (!ids.empty()) appendField(link, isKept ? "kept" : "removed", ids);
  }
}

void appendBeam(std::string& link, const BeamSettings& settings) {
  const BeamSettings first;
  for (const BeamOptionInfo& info : kBeamOptions) {
    if (valueOf(settings, info.option) != valueOf(first, info.option))
      appendField(link, info.name, valueText(settings, info.option));
  }
}

void appendSweep(std::string& link, const SweepOptions& options) {
  const SweepOptions first;
  if (options.x != first.x) appendField(link, "x", sweepParamName(options.x));
  if (options.y != first.y) appendField(link, "y", sweepParamName(options.y));
  if (options.figure != first.figure) appendField(link, "map", sweepFigureInfo(options.figure).name);
}

void appendEdge(std::string& link, const EdgeOptions& options) {
  if (options.exhibit != EdgeOptions{}.exhibit) appendField(link, "exhibit", exhibitInfo(options.exhibit).name);
  if (options.stop != exhibitInfo(options.exhibit).first) appendField(link, "boundary", std::to_string(options.stop));
}

// ---- reading

class Follower {
public:
  Follower(const Document& document, double freshSeed, std::vector<std::string>& problems)
      : document_(document), freshSeed_(freshSeed), problems_(problems) {}

  std::vector<Action> follow(std::string_view link) {
    fields_ = splitLink(link);
    followChain();
    with("dialect", [&](const std::string& name) { say("dialect " + name); });
    with("seed", [&](const std::string& seed) { say(seed == kFresh ? "toss" : "seed " + seed); });
    with("controls", [&](const std::string& names) { say("controls " + names); });
    with("tokens", [&](const std::string& tokens) { followTokens(tokens); });
    with("columns", [&](const std::string& names) { followColumns(names); });
    with("luck", [&](const std::string& whose) { say(whose == "own" ? "shareLuck 0" : "shareLuck 1"); });
    with("n", [&](const std::string& tokens) { say("next " + tokens); });
    with("passage", [&](const std::string& name) { say("passage " + name); });
    with("text", [&](const std::string& text) { say("text " + text); });
    with("at", [&](const std::string& token) { say("focus " + token); });
    with("over", [&](const std::string& preset) { say("compare " + preset); });
    with("cumulative", [&](const std::string& isShown) { say("cumulative " + isShown); });
    with("why", [&](const std::string& token) { say("why " + token); });
    with("kept", [&](const std::string& ids) { followSeen(ids, "kept"); });
    with("removed", [&](const std::string& ids) { followSeen(ids, "removed"); });
    for (const BeamOptionInfo& info : kBeamOptions)
      with(info.name, [&](const std::string& value) { say("beam " + std::string(info.name) + " " + value); });
    with("rule", [&](const std::string& name) { say("drawRule " + name); });
    with("draws", [&](const std::string& draws) { say("drawMore " + draws); });
    with("x", [&](const std::string& param) { say("sweepX " + param); });
    with("y", [&](const std::string& param) { say("sweepY " + param); });
    with("map", [&](const std::string& figure) { say("sweepMap " + figure); });
    with("exhibit", [&](const std::string& name) { say("exhibit " + name); });
    with("boundary", [&](const std::string& stop) { say("boundary " + stop); });
    with("open", [&](const std::string& column) { say("open " + column); });
    with("view", [&](const std::string& view) { say("view " + view); });
    return std::move(actions_);
  }

private:
  template <typename Do> void with(std::string_view name, Do&& act) {
    if (const auto value = findField(fields_, name)) act(*value);
  }

  void say(const std::string& words) {
    auto action = parseAction(words, document_, freshSeed_);
    if (action) {
      actions_.push_back(std::move(action).value());
    } else {
      problems_.push_back(action.error().message);
    }
  }

  void followChain() {
    if (const auto text = findField(fields_, "chain")) {
      followStages(*text);
      return;
    }
    for (const auto& [name, kind] : kShortNames) {
      const auto value = findField(fields_, name);
      if (!value) continue;
      const std::size_t place = placeOf(document_.chain, kind);
      if (place == document_.chain.size()) continue;
      // An empty value is none; core says so.
      say("param " + std::to_string(place) + " " +
          std::string(stageInfo(kind).params.front().name) + " " + *value);
    }
  }

  /// The chain that is there makes room from its end on, for the stages of the link.
  void followStages(std::string_view text) {
    for (std::size_t i = document_.chain.size(); i > 0; --i)
      actions_.push_back(RemoveStage{i - 1});
    std::size_t place = 0;
    for (const std::string_view part : splitAt(text, ';')) {
      const std::size_t colon = std::min(part.find(':'), part.size());
      const std::string_view kind = part.substr(0, colon);
      if (findStage(kind) == nullptr) {
        problems_.push_back(sentence("There is no stage {}.", {quoted(kind)}));
        continue;
      }
      actions_.push_back(AddStage{std::string(kind)});
      for (const std::string_view given : splitAt(part.substr(std::min(colon + 1, part.size())), ','))
        followParam(place, given);
      ++place;
    }
  }

  void followParam(std::size_t place, std::string_view given) {
    if (given == "off") {
      actions_.push_back(SetStageEnabled{place, false});
      return;
    }
    const std::size_t sign = std::min(given.find('='), given.size());
    say("param " + std::to_string(place) + " " + std::string(given.substr(0, sign)) + " " +
        std::string(given.substr(std::min(sign + 1, given.size()))));
  }

  void followTokens(std::string_view text) {
    const auto parts = splitAt(text, '.');
    if (parts.size() > kMostTokens) {
      problems_.push_back(sentence("tokens holds {}; allowed: up to {}.", {parts.size(), kMostTokens}));
      return;
    }
    for (std::string_view part : parts) {
      const bool isManual = part.starts_with('m');
      if (isManual) part.remove_prefix(1);
      const auto id = readNumber(part);
      if (!id || *id < 0 || *id >= static_cast<double>(kMaxTokens)) {
        problems_.push_back(sentence("tokens holds {}; allowed: ids of tokens.", {quoted(part)}));
        return;
      }
      actions_.push_back(Replay{static_cast<TokenId>(*id), isManual});
    }
  }

  void followSeen(const std::string& ids, const std::string& how) {
    for (const std::string_view id : splitAt(ids, ','))
      say("observe " + std::string(id) + " " + how);
  }

  void followColumns(std::string_view names) {
    for (std::size_t i = document_.strategies.columns.size(); i > 0; --i)
      actions_.push_back(RemoveStrategy{i - 1});
    for (const std::string_view name : splitAt(names, ','))
      actions_.push_back(AddStrategy{std::string(name)});
  }

  const Document& document_;
  double freshSeed_;
  std::vector<std::string>& problems_;
  LinkFields fields_;
  std::vector<Action> actions_;
};

} // namespace

std::string linkOf(const Document& document) {
  std::string link = "v1";
  appendField(link, "view", viewInfo(document.view).name);
  if (document.source == document.model) {
    appendField(link, "prompt", document.prompt);
    if (document.source->name() != kPageModel) appendField(link, "model", document.source->name());
  } else {
    appendField(link, "scenario", document.source->name());
  }
  appendChain(link, document);
  if (document.dialect != Dialect::Textbook)
    appendField(link, "dialect", dialectName(document.dialect));
  // A recorded token was drawn elsewhere.
  if (document.seed) appendField(link, "seed", exactNumber(*document.seed));
  else if (!document.source->recording()) appendField(link, "seed", kFresh);
  if (document.controls) appendField(link, "controls", controlsText(*document.controls));
  if (const auto tokens = tokensText(document.decoder); !tokens.empty())
    appendField(link, "tokens", tokens);
  if (document.openColumn) appendField(link, "open", std::to_string(*document.openColumn));
  appendStrategies(link, document.strategies);
  const EntropyOptions& entropy = document.entropy;
  if (entropy.passage.empty() && !entropy.text.empty()) appendField(link, "text", entropy.text);
  // What the view opens with needs no word.
  const bool isFirst = entropy.passage == firstText(*document.source).passage;
  if (!entropy.passage.empty() && !isFirst) appendField(link, "passage", entropy.passage);
  if (entropy.focus > 0) appendField(link, "at", std::to_string(entropy.focus));
  if (!document.tail.other.empty()) appendField(link, "over", document.tail.other);
  if (!document.tail.showsCumulative) appendField(link, "cumulative", "0");
  appendChainView(link, document.chainView);
  appendBeam(link, document.beam);
  if (document.draws.rule != DrawRule::Exact)
    appendField(link, "rule", drawRuleInfo(document.draws.rule).name);
  if (document.draws.count > 0) appendField(link, "draws", std::to_string(document.draws.count));
  appendSweep(link, document.sweep);
  appendEdge(link, document.edge);
  return link;
}

LinkedSource sourceOf(std::string_view link) {
  const LinkFields fields = splitLink(link);
  return {.scenario = findField(fields, "scenario").value_or(""),
          .prompt = findField(fields, "prompt"),
          .model = findField(fields, "model").value_or("")};
}

std::vector<Action> followLink(std::string_view link, const Document& document, double freshSeed,
                               std::vector<std::string>& problems) {
  Document first = document;
  // Should it be refused, whoever carries the actions out is told.
  (void)apply(first, StartOver{});
  std::vector<Action> actions = followFields(link, first, freshSeed, problems);
  actions.insert(actions.begin(), StartOver{});
  return actions;
}

std::vector<Action> followFields(std::string_view link, const Document& document, double freshSeed,
                                 std::vector<std::string>& problems) {
  if (link.size() > kLongestLink) {
    problems.push_back(sentence("The link is longer than {} characters.", {kLongestLink}));
    return {};
  }
  return Follower(document, freshSeed, problems).follow(link);
}

} // namespace logitscope::shell
