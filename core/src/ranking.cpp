#include "ranking.h"

#include "sorting.h"

#include <functional>

namespace logitscope {

namespace {

/// Larger values first; equal ones by lower id, or of no order.
struct Larger {
  bool isById = true;

  bool operator()(const Ranked& a, const Ranked& b) const {
    return a.value != b.value ? a.value > b.value : isById && a.id < b.id;
  }
};

constexpr Larger kById{.isById = true};
constexpr Larger kTiesOpen{.isById = false};

// Up to here even the worst order, from the smallest up, takes a heap little longer than splitting.
constexpr std::size_t kFew = 64;
constexpr std::size_t kManyTimes = 16;

} // namespace

void rankFirst(std::span<Ranked> items, std::size_t count) {
  // A few of many: nearly all the others are looked at once and left where they are.
  if (count <= kFew && count * kManyTimes < items.size()) return rankFirstByHeap(items, count);
  if (count > 0 && count < items.size()) sorting::select(items, count - 1, kById, kById);
  sorting::sort(items.first(count), kById, kById);
}

void rankFirstByHeap(std::span<Ranked> items, std::size_t count) {
  if (count > 0) sorting::sortFirstByHeap(items, count, kById);
}

void rankFirstTiesAsTheyFall(std::span<Ranked> items, std::size_t count) {
  if (count == 0) return;
  sorting::select(items, count - 1, kTiesOpen, kById);
  sorting::sort(items.first(count - 1), kTiesOpen, kById);
}

void sortNumbers(std::span<std::uint32_t> numbers, NumberOrder order) {
  sorting::sort(numbers, order, order);
}

void sortNumbers(std::span<std::uint32_t> numbers) {
  sortNumbers(numbers, std::less<std::uint32_t>());
}

void sortPairs(std::span<std::uint64_t> pairs) {
  constexpr std::less<std::uint64_t> kAscending;
  sorting::sort(pairs, kAscending, kAscending);
}

} // namespace logitscope
