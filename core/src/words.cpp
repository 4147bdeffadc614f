#include "logitscope/words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace logitscope {

namespace {

constexpr int kMaxDecimals = 15;

/// Decimals that show [significant] digits of [value].
int decimalsFor(double value, int significant) {
  if (value == 0) return 0;
  const int exponent = static_cast<int>(std::floor(std::log10(std::abs(value))));
  return std::clamp(significant - 1 - exponent, 0, kMaxDecimals);
}

void dropTrailingZeros(std::string& text) {
  if (text.find('.') == std::string::npos) return;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
}

/// printf, not std::to_chars: the tables of the latter are 100 kB, more than the rest of core. Both
/// round exactly; what printf lacks, the shortest form, is found by trying.
std::string printed(const char* format, int digits, double value) {
  // 309 digits before the point are the most that a double has, kMaxDecimals after it the most we
  // ask for.
  std::array<char, 400> buffer{};
  const int length = std::snprintf(buffer.data(), buffer.size(), format, digits, value);
  return {buffer.data(), static_cast<std::size_t>(length)};
}

/// "3.1e-06" reads better as "3.1e-6".
std::string withShortExponent(std::string text) {
  const std::size_t e = text.find('e');
  if (e == std::string::npos) return text;
  const std::size_t digit = e + 2;
  while (digit + 1 < text.size() && text[digit] == '0')
    text.erase(digit, 1);
  if (text[e + 1] == '+') text.erase(e + 1, 1);
  return text;
}

std::string scientific(double value, int decimals) {
  return withShortExponent(printed("%.*e", decimals, value));
}

std::string notFinite(double value) {
  if (std::isnan(value)) return "NaN";
  return value < 0 ? "-inf" : "inf";
}

} // namespace

std::string exactNumber(double value) {
  if (!std::isfinite(value)) return notFinite(value);
  // 17 significant digits tell any two doubles apart; most need fewer.
  constexpr int kAlwaysEnough = 16; // decimals, after one digit
  int decimals = 0;
  std::string text = printed("%.*e", decimals, value);
  while (decimals < kAlwaysEnough && std::strtod(text.c_str(), nullptr) != value) {
    text = printed("%.*e", ++decimals, value);
  }
  // 40 rather than 4e1: an exponent only where the plain form would be long.
  const int exponent = std::atoi(text.c_str() + text.find('e') + 1);
  constexpr int kSmallestPlain = -4;
  constexpr int kLargestPlain = 15;
  if (exponent < kSmallestPlain || exponent > kLargestPlain) return withShortExponent(text);
  return printed("%.*f", std::max(0, decimals - exponent), value);
}

std::string fixedNumber(double value, int decimals) {
  if (!std::isfinite(value)) return notFinite(value);
  return printed("%.*f", decimals, value);
}

std::string figure(double value, int significant) {
  if (!std::isfinite(value)) return notFinite(value);
  const double size = std::abs(value);
  if (size != 0 && (size < 1e-3 || size >= 1e6)) {
    const std::string text = scientific(value, significant - 1);
    std::string mantissa = text.substr(0, text.find('e'));
    dropTrailingZeros(mantissa);
    return mantissa + text.substr(text.find('e'));
  }
  std::string text = fixedNumber(value, decimalsFor(value, significant));
  dropTrailingZeros(text);
  return text == "-0" ? "0" : text;
}

std::string percent(double probability) {
  const double value = probability * 100;
  if (!std::isfinite(value)) return notFinite(value);
  if (value == 0) return "0 %";
  // 9.995 would round up to 10.00, and so at the other borders: decide by what will be printed.
  if (value < 9.95e-4) return scientific(value, 1) + " %";
  if (value < 0.0995) return fixedNumber(value, 3) + " %";
  if (value < 9.995) return fixedNumber(value, 2) + " %";
  return fixedNumber(value, 1) + " %";
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

std::string listInWords(std::span<const std::string_view> words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
    text += words[i];
  }
  return text;
}

} // namespace logitscope
