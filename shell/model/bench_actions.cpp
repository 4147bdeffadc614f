#include "model/bench_actions.h"

#include "model/beam_options.h"
#include "model/draw_rules.h"

#include <algorithm>
#include <cmath>

namespace logitscope::shell {

// ---- chain

namespace {

/// Of a server, by hand.
constexpr std::size_t kMostObserved = 64;

Refusal checkToken(const Document& document, TokenId id) {
  const std::size_t count = document.source->vocabulary()->size();
  if (id < count) return std::nullopt;
  return outOfRange("token", std::to_string(id), "0 to " + std::to_string(count - 1));
}

} // namespace

Refusal carryOut(Document& document, const AskWhy& action) {
  if (action.id) {
    if (auto error = checkToken(document, *action.id)) return error;
  }
  document.chainView.asked = action.id;
  return std::nullopt;
}

Refusal carryOut(Document& document, const Observe& action) {
  if (auto error = checkToken(document, action.id)) return error;
  auto& seen = document.chainView.seen;
  std::erase_if(seen, [&](const Observation& one) { return one.id == action.id; });
  if (!action.isKept) return std::nullopt;
  if (seen.size() >= kMostObserved)
    return outOfRange("tokens seen", std::to_string(kMostObserved + 1), "up to " + std::to_string(kMostObserved));
  seen.push_back({action.id, *action.isKept});
  return std::nullopt;
}

Refusal carryOut(Document& document, const ForgetObserved& /*action*/) {
  document.chainView.seen.clear();
  return std::nullopt;
}

// ---- beam

Refusal carryOut(Document& document, const SetBeamOption& action) {
  const BeamOptionInfo& info = beamOptionInfo(action.option);
  const bool fits = !isWhole(info.option) || action.value == std::floor(action.value);
  if (!(action.value >= info.from && action.value <= info.to && fits)) {
    return outOfRange(std::string(info.name), exactNumber(action.value),
                      sentence(isWhole(info.option) ? "a whole number from {} to {}" : "a number from {} to {}", {info.from, info.to}));
  }
  setValue(document.beam, info.option, action.value);
  return std::nullopt;
}

Refusal carryOut(Document& document, const TakeTokens& action) {
  if (document.source.get() != generatorOf(document)) {
    return Error{ErrorCode::UnknownChoice, "tokens", "",
                 "Tokens can be taken where the text model was asked the prompt.", {}, {}};
  }
  if (auto error = document.decoder.rewind(0)) return error;
  for (const TokenId id : action.tokens) {
    if (auto error = apply(document, Replay{.id = id, .isManual = true})) return error;
  }
  return std::nullopt;
}

// ---- draws

Refusal carryOut(Document& document, const DrawMore& action) {
  if (document.source->recording()) {
    return Error{ErrorCode::UnknownChoice, "draws", "", std::string(kNothingToDraw), {}, {}};
  }
  if (action.draws < 1 || action.draws > kMostDraws)
    return outOfRange("draws", std::to_string(action.draws), "1 to " + std::to_string(kMostDraws));
  document.draws.count = std::min(kMostDraws, document.draws.count + action.draws);
  return std::nullopt;
}

Refusal carryOut(Document& document, const ResetDraws& /*action*/) {
  document.draws.count = 0;
  return std::nullopt;
}

Refusal carryOut(Document& document, const SetDrawRule& action) {
  document.draws.rule = action.rule;
  return std::nullopt;
}

// ---- sweep

Refusal carryOut(Document& document, const SetSweepAxis& action) {
  // Also of a stage that is not in the chain: the view asks for it.
  const ParamInfo* param = action.param.stage().findParam(action.param.name);
  if (param == nullptr || !param->isNumber()) return unknown("parameter", action.param.name, "a number of the stage");
  SweepParam& axis = action.isY ? document.sweep.y : document.sweep.x;
  SweepParam& other = action.isY ? document.sweep.x : document.sweep.y;
  if (other == action.param) other = axis;
  axis = action.param;
  return std::nullopt;
}

Refusal carryOut(Document& document, const SetSweepFigure& action) {
  document.sweep.figure = action.figure;
  return std::nullopt;
}

Refusal carryOut(Document& document, const TakeSetting& action) {
  const SweepOptions& sweep = document.sweep;
  const SetParam settings[] = {{placeOf(document.chain, sweep.x), sweep.x.name, action.x},
                               {placeOf(document.chain, sweep.y), sweep.y.name, action.y}};
  for (const SetParam& setting : settings) {
    if (auto error = apply(document, setting)) return error;
  }
  return std::nullopt;
}

// ---- edge

Refusal carryOut(Document& document, const ShowExhibit& action) {
  document.edge = {action.exhibit, exhibitInfo(action.exhibit).first};
  return std::nullopt;
}

Refusal carryOut(Document& document, const MoveBoundary& action) {
  if (auto error = checkPlace("boundary", action.stop, exhibitInfo(document.edge.exhibit).stops)) return error;
  document.edge.stop = action.stop;
  return std::nullopt;
}

} // namespace logitscope::shell
