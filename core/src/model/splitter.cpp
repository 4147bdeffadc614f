#include "model/splitter.h"

#include <algorithm>

namespace logitscope::ngram {

namespace {

/// A word longer than this is no word, but data; cut, it cannot become one huge token.
constexpr std::size_t kMaxWordBytes = 64;
constexpr std::size_t kMaxSpaces = 16;
constexpr std::size_t kMaxSameSigns = 4;
/// A year, and what else reads as one number.
constexpr std::size_t kMaxDigits = 4;
constexpr std::size_t kDigitGroup = 3;

/// Whether a single space belongs to the character that follows it.
bool takesSpace(CharacterKind kind) {
  switch (kind) {
  case CharacterKind::Letter:
  case CharacterKind::Digit:
  case CharacterKind::Sign:
  case CharacterKind::Single:
    return true;
  case CharacterKind::Space:
  case CharacterKind::Tab:
  case CharacterKind::NewLine:
  case CharacterKind::Raw:
    return false;
  }
  return false;
}

} // namespace

std::string_view Splitter::next() {
  const std::size_t begin = position_;
  if (begin >= text_.size()) return {};
  const std::size_t spaces = spacesAt(begin);
  const bool isSpaceTaken = spaces <= kMaxSpaces && takesSpace(at(begin + spaces).kind);
  const std::size_t alone = std::min(isSpaceTaken && spaces > 0 ? spaces - 1 : spaces, kMaxSpaces);
  if (alone > 0) {
    isAfterLetter_ = false;
    position_ = begin + alone;
  } else {
    position_ = endOfBody(begin + spaces, spaces > 0);
  }
  return text_.substr(begin, position_ - begin);
}

/// Looks no farther than it takes to know that a run is too long for one stretch.
std::size_t Splitter::spacesAt(std::size_t position) const {
  std::size_t count = 0;
  while (count <= kMaxSpaces && position + count < text_.size() && text_[position + count] == ' ')
    ++count;
  return count;
}

std::size_t Splitter::endOfBody(std::size_t begin, bool hasSpace) {
  const Character first = at(begin);
  const bool wasAfterLetter = isAfterLetter_ && !hasSpace;
  isAfterLetter_ = first.kind == CharacterKind::Letter;
  switch (first.kind) {
  case CharacterKind::Letter:
    return endOfWord(begin, begin);
  case CharacterKind::Digit:
    return endOfNumber(begin);
  case CharacterKind::Sign:
    return endOfSign(begin, wasAfterLetter);
  case CharacterKind::Tab:
    return endOfRun(begin, kMaxSpaces);
  case CharacterKind::Single:
  case CharacterKind::Space:
  case CharacterKind::NewLine:
  case CharacterKind::Raw:
    return begin + first.length;
  }
  return begin + first.length;
}

std::size_t Splitter::endOfRun(std::size_t begin, std::size_t most) const {
  const std::string_view first = text_.substr(begin, at(begin).length);
  std::size_t end = begin;
  while (most > 0 && text_.substr(end, first.size()) == first) {
    end += first.size();
    --most;
  }
  return end;
}

/// Goes on from [from], which belongs to the word that begins at [begin].
std::size_t Splitter::endOfWord(std::size_t begin, std::size_t from) const {
  std::size_t end = from;
  while (true) {
    Character next = at(end);
    // An underscore counts as a letter between letters: max_length, but _emphasis_.
    if (end > begin && next.length == 1 && text_[end] == '_') {
      next.kind = at(end + 1).kind;
      next.length += at(end + 1).length;
    }
    const bool fits = end + next.length - begin <= kMaxWordBytes;
    if (next.kind != CharacterKind::Letter || !fits) return end;
    end += next.length;
  }
}

std::size_t Splitter::endOfNumber(std::size_t begin) const {
  std::size_t count = 0;
  while (count <= kMaxDigits && at(begin + count).kind == CharacterKind::Digit)
    ++count;
  return begin + (count > kMaxDigits ? kDigitGroup : count);
}

std::size_t Splitter::endOfSign(std::size_t begin, bool isAfterLetter) {
  const std::size_t length = at(begin).length;
  const bool isBetweenLetters = isAfterLetter && at(begin + length).kind == CharacterKind::Letter;
  if (isBetweenLetters && isApostrophe(text_.substr(begin, length))) {
    isAfterLetter_ = true;
    return endOfWord(begin, begin + length);
  }
  return endOfRun(begin, kMaxSameSigns);
}

std::string_view bareWord(std::string_view token) {
  if (token.starts_with(' ')) token.remove_prefix(1);
  const CharacterKind kind = characterAt(token, 0).kind;
  const bool isWord = kind == CharacterKind::Letter || kind == CharacterKind::Digit;
  return isWord ? token : std::string_view{};
}

} // namespace logitscope::ngram
