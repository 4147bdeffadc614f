#pragma once

#include <span>
#include <string>
#include <string_view>

namespace logitscope {

/// The shortest decimal text that reads back as the same double: 0.1, 1e-7, -inf.
std::string exactNumber(double value);

/// A figure for reading: [significant] digits, no exponent between 0.001 and a million, no trailing
/// zeros. 0.9124999 → "0.912".
std::string figure(double value, int significant = 3);

/// A number with a fixed count of decimals: fixedNumber(40.9081, 2) → "40.91".
std::string fixedNumber(double value, int decimals);

/// A probability as the whole product writes it: "86.2 %", "6.40 %", "0.013 %", and below 0.001 %
/// "3.1e-6 %". Never "<0.1 %".
std::string percent(double probability);

/// A text in quotation marks as a sentence can hold it: cut short where it is long.
std::string quoted(std::string_view text);

/// "a, b or c".
std::string listInWords(std::span<const std::string_view> words);

} // namespace logitscope
