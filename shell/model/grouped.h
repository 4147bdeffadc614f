#pragma once

#include <cstddef>
#include <string>

namespace logitscope::shell {

/// A count with its thousands apart: "50,257".
inline std::string grouped(std::size_t count) {
  std::string digits = std::to_string(count);
  for (std::size_t at = digits.size(); at > 3;)
    digits.insert(at -= 3, ",");
  return digits;
}

} // namespace logitscope::shell
