#pragma once

#include <string>
#include <string_view>

namespace logitscope::shell {

/// A token with what it holds made visible: spaces as ␣, line ends as ⏎, tabs as ⇥, bytes that are
/// no characters as <0xC3>.
std::string visibleToken(std::string_view token);

/// The same for running text: spaces between words stay spaces, those at its end are shown.
std::string visibleText(std::string_view text);

} // namespace logitscope::shell
