#pragma once

#include <cstdint>
#include <string_view>

namespace logitscope::shell {

/// What stands for bytes that are no character.
inline constexpr char32_t kReplacement = 0xfffd;

/// Takes the first character off [text], all bytes of it. A byte that begins none counts as one
/// [kReplacement].
char32_t takeCharacter(std::string_view& text);

/// Drops the last character with the marks that belong to it.
void dropLastCharacter(std::string_view& text);

/// A character that is drawn by its neighbours' leave: it combines with them, joins them, or runs from
/// right to left. One glyph after another would show something else.
bool needsShaping(char32_t character);

} // namespace logitscope::shell
