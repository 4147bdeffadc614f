// nth_element and sort as GNU's C++ library has them: introspective selection and sort, with the
// median of three as pivot. Musser 1997, "Introspective Sorting and Selection Algorithms".

#include "decode/top_scores.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace logitscope::decode {

namespace {

struct Entry {
  float score;
  std::size_t position;
};

/// Larger scores first; equal scores are of no order.
bool isBefore(const Entry& a, const Entry& b) {
  return a.score > b.score;
}

/// Equal scores by position: where nothing else is asked for.
bool isBeforeOrLower(const Entry& a, const Entry& b) {
  return a.score != b.score ? a.score > b.score : a.position < b.position;
}

using Entries = std::span<Entry>;

/// Below this many, sorting by insertion is quicker than splitting.
constexpr std::size_t kSortBlock = 16;
constexpr std::size_t kSelectBlock = 3;
/// PyTorch selects with a heap instead when there are this many times more scores than wanted.
constexpr std::size_t kHeapFactor = 64;

std::size_t depthLimit(std::size_t size) {
  return size == 0 ? 0 : 2 * (static_cast<std::size_t>(std::bit_width(size)) - 1);
}

void sortByInsertion(Entries entries) {
  for (std::size_t i = 1; i < entries.size(); ++i) {
    const Entry entry = entries[i];
    std::size_t place = i;
    for (; place > 0 && isBefore(entry, entries[place - 1]); --place)
      entries[place] = entries[place - 1];
    entries[place] = entry;
  }
}

/// Puts the median of the second, the middle and the last entry first.
void movePivotFirst(Entries entries) {
  Entry& first = entries.front();
  Entry& a = entries[1];
  Entry& b = entries[entries.size() / 2];
  Entry& c = entries.back();
  if (isBefore(a, b)) {
    std::swap(first, isBefore(b, c) ? b : isBefore(a, c) ? c : a);
  } else {
    std::swap(first, isBefore(a, c) ? a : isBefore(b, c) ? c : b);
  }
}

/// Splits around the pivot; the second part begins at the position returned.
std::size_t split(Entries entries) {
  movePivotFirst(entries);
  const Entry pivot = entries.front();
  std::size_t low = 1;
  std::size_t high = entries.size();
  while (true) {
    while (isBefore(entries[low], pivot))
      ++low;
    --high;
    while (isBefore(pivot, entries[high]))
      --high;
    if (low >= high) return low;
    std::swap(entries[low], entries[high]);
    ++low;
  }
}

/// Afterwards the entry at [nth] is the one that sorting would put there, and none before it is
/// smaller.
void select(Entries entries, std::size_t nth) {
  std::size_t depth = depthLimit(entries.size());
  while (entries.size() > kSelectBlock) {
    if (depth-- == 0) {
      std::ranges::sort(entries, isBeforeOrLower);
      return;
    }
    const std::size_t cut = split(entries);
    if (cut <= nth) {
      entries = entries.subspan(cut);
      nth -= cut;
    } else {
      entries = entries.first(cut);
    }
  }
  sortByInsertion(entries);
}

void splitIntoBlocks(Entries entries, std::size_t depth) {
  while (entries.size() > kSortBlock) {
    if (depth-- == 0) {
      std::ranges::sort(entries, isBeforeOrLower);
      return;
    }
    const std::size_t cut = split(entries);
    splitIntoBlocks(entries.subspan(cut), depth);
    entries = entries.first(cut);
  }
}

} // namespace

std::vector<std::size_t> topScores(std::span<const float> scores, std::size_t count) {
  std::vector<Entry> entries(scores.size());
  for (std::size_t i = 0; i < scores.size(); ++i)
    entries[i] = {scores[i], i};
  if (count > 0 && count * kHeapFactor <= scores.size()) {
    const auto middle = entries.begin() + static_cast<std::ptrdiff_t>(count);
    std::partial_sort(entries.begin(), middle, entries.end(), isBeforeOrLower);
  } else if (count > 0) {
    select(entries, count - 1);
    const Entries sorted = Entries(entries).first(count - 1);
    splitIntoBlocks(sorted, depthLimit(sorted.size()));
    sortByInsertion(sorted);
  }
  std::vector<std::size_t> positions(count);
  for (std::size_t i = 0; i < count; ++i)
    positions[i] = entries[i].position;
  return positions;
}

} // namespace logitscope::decode
