#include "model/bench_actions.h"

#include "model/draw_rules.h"

#include <algorithm>

namespace logitscope::shell {

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
