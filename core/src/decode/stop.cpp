// Stop sequences are looked for in the text, not among the tokens: "\n\n" may be one token or two,
// or the end of one and the beginning of the next. R1 asks whether the text ends with one; a token
// that goes on after it ("\n\nNext") would slip past, so a sequence counts wherever it stands.

#include "decode/stop.h"

#include <algorithm>

namespace logitscope::decode {

std::size_t longestOf(std::span<const std::string> sequences) {
  std::size_t longest = 0;
  for (const std::string& sequence : sequences)
    longest = std::max(longest, sequence.size());
  return longest;
}

std::optional<StopMatch> findStop(std::string_view text, std::size_t seen,
                                  std::span<const std::string> sequences) {
  std::optional<StopMatch> first;
  for (std::size_t i = 0; i < sequences.size(); ++i) {
    const std::size_t length = sequences[i].size();
    const std::size_t from = seen + 1 > length ? seen + 1 - length : 0;
    const std::size_t position = text.find(sequences[i], from);
    if (position == std::string_view::npos) continue;
    const bool isFirst =
        !first || position < first->position ||
        (position == first->position && length > sequences[first->sequence].size());
    if (isFirst) first = StopMatch{.sequence = i, .position = position};
  }
  return first;
}

} // namespace logitscope::decode
