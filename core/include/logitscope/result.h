#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace logitscope {

/// Why an input was refused. JavaScript sees the same words in `LogitscopeError.code`.
enum class ErrorCode {
  UnknownStage,     ///< a chain names a stage that is not in the stage table
  UnknownParameter, ///< a stage was given a parameter that it does not have
  UnknownChoice,    ///< a dialect, generator or the like that does not exist
  OutOfRange,       ///< a number outside what the stage table or the dialect allows
  NotANumber,       ///< NaN, or no number at all, where a number is needed
  EmptyLogits,      ///< there is no token to choose from
  TooManyTokens,    ///< more tokens than [kMaxTokens]
  WrongLength,      ///< two lists that describe the same tokens differ in length
  Csv,              ///< a CSV that cannot be read; row and column say where
};

/// The code as JavaScript spells it: "outOfRange".
std::string_view errorCodeName(ErrorCode code);

/// One sentence about one bad input: what, where, and what is allowed.
struct Error {
  ErrorCode code = ErrorCode::OutOfRange;
  /// Path of the offending field from the caller's point of view: `chain[1].p`, `logits[3]`.
  std::string field;
  /// What stood there, as text.
  std::string value;
  /// The whole sentence. It names field, value and what is allowed.
  std::string message;
  /// Position in a CSV, both counted from 1, the header being row 1. Empty elsewhere.
  std::optional<int> row;
  std::optional<int> column;
};

/// A value, or the reason why there is none. Core never throws: a wrong input is an ordinary
/// answer.
template <typename T> class [[nodiscard]] Result {
public:
  Result(const T& value) : content_(value) {}
  Result(T&& value) : content_(std::move(value)) {}
  Result(const Error& error) : content_(error) {}
  Result(Error&& error) : content_(std::move(error)) {}

  explicit operator bool() const { return std::holds_alternative<T>(content_); }

  /// Only after a test that there is a value.
  T& value() & { return *std::get_if<T>(&content_); }
  const T& value() const& { return *std::get_if<T>(&content_); }
  T&& value() && { return std::move(*std::get_if<T>(&content_)); }
  T* operator->() { return std::get_if<T>(&content_); }
  const T* operator->() const { return std::get_if<T>(&content_); }

  /// Only after a test that there is none.
  const Error& error() const { return *std::get_if<Error>(&content_); }

private:
  std::variant<T, Error> content_;
};

} // namespace logitscope
