#pragma once

#include <array>
#include <string_view>

namespace logitscope::shell {

/// A text whose entropy the page offers to show. None of it is in what the page's model learnt.
struct Passage {
  /// In links: "fact".
  std::string_view name;
  std::string_view label;
  std::string_view text;
};

inline constexpr std::array<Passage, 3> kPassages = {{
    {"fact", "Fact",
     "The capital of Italy is Rome. The moon goes round the earth in about a month. Water boils at "
     "100 degrees, and ice melts at zero. The lion lives in Africa."},
    {"fiction", "Fiction",
     "Once there was a lamp that was afraid of the dark. Every evening it asked the old clock to "
     "count aloud, and the clock, who liked to be asked, counted slowly."},
    {"code", "Code", "for i in range(12):\n    total = total + i\nprint(total)\n"},
}};

} // namespace logitscope::shell
