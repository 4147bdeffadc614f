#include "logitscope/stages.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>
#include <type_traits>

namespace logitscope {

namespace {

// The vocabulary of the table's Range and off columns.
constexpr ParamRange from(double minimum) {
  return {.minimum = minimum};
}
constexpr ParamRange above(double minimum) {
  return {.minimum = minimum, .minimumIsExcluded = true};
}
constexpr ParamRange anyNumber() {
  return {};
}
constexpr ParamRange between(double minimum, double maximum) {
  return {.minimum = minimum, .maximum = maximum};
}
constexpr ParamRange aboveUpTo(double minimum, double maximum) {
  return {.minimum = minimum, .maximum = maximum, .minimumIsExcluded = true};
}

constexpr std::nullopt_t noOff = std::nullopt;

/// A count beyond what the field holds is far beyond any vocabulary, where larger counts mean the
/// same.
template <typename T> T fieldValue(double value) {
  if constexpr (std::is_integral_v<T>) {
    return static_cast<T>(std::clamp(value, static_cast<double>(std::numeric_limits<T>::min()),
                                     static_cast<double>(std::numeric_limits<T>::max())));
  } else {
    return value;
  }
}

// Every parameter, stage after stage: constant data, so that nothing has to be built at run time.
constexpr ParamInfo kParams[] = {
#define LOGITSCOPE_PARAM(Kind, name, label, byDefault, range, slider, off, help, type, isFloor)    \
  {#name,                                                                                          \
   label,                                                                                          \
   help,                                                                                           \
   type,                                                                                           \
   byDefault,                                                                                      \
   range,                                                                                          \
   slider,                                                                                         \
   off,                                                                                            \
   [](const StageParams& params) {                                                                 \
     return static_cast<double>(std::get_if<Kind##Params>(&params)->name);                         \
   },                                                                                              \
   [](StageParams& params, double value) {                                                         \
     Kind##Params& kind = *std::get_if<Kind##Params>(&params);                                     \
     kind.name = fieldValue<decltype(kind.name)>(value);                                           \
   },                                                                                              \
   nullptr,                                                                                        \
   nullptr,                                                                                        \
   isFloor},
#define LOGITSCOPE_REAL(Kind, name, label, byDefault, range, slider, off, help)                    \
  LOGITSCOPE_PARAM(Kind, name, label, byDefault, range, slider, off, help, ParamType::Real, false)
#define LOGITSCOPE_WHOLE(Kind, name, label, byDefault, range, slider, off, help)                   \
  LOGITSCOPE_PARAM(Kind, name, label, byDefault, range, slider, off, help, ParamType::Whole, false)
#define LOGITSCOPE_FLOOR(Kind, name, label, byDefault, range, slider, off, help)                   \
  LOGITSCOPE_PARAM(Kind, name, label, byDefault, range, slider, off, help, ParamType::Whole, true)
#define LOGITSCOPE_TOKENS(Kind, field, label, help)                                                \
  {#field,                                                                                         \
   label,                                                                                          \
   help,                                                                                           \
   ParamType::Tokens,                                                                              \
   0,                                                                                              \
   {},                                                                                             \
   {},                                                                                             \
   {},                                                                                             \
   nullptr,                                                                                        \
   nullptr,                                                                                        \
   [](StageParams& params) -> std::vector<TokenId>& {                                              \
     return std::get_if<Kind##Params>(&params)->field;                                             \
   },                                                                                              \
   nullptr},
#define LOGITSCOPE_BIASES(Kind, field, label, help)                                                \
  {#field,                                                                                         \
   label,                                                                                          \
   help,                                                                                           \
   ParamType::Biases,                                                                              \
   0,                                                                                              \
   {},                                                                                             \
   {},                                                                                             \
   {},                                                                                             \
   nullptr,                                                                                        \
   nullptr,                                                                                        \
   nullptr,                                                                                        \
   [](StageParams& params) -> std::vector<TokenBias>& {                                            \
     return std::get_if<Kind##Params>(&params)->field;                                             \
   }},
#include "logitscope/stage_table.def"
#undef LOGITSCOPE_PARAM
};

// Whose they are.
constexpr StageKind kOwners[] = {
#define LOGITSCOPE_REAL(Kind, ...) StageKind::Kind,
#define LOGITSCOPE_WHOLE(Kind, ...) StageKind::Kind,
#define LOGITSCOPE_TOKENS(Kind, ...) StageKind::Kind,
#define LOGITSCOPE_BIASES(Kind, ...) StageKind::Kind,
#include "logitscope/stage_table.def"
};

constexpr std::span<const ParamInfo> paramsOf(StageKind kind) {
  const auto first = std::ranges::find(kOwners, kind);
  const auto last = std::ranges::find_if(first, std::end(kOwners),
                                         [kind](StageKind owner) { return owner != kind; });
  return std::span(kParams).subspan(static_cast<std::size_t>(first - std::begin(kOwners)),
                                    static_cast<std::size_t>(last - first));
}

constexpr StageInfo kTable[] = {
#define LOGITSCOPE_STAGE(Kind, id, label, summary, source)                                         \
  {StageKind::Kind, #id, label, summary, source, paramsOf(StageKind::Kind)},
#include "logitscope/stage_table.def"
};

template <std::size_t... I>
StageParams defaultsAt(std::size_t index, std::index_sequence<I...> /*all*/) {
  StageParams params;
  ((index == I ? void(params.emplace<I>()) : void()), ...);
  return params;
}

} // namespace

std::span<const StageInfo> stages() {
  return kTable;
}

std::string_view paramTypeName(ParamType type) {
  constexpr std::array<std::string_view, 4> kNames = {"real", "whole", "tokens", "biases"};
  return kNames[static_cast<std::size_t>(type)];
}

const StageInfo& stageInfo(StageKind kind) {
  return stages()[static_cast<std::size_t>(kind)];
}

const StageInfo* findStage(std::string_view id) {
  const auto table = stages();
  const auto found = std::ranges::find(table, id, &StageInfo::id);
  return found == table.end() ? nullptr : &*found;
}

const ParamInfo* StageInfo::findParam(std::string_view name) const {
  const auto found = std::ranges::find(params, name, &ParamInfo::name);
  return found == params.end() ? nullptr : &*found;
}

StageParams StageInfo::defaults() const {
  return defaultsAt(static_cast<std::size_t>(kind), std::make_index_sequence<kStageCount>());
}

std::optional<StageParams> StageInfo::off() const {
  StageParams values = defaults();
  // An empty list does nothing, and a list is empty by default.
  bool isOff = std::ranges::any_of(params, [](const ParamInfo& p) { return !p.isNumber(); });
  for (const ParamInfo& param : params) {
    if (!param.off) continue;
    param.set(values, *param.off);
    isOff = isOff || param.isSwitch();
  }
  return isOff ? std::optional(values) : std::nullopt;
}

bool StageInfo::isOff(const StageParams& values) const {
  const auto offs = std::ranges::count_if(params, [&](const ParamInfo& param) {
    return param.isSwitch() && param.get(values) == *param.off;
  });
  // One is enough, but for a temperature that moves around another.
  if (std::ranges::any_of(params, &ParamInfo::isSwitch)) return offs >= (kind == StageKind::DynamicTemperature ? 2 : 1);
  return off() && values == *off();
}

} // namespace logitscope
