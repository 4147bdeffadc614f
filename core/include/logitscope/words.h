#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

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

/// What fills a place of a sentence: a number, or a text, as long as that lasts.
class Word {
public:
  Word(std::string_view text) : data_(text.empty() ? "" : text.data()), size_(text.size()) {}
  Word(const char* text) : Word(std::string_view(text)) {}
  // Out of line: there are hundreds of places that make one.
  Word(const std::string& text);
  template <typename Number>
  requires std::is_arithmetic_v<Number> Word(Number number)
      : number_(static_cast<double>(number)) {}

  bool isText() const { return data_ != nullptr; }
  std::string_view text() const { return {data_, size_}; }
  double number() const { return number_; }

private:
  /// Null for a number.
  const char* data_ = nullptr;
  union {
    std::size_t size_;
    double number_;
  };
};

/// A sentence with its words in their places, and the form of each number said there:
///
///     {}         as it is, by exactNumber()
///     {figure}   by figure()
///     {percent}  by percent()
///     {tokens}   "1 token", "3 tokens"
///
/// sentence("{tokens} hold {percent}.", {3, 0.862}) → "3 tokens hold 86.2 %."
std::string sentence(const char* text, std::initializer_list<Word> words);

/// A text in quotation marks as a sentence can hold it: cut short where it is long.
std::string quoted(std::string_view text);

/// A decimal number such as "-12.5e-3", read to the nearest double, inf where it is too large for one.
/// Empty for a text that is anything else, spaces included.
std::optional<double> readNumber(std::string_view text);

/// "a, b or c".
std::string listInWords(std::span<const std::string_view> words);

} // namespace logitscope
