#include "kernels/kernels.h"

#include <algorithm>
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

} // namespace logitscope::kernels
