#include "logitscope/words.h"

#include "decimal.h"

#include <algorithm>
#include <cmath>

namespace logitscope {

namespace {

void dropTrailingZeros(std::string& text) {
  if (text.find('.') == std::string::npos) return;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
}

std::string notFinite(double value) {
  if (std::isnan(value)) return "NaN";
  return value < 0 ? "-inf" : "inf";
}

void appendWord(std::string& text, const Word& word, std::string_view form) {
  if (word.isText()) {
    text += word.text();
  } else if (form == "figure") {
    text += figure(word.number());
  } else if (form == "percent") {
    text += percent(word.number());
  } else {
    text += exactNumber(word.number());
  }
  if (form == "tokens") text += word.number() == 1 ? " token" : " tokens";
}

/// A sign, digits with at most one point, an exponent: what [parseDecimal] reads.
bool looksLikeDecimal(std::string_view text) {
  const auto skipSign = [&] {
    if (!text.empty() && (text.front() == '+' || text.front() == '-')) text.remove_prefix(1);
  };
  const auto skipDigits = [&] {
    std::size_t count = 0;
    while (count < text.size() && text[count] >= '0' && text[count] <= '9')
      ++count;
    text.remove_prefix(count);
    return count;
  };
  skipSign();
  std::size_t digits = skipDigits();
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    digits += skipDigits();
  }
  if (digits == 0) return false;
  if (text.empty()) return true;
  if (text.front() != 'e' && text.front() != 'E') return false;
  text.remove_prefix(1);
  skipSign();
  return skipDigits() > 0 && text.empty();
}

} // namespace

std::string exactNumber(double value) {
  if (!std::isfinite(value)) return notFinite(value);
  // Most are counts.
  if (!std::signbit(value) && value < 1e9 && value == std::floor(value))
    return std::to_string(static_cast<int>(value));
  // 40 rather than 4e1: an exponent only where the plain form would be long.
  constexpr int kSmallestPlain = -4;
  constexpr int kLargestPlain = 15;
  const Decimal number = shortestDecimal(value);
  const int exponent = number.exponent();
  const int decimals = std::max(0, static_cast<int>(number.digits.size()) - 1);
  if (exponent < kSmallestPlain || exponent > kLargestPlain)
    return scientificText(number, decimals);
  return fixedText(number, std::max(0, decimals - exponent));
}

std::string fixedNumber(double value, int decimals) {
  if (!std::isfinite(value)) return notFinite(value);
  return fixedText(exactDecimal(value), decimals);
}

std::string figure(double value, int significant) {
  if (!std::isfinite(value)) return notFinite(value);
  const Decimal number = exactDecimal(value);
  const double size = std::abs(value);
  if (size != 0 && (size < 1e-3 || size >= 1e6)) {
    const std::string text = scientificText(number, significant - 1);
    std::string mantissa = text.substr(0, text.find('e'));
    dropTrailingZeros(mantissa);
    return mantissa + text.substr(text.find('e'));
  }
  constexpr int kMaxDecimals = 15;
  const int decimals = std::clamp(significant - 1 - number.exponent(), 0, kMaxDecimals);
  std::string text = fixedText(number, decimals);
  dropTrailingZeros(text);
  return text == "-0" ? "0" : text;
}

std::string percent(double probability) {
  const double value = probability * 100;
  if (!std::isfinite(value)) return notFinite(value);
  if (value == 0) return "0 %";
  // 9.995 would round up to 10.00, and so at the other borders: decide by what will be printed.
  if (value < 9.95e-4) return scientificText(exactDecimal(value), 1) + " %";
  if (value < 0.0995) return fixedNumber(value, 3) + " %";
  if (value < 9.995) return fixedNumber(value, 2) + " %";
  return fixedNumber(value, 1) + " %";
}

Word::Word(const std::string& text) : Word(std::string_view(text)) {}

std::string sentence(const char* pattern, std::initializer_list<Word> words) {
  std::string_view text(pattern);
  std::string filled;
  for (const Word& word : words) {
    const std::size_t place = text.find('{');
    const std::size_t end = text.find('}', place);
    filled += text.substr(0, place);
    appendWord(filled, word, text.substr(place + 1, end - place - 1));
    text.remove_prefix(end + 1);
  }
  return filled.append(text);
}

std::string quoted(std::string_view text) {
  // As long as any name that we list, and then some. Whole characters only.
  constexpr std::size_t kLongest = 60;
  if (text.size() <= kLongest) return '"' + std::string(text) + '"';
  std::size_t length = kLongest;
  while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U)
    --length;
  return '"' + std::string(text.substr(0, length)) + "…\"";
}

std::optional<double> readNumber(std::string_view text) {
  if (!looksLikeDecimal(text)) return std::nullopt;
  return parseDecimal(text);
}

std::string listInWords(std::span<const std::string_view> words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
    text += words[i];
  }
  return text;
}

} // namespace logitscope
