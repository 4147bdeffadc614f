#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace logitscope::decode {

/// Where a stop sequence stands in a text.
struct StopMatch {
  /// Which one, by its place in the list.
  std::size_t sequence = 0;
  /// Where it begins, in bytes.
  std::size_t position = 0;
};

/// The length of the longest sequence, in bytes.
std::size_t longestOf(std::span<const std::string> sequences);

/// The first place in [text] where a sequence stands, if it ends beyond the first [seen] bytes,
/// which have been searched before. Where two begin together, the longer.
std::optional<StopMatch> findStop(std::string_view text, std::size_t seen,
                                  std::span<const std::string> sequences);

} // namespace logitscope::decode
