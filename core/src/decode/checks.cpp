#include "decode/checks.h"

#include "logitscope/metrics.h"
#include "logitscope/words.h"

#include <algorithm>
#include <cmath>

namespace logitscope::decode {

namespace {

std::string at(std::string_view field, std::size_t index) {
  return sentence("{}[{}]", {field, index});
}

} // namespace

Error outOfRange(std::string_view field, const std::string& value, std::string_view allowed) {
  return {.code = value == "NaN" ? ErrorCode::NotANumber : ErrorCode::OutOfRange,
          .field = std::string(field),
          .value = value,
          .message = sentence("{} is {}; allowed: {}.", {field, value, allowed})};
}

std::optional<Error> checkRow(std::span<const double> row, const std::string& field,
                              std::size_t vocabularySize) {
  const bool isAnySize = vocabularySize == 0 || row.empty() || row.size() > kMaxTokens;
  if (isAnySize || row.size() == vocabularySize) return checkLogits(row, field);
  const std::string length = std::to_string(row.size());
  return Error{.code = ErrorCode::WrongLength,
               .field = field,
               .value = length,
               .message =
                   sentence("{} holds {} numbers; allowed: {}, one for each token, as before.",
                            {field, length, vocabularySize})};
}

std::optional<Error> checkTokens(std::span<const TokenId> ids, std::string_view field,
                                 std::size_t vocabularySize) {
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (ids[i] < vocabularySize) continue;
    return outOfRange(at(field, i), std::to_string(ids[i]),
                      "a token id from 0 to " + std::to_string(vocabularySize - 1));
  }
  return std::nullopt;
}

std::optional<Error> checkDistinct(std::span<const TokenId> ids, std::string_view field) {
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (std::ranges::count(ids.first(i), ids[i]) == 0) continue;
    return outOfRange(at(field, i), std::to_string(ids[i]), "every token once");
  }
  return std::nullopt;
}

} // namespace logitscope::decode
