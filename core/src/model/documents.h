#pragma once

#include "logitscope/result.h"

#include <optional>
#include <string_view>
#include <vector>

namespace logitscope::ngram {

/// Whether there is something to learn from: see [NgramTrainer::make] for what is refused.
std::optional<Error> checkText(std::string_view text);

/// The documents of a text: what stands between lines of "---", less the blank lines before it and
/// all space after it. Empty ones are left out. They refer to [text].
std::vector<std::string_view> documentsOf(std::string_view text);

} // namespace logitscope::ngram
