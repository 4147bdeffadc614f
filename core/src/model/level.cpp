#include "model/level.h"

#include <algorithm>

namespace logitscope::ngram {

std::span<const Child> Level::childrenOf(std::size_t index) const {
  const std::size_t from = repeated[index].firstChild;
  return std::span(children).subspan(from, repeated[index + 1].firstChild - from);
}

std::optional<ContextLink> Level::find(TokenId token, std::size_t from, std::size_t to) const {
  const auto begin = farthest.begin() + static_cast<std::ptrdiff_t>(from);
  const auto end = farthest.begin() + static_cast<std::ptrdiff_t>(to);
  const auto found = std::lower_bound(begin, end, token);
  if (found == end || *found != token) return std::nullopt;
  return links[static_cast<std::size_t>(found - farthest.begin())];
}

std::size_t Level::memoryBytes() const {
  return farthest.capacity() * sizeof(TokenId) + links.capacity() * sizeof(ContextLink) +
         repeated.capacity() * sizeof(Repeated) + children.capacity() * sizeof(Child);
}

void Level::shrink() {
  farthest.shrink_to_fit();
  links.shrink_to_fit();
  repeated.shrink_to_fit();
  children.shrink_to_fit();
}

} // namespace logitscope::ngram
