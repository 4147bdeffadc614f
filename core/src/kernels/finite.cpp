#include "kernels/kernels.h"

#include <hwy/highway.h>
#include <limits>

namespace logitscope::kernels {

namespace hn = hwy::HWY_NAMESPACE;

namespace {

template <typename Number> bool areBelow(std::span<const Number> values) {
  const hn::ScalableTag<Number> tag;
  const std::size_t lanes = hn::Lanes(tag);
  const auto infinity = hn::Set(tag, std::numeric_limits<Number>::infinity());

  // Without a branch for each number: almost every row is good.
  auto isGood = hn::Eq(infinity, infinity);
  std::size_t i = 0;
  for (; i + lanes <= values.size(); i += lanes)
    isGood = hn::And(isGood, hn::Lt(hn::LoadU(tag, values.data() + i), infinity));
  bool all = hn::AllTrue(tag, isGood);
  for (; i < values.size(); ++i)
    all = all && values[i] < std::numeric_limits<Number>::infinity();
  return all;
}

} // namespace

bool areBelowInfinity(std::span<const double> values) {
  return areBelow(values);
}

bool areBelowInfinity(std::span<const float> values) {
  return areBelow(values);
}

} // namespace logitscope::kernels
