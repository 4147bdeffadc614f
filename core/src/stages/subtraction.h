#pragma once

#include "stages/stage.h"

#include <cstdint>

namespace logitscope {

/// What frequency and presence penalty have in common: tokens that have occurred lose something.
struct Subtraction {
  double penalty = 0;
  std::int32_t lastN = -1;
  /// For each time that a token has occurred, or once for all of them.
  bool isForEachTime = false;
};

StageEffect applySubtraction(const Subtraction& subtraction, const StageContext& context,
                             Candidates& candidates);
Verdict judgeSubtraction(const Subtraction& subtraction, const StageContext& context,
                         Candidates& before, const TokenInQuestion& token);

} // namespace logitscope
