#include "widgets/utf8.h"

#include <algorithm>
#include <array>

namespace logitscope::shell {

namespace {

struct Range {
  char32_t from;
  char32_t to;
};

/// Blocks whose letters depend on each other, ascending.
constexpr std::array<Range, 14> kShaped = {{
    {0x0300, 0x036f}, // combining marks
    {0x0483, 0x0489}, // Cyrillic ones
    {0x0590,
     0x1cff}, // Hebrew and Arabic, the scripts of India and South-East Asia, Hangul's letters
    {0x1dc0, 0x1dff},   // more combining marks
    {0x200b, 0x200f},   // joiners and directions
    {0x202a, 0x202e},   // directions
    {0x2060, 0x206f},   // invisible ones
    {0x20d0, 0x20ff},   // marks around signs
    {0xa8e0, 0xabff},   // more of India and South-East Asia
    {0xfb1d, 0xfdff},   // Hebrew and Arabic forms
    {0xfe00, 0xfe2f},   // which form of an emoji; half marks
    {0xfe70, 0xfeff},   // Arabic forms
    {0x10800, 0x11fff}, // old scripts from right to left, Brahmi's children
    {0x1e800, 0x1efff}, // more from right to left
}};

constexpr char32_t kZeroWidthJoiner = 0x200d;
constexpr Range kSkinTones = {0x1f3fb, 0x1f3ff};
constexpr Range kTags = {0xe0020, 0xe007f};

bool isIn(char32_t character, Range range) {
  return character >= range.from && character <= range.to;
}

bool isContinuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xc0U) == 0x80U;
}

/// A character that hangs on the one before it.
bool isMark(char32_t character) {
  return isIn(character, kShaped[0]) || isIn(character, {0x1dc0, 0x1dff}) ||
         isIn(character, {0x20d0, 0x20ff}) || isIn(character, {0xfe00, 0xfe0f}) ||
         isIn(character, kSkinTones) || isIn(character, kTags) || character == kZeroWidthJoiner;
}

std::size_t lastCharacterAt(std::string_view text) {
  std::size_t at = text.size() - 1;
  while (at > 0 && isContinuation(text[at]))
    --at;
  return at;
}

} // namespace

char32_t takeCharacter(std::string_view& text) {
  constexpr std::array<char32_t, 5> kLeast = {0, 0, 0x80, 0x800, 0x10000};
  const auto first = static_cast<unsigned char>(text.front());
  const std::size_t length = first < 0x80    ? 1
                             : first < 0xc2  ? 0
                             : first < 0xe0  ? 2
                             : first < 0xf0  ? 3
                             : first <= 0xf4 ? 4
                                             : 0;
  if (length == 1) {
    text.remove_prefix(1);
    return first;
  }
  char32_t character = length == 0 ? 0 : first & (0x7fU >> length);
  bool isWhole = length != 0 && length <= text.size();
  for (std::size_t i = 1; isWhole && i < length; ++i) {
    isWhole = isContinuation(text[i]);
    character = (character << 6U) | (static_cast<unsigned char>(text[i]) & 0x3fU);
  }
  isWhole = isWhole && character >= kLeast[length] && character <= 0x10ffff &&
            !isIn(character, {0xd800, 0xdfff});
  text.remove_prefix(isWhole ? length : 1);
  return isWhole ? character : kReplacement;
}

void dropLastCharacter(std::string_view& text) {
  bool isAttached = true;
  while (!text.empty() && isAttached) {
    const std::size_t at = lastCharacterAt(text);
    std::string_view last = text.substr(at);
    isAttached = isMark(takeCharacter(last));
    text = text.substr(0, at);
    // Two that are joined are one.
    if (text.ends_with("\u200d")) isAttached = true;
  }
}

bool needsShaping(char32_t character) {
  return std::ranges::any_of(kShaped, [&](Range range) { return isIn(character, range); });
}

} // namespace logitscope::shell
