#pragma once

#include "logitscope/words.h"

#include <cstddef>
#include <string>

namespace logitscope::shell {

/// Digits with their thousands apart, where they are of a whole number: "50,257".
inline std::string grouped(std::string digits) {
  if (digits.find_first_of(".e") != std::string::npos) return digits;
  const std::size_t first = digits.starts_with('-') ? 1 : 0;
  for (std::size_t at = digits.size(); at > first + 3;)
    digits.insert(at -= 3, ",");
  return digits;
}

/// A count: "50,257".
inline std::string grouped(std::size_t count) {
  return grouped(std::to_string(count));
}

/// A figure as core writes it: "12,346", "2.5", "1.2e-4".
inline std::string groupedFigure(double value) {
  return grouped(figure(value));
}

} // namespace logitscope::shell
