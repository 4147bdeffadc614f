#include "kernels/kernels.h"

#include <algorithm>
#include <hwy/highway.h>
#include <limits>

namespace logitscope::kernels {

namespace hn = hwy::HWY_NAMESPACE;

double maxOf(std::span<const double> values) {
  constexpr double kLowest = -std::numeric_limits<double>::infinity();
  const hn::ScalableTag<double> tag;
  const std::size_t lanes = hn::Lanes(tag);

  auto largest = hn::Set(tag, kLowest);
  std::size_t i = 0;
  for (; i + lanes <= values.size(); i += lanes) {
    largest = hn::Max(largest, hn::LoadU(tag, values.data() + i));
  }
  double result = hn::ReduceMax(tag, largest);
  for (; i < values.size(); ++i)
    result = std::max(result, values[i]);
  return result;
}

} // namespace logitscope::kernels
