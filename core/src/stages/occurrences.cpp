#include "stages/occurrences.h"

#include "logitscope/words.h"

#include <algorithm>

namespace logitscope {

std::uint32_t Occurrences::of(TokenId id) const {
  const auto found = std::ranges::lower_bound(ids, id);
  if (found == ids.end() || *found != id) return 0;
  return counts[static_cast<std::size_t>(found - ids.begin())];
}

Occurrences countOccurrences(std::span<const TokenId> history, Candidates& candidates) {
  auto& ids = candidates.occurrenceScratch().ids;
  auto& counts = candidates.occurrenceScratch().counts;
  ids.assign(history.begin(), history.end());
  counts.clear();
  sortNumbers(ids);
  std::size_t unique = 0;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (unique > 0 && ids[unique - 1] == ids[i]) {
      ++counts[unique - 1];
      continue;
    }
    ids[unique++] = ids[i];
    counts.push_back(1);
  }
  return {std::span(ids).first(unique), counts};
}

std::size_t countInPlay(const Occurrences& occurrences, const Candidates& candidates) {
  return static_cast<std::size_t>(std::ranges::count_if(
      occurrences.ids, [&](TokenId id) { return candidates.find(id).has_value(); }));
}

std::string occurred(std::uint32_t count) {
  if (count == 0) return "It has not occurred";
  if (count == 1) return "It has occurred once";
  return sentence("It has occurred {} times", {count});
}

std::string describeOccurrences(const Occurrences& occurrences, std::size_t inPlay) {
  const std::size_t count = occurrences.ids.size();
  return sentence("{} of the {tokens} that {} occurred {} in play",
                  {inPlay, count, count == 1 ? "has" : "have", inPlay == 1 ? "is" : "are"});
}

} // namespace logitscope
