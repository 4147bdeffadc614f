#include "logitscope/summation.h"

#include "logitscope/words.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace logitscope {

namespace {

double pairwise(std::span<const double> addends, Precision precision) {
  if (addends.size() == 1) return addends.front();
  const std::size_t half = addends.size() / 2;
  return roundedTo(precision, pairwise(addends.first(half), precision) + pairwise(addends.subspan(half), precision));
}

std::vector<double> rounded(std::span<const double> values, Precision precision) {
  std::vector<double> all;
  for (const double value : values)
    all.push_back(roundedTo(precision, value));
  return all;
}

/// The numbers of a precision counted from 0 upwards, and downwards from −0: neighbours differ by one.
template <typename Bits, typename Number> std::int64_t placeOf(Number value) {
  const auto bits = std::bit_cast<Bits>(value);
  return bits >= 0 ? std::int64_t{bits} : std::int64_t{std::numeric_limits<Bits>::min()} - std::int64_t{bits};
}

template <typename Bits, typename Number> Number numberAt(std::int64_t place) {
  const std::int64_t bits = place >= 0 ? place : std::int64_t{std::numeric_limits<Bits>::min()} - place;
  return std::bit_cast<Number>(static_cast<Bits>(bits));
}

std::int64_t placeOf(double value, Precision precision) {
  return precision == Precision::Float32 ? placeOf<std::int32_t>(static_cast<float>(value)) : placeOf<std::int64_t>(value);
}

} // namespace

double roundedTo(Precision precision, double value) {
  return precision == Precision::Float32 ? static_cast<double>(static_cast<float>(value)) : value;
}

double sumOf(std::span<const double> addends, SumOrder order, Precision precision) {
  if (addends.empty()) return 0;
  std::vector<double> all = rounded(addends, precision);
  if (order == SumOrder::Pairwise) return pairwise(all, precision);
  if (order == SumOrder::Reversed) std::ranges::reverse(all);
  return runningSums(all, precision).back();
}

// The sum of two float32 is exact in a double, or so near that rounding it once more gives what float32 gives:
// a double has more than twice its digits.
std::vector<double> runningSums(std::span<const double> addends, Precision precision) {
  std::vector<double> sums;
  double sum = 0;
  for (const double addend : addends) {
    sum = roundedTo(precision, sum + roundedTo(precision, addend));
    sums.push_back(sum);
  }
  return sums;
}

std::size_t countToReach(std::span<const double> addends, double target, Precision precision) {
  const std::vector<double> sums = runningSums(addends, precision);
  const auto reached = std::ranges::find_if(sums, [&](double sum) { return sum >= roundedTo(precision, target); });
  return std::min(sums.size(), static_cast<std::size_t>(reached - sums.begin()) + 1);
}

double dotOf(std::span<const double> a, std::span<const double> b, SumOrder order, Precision precision) {
  std::vector<double> products;
  for (std::size_t i = 0; i < a.size(); ++i)
    products.push_back(roundedTo(precision, roundedTo(precision, a[i]) * roundedTo(precision, b[i])));
  return sumOf(products, order, precision);
}

double movedByUlps(double value, std::int64_t ulps, Precision precision) {
  const std::int64_t place = placeOf(value, precision) + ulps;
  if (precision == Precision::Float32) return static_cast<double>(numberAt<std::int32_t, float>(place));
  return numberAt<std::int64_t, double>(place);
}

std::int64_t ulpsBetween(double from, double to, Precision precision) {
  return placeOf(to, precision) - placeOf(from, precision);
}

std::string exactNumber(double value, Precision precision) {
  if (precision == Precision::Float64) return exactNumber(value);
  const auto single = static_cast<float>(value);
  // Nine digits tell every float32 from its neighbours, often fewer do.
  for (int digits = 1; digits < std::numeric_limits<float>::max_digits10; ++digits) {
    const std::string text = figure(value, digits);
    if (static_cast<float>(*readNumber(text)) == single) return text;
  }
  return figure(value, std::numeric_limits<float>::max_digits10);
}

} // namespace logitscope
