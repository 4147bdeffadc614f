#include "kernels/kernels.h"

#include <cmath>
#include <hwy/contrib/math/math-inl.h>
#include <hwy/highway.h>

namespace logitscope::kernels {

namespace hn = hwy::HWY_NAMESPACE;

namespace {

/// Σ exp(value − origin); [store] gets each exponential, a vector or one at a time.
template <typename Store>
double sumOfExpWith(std::span<const double> values, double origin, Store store) {
  const hn::ScalableTag<double> tag;
  const std::size_t lanes = hn::Lanes(tag);
  const auto shift = hn::Set(tag, origin);

  // Two sums at once: the additions of one wait for nothing of the other.
  auto even = hn::Zero(tag);
  auto odd = hn::Zero(tag);
  std::size_t i = 0;
  for (; i + 2 * lanes <= values.size(); i += 2 * lanes) {
    const auto first = hn::Exp(tag, hn::Sub(hn::LoadU(tag, values.data() + i), shift));
    const auto second = hn::Exp(tag, hn::Sub(hn::LoadU(tag, values.data() + i + lanes), shift));
    store.vector(first, tag, i);
    store.vector(second, tag, i + lanes);
    even = hn::Add(even, first);
    odd = hn::Add(odd, second);
  }
  double sum = hn::ReduceSum(tag, hn::Add(even, odd));
  for (; i < values.size(); ++i) {
    const double weight = std::exp(values[i] - origin);
    store.single(weight, i);
    sum += weight;
  }
  return sum;
}

struct Forget {
  template <typename Vector, typename Tag> void vector(Vector, Tag, std::size_t) const {}
  void single(double, std::size_t) const {}
};

struct Keep {
  double* weights;

  template <typename Vector, typename Tag>
  void vector(Vector values, Tag tag, std::size_t i) const {
    hn::StoreU(values, tag, weights + i);
  }
  void single(double value, std::size_t i) const { weights[i] = value; }
};

} // namespace

double sumOfExp(std::span<const double> values, double origin) {
  return sumOfExpWith(values, origin, Forget{});
}

double expInto(std::span<const double> values, double origin, std::span<double> weights) {
  return sumOfExpWith(values, origin, Keep{weights.data()});
}

double sumOf(std::span<const double> values) {
  const hn::ScalableTag<double> tag;
  const std::size_t lanes = hn::Lanes(tag);
  auto even = hn::Zero(tag);
  auto odd = hn::Zero(tag);
  std::size_t i = 0;
  for (; i + 2 * lanes <= values.size(); i += 2 * lanes) {
    even = hn::Add(even, hn::LoadU(tag, values.data() + i));
    odd = hn::Add(odd, hn::LoadU(tag, values.data() + i + lanes));
  }
  double sum = hn::ReduceSum(tag, hn::Add(even, odd));
  for (; i < values.size(); ++i)
    sum += values[i];
  return sum;
}

} // namespace logitscope::kernels
