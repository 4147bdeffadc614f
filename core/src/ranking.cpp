#include "ranking.h"

#include <algorithm>
#include <functional>

namespace logitscope {

namespace {

bool comesBefore(const Ranked& a, const Ranked& b) {
  return a.value != b.value ? a.value > b.value : a.id < b.id;
}

} // namespace

void rankFirst(std::span<Ranked> items, std::size_t count) {
  const auto middle = items.begin() + static_cast<std::ptrdiff_t>(count);
  if (middle != items.end()) std::nth_element(items.begin(), middle, items.end(), comesBefore);
  std::sort(items.begin(), middle, comesBefore);
}

void sortNumbers(std::span<std::uint32_t> numbers, NumberOrder order) {
  std::sort(numbers.begin(), numbers.end(), order);
}

void sortNumbers(std::span<std::uint32_t> numbers) {
  sortNumbers(numbers, std::less<std::uint32_t>());
}

} // namespace logitscope
