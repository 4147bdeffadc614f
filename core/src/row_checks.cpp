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
                 .message = field + " is empty; allowed: 1 to " + std::to_string(kMaxTokens) +
                            " numbers."};
  }
  if (size > kMaxTokens) {
    return Error{.code = ErrorCode::TooManyTokens,
                 .field = field,
                 .value = std::to_string(size),
                 .message = field + " holds " + std::to_string(size) + " numbers; allowed: 1 to " +
                            std::to_string(kMaxTokens) + "."};
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
  const std::string path = name + "[" + std::to_string(bad - logits.begin()) + "]";
  const std::string value = exactNumber(static_cast<double>(*bad));
  return Error{.code = ErrorCode::NotANumber,
               .field = path,
               .value = value,
               .message = path + " is " + value +
                          "; allowed: any finite number, or -inf for a token already ruled out."};
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
    const std::string path = name + "[" + std::to_string(i) + "]";
    return Error{.code = std::isnan(p) ? ErrorCode::NotANumber : ErrorCode::OutOfRange,
                 .field = path,
                 .value = exactNumber(p),
                 .message = path + " is " + exactNumber(p) + "; allowed: from 0 to 1."};
  }
  if (std::abs(sum - 1) <= kSumTolerance) return std::nullopt;
  return Error{.code = ErrorCode::OutOfRange,
               .field = name,
               .value = exactNumber(sum),
               .message = name + " sums to " + figure(sum, 7) + "; allowed: 1, within 1e-6."};
}

std::optional<Error> checkSameLength(std::span<const double> p, std::span<const double> q) {
  if (p.size() == q.size()) return std::nullopt;
  return Error{.code = ErrorCode::WrongLength,
               .field = "q",
               .value = std::to_string(q.size()),
               .message = "q holds " + std::to_string(q.size()) + " numbers, p holds " +
                          std::to_string(p.size()) + "; allowed: the same number."};
}

} // namespace logitscope
