#pragma once

#include "candidates.h"

#include <optional>

namespace logitscope {

/// The survivor whose interval on the line from 0 to 1 holds the coin; empty when there is none.
/// The intervals are those that a trace shows: see [DrawOrder] for how they lie.
std::optional<TokenId> drawFrom(Candidates& candidates, double coin);

} // namespace logitscope
