#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace logitscope::ngram {

/// Texts, each once, numbered in the order in which they came, and found again by a hash table with
/// open addressing. All bytes lie in one string: a word costs its letters and about 20 bytes.
class TextTable {
public:
  /// The number of [text], which is new when it equals the size before.
  std::uint32_t add(std::string_view text);
  std::optional<std::uint32_t> find(std::string_view text) const;
  /// Valid until the next [add].
  std::string_view operator[](std::uint32_t id) const;

  std::size_t size() const { return ends_.size(); }
  std::size_t memoryBytes() const;
  /// Gives back what was reserved for growing.
  void shrink();

private:
  std::size_t slotOf(std::string_view text, std::uint32_t hash) const;
  void grow();

  std::string bytes_;
  /// Where each text ends in [bytes_]; it begins where the one before ends.
  std::vector<std::uint32_t> ends_;
  std::vector<std::uint32_t> hashes_;
  /// Numbers plus 1; 0 is a free place. The size is a power of 2, at most half of it is taken.
  std::vector<std::uint32_t> slots_;
};

} // namespace logitscope::ngram
