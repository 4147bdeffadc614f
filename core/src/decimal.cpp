// A double is m · 2^e, so its digits are those of a whole number: m · 2^e itself, or m · 5^−e with the point
// moved by e. That number is multiplied out, and nothing is ever rounded but on purpose. The text nearest to a
// double, and the double nearest to a text, are found by comparing with the digits of what lies halfway to
// the neighbours.

#include "decimal.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

namespace logitscope {

namespace {

/// A whole number of any size, nine decimal digits in each limb, the lowest first.
using Limbs = std::vector<std::uint32_t>;
constexpr std::uint32_t kLimb = 1'000'000'000;
constexpr std::size_t kDigitsInLimb = 9;

/// mantissa · 2^exponent
struct Binary {
  std::uint64_t mantissa = 0;
  int exponent = 0;
};

/// The bits of a double from 0 up, which follow each other as the doubles do; after the largest comes
/// infinity, here the power of two that would be next.
using Bits = std::uint64_t;
constexpr Bits kInfinity = 0x7FF0'0000'0000'0000;

Binary binaryOf(Bits bits) {
  constexpr int kMantissaBits = 52;
  constexpr int kSmallestExponent = -1074;
  const std::uint64_t fraction = bits & ((std::uint64_t{1} << kMantissaBits) - 1);
  const int field = static_cast<int>(bits >> kMantissaBits);
  if (field == 0) return {fraction, kSmallestExponent};
  return {fraction | std::uint64_t{1} << kMantissaBits, kSmallestExponent + field - 1};
}

void append(Limbs& limbs, std::uint64_t number) {
  for (; number > 0; number /= kLimb)
    limbs.push_back(static_cast<std::uint32_t>(number % kLimb));
}

void multiply(Limbs& limbs, std::uint64_t factor) {
  std::uint64_t carry = 0;
  for (std::uint32_t& limb : limbs) {
    carry += limb * factor;
    limb = static_cast<std::uint32_t>(carry % kLimb);
    carry /= kLimb;
  }
  append(limbs, carry);
}

void multiplyByPower(Limbs& limbs, std::uint64_t base, int power) {
  while (power > 0) {
    // As many factors at once as a limb can be multiplied by.
    std::uint64_t factor = 1;
    for (; power > 0 && factor * base <= std::numeric_limits<std::uint32_t>::max(); --power)
      factor *= base;
    multiply(limbs, factor);
  }
}

std::string digitsOf(const Limbs& limbs) {
  std::string digits(limbs.size() * kDigitsInLimb, '0');
  auto place = digits.rbegin();
  for (std::uint32_t limb : limbs) {
    for (std::size_t i = 0; i < kDigitsInLimb; ++i, limb /= 10)
      *place++ = static_cast<char>('0' + limb % 10);
  }
  return digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
}

void dropTrailingZeros(std::string& digits) {
  digits.erase(digits.find_last_not_of('0') + 1);
}

Decimal decimalOf(Binary number) {
  if (number.mantissa == 0) return {};
  const int zeros = std::countr_zero(number.mantissa);
  const int exponent = number.exponent + zeros;
  Limbs limbs;
  append(limbs, number.mantissa >> zeros);
  multiplyByPower(limbs, exponent < 0 ? 5 : 2, std::abs(exponent));
  Decimal decimal{.digits = digitsOf(limbs)};
  decimal.point = static_cast<int>(decimal.digits.size()) + std::min(exponent, 0);
  dropTrailingZeros(decimal.digits);
  return decimal;
}

/// Halfway between a number and the next larger one.
Decimal middleAbove(Bits bits) {
  const Binary number = binaryOf(bits);
  return decimalOf({2 * number.mantissa + 1, number.exponent - 1});
}

/// Below 0 where [a] is the smaller one, signs aside. Neither is zero.
int compare(const Decimal& a, const Decimal& b) {
  return a.point != b.point ? a.point - b.point : a.digits.compare(b.digits);
}

/// Is the number past the middle, where one on it belongs to the even side?
bool isAbove(const Decimal& number, Bits bits) {
  const int side = compare(number, middleAbove(bits));
  return side > 0 || (side == 0 && bits % 2 == 1);
}

/// To so many digits, half to even.
void roundTo(Decimal& number, int count) {
  std::string& digits = number.digits;
  if (count >= static_cast<int>(digits.size())) return;
  if (count < 0) return digits.clear();
  const auto cut = static_cast<std::size_t>(count);
  const bool isHalf = digits[cut] == '5' && cut + 1 == digits.size();
  const bool isOdd = cut > 0 && digits[cut - 1] % 2 == 1;
  const bool isUp = isHalf ? isOdd : digits[cut] >= '5';
  digits.erase(cut);
  if (!isUp) return dropTrailingZeros(digits);
  digits.erase(digits.find_last_not_of('9') + 1);
  if (digits.empty()) {
    digits = "1";
    ++number.point;
  } else {
    ++digits.back();
  }
}

/// [count] digits from the place [first] on, with zeros where the number has none.
void appendDigits(std::string& text, const Decimal& number, int first, int count) {
  const int size = static_cast<int>(number.digits.size());
  for (int i = first; i < first + count; ++i)
    text += i >= 0 && i < size ? number.digits[static_cast<std::size_t>(i)] : '0';
}

void appendFraction(std::string& text, const Decimal& number, int first, int decimals) {
  if (decimals > 0) text += '.';
  appendDigits(text, number, first, decimals);
}

/// A double near [number], signs aside: a few units in the last place away at most.
struct Approximation {
  double value = 0;
  bool isNearest = false;
};

Approximation approximate(const Decimal& number) {
  constexpr std::size_t kReadDigits = 18;
  constexpr std::size_t kWholeDigits = 15; // every whole number of as many is a double
  constexpr int kExactPower = 22;          // and so is 10^22, but 10^23 is not
  const std::string_view digits = std::string_view(number.digits).substr(0, kReadDigits);
  std::uint64_t whole = 0;
  for (const char digit : digits)
    whole = whole * 10 + static_cast<std::uint64_t>(digit - '0');
  double value = static_cast<double>(whole);
  int power = number.point - static_cast<int>(digits.size());
  // One operation on two doubles is rounded as it should be.
  const bool isNearest = digits.size() <= kWholeDigits && std::abs(power) <= kExactPower;
  while (power != 0) {
    const int step = std::clamp(power, -kExactPower, kExactPower);
    double factor = 1;
    for (int i = 0; i < std::abs(step); ++i)
      factor *= 10;
    value = step < 0 ? value / factor : value * factor;
    power -= step;
  }
  return {value, isNearest};
}

double nearest(const Decimal& number) {
  // 10^309 is larger than any double, 10^-324 rounds to none but zero.
  if (number.digits.empty() || number.point < -323) return 0;
  if (number.point > 309) return std::numeric_limits<double>::infinity();
  const auto [near, isNearest] = approximate(number);
  if (isNearest) return near;
  Bits bits = std::bit_cast<Bits>(near);
  while (bits < kInfinity && isAbove(number, bits))
    ++bits;
  while (bits > 0 && !isAbove(number, bits - 1))
    --bits;
  return std::bit_cast<double>(bits);
}

/// Where the exponent is so long that it does not matter, any large one will do.
int parseExponent(std::string_view text) {
  constexpr int kLarge = 1'000'000'000;
  const bool isNegative = text.starts_with('-');
  int exponent = 0;
  for (const char c : text.substr(isNegative || text.starts_with('+') ? 1 : 0))
    exponent = exponent < kLarge / 10 ? exponent * 10 + (c - '0') : kLarge;
  return isNegative ? -exponent : exponent;
}

} // namespace

Decimal exactDecimal(double value) {
  Decimal number = decimalOf(binaryOf(std::bit_cast<Bits>(std::abs(value))));
  number.isNegative = std::signbit(value);
  return number;
}

Decimal shortestDecimal(double value) {
  const Decimal exact = exactDecimal(value);
  if (exact.digits.empty()) return exact;
  const Bits bits = std::bit_cast<Bits>(std::abs(value));
  const Decimal above = middleAbove(bits);
  const Decimal below = middleAbove(bits - 1);
  // What lies halfway is read as the even number.
  const int slack = bits % 2 == 0 ? 1 : 0;
  for (int count = 1;; ++count) {
    Decimal number = exact;
    roundTo(number, count);
    if (compare(number, above) < slack && compare(below, number) < slack) return number;
  }
}

std::string fixedText(Decimal number, int decimals) {
  roundTo(number, number.point + decimals);
  std::string text = number.isNegative ? "-" : "";
  // One zero at least before the point.
  const int whole = std::max(number.point, 1);
  appendDigits(text, number, number.point - whole, whole);
  appendFraction(text, number, number.point, decimals);
  return text;
}

std::string scientificText(Decimal number, int decimals) {
  roundTo(number, decimals + 1);
  std::string text = number.isNegative ? "-" : "";
  appendDigits(text, number, 0, 1);
  appendFraction(text, number, 1, decimals);
  return text + 'e' + std::to_string(number.exponent());
}

double parseDecimal(std::string_view text) {
  Decimal number{.point = 0, .isNegative = text.starts_with('-')};
  bool isFraction = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == 'e' || c == 'E') {
      number.point += parseExponent(text.substr(i + 1));
      break;
    }
    if (c == '.') isFraction = true;
    if (c < '0' || c > '9') continue;
    // Zeros before the first digit only move the point.
    if (c != '0' || !number.digits.empty()) number.digits += c;
    if (!isFraction && !number.digits.empty()) ++number.point;
    if (isFraction && number.digits.empty()) --number.point;
  }
  dropTrailingZeros(number.digits);
  return std::copysign(nearest(number), number.isNegative ? -1.0 : 1.0);
}

} // namespace logitscope
