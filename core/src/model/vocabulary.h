#pragma once

#include "logitscope/scenario.h"
#include "model/text_table.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace logitscope::ngram {

/// The bytes come first, then the end token.
inline constexpr TokenId kEndToken = 256;
inline constexpr std::string_view kEndText = "<|end|>";

/// Longer tokens stand for themselves only; as a piece of a longer word they would hardly fit.
inline constexpr std::size_t kMaxPieceBytes = 24;

/// The stretches of a text (see [Splitter]), each with how often it occurs.
struct Stretches {
  TextTable texts;
  std::vector<std::uint32_t> counts;

  std::uint32_t add(std::string_view text);
  /// Their numbers, the most frequent first; among equals the one that came first.
  std::vector<std::uint32_t> mostFrequentFirst() const;
};

/// The tokens of a model, and how a text becomes them.
class Vocabulary {
public:
  /// All tokens for a text that consists of [stretches]: the 256 bytes, the end token, every
  /// character beyond ASCII, the stretches from the most frequent on, beginnings and ends that many
  /// words share, and lastly each word also with, and without, the space before it. Where [limit]
  /// is reached, the rest is left out, and is spelled.
  explicit Vocabulary(const Stretches& stretches, std::size_t limit = kMaxTokens);

  std::size_t size() const { return table_.size(); }
  const std::shared_ptr<const std::vector<std::string>>& texts() const { return texts_; }

  std::vector<TokenId> encode(std::string_view text) const;

  /// Appends one stretch: its own token, or the pieces that spell it.
  void encodeStretch(std::string_view stretch, std::vector<TokenId>& ids) const;

  /// Appends the pieces that spell [text]: from the left, the longest that there is, up to
  /// [kMaxPieceBytes]. Where [isKnown] is false, as if the word itself were no token, neither with
  /// the space before it nor without.
  void spell(std::string_view text, bool isKnown, std::vector<TokenId>& ids) const;

  /// What a token is as a context: the same for " cat" and "cat", else the token itself.
  TokenId contextOf(TokenId id) const { return contexts_[id]; }

  std::size_t memoryBytes() const;

private:
  void addUpTo(std::size_t limit, std::string_view text);
  void addCharacters(const Stretches& stretches, std::size_t limit);
  void addTwins(std::span<const std::uint32_t> byCount, const Stretches& stretches,
                std::size_t limit);
  void findContexts();

  TextTable table_;
  std::shared_ptr<const std::vector<std::string>> texts_;
  std::vector<TokenId> contexts_;
};

} // namespace logitscope::ngram
