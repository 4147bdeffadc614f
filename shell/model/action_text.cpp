#include "model/action_text.h"

#include "model/beam_options.h"
#include "model/draw_rules.h"
#include "model/link_text.h"
#include "model/passages.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>

namespace logitscope::shell {

namespace {

Error refuse(std::string_view text, std::string_view allowed) {
  return {ErrorCode::UnknownChoice, "action", std::string(text),
          sentence("{} is no action; allowed: {}.", {quoted(text), allowed}), {}, {}};
}

/// What follows the verb, taken apart from the left.
class Arguments {
public:
  explicit Arguments(std::string_view text) : rest_(text) {}

  std::string_view word() {
    const std::size_t end = std::min(rest_.find(' '), rest_.size());
    const std::string_view word = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    return word;
  }
  /// All that is left, spaces and line ends included.
  std::string_view text() const { return rest_; }

  /// NaN for what is no number: core has words for that.
  double number() {
    return readNumber(word()).value_or(std::numeric_limits<double>::quiet_NaN());
  }
  /// What is no count becomes one that is refused for its size.
  std::size_t count() {
    const double value = number();
    const bool isCount = value >= 0 && value < 1e9 && value == std::floor(value);
    return isCount ? static_cast<std::size_t>(value) : std::numeric_limits<std::uint32_t>::max();
  }
  bool truth() { return word() == "1"; }

private:
  std::string_view rest_;
};

struct Context {
  const Document& document;
  double freshSeed;
};

using Parser = Result<Action> (*)(Arguments&, const Context&);

struct Verb {
  std::string_view name;
  Parser parse;
};

Result<Action> parseView(Arguments& in, const Context& /*context*/) {
  const std::string_view name = in.word();
  const auto view = findView(name);
  if (!view) return refuse("view " + std::string(name), "view, followed by the name of one");
  return Action{SetView{*view}};
}

Result<Action> parseDialectAction(Arguments& in, const Context& /*context*/) {
  auto dialect = parseDialect(in.word());
  if (!dialect) return dialect.error();
  return Action{SetDialect{dialect.value()}};
}

Result<Action> parseParam(Arguments& in, const Context& /*context*/) {
  const std::size_t stage = in.count();
  const std::string name(in.word());
  return Action{SetParam{stage, name, in.number()}};
}

Result<Action> parseOpen(Arguments& in, const Context& /*context*/) {
  if (in.text().empty()) return Action{OpenColumn{}};
  return Action{OpenColumn{in.count()}};
}

/// "all", "none", or kinds of stages with commas between them.
Result<Action> parseControls(Arguments& in, const Context& /*context*/) {
  const std::string_view names = in.word();
  if (names == "all") return Action{ShowControls{}};
  std::vector<StageKind> kinds;
  for (const std::string_view name : names == "none" ? std::vector<std::string_view>{} : splitAt(names, ',')) {
    const StageInfo* info = findStage(name);
    if (info == nullptr) {
      return Error{ErrorCode::UnknownChoice, "controls", std::string(name),
                   sentence("controls names {}; allowed: all, none, or kinds of stages such as "
                            "temperature,topP.", {quoted(name)}), {}, {}};
    }
    kinds.push_back(info->kind);
  }
  return Action{ShowControls{std::move(kinds)}};
}

/// The id of a token, or nothing.
Result<Action> parseWhy(Arguments& in, const Context& /*context*/) {
  if (in.text().empty()) return Action{AskWhy{}};
  return Action{AskWhy{static_cast<TokenId>(in.count())}};
}

/// "17 kept", "17 removed", "17 unknown".
Result<Action> parseObserve(Arguments& in, const Context& /*context*/) {
  const auto id = static_cast<TokenId>(in.count());
  const std::string_view what = in.word();
  if (what == "unknown") return Action{Observe{id, std::nullopt}};
  if (what == "kept" || what == "removed") return Action{Observe{id, what == "kept"}};
  return refuse("observe " + std::string(what), "observe, a token's id, and kept, removed or unknown");
}

/// "beam", an option, and its value: "beam lengthPenalty 0.5".
Result<Action> parseBeam(Arguments& in, const Context& /*context*/) {
  const std::string_view name = in.word();
  const BeamOptionInfo* info = findBeamOption(name);
  if (info == nullptr)
    return refuse("beam " + std::string(name), "beam, followed by beams, lengthPenalty, earlyStopping, maxNewTokens, steps or node");
  if (info->option != BeamOption::EarlyStopping) return Action{SetBeamOption{info->option, in.number()}};
  const auto mode = parseEarlyStopping(in.word());
  if (!mode) return mode.error();
  return Action{SetBeamOption{info->option, static_cast<double>(mode.value())}};
}

/// Ids with dots between them.
Result<Action> parseTake(Arguments& in, const Context& /*context*/) {
  std::vector<TokenId> tokens;
  for (const std::string_view part : splitAt(in.word(), '.')) {
    const auto id = readNumber(part);
    if (!id || *id < 0 || *id >= static_cast<double>(kMaxTokens))
      return refuse("take " + std::string(part), "take, followed by ids of tokens with dots between them");
    tokens.push_back(static_cast<TokenId>(*id));
  }
  return Action{TakeTokens{std::move(tokens)}};
}

Result<Action> parseDrawRule(Arguments& in, const Context& /*context*/) {
  const std::string_view name = in.word();
  if (const DrawRuleInfo* info = findDrawRule(name)) return Action{SetDrawRule{info->rule}};
  std::vector<std::string_view> names;
  for (const DrawRuleInfo& info : kDrawRules)
    names.push_back(info.name);
  return refuse("drawRule " + std::string(name), "drawRule, followed by " + listInWords(names));
}

Result<Action> parseSweepAxis(bool isY, Arguments& in) {
  const std::string_view name = in.word();
  if (const auto param = findSweepParam(name)) return Action{SetSweepAxis{isY, *param}};
  return refuse(std::string(isY ? "sweepY " : "sweepX ") + std::string(name),
                "a number of a stage, such as topP or topP.minKeep");
}

Result<Action> parseSweepMap(Arguments& in, const Context& /*context*/) {
  const std::string_view name = in.word();
  std::vector<std::string_view> names;
  for (const SweepFigureInfo& info : kSweepFigures) {
    if (info.name == name) return Action{SetSweepFigure{info.figure}};
    names.push_back(info.name);
  }
  return refuse("sweepMap " + std::string(name), "sweepMap, followed by " + listInWords(names));
}

Result<Action> parseExhibit(Arguments& in, const Context& /*context*/) {
  const std::string_view name = in.word();
  std::vector<std::string_view> names;
  for (const ExhibitInfo& info : kExhibits) {
    if (info.name == name) return Action{ShowExhibit{info.exhibit}};
    names.push_back(info.name);
  }
  return refuse("exhibit " + std::string(name), "exhibit, followed by " + listInWords(names));
}

Result<Action> parsePick(Arguments& in, const Context& /*context*/) {
  return Action{Pick{static_cast<TokenId>(in.count())}};
}

/// By its text, with or without the space that most tokens begin with.
std::optional<TokenId> tokenNamed(const Document& document, const std::string& text) {
  const std::vector<std::string>& vocabulary = *document.source->vocabulary();
  for (const std::string& wanted : {text, " " + text}) {
    const auto found = std::ranges::find(vocabulary, wanted);
    if (found != vocabulary.end()) return static_cast<TokenId>(found - vocabulary.begin());
  }
  return std::nullopt;
}

Error noSuchToken(const Document& document, const std::string& text) {
  return {ErrorCode::UnknownChoice, "token", text,
          sentence("{} is no token here; allowed: one of the {tokens} of the vocabulary.",
                   {quoted(text), document.source->vocabulary()->size()}), {}, {}};
}

Result<Action> parsePickToken(Arguments& in, const Context& context) {
  const std::string text(in.text());
  if (const auto id = tokenNamed(context.document, text)) return Action{Pick{*id}};
  return noSuchToken(context.document, text);
}

/// While it is typed, the first token that begins so.
Result<Action> parseWhyToken(Arguments& in, const Context& context) {
  const std::string text(in.text());
  if (text.empty()) return Action{AskWhy{}};
  if (const auto id = tokenNamed(context.document, text)) return Action{AskWhy{*id}};
  const std::vector<std::string>& vocabulary = *context.document.source->vocabulary();
  const auto found = std::ranges::find_if(vocabulary, [&](std::string_view token) {
    return token.starts_with(text) || (token.starts_with(' ') && token.substr(1).starts_with(text));
  });
  if (found == vocabulary.end()) return noSuchToken(context.document, text);
  return Action{AskWhy{static_cast<TokenId>(found - vocabulary.begin())}};
}

Result<Action> parsePassage(Arguments& in, const Context& /*context*/) {
  const std::string_view name = in.word();
  if (name == kAnswerPassage.name) return Action{SetText{"", std::string(name)}};
  const auto found = std::ranges::find(kPassages, name, &Passage::name);
  if (found == kPassages.end())
    return refuse("passage " + std::string(name), "passage, followed by fact, fiction or code");
  return Action{SetText{std::string(found->text), std::string(name)}};
}

// The order in which the view's parts come.
constexpr Verb kVerbs[] = {
    {"view", parseView},
    {"open", parseOpen},
    {"controls", parseControls},
    {"startOver", [](Arguments&, const Context&) { return Result<Action>(StartOver{}); }},
    {"ask",
     [](Arguments& in, const Context&) {
       return Result<Action>(AskModel{std::string(in.text())});
     }},
    {"param", parseParam},
    {"enable",
     [](Arguments& in, const Context&) {
       const std::size_t stage = in.count();
       return Result<Action>(SetStageEnabled{stage, in.truth()});
     }},
    {"add",
     [](Arguments& in, const Context&) {
       return Result<Action>(AddStage{std::string(in.word())});
     }},
    {"remove",
     [](Arguments& in, const Context&) { return Result<Action>(RemoveStage{in.count()}); }},
    {"move",
     [](Arguments& in, const Context&) {
       const std::size_t from = in.count();
       return Result<Action>(MoveStage{from, in.count()});
     }},
    {"preset",
     [](Arguments& in, const Context&) {
       return Result<Action>(UsePreset{std::string(in.word())});
     }},
    {"dialect", parseDialectAction},
    {"promptCounts",
     [](Arguments& in, const Context&) { return Result<Action>(SetPromptCounts{in.truth()}); }},
    {"seed", [](Arguments& in, const Context&) { return Result<Action>(SetSeed{in.number()}); }},
    {"toss",
     [](Arguments&, const Context& context) {
       return Result<Action>(TossCoin{context.freshSeed});
     }},
    {"draw",
     [](Arguments&, const Context& context) {
       return Result<Action>(drawAgain(context.document, context.freshSeed));
     }},
    {"sample",
     [](Arguments&, const Context& context) { return Result<Action>(Sample{context.freshSeed}); }},
    {"greedy", [](Arguments&, const Context&) { return Result<Action>(Greedy{}); }},
    {"pick", parsePick},
    {"pickToken", parsePickToken},
    {"goto",
     [](Arguments& in, const Context&) {
       return Result<Action>(GoToStep{static_cast<StepId>(in.count())});
     }},
    {"rewind", [](Arguments& in, const Context&) { return Result<Action>(Rewind{in.count()}); }},
    {"rows", [](Arguments& in, const Context&) { return Result<Action>(ShowRows{in.count()}); }},
    {"search",
     [](Arguments& in, const Context&) { return Result<Action>(Search{std::string(in.text())}); }},
    {"play", [](Arguments& in, const Context&) { return Result<Action>(SetPlaying{in.truth()}); }},
    {"tick",
     [](Arguments&, const Context& context) {
       return Result<Action>(playOn(context.document, context.freshSeed));
     }},
    {"next",
     [](Arguments& in, const Context&) {
       return Result<Action>(ContinueStrategies{in.text().empty() ? 1 : in.count()});
     }},
    {"reset", [](Arguments&, const Context&) { return Result<Action>(ResetStrategies{}); }},
    {"strategy",
     [](Arguments& in, const Context&) {
       return Result<Action>(AddStrategy{std::string(in.word())});
     }},
    {"withoutStrategy",
     [](Arguments& in, const Context&) { return Result<Action>(RemoveStrategy{in.count()}); }},
    {"shareLuck",
     [](Arguments& in, const Context&) { return Result<Action>(ShareLuck{in.truth()}); }},
    {"text",
     [](Arguments& in, const Context&) { return Result<Action>(SetText{std::string(in.text()), ""}); }},
    {"passage", parsePassage},
    {"focus", [](Arguments& in, const Context&) { return Result<Action>(FocusToken{in.count()}); }},
    {"compare",
     [](Arguments& in, const Context&) {
       return Result<Action>(CompareTail{std::string(in.word())});
     }},
    {"why", parseWhy},
    {"whyToken", parseWhyToken},
    {"observe", parseObserve},
    {"forgetObserved", [](Arguments&, const Context&) { return Result<Action>(ForgetObserved{}); }},
    {"beam", parseBeam},
    {"take", parseTake},
    {"drawMore", [](Arguments& in, const Context&) { return Result<Action>(DrawMore{in.count()}); }},
    {"resetDraws", [](Arguments&, const Context&) { return Result<Action>(ResetDraws{}); }},
    {"drawRule", parseDrawRule},
    {"sweepX", [](Arguments& in, const Context&) { return parseSweepAxis(false, in); }},
    {"sweepY", [](Arguments& in, const Context&) { return parseSweepAxis(true, in); }},
    {"sweepMap", parseSweepMap},
    {"exhibit", parseExhibit},
    {"boundary", [](Arguments& in, const Context&) { return Result<Action>(MoveBoundary{in.count()}); }},
    {"takeSetting",
     [](Arguments& in, const Context&) {
       const double x = in.number();
       return Result<Action>(TakeSetting{x, in.number()});
     }},
    {"undo", [](Arguments&, const Context&) { return Result<Action>(Undo{}); }},
    {"redo", [](Arguments&, const Context&) { return Result<Action>(Redo{}); }},
    {"cumulative",
     [](Arguments& in, const Context&) { return Result<Action>(ShowCumulative{in.truth()}); }},
};

/// A second verb of one name is never reached: "take 0.7 0.9" once took the tokens 0 and 7.
constexpr bool isEachNamedOnce() {
  return std::ranges::all_of(kVerbs, [](const Verb& verb) { return std::ranges::count(kVerbs, verb.name, &Verb::name) == 1; });
}
static_assert(isEachNamedOnce());

} // namespace

Result<Action> parseAction(std::string_view text, const Document& document, double freshSeed) {
  Arguments in(text);
  const std::string_view name = in.word();
  const auto* verb = std::ranges::find(kVerbs, name, &Verb::name);
  if (verb == std::end(kVerbs)) return refuse(text, "a verb such as sample, pick or view");
  return verb->parse(in, {document, freshSeed});
}

} // namespace logitscope::shell
