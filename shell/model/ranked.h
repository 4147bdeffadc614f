#pragma once

#include "logitscope/scenario.h"

#include <cstddef>
#include <span>
#include <vector>

namespace logitscope::shell {

/// The [count] tokens with the largest logits, largest first, ties by lower id; all where there are
/// fewer.
std::vector<TokenId> mostLikely(std::span<const double> logits, std::size_t count);

/// Where a token stands in that order, from 1.
std::size_t rankOf(std::span<const double> logits, TokenId id);

} // namespace logitscope::shell
