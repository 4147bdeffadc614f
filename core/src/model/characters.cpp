#include "model/characters.h"

#include "utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace logitscope::ngram {

namespace {

struct Block {
  std::uint32_t first;
  std::uint32_t last;
  CharacterKind kind;
};

constexpr auto kSign = CharacterKind::Sign;
constexpr auto kSingle = CharacterKind::Single;

/// What is no letter beyond ASCII, by blocks of the Unicode Standard, sorted. A property table
/// would be exact, and larger than the rest of the tokenizer; an error here only makes a token
/// longer or shorter than a reader would expect.
constexpr std::array kBlocks = {
    Block{0x80, 0x9f, CharacterKind::Raw}, // C1 controls
    Block{0xa0, 0xa9, kSign},              // no-break space, currencies, section sign
    Block{0xab, 0xb4, kSign},              // guillemets, degree; 0xaa is the ordinal ª
    Block{0xb6, 0xb9, kSign},              // 0xb5 is µ
    Block{0xbb, 0xbf, kSign},              // 0xba is º
    Block{0xd7, 0xd7, kSign},              // ×
    Block{0xf7, 0xf7, kSign},              // ÷
    Block{0x2000, 0x2bff, kSign},          // punctuation, currencies, arrows, mathematics, shapes
    Block{0x2e00, 0x2e7f, kSign},          // more punctuation
    Block{0x2e80, 0x2fff, kSingle},        // radicals
    Block{0x3000, 0x303f, kSign},          // CJK punctuation
    Block{0x3040, 0x33ff, kSingle},        // kana, enclosed letters
    Block{0x3400, 0x9fff, kSingle},        // ideographs
    Block{0xf900, 0xfaff, kSingle},        // ideographs, compatibility
    Block{0xfe00, 0xfe4f, kSign},          // variation selectors, vertical forms
    Block{0xff00, 0xff20, kSign},          // full-width signs and digits
    Block{0xff3b, 0xff40, kSign},          //
    Block{0xff5b, 0xff65, kSign},          //
    Block{0x1f000, 0x1faff, kSingle},      // emoji
    Block{0x20000, 0x3ffff, kSingle},      // ideographs, rare
};

CharacterKind kindOf(std::uint32_t code) {
  const auto block = std::ranges::lower_bound(kBlocks, code, {}, &Block::last);
  return block != kBlocks.end() && block->first <= code ? block->kind : CharacterKind::Letter;
}

CharacterKind kindOfAscii(char c) {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return CharacterKind::Letter;
  if (c >= '0' && c <= '9') return CharacterKind::Digit;
  if (c == ' ') return CharacterKind::Space;
  if (c == '\n') return CharacterKind::NewLine;
  if (c == '\t') return CharacterKind::Tab;
  return c > ' ' && c <= '~' ? CharacterKind::Sign : CharacterKind::Raw;
}

std::size_t lengthByLead(std::uint8_t lead) {
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}

} // namespace

Character characterAt(std::string_view text, std::size_t position) {
  if (position >= text.size()) return {};
  const auto lead = static_cast<std::uint8_t>(text[position]);
  if (lead < 0x80) {
    if (text.substr(position, 2) == "\r\n") return {2, CharacterKind::NewLine};
    return {1, kindOfAscii(text[position])};
  }
  const std::string_view bytes = text.substr(position, lengthByLead(lead));
  if (bytes.size() < lengthByLead(lead) || findInvalidUtf8(bytes)) return {1, CharacterKind::Raw};
  // The lead byte holds 5, 4 or 3 bits of the code point, each further byte 6.
  std::uint32_t code = lead & (0xffU >> (bytes.size() + 1));
  for (const char c : bytes.substr(1))
    code = (code << 6U) | (static_cast<std::uint8_t>(c) & 0x3fU);
  return {bytes.size(), kindOf(code)};
}

bool isApostrophe(std::string_view character) {
  return character == "'" || character == "\xe2\x80\x99";
}

} // namespace logitscope::ngram
