#pragma once

#include "logitscope/dialects.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

namespace logitscope {

/// In which order the survivors lie on the line from 0 to 1.
enum class DrawOrder {
  ByProbability, ///< most likely first, ties by lower id
  ById,
  AsTheyStand, ///< in the order in which the last stage left them
};

/// How typical-p finds its last token.
enum class TypicalRule {
  Reaches,  ///< the smallest set whose mass reaches p
  WithTies, ///< that set, and every token whose deviation ties with its last
  Exceeds,  ///< the smallest set whose mass is above p
};

/// A parameter whose accepted range is not the stage table's.
struct RangeRule {
  StageKind kind{};
  std::string_view name;
  ParamRange range;
};

/// All in which a dialect differs from another, as data. Where a stage asks, it asks here; nothing
/// outside this folder compares dialects by name.
struct DialectRules {
  DialectInfo info;
  /// Logits, probabilities and sums are rounded to float32 after every step.
  bool isSingle = false;
  /// Candidates stand in an array whose order stages see: sorted only by those that sort it, and
  /// holding tokens at -inf, which still count.
  bool isArray = false;
  /// Every token that ties with the last one kept by top-k, epsilon or eta stays too.
  bool keepsTies = false;
  /// Top-p adds up from the least likely token and removes what holds no more than 1 − p.
  bool sumsFromTheTail = false;
  /// Min-p compares logits, z ≥ z_max + ln p, not probabilities.
  bool comparesLogits = false;
  TypicalRule typical = TypicalRule::Reaches;
  DrawOrder drawOrder = DrawOrder::ByProbability;
  /// Top-h looks at no more than this many of the most likely tokens.
  std::size_t topHLimit = std::numeric_limits<std::size_t>::max();
  /// By how much less than Σp² a probability still passes p-less.
  double pLessSlack = 0;
  /// Stages that the library does not have.
  std::span<const StageKind> lacks;
  /// Ranges other than the stage table's.
  std::span<const RangeRule> ranges;

  /// What is left of a result in this dialect's precision.
  double rounded(double value) const {
    return isSingle ? static_cast<double>(static_cast<float>(value)) : value;
  }
  /// The largest number that is not inf; the lowest has the same distance from 0.
  double largest() const {
    return isSingle ? static_cast<double>(std::numeric_limits<float>::max())
                    : std::numeric_limits<double>::max();
  }
  double lowest() const { return -largest(); }
  /// The same for what has to remain a number: what overflows stays at the end of the range.
  double clamped(double value) const { return std::clamp(rounded(value), lowest(), largest()); }
};

const DialectRules& rulesOf(Dialect dialect);

/// Which values this dialect accepts for a parameter.
const ParamRange& rangeIn(Dialect dialect, StageKind kind, const ParamInfo& param);

} // namespace logitscope
