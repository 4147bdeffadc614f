#include "model/word_pieces.h"

#include "model/splitter.h"

#include <cstdint>
#include <string_view>

namespace logitscope::ngram {

namespace {

constexpr std::size_t kLongestBeginning = 3;
constexpr std::size_t kLongestEnd = 4;
/// A piece that fewer words share says more about these words than about unknown ones.
constexpr std::uint32_t kFewestWords = 5;

bool isLead(char c) {
  return (static_cast<unsigned char>(c) & 0xc0U) != 0x80;
}

void addBeginnings(std::string_view token, Stretches& pieces) {
  // The space before the word is the first character, and no beginning by itself.
  std::size_t characters = 0;
  for (std::size_t end = 1; end < token.size(); ++end) {
    if (!isLead(token[end])) continue;
    if (++characters > 1) pieces.add(token.substr(0, end));
    if (characters > kLongestBeginning) return;
  }
}

void addEnds(std::string_view word, Stretches& pieces) {
  std::size_t characters = 0;
  for (std::size_t begin = word.size() - 1; begin > 0; --begin) {
    if (!isLead(word[begin])) continue;
    if (++characters > 1) pieces.add(word.substr(begin));
    if (characters == kLongestEnd) return;
  }
}

} // namespace

std::vector<std::string> wordPieces(const Stretches& stretches, std::size_t most) {
  Stretches pieces;
  for (std::uint32_t id = 0; id < stretches.texts.size(); ++id) {
    const std::string_view token = stretches.texts[id];
    const std::string_view word = bareWord(token);
    if (word.empty()) continue;
    if (word.size() < token.size()) addBeginnings(token, pieces);
    addEnds(word, pieces);
  }
  std::vector<std::string> texts;
  for (const std::uint32_t id : pieces.mostFrequentFirst()) {
    if (texts.size() == most || pieces.counts[id] < kFewestWords) break;
    texts.emplace_back(pieces.texts[id]);
  }
  return texts;
}

} // namespace logitscope::ngram
