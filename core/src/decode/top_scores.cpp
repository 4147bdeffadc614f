#include "decode/top_scores.h"

#include "ranking.h"

namespace logitscope::decode {

std::vector<std::size_t> topScores(std::span<const float> scores, std::size_t count) {
  // PyTorch selects with a heap instead when there are this many times more scores than wanted.
  constexpr std::size_t kHeapFactor = 64;
  std::vector<Ranked> entries(scores.size());
  for (std::size_t i = 0; i < scores.size(); ++i)
    entries[i] = {scores[i], static_cast<std::uint32_t>(i)};
  if (count * kHeapFactor <= scores.size()) {
    rankFirstByHeap(entries, count);
  } else {
    rankFirstTiesAsTheyFall(entries, count);
  }
  std::vector<std::size_t> positions(count);
  for (std::size_t i = 0; i < count; ++i)
    positions[i] = entries[i].id;
  return positions;
}

} // namespace logitscope::decode
