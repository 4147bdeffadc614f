#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace logitscope::shell {

/// Cases in which arithmetic decides, and systems with the same settings part.
enum class Exhibit { Ties, Threshold, NothingLeft, Zero, Order };

struct ExhibitInfo {
  Exhibit exhibit{};
  /// In links: "threshold".
  std::string_view name;
  std::string_view label;
  /// What there is to learn.
  std::string_view lesson;
  std::string_view source;
  /// What the reader moves, and over how many stops; where it stands at first.
  std::string_view boundary;
  std::size_t stops = 0;
  std::size_t first = 0;
};

/// In the order of [Exhibit].
inline constexpr std::array<ExhibitInfo, 5> kExhibits = {{
    {Exhibit::Ties, "ties", "Ties at top-k",
     "Where top-k cuts between equal logits, somebody has to choose: the lower id stays, or all that tie do.",
     "transformers 5.12.1 removes what is below the k-th score; llama.cpp 0.7.0 sorts and keeps k.", "top-k", 5, 1},
    {Exhibit::Threshold, "threshold", "A sum on the threshold",
     "0.4 + 0.3 + 0.2 is 0.9, but not in float64: a loop that asks for 0.9 takes a fourth token, the same loop in float32 "
     "does not. The textbook's rule here counts a sum within 1e-12 as having reached it.",
     "Goldberg 1991, What Every Computer Scientist Should Know About Floating-Point Arithmetic.", "top-p", 5, 2},
    {Exhibit::NothingLeft, "nothing", "All −∞",
     "A grammar or a ban can leave no token at all. Then every probability is 0 / 0, and a sampler that does not ask first "
     "draws from what is no number.",
     "llama.cpp 0.7.0 and transformers 5.12.1 do not ask; these are our functions' answers under their rules.", "tokens left", 4, 0},
    {Exhibit::Zero, "zero", "Temperature 0",
     "z / 0 is no number. Temperature 0 means the likeliest token by agreement alone, and not everybody agrees.",
     "transformers 5.12.1 refuses it and has do_sample=False instead; llama.cpp 0.7.0 keeps the first maximum.", "temperature", 5, 0},
    {Exhibit::Order, "order", "The order of a sum",
     "A logit is a sum of products, rounded after every addition. How many requests share a batch decides the order, so a "
     "nearly tied row can have another maximum, and temperature 0 another token.",
     "Higham 2002, Accuracy and Stability of Numerical Algorithms, chapter 4.", "B moved, in ulps of float32", 5, 2},
}};

constexpr const ExhibitInfo& exhibitInfo(Exhibit exhibit) {
  return kExhibits[static_cast<std::size_t>(exhibit)];
}

/// Which exhibit is shown, and at which of its stops the boundary stands.
struct EdgeOptions {
  Exhibit exhibit = Exhibit::Ties;
  std::size_t stop = exhibitInfo(Exhibit::Ties).first;

  bool operator==(const EdgeOptions&) const = default;
};

} // namespace logitscope::shell
