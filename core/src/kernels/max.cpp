#include "kernels/kernels.h"

#include <algorithm>
#include <cmath>
#include <hwy/highway.h>
#include <limits>

namespace logitscope::kernels {

namespace hn = hwy::HWY_NAMESPACE;

namespace {

template <typename Number> Number largestOf(std::span<const Number> values) {
  const hn::ScalableTag<Number> tag;
  const std::size_t lanes = hn::Lanes(tag);

  // Four at once: none waits for the comparison before.
  const auto lowest = hn::Set(tag, -std::numeric_limits<Number>::infinity());
  auto a = lowest;
  auto b = lowest;
  auto c = lowest;
  auto d = lowest;
  std::size_t i = 0;
  for (; i + 4 * lanes <= values.size(); i += 4 * lanes) {
    a = hn::Max(a, hn::LoadU(tag, values.data() + i));
    b = hn::Max(b, hn::LoadU(tag, values.data() + i + lanes));
    c = hn::Max(c, hn::LoadU(tag, values.data() + i + 2 * lanes));
    d = hn::Max(d, hn::LoadU(tag, values.data() + i + 3 * lanes));
  }
  Number result = hn::ReduceMax(tag, hn::Max(hn::Max(a, b), hn::Max(c, d)));
  for (; i < values.size(); ++i)
    result = std::max(result, values[i]);
  return result;
}

} // namespace

double maxOf(std::span<const double> values) {
  return largestOf(values);
}

float maxOf(std::span<const float> values) {
  return largestOf(values);
}

double minOf(std::span<const double> values) {
  const hn::ScalableTag<double> tag;
  const std::size_t lanes = hn::Lanes(tag);
  auto a = hn::Set(tag, std::numeric_limits<double>::infinity());
  auto b = a;
  std::size_t i = 0;
  for (; i + 2 * lanes <= values.size(); i += 2 * lanes) {
    a = hn::Min(a, hn::LoadU(tag, values.data() + i));
    b = hn::Min(b, hn::LoadU(tag, values.data() + i + lanes));
  }
  double result = hn::ReduceMin(tag, hn::Min(a, b));
  for (; i < values.size(); ++i)
    result = std::min(result, values[i]);
  return result;
}

std::size_t findAtLeast(std::span<const float> values, float least,
                        std::span<std::uint32_t> places) {
  const hn::ScalableTag<float> tag;
  const std::size_t lanes = hn::Lanes(tag);
  const auto bar = hn::Set(tag, least);
  std::size_t count = 0;
  std::size_t i = 0;
  for (; i + lanes <= values.size(); i += lanes) {
    // Almost always none.
    if (hn::AllFalse(tag, hn::Ge(hn::LoadU(tag, values.data() + i), bar))) continue;
    for (std::size_t k = i; k < i + lanes; ++k) {
      if (values[k] >= least) places[count++] = static_cast<std::uint32_t>(k);
    }
  }
  for (; i < values.size(); ++i) {
    if (values[i] >= least) places[count++] = static_cast<std::uint32_t>(i);
  }
  return count;
}

bool blockMaxima(std::span<const float> values, std::span<float> maxima) {
  const hn::ScalableTag<float> tag;
  const std::size_t lanes = hn::Lanes(tag);
  const auto lowest = hn::Set(tag, -std::numeric_limits<float>::infinity());
  auto isNaN = hn::Ne(lowest, lowest);
  bool isRestNaN = false;
  float largestOfAll = -std::numeric_limits<float>::infinity();
  std::size_t block = 0;
  for (std::size_t begin = 0; begin < values.size(); begin += kBlock, ++block) {
    const std::size_t end = std::min(begin + kBlock, values.size());
    auto even = lowest;
    auto odd = lowest;
    std::size_t i = begin;
    for (; i + 4 * lanes <= end; i += 4 * lanes) {
      const auto a = hn::LoadU(tag, values.data() + i);
      const auto b = hn::LoadU(tag, values.data() + i + lanes);
      const auto c = hn::LoadU(tag, values.data() + i + 2 * lanes);
      const auto d = hn::LoadU(tag, values.data() + i + 3 * lanes);
      even = hn::Max(even, hn::Max(a, b));
      odd = hn::Max(odd, hn::Max(c, d));
      // Two at a time: what is +inf shows in the maxima.
      isNaN = hn::Or(isNaN, hn::Or(hn::IsEitherNaN(a, b), hn::IsEitherNaN(c, d)));
    }
    float largest = hn::ReduceMax(tag, hn::Max(even, odd));
    for (; i < end; ++i) {
      isRestNaN = isRestNaN || std::isnan(values[i]);
      largest = std::max(largest, values[i]);
    }
    maxima[block] = largest;
    largestOfAll = std::max(largestOfAll, largest);
  }
  return hn::AllFalse(tag, isNaN) && !isRestNaN &&
         largestOfAll < std::numeric_limits<float>::infinity();
}

} // namespace logitscope::kernels
