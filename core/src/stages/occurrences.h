#pragma once

#include "stages/stage.h"

#include <cstdint>
#include <span>
#include <string>

namespace logitscope {

/// Which tokens the history holds, ascending, each once, and how often.
struct Occurrences {
  std::span<const TokenId> ids;
  std::span<const std::uint32_t> counts;

  std::uint32_t of(TokenId id) const;
};

/// The span lives in the candidates' scratch memory, until the next call.
Occurrences countOccurrences(std::span<const TokenId> history, Candidates& candidates);

/// Are there candidates among them? Their number.
std::size_t countInPlay(const Occurrences& occurrences, const Candidates& candidates);

/// "It has not occurred.", or how often.
std::string occurred(std::uint32_t count);

/// "3 of the 5 tokens that have occurred are in play".
std::string describeOccurrences(const Occurrences& occurrences, std::size_t inPlay);

} // namespace logitscope
