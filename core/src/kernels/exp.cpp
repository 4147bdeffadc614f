#include "kernels/kernels.h"

#include <cmath>
#include <hwy/contrib/math/math-inl.h>
#include <hwy/highway.h>

namespace logitscope::kernels {

namespace hn = hwy::HWY_NAMESPACE;

double sumOfExp(std::span<const double> values, double largest) {
  const hn::ScalableTag<double> tag;
  const std::size_t lanes = hn::Lanes(tag);
  const auto shift = hn::Set(tag, largest);

  // Two sums at once: the additions of one wait for nothing of the other.
  auto even = hn::Zero(tag);
  auto odd = hn::Zero(tag);
  std::size_t i = 0;
  for (; i + 2 * lanes <= values.size(); i += 2 * lanes) {
    even = hn::Add(even, hn::Exp(tag, hn::Sub(hn::LoadU(tag, values.data() + i), shift)));
    odd = hn::Add(odd, hn::Exp(tag, hn::Sub(hn::LoadU(tag, values.data() + i + lanes), shift)));
  }
  double sum = hn::ReduceSum(tag, hn::Add(even, odd));
  for (; i < values.size(); ++i)
    sum += std::exp(values[i] - largest);
  return sum;
}

} // namespace logitscope::kernels
