#pragma once

#include "model/vocabulary.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace logitscope::ngram {

/// Position of a token in the training text, as tokens.
using Position = std::uint32_t;

/// The training text as tokens, with an end token before the first document and after each. The end
/// token before a document is the farthest that its tokens' contexts reach back.
struct Stream {
  std::vector<TokenId> tokens = {kEndToken};

  std::size_t size() const { return tokens.size(); }
};

/// The positions of a stream that have a context, sorted by the context, nearest token first, and
/// then by the token itself. So the contexts that end in the same tokens lie together:
///
///   nearest  next     beyond          token
///   " cat"   " the"   (nothing)       " sat"      ┐ contexts " cat"  ┐ contexts
///   " cat"   " the"   " on"           " sat"      │ that end in      │ that end
///   " cat"   " the"   " on"           " slept"    ┘ " the cat"       │ in " cat"
///   " cat"   " a"     …                                              ┘
///
/// What lies beyond an end token is nothing, which comes first.
class SortedContexts {
public:
  /// [length] is that of the longest context.
  SortedContexts(const Stream& stream, const Vocabulary& vocabulary, std::size_t length);

  /// One of [passes] passes over all positions. Sorting goes from the least important key to the
  /// most important one, and each pass keeps the order of the one before among equals.
  void sortOnce();
  bool isSorted() const { return passesLeft_ == 0; }
  std::size_t passes() const { return length_ + 1; }

  std::size_t length() const { return length_; }
  std::span<const Position> positions() const { return positions_; }
  TokenId token(Position position) const { return tokens_[position]; }
  /// How many tokens the longest context at [position] has.
  std::size_t reach(Position position) const { return reach_[position]; }

  /// The context's token [distance] places back, as context (see [Vocabulary::contextOf]), plus 1;
  /// 0 beyond the context. [distance] is at least 1.
  std::uint32_t key(Position position, std::size_t distance) const {
    return distance <= reach_[position] ? contexts_[position - distance] + 1 : 0;
  }

private:
  std::span<const TokenId> tokens_;
  std::size_t vocabularySize_;
  std::size_t length_;
  std::size_t passesLeft_;
  std::vector<TokenId> contexts_;
  std::vector<std::uint8_t> reach_;
  std::vector<Position> positions_;
};

} // namespace logitscope::ngram
