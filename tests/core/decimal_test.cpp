// Doubles as decimal text and back, held against the C library: natively glibc, as wasm musl.

#include "decimal.h"

#include "support.h"

#include <array>
#include <bit>
#include <cstdio>
#include <string_view>

namespace logitscope {

using test::kInf;

namespace {

constexpr double kLargest = std::numeric_limits<double>::max();
constexpr double kSmallest = std::numeric_limits<double>::denorm_min();
constexpr double kSmallestNormal = std::numeric_limits<double>::min();

std::string printed(const char* format, int decimals, double value) {
  std::array<char, 1600> buffer{};
  const int length = std::snprintf(buffer.data(), buffer.size(), format, decimals, value);
  return {buffer.data(), static_cast<std::size_t>(length)};
}

/// "3.1e-06" as "3.1e-6".
std::string printedScientific(int decimals, double value) {
  std::string text = printed("%.*e", decimals, value);
  const std::size_t sign = text.find('e') + 1;
  while (sign + 2 < text.size() && text[sign + 1] == '0')
    text.erase(sign + 1, 1);
  if (text[sign] == '+') text.erase(sign, 1);
  return text;
}

bool isSame(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

double read(std::string_view text) {
  return std::strtod(std::string(text).c_str(), nullptr);
}

/// One check for each of hundreds of thousands would be most of the time.
bool writesAlike(double value, int decimals) {
  const Decimal exact = exactDecimal(value);
  return scientificText(exact, decimals) == printedScientific(decimals, value) &&
         fixedText(exact, decimals) == printed("%.*f", decimals, value);
}

bool readsAlike(std::string_view text) {
  return isSame(parseDecimal(text), read(text));
}

/// As few digits as read back, found by trying.
std::string printedShortest(double value) {
  int decimals = 0;
  while (!isSame(read(printed("%.*e", decimals, value)), value))
    ++decimals;
  return printedScientific(decimals, value);
}

std::string shortest(double value) {
  const Decimal number = shortestDecimal(value);
  return scientificText(number, std::max(0, static_cast<int>(number.digits.size()) - 1));
}

double anyFinite(test::Dice& dice) {
  while (true) {
    const double value = std::bit_cast<double>(dice.bits());
    if (std::isfinite(value)) return value;
  }
}

double next(double value, double towards) {
  return std::nextafter(value, towards);
}

/// Numbers at which rules change.
std::vector<double> edges() {
  std::vector<double> values = {0,   -0.0, kSmallest, 2 * kSmallest, 3 * kSmallest, kLargest,
                                0.5, 1.5,  2.5,       9.5,           0.125,         0.375};
  for (const double center : {kSmallestNormal, kLargest, 1.0, 10.0, 0.1, 9007199254740992.0}) {
    values.push_back(center);
    values.push_back(next(center, 0));
    if (center != kLargest) values.push_back(next(center, kInf));
  }
  for (int power = -1074; power < 1024; ++power)
    values.push_back(std::ldexp(1.0, power));
  for (int power = -323; power <= 308; ++power)
    values.push_back(read("1e" + std::to_string(power)));
  for (int i = -999; i <= 999; i += 2)
    values.push_back(i / 1000.0);
  return values;
}

/// The sum of two numbers from 0 up with as many decimals, as one learns it at school.
std::string sumOf(std::string a, std::string b) {
  const std::size_t size = std::max(a.size(), b.size());
  a.insert(0, size - a.size(), '0');
  b.insert(0, size - b.size(), '0');
  int carry = 0;
  for (std::size_t i = size; i-- > 0;) {
    if (a[i] == '.') continue;
    const int sum = (a[i] - '0') + (b[i] - '0') + carry;
    a[i] = static_cast<char>('0' + sum % 10);
    carry = sum / 10;
  }
  return carry > 0 ? "1" + a : a;
}

/// Exactly halfway from a number, no subnormal one, to the next larger one.
std::string middleAbove(double value) {
  const double step = next(value, kInf) - value;
  return sumOf(printed("%.*f", 1074, value), printed("%.*f", 1074, step / 2));
}

} // namespace

TEST_CASE("a number is written as printf writes it") {
  SUBCASE("at the edges, with any count of decimals") {
    for (const double value : edges()) {
      for (const int decimals : {0, 1, 2, 3, 15, 16, 17, 40})
        CHECK(writesAlike(value, decimals));
    }
  }
  SUBCASE("whatever its bits") {
    test::Dice dice(1);
    for (int i = 0; i < 60'000; ++i) {
      const double value = anyFinite(dice);
      const int decimals = static_cast<int>(dice.below(20));
      if (!writesAlike(value, decimals)) FAIL(printed("%.*e", 17, value), " with ", decimals);
    }
  }
  SUBCASE("where figures usually are") {
    test::Dice dice(2);
    for (int i = 0; i < 150'000; ++i) {
      const double value = dice.between(-1, 1) * std::pow(10, dice.between(-9, 9));
      const int decimals = static_cast<int>(dice.below(17));
      if (!writesAlike(value, decimals)) FAIL(printed("%.*e", 17, value), " with ", decimals);
    }
  }
  SUBCASE("halves go to the even digit") {
    test::Dice dice(3);
    for (int i = 0; i < 100'000; ++i) {
      // A few bits after the point: the cut falls on a 5 again and again.
      const double value = std::ldexp(static_cast<double>(dice.below(1 << 16)), -8);
      const int decimals = static_cast<int>(dice.below(9));
      if (!writesAlike(value, decimals)) FAIL(printed("%.*e", 17, value), " with ", decimals);
    }
    CHECK(fixedText(exactDecimal(0.5), 0) == "0");
    CHECK(fixedText(exactDecimal(1.5), 0) == "2");
    CHECK(fixedText(exactDecimal(0.125), 2) == "0.12");
    CHECK(fixedText(exactDecimal(0.375), 2) == "0.38");
    CHECK(fixedText(exactDecimal(-99.5), 0) == "-100");
  }
  SUBCASE("to its last digit") {
    for (const double value : {kSmallest, kSmallestNormal, kLargest, 0.1, 1 / 3.0})
      CHECK(fixedText(exactDecimal(value), 1074) == printed("%.*f", 1074, value));
    CHECK(exactDecimal(next(kSmallestNormal, 0)).digits.size() == 767);
  }
}

TEST_CASE("the shortest text is the one that trying finds") {
  for (const double value : edges())
    CHECK(shortest(value) == printedShortest(value));
  test::Dice dice(4);
  for (int i = 0; i < 60'000; ++i) {
    const double value = i % 3 == 0   ? anyFinite(dice)
                         : i % 3 == 1 ? dice.between(-100, 100)
                                      : static_cast<double>(static_cast<float>(dice.unit()));
    if (shortest(value) != printedShortest(value)) FAIL(printed("%.*e", 17, value));
  }
}

TEST_CASE("a text is read as strtod reads it") {
  SUBCASE("17 digits come back as the same number, whatever its bits") {
    test::Dice dice(5);
    for (int i = 0; i < 150'000; ++i) {
      const double value = anyFinite(dice);
      if (!isSame(parseDecimal(printed("%.*e", 16, value)), value)) FAIL(shortest(value));
    }
  }
  SUBCASE("any digits, any exponent") {
    test::Dice dice(6);
    for (int i = 0; i < 100'000; ++i) {
      std::string text = dice.chance(0.5) ? "-" : dice.chance(0.2) ? "+" : "";
      for (std::size_t digits = 1 + dice.below(25); digits > 0; --digits)
        text += static_cast<char>('0' + dice.below(10));
      text.insert(text.size() - dice.below(text.size()), ".");
      if (dice.chance(0.8)) text += "e" + std::to_string(static_cast<int>(dice.below(720)) - 370);
      if (!readsAlike(text)) FAIL(text);
    }
  }
  SUBCASE("few digits, which one operation rounds") {
    test::Dice dice(7);
    for (int i = 0; i < 150'000; ++i) {
      std::string text = std::to_string(dice.bits() % 10'000'000'000'000'000U);
      text += "e" + std::to_string(static_cast<int>(dice.below(60)) - 30);
      if (!readsAlike(text)) FAIL(text);
    }
  }
  SUBCASE("halfway between two numbers, and a hair beside it") {
    test::Dice dice(8);
    for (int i = 0; i < 20'000; ++i) {
      const double value = std::abs(i % 2 == 0 ? dice.between(1, 100) : anyFinite(dice));
      if (value < 2 * kSmallestNormal || value == kLargest) continue;
      const std::string middle = middleAbove(value);
      const bool isEven = std::bit_cast<std::uint64_t>(value) % 2 == 0;
      if (!isSame(parseDecimal(middle), isEven ? value : next(value, kInf))) FAIL(middle);
      if (!isSame(parseDecimal(middle + "1"), next(value, kInf))) FAIL(middle, "1");
    }
  }
  SUBCASE("halfway between the smallest") {
    // 2^-1075, of which every number below 2^-1022 is an even multiple.
    const std::string half = printed("%.*f", 1074, kSmallest);
    for (int odd = 1; odd < 200; odd += 2) {
      // odd · 2^-1075 = (5 · odd) · 2^-1074 / 10, in schoolbook digits.
      std::string digits;
      int carry = 0;
      for (std::size_t i = half.size(); i-- > 2;) {
        carry += (half[i] - '0') * 5 * odd;
        digits.insert(digits.begin(), static_cast<char>('0' + carry % 10));
        carry /= 10;
      }
      const std::string middle = "0.0" + digits;
      CHECK(readsAlike(middle));
      CHECK(readsAlike(middle + "000001"));
      CHECK(readsAlike(middle.substr(0, middle.size() - 1) + "4999"));
      CHECK(isSame(parseDecimal(middle), (odd / 2 + odd / 2 % 2) * kSmallest));
    }
  }
  SUBCASE("where doubles end") {
    // The largest, then halfway to the 2^1024 that would be next.
    CHECK(parseDecimal("1.7976931348623157e308") == kLargest);
    CHECK(parseDecimal("1.7976931348623158e308") == kLargest);
    CHECK(parseDecimal("1.797693134862315807e308") == kLargest);
    CHECK(parseDecimal("1.797693134862315808e308") == kInf);
    CHECK(parseDecimal("1.7976931348623159e308") == kInf);
    CHECK(parseDecimal("-1e309") == -kInf);
    CHECK(parseDecimal("1e999999999999999999999") == kInf);
    CHECK(parseDecimal("4.9406564584124654e-324") == kSmallest);
    CHECK(parseDecimal("2.4703282292062328e-324") == kSmallest);
    CHECK(parseDecimal("2.4703282292062327e-324") == 0);
    CHECK(isSame(parseDecimal("-1e-400"), -0.0));
    CHECK(isSame(parseDecimal("-1e-999999999999999999999"), -0.0));
    CHECK(isSame(parseDecimal("0e999999999999999999999"), 0));
    CHECK(isSame(parseDecimal("-0"), -0.0));
  }
  SUBCASE("digits without end") {
    test::Dice dice(9);
    for (int i = 0; i < 3000; ++i) {
      std::string text = "0.";
      for (int digits = 0; digits < 800; ++digits)
        text += static_cast<char>('0' + dice.below(10));
      text += "e" + std::to_string(static_cast<int>(dice.below(630)) - 320);
      if (!readsAlike(text)) FAIL(text);
    }
    const std::string zeros(800, '0');
    CHECK(parseDecimal(zeros + "1." + zeros + "1") == 1);
    CHECK(parseDecimal("1" + zeros + "e-800") == 1);
    CHECK(parseDecimal("0." + zeros + "1e801") == 1);
    CHECK(parseDecimal("." + zeros + "25E+802") == 25);
    CHECK(parseDecimal("9007199254740993." + zeros) == 9007199254740992);
    CHECK(parseDecimal("9007199254740993." + zeros + "1") == 9007199254740994);
  }
}

} // namespace logitscope
