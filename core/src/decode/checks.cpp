#include "decode/checks.h"

#include "logitscope/words.h"

#include <algorithm>
#include <cmath>

namespace logitscope::decode {

namespace {

std::string at(std::string_view field, std::size_t index) {
  return std::string(field) + "[" + std::to_string(index) + "]";
}

} // namespace

Error outOfRange(std::string_view field, const std::string& value, std::string_view allowed) {
  return {.code = value == "NaN" ? ErrorCode::NotANumber : ErrorCode::OutOfRange,
          .field = std::string(field),
          .value = value,
          .message =
              std::string(field) + " is " + value + "; allowed: " + std::string(allowed) + "."};
}

std::optional<Error> checkRow(std::span<const double> row, const std::string& field,
                              std::size_t vocabularySize) {
  const std::string length = std::to_string(row.size());
  if (row.empty()) {
    return Error{.code = ErrorCode::EmptyLogits,
                 .field = field,
                 .value = "[]",
                 .message = field + " is empty; allowed: 1 to " + std::to_string(kMaxTokens) +
                            " numbers."};
  }
  if (row.size() > kMaxTokens) {
    return Error{.code = ErrorCode::TooManyTokens,
                 .field = field,
                 .value = length,
                 .message = field + " holds " + length + " numbers; allowed: 1 to " +
                            std::to_string(kMaxTokens) + "."};
  }
  if (vocabularySize != 0 && row.size() != vocabularySize) {
    return Error{.code = ErrorCode::WrongLength,
                 .field = field,
                 .value = length,
                 .message = field + " holds " + length + " numbers; allowed: " +
                            std::to_string(vocabularySize) + ", one for each token, as before."};
  }
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (std::isfinite(row[i]) || row[i] < 0) continue;
    Error error = outOfRange(at(field, i), exactNumber(row[i]),
                             "any finite number, or -inf for a token already ruled out");
    error.code = ErrorCode::NotANumber;
    return error;
  }
  return std::nullopt;
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
