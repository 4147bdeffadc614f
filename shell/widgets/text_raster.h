#pragma once

#include "theme.h"
#include "widgets/box.h"

#include <optional>
#include <string_view>

namespace logitscope::shell {

/// Sets texts that our faces cannot: the platform's, in a browser its 2D canvas. Panels do not know
/// it; Painter asks it where [Painter::needsRaster] says so.
class TextRaster {
public:
  /// A text as a picture in a texture, valid for this frame.
  struct Picture {
    ImTextureRef texture;
    ImVec2 uvMin;
    ImVec2 uvMax;
    /// Where it lies, as seen from the text's upper left corner: accents and tails reach beyond.
    Box box;
  };

  TextRaster() = default;
  TextRaster(const TextRaster&) = delete;
  TextRaster& operator=(const TextRaster&) = delete;
  virtual ~TextRaster() = default;

  /// In CSS pixels.
  virtual float widthOf(const TextStyle& style, std::string_view text) = 0;
  /// Empty where it cannot either, for want of a face or of room. [baseline] is where the face at hand has its own, below
  /// the text's upper edge.
  virtual std::optional<Picture> pictureOf(const TextStyle& style, std::string_view text,
                                           float baseline) = 0;
};

} // namespace logitscope::shell
