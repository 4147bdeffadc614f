#include "model/stream.h"

#include <algorithm>
#include <numeric>

namespace logitscope::ngram {

SortedContexts::SortedContexts(const Stream& stream, const Vocabulary& vocabulary,
                               std::size_t length)
    : tokens_(stream.tokens), vocabularySize_(vocabulary.size()), length_(length),
      passesLeft_(length + 1), contexts_(stream.size()), reach_(stream.size()),
      positions_(stream.size() - 1) {
  for (std::size_t i = 0; i < stream.size(); ++i)
    contexts_[i] = vocabulary.contextOf(tokens_[i]);
  for (std::size_t i = 1; i < stream.size(); ++i) {
    const std::size_t reach = tokens_[i - 1] == kEndToken ? 1 : reach_[i - 1] + std::size_t{1};
    reach_[i] = static_cast<std::uint8_t>(std::min(length, reach));
  }
  std::iota(positions_.begin(), positions_.end(), Position{1});
}

void SortedContexts::sortOnce() {
  --passesLeft_;
  // First by the token, then by the context from its far end on.
  const std::size_t distance = passesLeft_ == length_ ? 0 : passesLeft_ + 1;
  const auto keyOf = [&](Position position) {
    return distance == 0 ? tokens_[position] : key(position, distance);
  };
  // A counting sort: where the positions of each key begin, then each to its place.
  std::vector<Position> places(vocabularySize_ + 2);
  for (const Position position : positions_)
    ++places[keyOf(position) + 1];
  std::partial_sum(places.begin(), places.end(), places.begin());
  std::vector<Position> sorted(positions_.size());
  for (const Position position : positions_)
    sorted[places[keyOf(position)]++] = position;
  positions_ = std::move(sorted);
}

} // namespace logitscope::ngram
