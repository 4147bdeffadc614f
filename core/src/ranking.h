#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

// Sorting, behind a few functions that everything shares: each sort of another type or rule is a kilobyte more to
// download.

namespace logitscope {

/// A number, and whose it is.
struct Ranked {
  double value;
  std::uint32_t id;
};

/// Puts the [count] largest first, in order, ties by lower id. The rest is left in any order.
void rankFirst(std::span<Ranked> items, std::size_t count);

/// The same by way of a heap, in a time that depends on no order of the items.
void rankFirstByHeap(std::span<Ranked> items, std::size_t count);

/// Puts the [count] largest first, in order, ties as GNU's C++ library leaves them that selects the
/// last of them and then sorts the others.
void rankFirstTiesAsTheyFall(std::span<Ranked> items, std::size_t count);

/// Does one number come before another? Refers to a rule that outlives it.
class NumberOrder {
public:
  template <typename Rule>
  NumberOrder(const Rule& rule)
      : rule_(std::addressof(rule)),
        ask_([](const void* known, std::uint32_t a, std::uint32_t b) -> bool {
          return (*static_cast<const Rule*>(known))(a, b);
        }) {}

  bool operator()(std::uint32_t a, std::uint32_t b) const { return ask_(rule_, a, b); }

private:
  const void* rule_;
  bool (*ask_)(const void*, std::uint32_t, std::uint32_t);
};

/// Sorts positions or ids by a rule. Not stable: the rule decides every tie.
void sortNumbers(std::span<std::uint32_t> numbers, NumberOrder order);

/// Ascending.
void sortNumbers(std::span<std::uint32_t> numbers);

/// Ascending: pairs of numbers, the first in the upper half.
void sortPairs(std::span<std::uint64_t> pairs);

} // namespace logitscope
