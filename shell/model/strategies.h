#pragma once

#include "model/document.h"

#include <optional>
#include <string_view>
#include <vector>

namespace logitscope::shell {

/// The columns that the view opens with: greedy, top-k 40, top-p 0.9, creative, min-p, beam search.
std::vector<Strategy> firstStrategies();

/// One of those, or a preset's chain; empty when the name is neither's.
std::optional<Strategy> findStrategy(std::string_view name);

/// How many columns there can be side by side.
inline constexpr std::size_t kMaxStrategies = 8;
/// How many tokens each can be asked for.
inline constexpr std::size_t kMaxStrategyTokens = 64;

} // namespace logitscope::shell
