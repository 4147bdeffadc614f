#include "model/actions.h"

namespace logitscope::shell {

namespace {

std::optional<Error> noSuchStage(const Document& document, std::size_t stage) {
  if (stage < document.chain.size()) return std::nullopt;
  const std::string value = std::to_string(stage);
  return Error{.code = ErrorCode::OutOfRange,
               .field = "stage",
               .value = value,
               .message = "stage is " + value + "; allowed: 0 to " +
                          std::to_string(document.chain.size() - 1) + "."};
}

std::optional<Error> carryOut(Document& document, const SetParam& action) {
  if (auto error = noSuchStage(document, action.stage)) return error;
  Stage& stage = document.chain[action.stage];
  const StageInfo& info = stageInfo(stage.kind());
  // makeStage knows every way in which a name or a value can be wrong, and words it.
  const NamedValue given{action.name, action.value};
  if (auto checked = makeStage(info.id, {&given, 1}, info.id); !checked) return checked.error();
  info.findParam(action.name)->set(stage.params, action.value);
  return std::nullopt;
}

std::optional<Error> carryOut(Document& document, const SetStageEnabled& action) {
  if (auto error = noSuchStage(document, action.stage)) return error;
  document.chain[action.stage].isEnabled = action.isEnabled;
  return std::nullopt;
}

std::optional<Error> carryOut(Document& document, const LoadScenario& action) {
  Document changed = document;
  changed.scenario = action.scenario;
  // Core says whether it can work with it, before the old one is given up.
  if (auto trace = run(requestOf(changed)); !trace) return trace.error();
  document = std::move(changed);
  return std::nullopt;
}

std::optional<Error> carryOut(Document& document, const SetSeed& action) {
  auto rng = Rng::make(action.seed);
  if (!rng) return rng.error();
  document.seed = action.seed;
  document.coin = rng->next();
  return std::nullopt;
}

std::optional<Error> carryOut(Document& document, const TossCoin& action) {
  RunRequest request = requestOf(document);
  request.coins = {action.coin};
  if (auto trace = run(request); !trace) return trace.error();
  document.seed.reset();
  document.coin = action.coin;
  return std::nullopt;
}

std::string describe(const Document& document, const SetParam& action) {
  const Stage& stage = document.chain[action.stage];
  const StageInfo& info = stageInfo(stage.kind());
  const ParamInfo& param = *info.findParam(action.name);
  const double value = param.get(stage.params);
  if (param.off == value) return std::string(info.label) + " is off.";
  return std::string(info.label) + " " + exactNumber(value) + ".";
}

std::string describe(const Document& document, const SetStageEnabled& action) {
  return std::string(stageInfo(document.chain[action.stage].kind()).label) +
         (action.isEnabled ? " is on." : " is off.");
}

std::string describe(const Document& document, const LoadScenario& /*action*/) {
  return "Loaded " + document.scenario.source + ": " +
         std::to_string(document.scenario.tokens.size()) + " tokens after \"" +
         document.scenario.context + "\".";
}

std::string describe(const Document& document, const SetSeed& action) {
  return "Seed " + exactNumber(action.seed) + ", coin " + figure(document.coin) + ".";
}

std::string describe(const Document& document, const TossCoin& /*action*/) {
  return "Drawn again, coin " + figure(document.coin) + ".";
}

} // namespace

std::optional<Error> apply(Document& document, const Action& action) {
  return std::visit([&](const auto& which) { return carryOut(document, which); }, action);
}

Action drawAgain(const Document& document, double freshCoin) {
  if (document.seed) return SetSeed{*document.seed + 1};
  return TossCoin{freshCoin};
}

std::string announce(const Document& document, const Trace& trace, const Action& action) {
  std::string sentence =
      std::visit([&](const auto& which) { return describe(document, which); }, action);
  sentence += " " + std::to_string(trace.ids.size()) + " of " +
              std::to_string(document.scenario.tokens.size()) + " tokens stay";
  if (trace.picked) sentence += "; picked: " + document.scenario.tokens[trace.picked->id];
  return sentence + ".";
}

} // namespace logitscope::shell
