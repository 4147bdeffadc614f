#pragma once

#include <bit>
#include <cstddef>
#include <span>
#include <utility>

// Introspective selection and sort with the median of three as pivot, as GNU's C++ library has them: where the
// order leaves ties open, equal items end up where they do there. A third of the size of the compiler's own.
// Musser 1997, "Introspective Sorting and Selection Algorithms".

namespace logitscope::sorting {

/// Below this many, sorting by insertion is quicker than splitting.
inline constexpr std::size_t kSortBlock = 16;
inline constexpr std::size_t kSelectBlock = 3;

inline std::size_t depthLimit(std::size_t size) {
  return size == 0 ? 0 : 2 * (static_cast<std::size_t>(std::bit_width(size)) - 1);
}

template <typename T, typename Before> void sortByInsertion(std::span<T> items, Before before) {
  for (std::size_t i = 1; i < items.size(); ++i) {
    const T item = items[i];
    std::size_t place = i;
    for (; place > 0 && before(item, items[place - 1]); --place)
      items[place] = items[place - 1];
    items[place] = item;
  }
}

/// In a heap no item comes after its parent. Puts the item at [top] where it belongs.
template <typename T, typename Before>
void sink(std::span<T> heap, std::size_t top, Before before) {
  while (2 * top + 1 < heap.size()) {
    std::size_t child = 2 * top + 1;
    if (child + 1 < heap.size() && before(heap[child], heap[child + 1])) ++child;
    if (!before(heap[top], heap[child])) return;
    std::swap(heap[top], heap[child]);
    top = child;
  }
}

/// Puts the [count] first in order, however the items lie: no order of them takes longer than another.
template <typename T, typename Before>
void sortFirstByHeap(std::span<T> items, std::size_t count, Before before) {
  const std::span<T> heap = items.first(count);
  for (std::size_t i = count / 2; i-- > 0;)
    sink(heap, i, before);
  for (T& item : items.subspan(count)) {
    if (!before(item, heap.front())) continue;
    std::swap(item, heap.front());
    sink(heap, 0, before);
  }
  for (std::size_t size = count; size-- > 1;) {
    std::swap(heap[0], heap[size]);
    sink(heap.first(size), 0, before);
  }
}

/// Puts the median of the second, the middle and the last item first.
template <typename T, typename Before> void movePivotFirst(std::span<T> items, Before before) {
  T& first = items.front();
  T& a = items[1];
  T& b = items[items.size() / 2];
  T& c = items.back();
  if (before(a, b)) {
    std::swap(first, before(b, c) ? b : before(a, c) ? c : a);
  } else {
    std::swap(first, before(a, c) ? a : before(b, c) ? c : b);
  }
}

/// Splits around the pivot; the second part begins at the position returned.
template <typename T, typename Before> std::size_t split(std::span<T> items, Before before) {
  movePivotFirst(items, before);
  const T pivot = items.front();
  std::size_t low = 1;
  std::size_t high = items.size();
  while (true) {
    while (before(items[low], pivot))
      ++low;
    --high;
    while (before(pivot, items[high]))
      --high;
    if (low >= high) return low;
    std::swap(items[low], items[high]);
    ++low;
  }
}

/// Afterwards the item at [nth] is the one that sorting would put there, and none before it comes
/// later. [total] is the same order with every tie decided, for when splitting gets nowhere.
template <typename T, typename Before>
void select(std::span<T> items, std::size_t nth, Before before, Before total) {
  std::size_t depth = depthLimit(items.size());
  while (items.size() > kSelectBlock) {
    if (depth-- == 0) return sortFirstByHeap(items, items.size(), total);
    const std::size_t cut = split(items, before);
    if (cut <= nth) {
      items = items.subspan(cut);
      nth -= cut;
    } else {
      items = items.first(cut);
    }
  }
  sortByInsertion(items, before);
}

template <typename T, typename Before>
void splitIntoBlocks(std::span<T> items, std::size_t depth, Before before, Before total) {
  while (items.size() > kSortBlock) {
    if (depth-- == 0) return sortFirstByHeap(items, items.size(), total);
    const std::size_t cut = split(items, before);
    splitIntoBlocks(items.subspan(cut), depth, before, total);
    items = items.first(cut);
  }
}

template <typename T, typename Before> void sort(std::span<T> items, Before before, Before total) {
  splitIntoBlocks(items, depthLimit(items.size()), before, total);
  sortByInsertion(items, before);
}

} // namespace logitscope::sorting
