#pragma once

#include "model/level.h"
#include "model/stream.h"
#include "model/vocabulary.h"

#include <span>
#include <vector>

namespace logitscope::ngram {

/// What is known about words that are unknown. The words that a text has once stand for those that
/// it does not have: they are spelled with pieces, as if they were unknown, and the pieces are
/// counted. This is not part of the text's own counts.
struct Spelling {
  /// How likely each token that the text does not use is among these; they sum to 1. Of the pieces
  /// that the rare words need, by how often; of the others, little.
  std::vector<double> shares;
  /// What follows a piece that is no context of the text: the next piece, or, after the last, the
  /// token that follows the word. One level, of contexts of one token, all listed as repeated.
  Level followers;
};

/// [uses] says how often the stream has each token, a document's beginning not counted.
Spelling learnSpelling(const Stream& stream, const Vocabulary& vocabulary,
                       std::span<const std::uint32_t> uses);

} // namespace logitscope::ngram
