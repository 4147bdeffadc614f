#pragma once

#include "logitscope/scenario.h"
#include "model/discounts.h"
#include "model/stream.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace logitscope::ngram {

/// A token that followed a context, and its count there.
struct Child {
  TokenId token = 0;
  std::uint32_t count = 0;
};

/// Where one context is found: in [Level::repeated], or, if it occurs once, at its position in the
/// text. What occurs once needs no list: the one token that follows has the count 1, and a longer
/// context is the same place read farther back. Of a text's contexts, most are such.
class ContextLink {
public:
  static ContextLink repeated(std::size_t index) {
    return ContextLink(static_cast<std::uint32_t>(index));
  }
  static ContextLink once(Position position) { return ContextLink(position | kOnce); }

  bool isOnce() const { return (bits_ & kOnce) != 0; }
  /// Of the token that follows.
  Position position() const { return bits_ & ~kOnce; }
  std::size_t index() const { return bits_; }

private:
  static constexpr std::uint32_t kOnce = 0x80000000U;

  explicit ContextLink(std::uint32_t bits) : bits_(bits) {}

  std::uint32_t bits_;
};

/// All contexts of one length that lengthen a context which occurs more than once.
struct Level {
  /// A context that occurs more than once. Its lists end where the next one's begin.
  struct Repeated {
    std::uint32_t firstChild = 0;
    /// In the level of the contexts that are one token longer.
    std::uint32_t firstLonger = 0;
  };

  /// The context's farthest token. Contexts that lengthen the same one lie together, sorted by it.
  std::vector<TokenId> farthest;
  /// In step with [farthest].
  std::vector<ContextLink> links;
  /// One more than there are, so that each has a next.
  std::vector<Repeated> repeated;
  std::vector<Child> children;
  Discounts discounts;

  std::span<const Child> childrenOf(std::size_t index) const;
  /// The context among [from, to) whose farthest token is [token].
  std::optional<ContextLink> find(TokenId token, std::size_t from, std::size_t to) const;

  std::size_t memoryBytes() const;
  void shrink();
};

} // namespace logitscope::ngram
