#pragma once

#include "logitscope/result.h"
#include "logitscope/scenario.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace logitscope {

/// Whose rules hold where implementations differ. dialects.h tells about them.
enum class Dialect {
  Textbook,     ///< the field's formulas, in double precision; see each stage's file for its edges
  Transformers, ///< Hugging Face transformers
  LlamaCpp,     ///< llama.cpp
};

/// What a stage adds to the logit of one token.
struct TokenBias {
  TokenId id = 0;
  double bias = 0;

  bool operator==(const TokenBias&) const = default;
};

/// What a stage is. One enumerator for each block of stage_table.def, in its order.
enum class StageKind {
#define LOGITSCOPE_STAGE(Kind, id, label, summary, source) Kind,
#include "logitscope/stage_table.def"
};

// One struct of parameters for each stage, defaults included: `struct TopPParams { double p = 0.9;
// … };`
#define LOGITSCOPE_STAGE(Kind, id, label, summary, source)                                         \
  /** summary */                                                                                   \
  struct Kind##Params {
#define LOGITSCOPE_REAL(Kind, name, label, byDefault, ...) double name = byDefault;
#define LOGITSCOPE_WHOLE(Kind, name, label, byDefault, ...) std::int32_t name = byDefault;
#define LOGITSCOPE_TOKENS(Kind, name, label, help) std::vector<TokenId> name;
#define LOGITSCOPE_BIASES(Kind, name, label, help) std::vector<TokenBias> name;
#define LOGITSCOPE_STAGE_END(Kind)                                                                 \
  bool operator==(const Kind##Params&) const = default;                                            \
  }                                                                                                \
  ;
#include "logitscope/stage_table.def"

namespace detail {
template <StageKind> struct ParamsOf;
#define LOGITSCOPE_STAGE(Kind, id, label, summary, source)                                         \
  template <> struct ParamsOf<StageKind::Kind> { using Type = Kind##Params; };
#include "logitscope/stage_table.def"

inline constexpr std::size_t kStageCount = 0
#define LOGITSCOPE_STAGE(Kind, id, label, summary, source) +1
#include "logitscope/stage_table.def"
    ;

template <std::size_t... I>
std::variant<typename ParamsOf<static_cast<StageKind>(I)>::Type...>
    paramsVariant(std::index_sequence<I...>);
} // namespace detail

/// How many stages the table lists.
inline constexpr std::size_t kStageCount = detail::kStageCount;

/// The parameters of one stage; the alternative held says which stage it is.
using StageParams = decltype(detail::paramsVariant(std::make_index_sequence<kStageCount>()));

/// The kind of stage that these parameters belong to.
inline StageKind kindOf(const StageParams& params) {
  return static_cast<StageKind>(params.index());
}

/// Which numbers a parameter accepts. Infinite ends mean no bound; NaN is never accepted.
struct ParamRange {
  double minimum = -std::numeric_limits<double>::infinity();
  double maximum = std::numeric_limits<double>::infinity();
  bool minimumIsExcluded = false;

  bool contains(double value) const;
  /// In words: "from 0", "greater than 0 and up to 1".
  std::string describe() const;

  bool operator==(const ParamRange&) const = default;
};

/// What a slider offers. Always inside the accepted range.
struct Slider {
  double from = 0;
  double to = 1;
  double step = 0.01;
};

/// What a parameter holds.
enum class ParamType {
  Real,   ///< any number of its range
  Whole,  ///< a whole number of its range
  Tokens, ///< a list of token ids
  Biases, ///< a list of token ids, each with a number
};

/// "real", "whole", "tokens", "biases".
std::string_view paramTypeName(ParamType type);

/// One parameter of one stage, as the table lists it.
struct ParamInfo {
  std::string_view name;
  std::string_view label;
  std::string_view help;
  ParamType type = ParamType::Real;
  /// For numbers only, as is all that follows up to [off].
  double defaultValue = 0;
  ParamRange range;
  Slider slider;
  /// The value at which it does nothing; empty where there is none.
  std::optional<double> off;

  // The field in a [StageParams] of the right kind. Of these only the ones of its type are set.
  double (*get)(const StageParams&) = nullptr;
  void (*set)(StageParams&, double) = nullptr;
  std::vector<TokenId>& (*tokens)(StageParams&) = nullptr;
  std::vector<TokenBias>& (*biases)(StageParams&) = nullptr;

  /// The least that its stage leaves: at [off] it asks for nothing, and the stage goes on.
  bool isFloor = false;

  bool isNumber() const { return type == ParamType::Real || type == ParamType::Whole; }
  bool isWhole() const { return type == ParamType::Whole; }
  /// Set to [off] it turns its stage off.
  bool isSwitch() const { return off && !isFloor; }
};

/// One stage, as the table lists it.
struct StageInfo {
  StageKind kind{};
  std::string_view id;
  std::string_view label;
  std::string_view summary;
  std::string_view source;
  std::span<const ParamInfo> params;

  const ParamInfo* findParam(std::string_view name) const;
  /// Parameters at the defaults of the table.
  StageParams defaults() const;
  /// Parameters at which the stage does nothing; empty for one that always does something.
  std::optional<StageParams> off() const;
  /// Do these parameters of this stage leave everything as it is? Also others than those of [off]: a
  /// penalty of none does so whatever it looks back on.
  bool isOff(const StageParams& values) const;
};

/// The whole table, in its order.
std::span<const StageInfo> stages();
const StageInfo& stageInfo(StageKind kind);
/// By id ("topP"); null when there is no such stage.
const StageInfo* findStage(std::string_view id);

/// One stage of a chain.
struct Stage {
  StageParams params;
  bool isEnabled = true;

  StageKind kind() const { return kindOf(params); }
  bool operator==(const Stage&) const = default;
};

/// The stages in the order in which they act.
using Chain = std::vector<Stage>;

/// A parameter by name, as it comes from outside.
struct NamedValue {
  std::string name;
  std::variant<double, std::vector<TokenId>, std::vector<TokenBias>> value;
};

/// Builds one stage from names, as JavaScript and links hand it over. What is not given keeps the
/// table's default. [field] is the path that an error names: `chain[2]`.
Result<Stage> makeStage(std::string_view id, std::span<const NamedValue> params,
                        std::string_view field = "stage", Dialect dialect = Dialect::Textbook);

/// Does this dialect accept [value] for the parameter of a stage? Empty when it does, else the
/// sentence to show.
std::optional<Error> checkParam(const StageInfo& stage, const ParamInfo& param, double value,
                                std::string_view field, Dialect dialect = Dialect::Textbook);

/// Checks every parameter of every stage against what the dialect accepts.
std::optional<Error> checkChain(const Chain& chain, Dialect dialect = Dialect::Textbook);

} // namespace logitscope
