#include "utf8.h"

#include <cstdint>

namespace logitscope {

namespace {

struct Shape {
  std::size_t length;
  /// What the second byte may be; this is where overlong forms and surrogates are caught.
  std::uint8_t secondFrom;
  std::uint8_t secondTo;
};

/// The Unicode Standard, table 3-7.
std::optional<Shape> shapeOf(std::uint8_t lead) {
  if (lead < 0x80) return Shape{1, 0, 0};
  if (lead < 0xc2) return std::nullopt;
  if (lead < 0xe0) return Shape{2, 0x80, 0xbf};
  if (lead == 0xe0) return Shape{3, 0xa0, 0xbf};
  if (lead == 0xed) return Shape{3, 0x80, 0x9f};
  if (lead < 0xf0) return Shape{3, 0x80, 0xbf};
  if (lead == 0xf0) return Shape{4, 0x90, 0xbf};
  if (lead < 0xf4) return Shape{4, 0x80, 0xbf};
  if (lead == 0xf4) return Shape{4, 0x80, 0x8f};
  return std::nullopt;
}

} // namespace

std::optional<std::size_t> findInvalidUtf8(std::string_view text) {
  const auto byteAt = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  std::size_t i = 0;
  while (i < text.size()) {
    const auto shape = shapeOf(byteAt(i));
    if (!shape || i + shape->length > text.size()) return i;
    for (std::size_t k = 1; k < shape->length; ++k) {
      const std::uint8_t from = k == 1 ? shape->secondFrom : 0x80;
      const std::uint8_t to = k == 1 ? shape->secondTo : 0xbf;
      if (byteAt(i + k) < from || byteAt(i + k) > to) return i;
    }
    i += shape->length;
  }
  return std::nullopt;
}

} // namespace logitscope
