// The order in which core looks at tokens, held against the standard library's sort.

#include "ranking.h"

#include "support.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace logitscope {

namespace {

enum class Lie { Rising, Falling, Mixed };

/// So many that every value stands there several times.
std::vector<Ranked> itemsThat(Lie lie, std::size_t count) {
  std::vector<Ranked> items;
  for (std::uint32_t i = 0; i < count; ++i)
    items.push_back({static_cast<double>(i * 7919 % 97), i});
  if (lie == Lie::Mixed) return items;
  std::ranges::sort(items, {}, &Ranked::value);
  if (lie == Lie::Falling) std::ranges::reverse(items);
  return items;
}

std::vector<std::uint32_t> idsOf(const std::vector<Ranked>& items, std::size_t count) {
  std::vector<std::uint32_t> ids;
  for (std::size_t i = 0; i < count; ++i)
    ids.push_back(items[i].id);
  return ids;
}

} // namespace

// A few of many are found in another way than many of a few; nobody may see which.
TEST_CASE("the largest come first, ties by lower id, however many are wanted and however they lie") {
  for (const Lie lie : {Lie::Rising, Lie::Falling, Lie::Mixed}) {
    for (const std::size_t size : {1U, 3U, 16U, 17U, 200U, 1024U, 1025U, 3000U}) {
      std::vector<Ranked> sorted = itemsThat(lie, size);
      std::ranges::sort(sorted, [](const Ranked& a, const Ranked& b) {
        return a.value != b.value ? a.value > b.value : a.id < b.id;
      });
      for (const std::size_t count : {0U, 1U, 2U, 40U, 64U, 65U, 187U, 188U, 3000U}) {
        if (count > size) continue;
        CAPTURE(size);
        CAPTURE(count);
        std::vector<Ranked> items = itemsThat(lie, size);
        rankFirst(items, count);
        CHECK(idsOf(items, count) == idsOf(sorted, count));
        std::ranges::sort(items, {}, &Ranked::id);
        std::vector<std::uint32_t> all(size);
        for (std::uint32_t i = 0; i < size; ++i)
          all[i] = i;
        CHECK_MESSAGE(idsOf(items, size) == all, "none is lost");
      }
    }
  }
}

} // namespace logitscope
