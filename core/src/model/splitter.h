#pragma once

#include "model/characters.h"

#include <cstddef>
#include <string_view>

namespace logitscope::ngram {

/// Cuts a text into the stretches that become tokens where the model knows them. Joined, they are
/// the text again, whatever bytes it holds.
///
///   a word, a number or a sign takes the one space before it:      " cat" " 1776" " ("
///   signs are split off words, the same sign repeated stays one:   "end" "..." ")"   (4 at most)
///   a contraction's second half is a stretch:                      " don" "'t"
///   a name of code stays whole:                                    " max_length"
///   a number of up to 4 digits is one; threes go off longer ones:  " 123" "456" "7890"
///   a line break is one, each by itself:                           "\n", "\r\n"
///   what is left of a run of spaces, and tabs, 16 at most:         "   " " return"
class Splitter {
public:
  explicit Splitter(std::string_view text) : text_(text) {}

  /// The next stretch; empty at the end.
  std::string_view next();
  /// How many bytes are behind.
  std::size_t position() const { return position_; }

private:
  Character at(std::size_t position) const { return characterAt(text_, position); }
  std::size_t spacesAt(std::size_t position) const;
  std::size_t endOfRun(std::size_t begin, std::size_t most) const;
  std::size_t endOfWord(std::size_t begin, std::size_t from) const;
  std::size_t endOfNumber(std::size_t begin) const;
  std::size_t endOfSign(std::size_t begin, bool isAfterLetter);
  std::size_t endOfBody(std::size_t begin, bool hasSpace);

  std::string_view text_;
  std::size_t position_ = 0;
  /// An apostrophe means something else after a letter than before one.
  bool isAfterLetter_ = false;
};

/// The word or number in a token's text, less the space before it; empty where it is neither.
std::string_view bareWord(std::string_view token);

} // namespace logitscope::ngram
