#include "model/level_builder.h"

#include <utility>

namespace logitscope::ngram {

LevelBuilder::LevelBuilder(const SortedContexts& contexts, std::size_t vocabularySize)
    : contexts_(contexts), onceUnlisted_(contexts.length() + 1), marks_(vocabularySize) {}

Level LevelBuilder::root() {
  Level level;
  length_ = 0;
  countsOfCounts_ = {};
  ranges_ = {Range{0, contexts_.positions().size()}};
  addChildren(level, ranges_.front());
  finish(level);
  return level;
}

Level LevelBuilder::longer(Level& shorter) {
  Level level;
  ++length_;
  countsOfCounts_ = {};
  countsOfCounts_.add(1, onceUnlisted_[length_]);
  shorterRanges_ = std::exchange(ranges_, {});
  for (std::size_t i = 0; i < shorterRanges_.size(); ++i) {
    shorter.repeated[i].firstLonger = static_cast<std::uint32_t>(level.farthest.size());
    Range rest = shorterRanges_[i];
    while (rest.from < rest.to) {
      const std::size_t end = endOfSame(rest, length_);
      // Beyond the beginning of a document there is no longer context.
      const bool exists = contexts_.reach(positionAt(rest.from)) >= length_;
      if (exists) addContext(level, {rest.from, end});
      rest.from = end;
    }
  }
  shorter.repeated.back().firstLonger = static_cast<std::uint32_t>(level.farthest.size());
  finish(level);
  return level;
}

/// Where the positions of [range] end that have the same token at [distance] as the first of them.
std::size_t LevelBuilder::endOfSame(Range range, std::size_t distance) const {
  const std::uint32_t key = contexts_.key(positionAt(range.from), distance);
  std::size_t end = range.from + 1;
  while (end < range.to && contexts_.key(positionAt(end), distance) == key)
    ++end;
  return end;
}

void LevelBuilder::addContext(Level& level, Range range) {
  const Position first = positionAt(range.from);
  level.farthest.push_back(contexts_.key(first, length_) - 1);
  if (range.to - range.from > 1) {
    level.links.push_back(ContextLink::repeated(ranges_.size()));
    ranges_.push_back(range);
    addChildren(level, range);
    return;
  }
  level.links.push_back(ContextLink::once(first));
  countsOfCounts_.add(1);
  for (std::size_t length = length_ + 1; length <= contexts_.reach(first); ++length)
    ++onceUnlisted_[length];
}

/// The counts of the tokens that follow one context. In the longest contexts, and where the context
/// is the beginning of a document, each occurrence counts; elsewhere each different token that
/// stands before the context.
void LevelBuilder::addChildren(Level& level, Range range) {
  level.repeated.push_back({.firstChild = static_cast<std::uint32_t>(level.children.size())});
  ++contextMark_;
  const bool isLongest = length_ == contexts_.length();
  while (range.from < range.to) {
    const std::size_t end = isLongest ? range.to : endOfSame(range, length_ + 1);
    const bool countsAll = isLongest || contexts_.key(positionAt(range.from), length_ + 1) == 0;
    ++longerContextMark_;
    for (; range.from < end; ++range.from) {
      const TokenId token = contexts_.token(positionAt(range.from));
      const bool isCounted = marks_[token].longerContext == longerContextMark_;
      marks_[token].longerContext = longerContextMark_;
      if (countsAll || !isCounted) count(level, token);
    }
  }
  for (std::size_t i = level.repeated.back().firstChild; i < level.children.size(); ++i)
    countsOfCounts_.add(level.children[i].count);
}

void LevelBuilder::count(Level& level, TokenId token) {
  Mark& mark = marks_[token];
  if (mark.context != contextMark_) {
    mark.context = contextMark_;
    mark.child = static_cast<std::uint32_t>(level.children.size());
    level.children.push_back({.token = token});
  }
  ++level.children[mark.child].count;
}

void LevelBuilder::finish(Level& level) {
  level.repeated.push_back({.firstChild = static_cast<std::uint32_t>(level.children.size())});
  level.discounts = estimateDiscounts(countsOfCounts_);
  level.shrink();
}

} // namespace logitscope::ngram
