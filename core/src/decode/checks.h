#pragma once

#include "logitscope/result.h"
#include "logitscope/scenario.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What both ways of decoding refuse, and the sentences for it.
namespace logitscope::decode {

/// "numBeams is 0; allowed: a whole number from 1 to 1024."
Error outOfRange(std::string_view field, const std::string& value, std::string_view allowed);

/// `logits[1]` of [rows] and the like: one number for each of [vocabularySize] tokens (any count
/// where that is 0), finite or -inf.
std::optional<Error> checkRow(std::span<const double> row, const std::string& field,
                              std::size_t vocabularySize);

/// Every id is below [vocabularySize].
std::optional<Error> checkTokens(std::span<const TokenId> ids, std::string_view field,
                                 std::size_t vocabularySize);

/// No id stands there twice.
std::optional<Error> checkDistinct(std::span<const TokenId> ids, std::string_view field);

} // namespace logitscope::decode
