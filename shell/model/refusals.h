#pragma once

#include "logitscope/logitscope.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace logitscope::shell {

// What an action that cannot be carried out is answered with: what, and what is allowed.

using Refusal = std::optional<Error>;

Error outOfRange(std::string field, std::string value, std::string_view allowed);
Error unknown(std::string field, std::string_view value, std::string_view allowed);

/// Empty where [place] is below [count].
Refusal checkPlace(std::string field, std::size_t place, std::size_t count);
/// Empty where the text has at most [longest] bytes.
Refusal checkLength(std::string field, std::string_view text, std::size_t longest);

} // namespace logitscope::shell
