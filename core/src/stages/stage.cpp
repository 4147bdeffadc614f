#include "stages/stage.h"

#include "logitscope/words.h"

#include <algorithm>

namespace logitscope {

std::string countTokens(std::size_t count) {
  return sentence("{tokens}", {count});
}

std::string outcome(const TokenInQuestion& token, StageKind kind) {
  std::string name(stageInfo(kind).label);
  // "Kept by top-p", but "Kept by DRY".
  const bool isAcronym = name.size() > 1 && name[1] >= 'A' && name[1] <= 'Z';
  if (!isAcronym && name[0] >= 'A' && name[0] <= 'Z') name[0] = static_cast<char>(name[0] + 32);
  return sentence("{}{}: ", {token.isKept ? "Kept by " : "Removed by ", name});
}

std::span<const TokenId> lastOf(std::span<const TokenId> history, std::int32_t lastN) {
  if (lastN < 0) return history;
  return history.last(std::min(history.size(), static_cast<std::size_t>(lastN)));
}

} // namespace logitscope
