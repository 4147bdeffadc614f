#pragma once

#include <string>
#include <string_view>

// Doubles as decimal text and back, exact to the last digit, on every machine alike. printf and strtod are
// as exact, but count in a long double, which wasm has in software only: twenty kilobytes to download.

namespace logitscope {

/// 0.d₁d₂d₃… · 10^point, and a sign. The digits begin and end with no zero; zero has none, and a point
/// of 1.
struct Decimal {
  std::string digits;
  int point = 1;
  bool isNegative = false;

  /// Of the first digit: 2 in 123.
  int exponent() const { return point - 1; }
};

/// All digits of a finite number. There are 767 at most.
Decimal exactDecimal(double value);

/// As few digits of a finite number as tell it from all others. There are 17 at most.
Decimal shortestDecimal(double value);

/// Rounded to a count of decimals, half to even: 2.5 with none is "2".
std::string fixedText(Decimal number, int decimals);

/// The same with an exponent: "3.1e-6".
std::string scientificText(Decimal number, int decimals);

/// The double nearest to a text such as "-12.5e-3", halves to even; inf where it is too large for one.
double parseDecimal(std::string_view text);

} // namespace logitscope
