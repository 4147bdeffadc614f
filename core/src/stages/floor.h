#pragma once

#include "stages/stage.h"

#include <cstddef>
#include <string>

namespace logitscope {

/// A probability that a token needs: min-p's, epsilon's, eta's, top-a's, p-less's.
struct Floor {
  double probability = 0;
  /// No fewer tokens than this stay.
  std::size_t minKeep = 1;
};

/// Removes what is below the floor, and returns how many tokens reach it.
std::size_t keepAbove(const Floor& floor, const StageContext& context, Candidates& candidates);

/// [needed] is the floor in words, with its figures.
Verdict judgeFloor(StageKind kind, const Floor& floor, const std::string& needed,
                   const StageContext& context, Candidates& before, const TokenInQuestion& token);

} // namespace logitscope
