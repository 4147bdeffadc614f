// Rows of numbers as they come from outside.

#include "kernels/kernels.h"
#include "logitscope/metrics.h"
#include "logitscope/words.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace logitscope {

namespace {

std::optional<Error> checkSize(std::size_t size, const std::string& field) {
  if (size == 0) {
    return Error{.code = ErrorCode::EmptyLogits,
                 .field = field,
                 .value = "[]",
                 .message =
                     sentence("{} is empty; allowed: 1 to {} numbers.", {field, kMaxTokens})};
  }
  if (size > kMaxTokens) {
    return Error{.code = ErrorCode::TooManyTokens,
                 .field = field,
                 .value = std::to_string(size),
                 .message =
                     sentence("{} holds {} numbers; allowed: 1 to {}.", {field, size, kMaxTokens})};
  }
  return std::nullopt;
}

template <typename Number>
std::optional<Error> checkRow(std::span<const Number> logits, std::string_view field) {
  const std::string name(field);
  if (auto error = checkSize(logits.size(), name)) return error;
  if (kernels::areBelowInfinity(logits)) return std::nullopt;
  const auto bad = std::ranges::find_if(
      logits, [](Number logit) { return !(logit < std::numeric_limits<Number>::infinity()); });
  const std::string path = sentence("{}[{}]", {name, bad - logits.begin()});
  const std::string value = exactNumber(static_cast<double>(*bad));
  return Error{.code = ErrorCode::NotANumber,
               .field = path,
               .value = value,
               .message = sentence(
                   "{} is {}; allowed: any finite number, or -inf for a token already ruled out.",
                   {path, value})};
}

} // namespace

std::optional<Error> checkLogits(std::span<const double> logits, std::string_view field) {
  return checkRow(logits, field);
}

std::optional<Error> checkLogits(std::span<const float> logits, std::string_view field) {
  return checkRow(logits, field);
}

std::optional<Error> checkProbabilities(std::span<const double> probabilities,
                                        std::string_view field) {
  constexpr double kSumTolerance = 1e-6;
  const std::string name(field);
  if (auto error = checkSize(probabilities.size(), name)) return error;
  double sum = 0;
  for (std::size_t i = 0; i < probabilities.size(); ++i) {
    const double p = probabilities[i];
    sum += p;
    if (p >= 0 && p <= 1) continue;
    const std::string path = sentence("{}[{}]", {name, i});
    return Error{.code = std::isnan(p) ? ErrorCode::NotANumber : ErrorCode::OutOfRange,
                 .field = path,
                 .value = exactNumber(p),
                 .message = sentence("{} is {}; allowed: from 0 to 1.", {path, p})};
  }
  if (std::abs(sum - 1) <= kSumTolerance) return std::nullopt;
  return Error{.code = ErrorCode::OutOfRange,
               .field = name,
               .value = exactNumber(sum),
               .message =
                   sentence("{} sums to {}; allowed: 1, within 1e-6.", {name, figure(sum, 7)})};
}

std::optional<Error> checkSameLength(std::span<const double> p, std::span<const double> q) {
  if (p.size() == q.size()) return std::nullopt;
  return Error{.code = ErrorCode::WrongLength,
               .field = "q",
               .value = std::to_string(q.size()),
               .message = sentence("q holds {} numbers, p holds {}; allowed: the same number.",
                                   {q.size(), p.size()})};
}

} // namespace logitscope
