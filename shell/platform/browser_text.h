#pragma once

#include "widgets/text_raster.h"

#include <imgui.h>

#include <cstdint>
#include <map>
#include <string>

namespace logitscope::shell {

/// Texts set by the browser's 2D canvas (text_painter.mjs), as pictures in Dear ImGui's own atlas:
/// it packs them, uploads them, and brings them back after a lost context. Those that were not
/// drawn for longest give way to new ones.
class BrowserText final : public TextRaster {
public:
  /// Before each frame; [pixel] is one device pixel in CSS pixels.
  void begin(float pixel);
  /// While Dear ImGui lives: its atlas gets its room back.
  void clear();

  float widthOf(const TextStyle& style, std::string_view text) override;
  std::optional<Picture> pictureOf(const TextStyle& style, std::string_view text,
                                   float baseline) override;

private:
  struct Entry {
    ImFontAtlasRectId rect = ImFontAtlasRectId_Invalid;
    /// In device pixels, from where the text begins on its baseline.
    int left = 0;
    int top = 0;
    int width = 0;
    int height = 0;
    std::uint64_t lastFrame = 0;
  };
  struct Width {
    float value = 0;
    std::uint64_t lastFrame = 0;
  };

  const Entry* entryOf(const TextStyle& style, std::string_view text);
  Entry rasterised(const TextStyle& style, const std::string& text) const;

  std::map<std::string, Entry> entries_;
  std::map<std::string, Width> widths_;
  float pixel_ = 1;
  std::uint64_t frame_ = 0;
};

} // namespace logitscope::shell
