#include "model/sweep_options.h"

#include <algorithm>

namespace logitscope::shell {

std::string sweepParamName(const SweepParam& param) {
  std::string name(param.stage().id);
  if (!param.isMain()) name += '.' + param.name;
  return name;
}

std::optional<SweepParam> findSweepParam(std::string_view name) {
  const std::size_t point = std::min(name.find('.'), name.size());
  const StageInfo* stage = findStage(name.substr(0, point));
  if (stage == nullptr || stage->params.empty()) return std::nullopt;
  const ParamInfo* param = point == name.size() ? stage->params.data() : stage->findParam(name.substr(point + 1));
  if (param == nullptr || !param->isNumber()) return std::nullopt;
  return SweepParam{stage->kind, std::string(param->name)};
}

std::string sweepParamLabel(const SweepParam& param) {
  std::string label(param.stage().label);
  if (!param.isMain()) label += ", " + std::string(param.info().label);
  return label;
}

std::string sweepParamInSentence(const SweepParam& param) {
  std::string label = sweepParamLabel(param);
  const auto isLower = [&](std::size_t i) { return i < label.size() && label[i] >= 'a' && label[i] <= 'z'; };
  if (isLower(1) && label[0] >= 'A' && label[0] <= 'Z') label[0] = static_cast<char>(label[0] - 'A' + 'a');
  return label;
}

std::size_t placeOf(const Chain& chain, const SweepParam& param) {
  return static_cast<std::size_t>(std::ranges::find(chain, param.kind, &Stage::kind) - chain.begin());
}

} // namespace logitscope::shell
