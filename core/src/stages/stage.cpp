#include "stages/stage.h"

namespace logitscope {

std::string countTokens(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " token" : " tokens");
}

} // namespace logitscope
