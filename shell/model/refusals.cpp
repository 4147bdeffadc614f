#include "model/refusals.h"

namespace logitscope::shell {

Error outOfRange(std::string field, std::string value, std::string_view allowed) {
  std::string message = sentence("{} is {}; allowed: {}.", {field, value, allowed});
  return {ErrorCode::OutOfRange, std::move(field), std::move(value), std::move(message), {}, {}};
}

Error unknown(std::string field, std::string_view value, std::string_view allowed) {
  std::string message = sentence("There is no {} {}; allowed: {}.", {field, quoted(value), allowed});
  return {ErrorCode::UnknownChoice, std::move(field), std::string(value), std::move(message), {}, {}};
}

Refusal checkPlace(std::string field, std::size_t place, std::size_t count) {
  if (place < count) return std::nullopt;
  if (count == 0) return outOfRange(std::move(field), std::to_string(place), "nothing, as there is none");
  return outOfRange(std::move(field), std::to_string(place), "0 to " + std::to_string(count - 1));
}

Refusal checkLength(std::string field, std::string_view text, std::size_t longest) {
  if (text.size() <= longest) return std::nullopt;
  return outOfRange(field + "'s length", std::to_string(text.size()),
                    "up to " + std::to_string(longest) + " bytes");
}

} // namespace logitscope::shell
