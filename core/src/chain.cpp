// Chains from names and numbers, and the checks that every chain passes before it runs.

#include "logitscope/stages.h"
#include "logitscope/words.h"

#include <algorithm>
#include <cmath>

namespace logitscope {

namespace {

std::string quoted(std::string_view text) {
  return "\"" + std::string(text) + "\"";
}

template <typename T> std::string namesOf(std::span<const T> items, std::string_view T::*name) {
  std::vector<std::string_view> names;
  for (const T& item : items)
    names.push_back(item.*name);
  return listInWords(names);
}

Error unknownStage(std::string_view id, std::string_view field) {
  const std::string path = std::string(field) + ".kind";
  return {.code = ErrorCode::UnknownStage,
          .field = path,
          .value = std::string(id),
          .message = path + " is " + quoted(id) +
                     ", which is no stage; allowed: " + namesOf(stages(), &StageInfo::id) + "."};
}

Error unknownParameter(const StageInfo& stage, std::string_view name, std::string_view field) {
  const std::string path = std::string(field) + "." + std::string(name);
  return {.code = ErrorCode::UnknownParameter,
          .field = path,
          .value = std::string(name),
          .message = path + ": " + std::string(stage.id) + " has no parameter " + quoted(name) +
                     "; allowed: " + namesOf(std::span(stage.params), &ParamInfo::name) + "."};
}

} // namespace

bool ParamRange::contains(double value) const {
  const bool isAboveMinimum = minimumIsExcluded ? value > minimum : value >= minimum;
  return isAboveMinimum && value <= maximum && std::isfinite(value);
}

std::string ParamRange::describe() const {
  std::string text;
  if (std::isfinite(minimum)) {
    text = (minimumIsExcluded ? "greater than " : "from ") + exactNumber(minimum);
  }
  if (std::isfinite(maximum)) {
    text += text.empty() ? "up to " : minimumIsExcluded ? " and up to " : " to ";
    text += maximum == std::floor(maximum) ? fixedNumber(maximum, 0) : exactNumber(maximum);
  }
  return text.empty() ? "any finite number" : text;
}

std::optional<Error> checkParam(const ParamInfo& param, double value, std::string_view field) {
  const bool isFraction = param.isWhole && value != std::floor(value);
  if (param.range.contains(value) && !isFraction) return std::nullopt;

  const std::string path = std::string(field) + "." + std::string(param.name);
  std::string message = path + " is " + exactNumber(value) + "; allowed: ";
  if (param.isWhole) message += "a whole number ";
  message += param.range.describe();
  if (param.off) message += " (" + exactNumber(*param.off) + " changes nothing)";
  return Error{.code = std::isnan(value) ? ErrorCode::NotANumber : ErrorCode::OutOfRange,
               .field = path,
               .value = exactNumber(value),
               .message = message + "."};
}

Result<Stage> makeStage(std::string_view id, std::span<const NamedNumber> params,
                        std::string_view field) {
  const StageInfo* info = findStage(id);
  if (info == nullptr) return unknownStage(id, field);

  Stage stage{.params = info->defaults()};
  for (const NamedNumber& given : params) {
    const ParamInfo* param = info->findParam(given.name);
    if (param == nullptr) return unknownParameter(*info, given.name, field);
    if (auto error = checkParam(*param, given.value, field)) return *error;
    param->set(stage.params, given.value);
  }
  return stage;
}

std::optional<Error> checkChain(const Chain& chain) {
  for (std::size_t i = 0; i < chain.size(); ++i) {
    const std::string field = "chain[" + std::to_string(i) + "]";
    for (const ParamInfo& param : stageInfo(chain[i].kind()).params) {
      if (auto error = checkParam(param, param.get(chain[i].params), field)) return error;
    }
  }
  return std::nullopt;
}

} // namespace logitscope
