#include "model/text_table.h"

namespace logitscope::ngram {

namespace {

constexpr std::size_t kFirstSlots = 1024;

/// FNV-1a; folded, since its upper bits are the better mixed ones.
std::uint32_t hashOf(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : text)
    hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x100000001b3U;
  return static_cast<std::uint32_t>(hash ^ (hash >> 32U));
}

} // namespace

std::string_view TextTable::operator[](std::uint32_t id) const {
  const std::size_t begin = id == 0 ? 0 : ends_[id - 1];
  return std::string_view(bytes_).substr(begin, ends_[id] - begin);
}

/// Where [text] stands, or the free place where it would.
std::size_t TextTable::slotOf(std::string_view text, std::uint32_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash & mask;
  while (slots_[slot] != 0) {
    const std::uint32_t id = slots_[slot] - 1;
    if (hashes_[id] == hash && (*this)[id] == text) break;
    slot = (slot + 1) & mask;
  }
  return slot;
}

std::uint32_t TextTable::add(std::string_view text) {
  if (2 * size() >= slots_.size()) grow();
  const std::uint32_t hash = hashOf(text);
  const std::size_t slot = slotOf(text, hash);
  if (slots_[slot] == 0) {
    bytes_ += text;
    ends_.push_back(static_cast<std::uint32_t>(bytes_.size()));
    hashes_.push_back(hash);
    slots_[slot] = static_cast<std::uint32_t>(size());
  }
  return slots_[slot] - 1;
}

std::optional<std::uint32_t> TextTable::find(std::string_view text) const {
  if (slots_.empty()) return std::nullopt;
  const std::uint32_t found = slots_[slotOf(text, hashOf(text))];
  if (found == 0) return std::nullopt;
  return found - 1;
}

void TextTable::grow() {
  slots_.assign(slots_.empty() ? kFirstSlots : 2 * slots_.size(), 0);
  const std::size_t mask = slots_.size() - 1;
  for (std::uint32_t id = 0; id < size(); ++id) {
    std::size_t slot = hashes_[id] & mask;
    while (slots_[slot] != 0)
      slot = (slot + 1) & mask;
    slots_[slot] = id + 1;
  }
}

std::size_t TextTable::memoryBytes() const {
  return bytes_.capacity() +
         (ends_.capacity() + hashes_.capacity() + slots_.capacity()) * sizeof(std::uint32_t);
}

void TextTable::shrink() {
  bytes_.shrink_to_fit();
  ends_.shrink_to_fit();
  hashes_.shrink_to_fit();
}

} // namespace logitscope::ngram
