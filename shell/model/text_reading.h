#pragma once

#include "model/logit_source.h"

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace logitscope::shell {

/// A token that the model held likely at a place of a text.
struct LikelyToken {
  TokenId id = 0;
  double probability = 0;
};

/// How many of them are kept for each place.
inline constexpr std::size_t kLikelyTokens = 8;

/// What the model thought before a token of a text, and of it.
struct ReadToken {
  TokenId id = 0;
  /// Of the distribution before it, in bits.
  double entropy = 0;
  /// −log2 of its probability.
  double surprise = 0;
  double probability = 0;
  /// Its place in that distribution, from 1.
  std::size_t rank = 1;
  /// Most likely first; as many as there are, at most [kLikelyTokens].
  std::array<LikelyToken, kLikelyTokens> likely;
  std::size_t likelyCount = 0;
};

/// A text as a model reads it, token by token. Never changes, so that views share it.
struct TextReading {
  LogitSourcePtr model;
  std::string text;
  std::vector<ReadToken> tokens;
  /// Of those that the text has: a long one is read from its beginning.
  std::size_t allTokens = 0;
};

using TextReadingPtr = std::shared_ptr<const TextReading>;

/// Tokens that are read at most: each asks for the logits of the whole vocabulary.
inline constexpr std::size_t kMaxReadTokens = 400;

/// [before] lends what it has: all of it for the same text and model, and for a text that begins in the
/// same way the tokens up to where it goes on differently.
TextReadingPtr readText(const LogitSourcePtr& model, const std::string& text,
                        const TextReadingPtr& before);

} // namespace logitscope::shell
