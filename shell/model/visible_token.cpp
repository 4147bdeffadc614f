#include "model/visible_token.h"

#include <cstddef>

namespace logitscope::shell {

namespace {

constexpr std::string_view kHexDigits = "0123456789ABCDEF";

std::string byteInWords(unsigned char byte) {
  return std::string("<0x") + kHexDigits[byte / 16] + kHexDigits[byte % 16] + '>';
}

bool isContinuation(unsigned char byte) {
  return (byte & 0xC0U) == 0x80U;
}

/// How many bytes the character that begins at the front of [text] has; 0 where none begins.
std::size_t lengthOfCharacter(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t length = lead < 0x80                  ? 1
                             : lead >= 0xC2 && lead < 0xE0 ? 2
                             : lead >= 0xE0 && lead < 0xF0 ? 3
                             : lead >= 0xF0 && lead < 0xF5 ? 4
                                                           : 0;
  if (length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if (!isContinuation(static_cast<unsigned char>(text[i]))) return 0;
  }
  return length;
}

std::string visible(std::string_view text, bool showsEverySpace) {
  std::string out;
  const std::size_t lastWord = text.find_last_not_of(' ');
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const std::size_t length = lengthOfCharacter(text.substr(at));
    const bool isTrailing = lastWord == std::string_view::npos || at > lastWord;
    if (byte == ' ' && (showsEverySpace || isTrailing)) {
      out += "␣";
    } else if (byte == '\n') {
      out += "⏎";
    } else if (byte == '\r') {
      out += "␍";
    } else if (byte == '\t') {
      out += "⇥";
    } else if (length == 0 || byte < 0x20 || byte == 0x7F) {
      out += byteInWords(byte);
    } else {
      out += text.substr(at, length);
    }
    at += length == 0 ? 1 : length;
  }
  return out;
}

} // namespace

std::string visibleToken(std::string_view token) {
  return visible(token, true);
}

std::string visibleText(std::string_view text) {
  return visible(text, false);
}

} // namespace logitscope::shell
