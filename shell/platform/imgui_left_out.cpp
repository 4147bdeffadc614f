// What Dear ImGui can do and the page never asks for: tables and columns, which it would tidy up, save and close at the end
// of every frame, so that the linker keeps all of them; and settings and typed numbers of any type, read with an sscanf
// that brings in a long double in software. Defined here instead of in imgui_tables.cpp and the C library (40 kB of wasm
// less).

#include <charconv>
#include <cstdarg>
#include <cstring>

struct ImGuiTable;
struct ImGuiTableTempData;

// As imgui_internal.h declares them.
namespace ImGui {

void EndTable();
void TableEndRow(ImGuiTable* table);
void TablePushBackgroundChannel();
void TablePopBackgroundChannel();
void TableGcCompactTransientBuffers(ImGuiTable* table);
void TableGcCompactTransientBuffers(ImGuiTableTempData* data);
void TableGcCompactSettings();
void TableSettingsAddSettingsHandler();
void EndColumns();
void PushColumnsBackground();
void PopColumnsBackground();
void TablePushColumnChannel(int column);
void TablePopColumnChannel();

void EndTable() {}
void TableEndRow(ImGuiTable* /*table*/) {}
void TablePushBackgroundChannel() {}
void TablePopBackgroundChannel() {}
void TableGcCompactTransientBuffers(ImGuiTable* /*table*/) {}
void TableGcCompactTransientBuffers(ImGuiTableTempData* /*data*/) {}
void TableGcCompactSettings() {}
void TableSettingsAddSettingsHandler() {}
void EndColumns() {}
void PushColumnsBackground() {}
void PopColumnsBackground() {}
void TablePushColumnChannel(int /*column*/) {}
void TablePopColumnChannel() {}

} // namespace ImGui

/// Whole numbers between texts that match: what the WebGL backend asks of "#version 300 es".
extern "C" int sscanf(const char* text, const char* format, ...) {
  std::va_list places;
  va_start(places, format);
  int count = 0;
  for (; *format != 0; ++format) {
    if (*format != '%') {
      if (*format != *text++) break;
      continue;
    }
    int number = 0;
    const auto [end, error] = std::from_chars(text, text + std::strlen(text), number);
    if (*++format != 'd' || error != std::errc()) break;
    *va_arg(places, int*) = number;
    text = end;
    ++count;
  }
  va_end(places);
  return count;
}
