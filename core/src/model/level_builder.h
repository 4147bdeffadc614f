#pragma once

#include "model/level.h"

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace logitscope::ngram {

/// The counts of a whole text, one length of context after the other, from sorted contexts.
class LevelBuilder {
public:
  /// [contexts] is sorted and outlives the builder.
  LevelBuilder(const SortedContexts& contexts, std::size_t vocabularySize);

  /// The level of the empty context: one repeated context with a child for each token of the text.
  Level root();
  /// The level of the contexts that are one token longer than those of the level before, whose
  /// [Level::Repeated::firstLonger] it fills in.
  Level longer(Level& shorter);

private:
  /// The sorted positions that share a context.
  struct Range {
    std::size_t from = 0;
    std::size_t to = 0;
  };

  void addContext(Level& level, Range range);
  void addChildren(Level& level, Range range);
  void count(Level& level, TokenId token);
  void finish(Level& level);
  std::size_t endOfSame(Range range, std::size_t distance) const;
  Position positionAt(std::size_t index) const { return contexts_.positions()[index]; }

  const SortedContexts& contexts_;
  /// Of the contexts of the level that is built now.
  std::size_t length_ = 0;
  /// Repeated contexts of the level before, and of this one.
  std::vector<Range> shorterRanges_;
  std::vector<Range> ranges_;
  /// The tallies of this level.
  CountsOfCounts countsOfCounts_;
  /// How many contexts of each length occur once because a shorter one does; they are not listed.
  std::vector<std::size_t> onceUnlisted_;

  // For each token, when it was last counted; so that nothing has to be cleared in between.
  struct Mark {
    std::uint32_t context = 0;
    std::uint32_t longerContext = 0;
    std::uint32_t child = 0;
  };
  std::vector<Mark> marks_;
  std::uint32_t contextMark_ = 0;
  std::uint32_t longerContextMark_ = 0;
};

} // namespace logitscope::ngram
