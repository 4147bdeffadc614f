#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace logitscope::shell {

/// Names and values of a link, in its order: a=b&c=d.
using LinkFields = std::vector<std::pair<std::string, std::string>>;

LinkFields splitLink(std::string_view link);
/// The value of a name, the first where it stands twice.
std::optional<std::string> findField(const LinkFields& fields, std::string_view name);

/// Appends name and value; a value's signs that mean something in addresses are written as %XX.
void appendField(std::string& link, std::string_view name, std::string_view value);

/// The parts of a text between [separator]s; none for an empty text.
std::vector<std::string_view> splitAt(std::string_view text, char separator);

} // namespace logitscope::shell
