#pragma once

#include <cstddef>
#include <string_view>

namespace logitscope::ngram {

/// How a character behaves when a text is cut into tokens.
enum class CharacterKind {
  Letter,  ///< joins its neighbours to a word
  Digit,   ///< joins its neighbours to a number
  Sign,    ///< stands alone, or with others that are the same
  Single,  ///< a word by itself: ideographs, kana, emoji
  Space,   ///< ' '
  Tab,     ///< '\t'
  NewLine, ///< '\n', or "\r\n" as one
  Raw,     ///< a control character, or a byte that is no UTF-8
};

struct Character {
  /// In bytes; 0 only at the end of the text.
  std::size_t length = 0;
  CharacterKind kind = CharacterKind::Raw;
};

/// The character of [text] that begins at byte [position].
Character characterAt(std::string_view text, std::size_t position);

/// ' or ’: between letters it begins the second part of a contraction.
bool isApostrophe(std::string_view character);

} // namespace logitscope::ngram
