#include "model/ranked.h"

#include <algorithm>
#include <numeric>

namespace logitscope::shell {

namespace {

bool standsBefore(std::span<const double> logits, TokenId a, TokenId b) {
  return logits[a] != logits[b] ? logits[a] > logits[b] : a < b;
}

} // namespace

std::vector<TokenId> mostLikely(std::span<const double> logits, std::size_t count) {
  std::vector<TokenId> ids(logits.size());
  std::iota(ids.begin(), ids.end(), TokenId{0});
  count = std::min(count, ids.size());
  std::partial_sort(ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(count), ids.end(),
                    [&](TokenId a, TokenId b) { return standsBefore(logits, a, b); });
  ids.resize(count);
  return ids;
}

std::size_t rankOf(std::span<const double> logits, TokenId id) {
  std::size_t rank = 1;
  for (TokenId other = 0; other < logits.size(); ++other) {
    if (standsBefore(logits, other, id)) ++rank;
  }
  return rank;
}

} // namespace logitscope::shell
