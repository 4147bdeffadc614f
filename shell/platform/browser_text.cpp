#include "platform/browser_text.h"

#include <emscripten/val.h>

#include <algorithm>
#include <cstring>

namespace logitscope::shell {

namespace {

using emscripten::val;

/// Enough for two screens full of tokens in every script there is.
constexpr std::size_t kMostPictures = 256;
constexpr std::size_t kMostWidths = 1024;
constexpr int kLargest = 2048;

val painter() {
  return val::module_property("textPainter");
}

val settingOf(const TextStyle& style, std::string_view text, float pixel) {
  val setting = val::object();
  setting.set("text", std::string(text));
  setting.set("face", static_cast<int>(style.face));
  setting.set("size", style.size / pixel);
  return setting;
}

std::string cssColour(ImU32 colour) {
  const auto channel = [&](unsigned shift) { return (colour >> shift) & 0xffU; };
  return "rgba(" + std::to_string(channel(IM_COL32_R_SHIFT)) + ',' +
         std::to_string(channel(IM_COL32_G_SHIFT)) + ',' +
         std::to_string(channel(IM_COL32_B_SHIFT)) + ',' +
         std::to_string(static_cast<float>(channel(IM_COL32_A_SHIFT)) / 255) + ')';
}

/// What tells one setting from another.
std::string keyOf(const TextStyle& style, std::string_view text, float pixel) {
  return std::to_string(static_cast<int>(style.face)) + ' ' + std::to_string(style.size / pixel) +
         ' ' + std::string(text);
}

/// Drops the least lately used until no more than [most] are left, and calls [gone] with each.
template <typename Map, typename Gone> void trim(Map& map, std::size_t most, const Gone& gone) {
  while (map.size() > most) {
    const auto oldest =
        std::ranges::min_element(map, {}, [](const auto& entry) { return entry.second.lastFrame; });
    gone(oldest->second);
    map.erase(oldest);
  }
}

} // namespace

void BrowserText::begin(float pixel) {
  ++frame_;
  // At another ratio every picture is of the wrong size.
  if (pixel != pixel_) clear();
  pixel_ = pixel;
}

void BrowserText::clear() {
  for (const auto& [key, entry] : entries_) {
    if (entry.rect != ImFontAtlasRectId_Invalid) ImGui::GetIO().Fonts->RemoveCustomRect(entry.rect);
  }
  entries_.clear();
  widths_.clear();
}

float BrowserText::widthOf(const TextStyle& style, std::string_view text) {
  const val setter = painter();
  if (setter.isUndefined()) return 0;
  const auto [found, isNew] = widths_.try_emplace(keyOf(style, text, pixel_));
  Width& width = found->second;
  width.lastFrame = frame_;
  if (isNew) width.value = setter.call<float>("width", settingOf(style, text, pixel_)) * pixel_;
  const float value = width.value;
  trim(widths_, kMostWidths, [](const Width&) {});
  return value;
}

std::optional<TextRaster::Picture> BrowserText::pictureOf(const TextStyle& style,
                                                          std::string_view text, float baseline) {
  const Entry* entry = entryOf(style, text);
  ImFontAtlasRect rect;
  if (entry == nullptr || entry->rect == ImFontAtlasRectId_Invalid) return {};
  // Asked anew every time: the atlas moves what it holds.
  if (!ImGui::GetIO().Fonts->GetCustomRect(entry->rect, &rect)) return {};
  const float left = static_cast<float>(entry->left) * pixel_;
  const float top = baseline + static_cast<float>(entry->top) * pixel_;
  return Picture{ImGui::GetIO().Fonts->TexRef,
                 rect.uv0,
                 rect.uv1,
                 {left, top, left + static_cast<float>(entry->width) * pixel_,
                  top + static_cast<float>(entry->height) * pixel_}};
}

const BrowserText::Entry* BrowserText::entryOf(const TextStyle& style, std::string_view text) {
  // Emoji bring their own colours, so a picture is of one colour and not tinted.
  const std::string key = std::to_string(style.colour) + ' ' + keyOf(style, text, pixel_);
  const auto found = entries_.find(key);
  if (found != entries_.end()) {
    found->second.lastFrame = frame_;
    return &found->second;
  }
  if (painter().isUndefined()) return nullptr;
  trim(entries_, kMostPictures - 1, [](const Entry& gone) {
    if (gone.rect != ImFontAtlasRectId_Invalid) ImGui::GetIO().Fonts->RemoveCustomRect(gone.rect);
  });
  return &entries_.emplace(key, rasterised(style, std::string(text))).first->second;
}

BrowserText::Entry BrowserText::rasterised(const TextStyle& style, const std::string& text) const {
  Entry entry{.lastFrame = frame_};
  const val picture =
      painter().call<val>("picture", settingOf(style, text, pixel_), cssColour(style.colour));
  if (picture.isNull()) return entry;
  entry.left = picture["left"].as<int>();
  entry.top = picture["top"].as<int>();
  entry.width = picture["width"].as<int>();
  entry.height = picture["height"].as<int>();
  const auto pixels = emscripten::convertJSArrayToNumberVector<std::uint8_t>(picture["pixels"]);
  const auto size = static_cast<std::size_t>(entry.width) * static_cast<std::size_t>(entry.height);
  if (entry.width > kLargest || entry.height > kLargest || pixels.size() != 4 * size) return entry;

  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  if (atlas.TexDesiredFormat != ImTextureFormat_RGBA32) return entry;
  ImFontAtlasRect rect;
  entry.rect = atlas.AddCustomRect(entry.width, entry.height, &rect);
  if (entry.rect == ImFontAtlasRectId_Invalid) return entry;
  const auto line = static_cast<std::size_t>(entry.width) * 4;
  for (int y = 0; y < entry.height; ++y) {
    std::memcpy(atlas.TexData->GetPixelsAt(rect.x, rect.y + y),
                pixels.data() + static_cast<std::size_t>(y) * line, line);
  }
  return entry;
}

} // namespace logitscope::shell
