#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace logitscope {

/// Where [text] stops being UTF-8: the position of the first byte that does not belong. Empty when
/// all of it is (overlong forms, surrogates and code points beyond U+10FFFF are not).
std::optional<std::size_t> findInvalidUtf8(std::string_view text);

} // namespace logitscope
