#include "model/link_text.h"

#include <algorithm>

namespace logitscope::shell {

namespace {

std::optional<unsigned> hexDigit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10;
  return std::nullopt;
}

std::string decoded(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '+') {
      out += ' ';
      continue;
    }
    const bool isCode = text[at] == '%' && at + 2 < text.size();
    const auto high = isCode ? hexDigit(text[at + 1]) : std::nullopt;
    const auto low = isCode ? hexDigit(text[at + 2]) : std::nullopt;
    if (!high || !low) {
      out += text[at];
      continue;
    }
    out += static_cast<char>(*high * 16 + *low);
    at += 2;
  }
  return out;
}

bool isPlain(char c) {
  constexpr std::string_view kSigns = "-_.,:;=!*'()";
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         kSigns.find(c) != std::string_view::npos;
}

} // namespace

LinkFields splitLink(std::string_view link) {
  LinkFields fields;
  for (const std::string_view part : splitAt(link, '&')) {
    const std::size_t sign = part.find('=');
    if (sign == std::string_view::npos) continue;
    fields.emplace_back(decoded(part.substr(0, sign)), decoded(part.substr(sign + 1)));
  }
  return fields;
}

std::optional<std::string> findField(const LinkFields& fields, std::string_view name) {
  const auto found = std::ranges::find(fields, name, &LinkFields::value_type::first);
  if (found == fields.end()) return std::nullopt;
  return found->second;
}

void appendField(std::string& link, std::string_view name, std::string_view value) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  link += '&';
  link += name;
  link += '=';
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    if (isPlain(c)) {
      link += c;
    } else if (c == ' ') {
      link += '+';
    } else {
      link += '%';
      link += kHex[byte / 16];
      link += kHex[byte % 16];
    }
  }
}

std::vector<std::string_view> splitAt(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

} // namespace logitscope::shell
