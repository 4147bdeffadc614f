// Chains from names and numbers, and the checks that every chain passes before it runs.

#include "dialects/rules.h"
#include "logitscope/stages.h"
#include "logitscope/words.h"

#include <algorithm>
#include <cmath>

namespace logitscope {

namespace {

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
          .message = sentence("{} is {}, which is no stage; allowed: {}.",
                              {path, quoted(id), namesOf(stages(), &StageInfo::id)})};
}

Error unknownParameter(const StageInfo& stage, std::string_view name, std::string_view field) {
  const std::string path = sentence("{}.{}", {field, name});
  return {.code = ErrorCode::UnknownParameter,
          .field = path,
          .value = std::string(name),
          .message =
              sentence("{}: {} has no parameter {}; allowed: {}.",
                       {path, stage.id, quoted(name),
                        stage.params.empty() ? "none" : namesOf(stage.params, &ParamInfo::name)})};
}

Error wrongType(const ParamInfo& param, std::string_view field) {
  const std::string path = sentence("{}.{}", {field, param.name});
  const std::string allowed = param.type == ParamType::Tokens   ? "a list of token ids"
                              : param.type == ParamType::Biases ? "a list of pairs [id, bias]"
                                                                : "a number";
  return {.code = ErrorCode::NotANumber,
          .field = path,
          .value = "",
          .message = sentence("{} is of another kind; allowed: {}.", {path, allowed})};
}

std::optional<Error> setParam(const ParamInfo& param, const NamedValue& given,
                              std::string_view field, Dialect dialect, StageParams& params) {
  if (const auto* number = std::get_if<double>(&given.value)) {
    if (!param.isNumber()) return wrongType(param, field);
    const StageInfo& stage = stageInfo(kindOf(params));
    if (auto error = checkParam(stage, param, *number, field, dialect)) return error;
    param.set(params, *number);
    return std::nullopt;
  }
  if (const auto* tokens = std::get_if<std::vector<TokenId>>(&given.value)) {
    if (param.type != ParamType::Tokens) return wrongType(param, field);
    param.tokens(params) = *tokens;
    return std::nullopt;
  }
  if (param.type != ParamType::Biases) return wrongType(param, field);
  param.biases(params) = *std::get_if<std::vector<TokenBias>>(&given.value);
  return std::nullopt;
}

std::optional<Error> checkBiases(std::span<const TokenBias> biases, const std::string& path) {
  for (std::size_t i = 0; i < biases.size(); ++i) {
    if (std::isfinite(biases[i].bias)) continue;
    const std::string at = sentence("{}[{}]", {path, i});
    return Error{.code = ErrorCode::NotANumber,
                 .field = at,
                 .value = exactNumber(biases[i].bias),
                 .message =
                     sentence("{} adds {}; allowed: any finite number. badTokens bans a token.",
                              {at, biases[i].bias})};
  }
  return std::nullopt;
}

std::optional<Error> checkValue(const StageInfo& info, const ParamInfo& param,
                                const StageParams& params, const std::string& field,
                                Dialect dialect) {
  if (param.isNumber()) return checkParam(info, param, param.get(params), field, dialect);
  if (param.type == ParamType::Tokens) return std::nullopt;
  StageParams copy = params;
  return checkBiases(param.biases(copy), sentence("{}.{}", {field, param.name}));
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

std::optional<Error> checkParam(const StageInfo& stage, const ParamInfo& param, double value,
                                std::string_view field, Dialect dialect) {
  const ParamRange& range = rangeIn(dialect, stage.kind, param);
  const bool isFraction = param.isWhole() && value != std::floor(value);
  if (range.contains(value) && !isFraction) return std::nullopt;

  const std::string path = sentence("{}.{}", {field, param.name});
  std::string message = sentence("{} is {}; allowed: ", {path, value});
  if (param.isWhole()) {
    message += "a whole number" + (range == ParamRange{} ? "" : " " + range.describe());
  } else {
    message += range.describe();
  }
  if (param.off) message += sentence(" ({} changes nothing)", {*param.off});
  if (dialect != Dialect::Textbook) message += ", in " + std::string(dialectInfo(dialect).label);
  return Error{.code = std::isnan(value) ? ErrorCode::NotANumber : ErrorCode::OutOfRange,
               .field = path,
               .value = exactNumber(value),
               .message = message + "."};
}

Result<Stage> makeStage(std::string_view id, std::span<const NamedValue> params,
                        std::string_view field, Dialect dialect) {
  const StageInfo* info = findStage(id);
  if (info == nullptr) return unknownStage(id, field);

  Stage stage{.params = info->defaults()};
  for (const NamedValue& given : params) {
    const ParamInfo* param = info->findParam(given.name);
    if (param == nullptr) return unknownParameter(*info, given.name, field);
    if (auto error = setParam(*param, given, field, dialect, stage.params)) return *error;
  }
  return stage;
}

std::optional<Error> checkChain(const Chain& chain, Dialect dialect) {
  for (std::size_t i = 0; i < chain.size(); ++i) {
    const std::string field = sentence("chain[{}]", {i});
    const StageInfo& info = stageInfo(chain[i].kind());
    for (const ParamInfo& param : info.params) {
      if (auto error = checkValue(info, param, chain[i].params, field, dialect)) return error;
    }
  }
  return std::nullopt;
}

} // namespace logitscope
