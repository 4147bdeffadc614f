#include "logitscope/stages.h"

#include <algorithm>
#include <limits>
#include <type_traits>

namespace logitscope {

namespace {

// The vocabulary of the table's Range and off columns.
constexpr ParamRange from(double minimum) {
  return {.minimum = minimum};
}
constexpr ParamRange between(double minimum, double maximum) {
  return {.minimum = minimum, .maximum = maximum};
}
constexpr ParamRange aboveUpTo(double minimum, double maximum) {
  return {.minimum = minimum, .maximum = maximum, .minimumIsExcluded = true};
}

/// A count beyond what the field holds is far beyond any vocabulary, where larger counts mean the
/// same.
template <typename T> T fieldValue(double value) {
  if constexpr (std::is_integral_v<T>) {
    return static_cast<T>(std::min(value, static_cast<double>(std::numeric_limits<T>::max())));
  } else {
    return value;
  }
}

std::vector<StageInfo> makeTable() {
  std::vector<StageInfo> table;
#define LOGITSCOPE_STAGE(Kind, id, label, summary, source)                                         \
  table.push_back({StageKind::Kind, #id, label, summary, source, {}});
#define LOGITSCOPE_PARAM(Kind, name, label, byDefault, range, slider, off, help, isWhole)          \
  table.back().params.push_back({#name, label, help, isWhole, byDefault, range, slider, off,       \
                                 [](const StageParams& params) {                                   \
                                   return static_cast<double>(                                     \
                                       std::get_if<Kind##Params>(&params)->name);                  \
                                 },                                                                \
                                 [](StageParams& params, double value) {                           \
                                   Kind##Params& kind = *std::get_if<Kind##Params>(&params);       \
                                   kind.name = fieldValue<decltype(kind.name)>(value);             \
                                 }});
#define LOGITSCOPE_REAL(Kind, name, label, byDefault, range, slider, off, help)                    \
  LOGITSCOPE_PARAM(Kind, name, label, byDefault, range, slider, off, help, false)
#define LOGITSCOPE_WHOLE(Kind, name, label, byDefault, range, slider, off, help)                   \
  LOGITSCOPE_PARAM(Kind, name, label, byDefault, range, slider, off, help, true)
#include "logitscope/stage_table.def"
#undef LOGITSCOPE_PARAM
  return table;
}

template <std::size_t... I>
StageParams defaultsAt(std::size_t index, std::index_sequence<I...> /*all*/) {
  StageParams params;
  ((index == I ? void(params.emplace<I>()) : void()), ...);
  return params;
}

} // namespace

std::span<const StageInfo> stages() {
  static const std::vector<StageInfo> table = makeTable();
  return table;
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

} // namespace logitscope
