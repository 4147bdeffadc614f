#pragma once

#include "logitscope/result.h"
#include "model/actions.h"

#include <string_view>

namespace logitscope::shell {

/// An action in words, as the HTML's buttons carry it: "pick 17", "param 1 temperature 0.7",
/// "ask Once upon a time". Whatever needs chance takes [freshSeed].
///
/// Refuses words that are no action, and numbers that are none.
Result<Action> parseAction(std::string_view text, const Document& document, double freshSeed);

} // namespace logitscope::shell
