#include "model/vocabulary.h"

#include "model/characters.h"
#include "model/splitter.h"
#include "model/word_pieces.h"
#include "ranking.h"

#include <algorithm>
#include <utility>

namespace logitscope::ngram {

namespace {

/// Pieces of words: enough for the beginnings and ends of a language, few beside its words.
constexpr std::size_t kMaxPieces = 2048;

/// The word with the space where it has none, without where it has one; empty for what is no word.
std::string twinOf(std::string_view token) {
  const std::string_view word = bareWord(token);
  if (word.empty()) return {};
  return word.size() < token.size() ? std::string(word) : " " + std::string(word);
}

} // namespace

std::uint32_t Stretches::add(std::string_view text) {
  const std::uint32_t id = texts.add(text);
  if (id == counts.size()) counts.push_back(0);
  ++counts[id];
  return id;
}

std::vector<std::uint32_t> Stretches::mostFrequentFirst() const {
  // A number that sorts as wanted, whose lower half is what is sorted.
  std::vector<std::uint64_t> keys;
  keys.reserve(counts.size());
  for (std::uint32_t id = 0; id < counts.size(); ++id)
    keys.push_back((std::uint64_t{~counts[id]} << 32U) | id);
  sortPairs(keys);
  std::vector<std::uint32_t> order;
  order.reserve(keys.size());
  for (const std::uint64_t key : keys)
    order.push_back(static_cast<std::uint32_t>(key & 0xffffffffU));
  return order;
}

Vocabulary::Vocabulary(const Stretches& stretches, std::size_t limit) {
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    table_.add({&c, 1});
  }
  table_.add(kEndText);
  // No text that people write has so many different characters; one made up to have them keeps its
  // words all the same.
  addCharacters(stretches, limit / 4);
  const auto byCount = stretches.mostFrequentFirst();
  const auto pieces = wordPieces(stretches, std::min(kMaxPieces, limit / 4));
  for (const std::uint32_t id : byCount)
    addUpTo(limit - pieces.size(), stretches.texts[id]);
  for (const std::string& piece : pieces)
    addUpTo(limit, piece);
  addTwins(byCount, stretches, limit);
  table_.shrink();
  findContexts();
}

void Vocabulary::addUpTo(std::size_t limit, std::string_view text) {
  if (size() >= limit) return;
  table_.add(text);
}

void Vocabulary::addCharacters(const Stretches& stretches, std::size_t limit) {
  for (std::uint32_t id = 0; id < stretches.texts.size(); ++id) {
    const std::string_view text = stretches.texts[id];
    for (std::size_t i = 0; i < text.size();) {
      const std::size_t length = characterAt(text, i).length;
      // A byte that is no UTF-8 has length 1 like ASCII, and is a token already, like ASCII.
      if (static_cast<unsigned char>(text[i]) >= 0x80 && length > 1) {
        addUpTo(limit, text.substr(i, length));
      }
      i += length;
    }
  }
}

void Vocabulary::addTwins(std::span<const std::uint32_t> byCount, const Stretches& stretches,
                          std::size_t limit) {
  for (const std::uint32_t id : byCount) {
    const std::string twin = twinOf(stretches.texts[id]);
    if (!twin.empty()) addUpTo(limit, twin);
  }
}

void Vocabulary::findContexts() {
  std::vector<std::string> texts;
  texts.reserve(size());
  contexts_.resize(size());
  for (std::uint32_t id = 0; id < size(); ++id) {
    texts.emplace_back(table_[id]);
    const bool hasSpace = texts.back().starts_with(' ');
    const std::string twin = hasSpace ? std::string() : twinOf(texts.back());
    contexts_[id] = twin.empty() ? id : table_.find(twin).value_or(id);
  }
  texts_ = std::make_shared<const std::vector<std::string>>(std::move(texts));
}

std::vector<TokenId> Vocabulary::encode(std::string_view text) const {
  std::vector<TokenId> ids;
  Splitter splitter(text);
  for (auto stretch = splitter.next(); !stretch.empty(); stretch = splitter.next())
    encodeStretch(stretch, ids);
  return ids;
}

void Vocabulary::encodeStretch(std::string_view stretch, std::vector<TokenId>& ids) const {
  if (const auto id = table_.find(stretch)) {
    ids.push_back(*id);
  } else {
    spell(stretch, true, ids);
  }
}

void Vocabulary::spell(std::string_view text, bool isKnown, std::vector<TokenId>& ids) const {
  const std::size_t wordBegin = text.starts_with(' ') ? 1 : 0;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::string_view rest = text.substr(begin);
    std::size_t length = std::min(rest.size(), kMaxPieceBytes);
    const bool isWhole = begin <= wordBegin && length == rest.size();
    if (isWhole && !isKnown && length > 1) --length;
    auto piece = table_.find(rest.substr(0, length));
    // Every single byte is a token, so this ends.
    while (!piece)
      piece = table_.find(rest.substr(0, --length));
    ids.push_back(*piece);
    begin += length;
  }
}

std::size_t Vocabulary::memoryBytes() const {
  std::size_t bytes = table_.memoryBytes() + contexts_.capacity() * sizeof(TokenId) +
                      texts_->capacity() * sizeof(std::string);
  for (const std::string& text : *texts_) {
    const bool isInside = text.capacity() <= std::string().capacity();
    if (!isInside) bytes += text.capacity() + 1;
  }
  return bytes;
}

} // namespace logitscope::ngram
