// What is drawn, read from its SVG; and whether it can be read at all.

#include "screen.h"
#include "widgets/utf8.h"

#include <doctest/doctest.h>

#include <array>

using namespace logitscope::shell;

namespace {

constexpr ImU32 kBlack = IM_COL32(0, 0, 0, 255);

/// Sets every text as a picture of 10 by 10 a byte, and remembers what it was asked for.
class CountingRaster final : public TextRaster {
public:
  std::string last;
  float widthOf(const TextStyle& /*style*/, std::string_view text) override {
    return 10.0F * static_cast<float>(text.size());
  }
  std::optional<Picture> pictureOf(const TextStyle& style, std::string_view text,
                                   float /*baseline*/) override {
    last = text;
    return Picture{ImGui::GetIO().Fonts->TexRef, {0, 0}, {1, 1}, {0, 0, widthOf(style, text), 10}};
  }
};

} // namespace

TEST_CASE("every text has 4.5 : 1 on its ground, every mark 3 : 1") {
  for (const ThemeName name : {ThemeName::Light, ThemeName::Dark}) {
    const Palette& palette = paletteOf(name);
    for (const ImU32 ground : {palette.panel, palette.raised, palette.hover}) {
      for (const ImU32 ink : {palette.text, palette.muted, palette.picked})
        CHECK(contrastOf(ink, ground) >= 4.5);
    }
    for (const ImU32 ink : {palette.good, palette.caution, palette.error})
      CHECK(contrastOf(ink, palette.panel) >= 4.5);
    for (const ImU32 mark : {palette.kept, palette.removed, palette.picked})
      CHECK(contrastOf(mark, palette.panel) >= 3);
    CHECK(contrastOf(palette.onPicked, palette.picked) >= 4.5);
    CHECK(contrastOf(palette.panel, palette.kept) >= 4.5);
    CHECK(contrastOf(palette.text, palette.keptSoft) >= 4.5);
  }
}

TEST_CASE("where more contrast is asked for, every text, mark and hairline has 7 : 1") {
  for (const ThemeName name : {ThemeName::LightContrast, ThemeName::DarkContrast}) {
    const Palette& palette = paletteOf(name);
    for (const ImU32 ground : {palette.panel, palette.raised, palette.hover}) {
      for (const ImU32 ink : {palette.text, palette.muted, palette.picked, palette.kept, palette.removed})
        CHECK(contrastOf(ink, ground) >= 7);
    }
    for (const ImU32 ink : {palette.good, palette.caution, palette.error, palette.line})
      CHECK(contrastOf(ink, palette.panel) >= 7);
    CHECK(contrastOf(palette.onPicked, palette.picked) >= 7);
    CHECK(contrastOf(palette.text, palette.keptSoft) >= 7);
    for (const BandColours& band : palette.bands)
      CHECK(contrastOf(band.text, band.fill) >= 7);
  }
}

TEST_CASE("a theme goes by its name, and an unknown one is light") {
  CHECK(themeOf("dark") == ThemeName::Dark);
  CHECK(themeOf("lightContrast") == ThemeName::LightContrast);
  CHECK(themeOf("darkContrast") == ThemeName::DarkContrast);
  CHECK(themeOf("pink") == ThemeName::Light);
}

TEST_CASE("text on each entropy band has 4.5 : 1, and each band has its own letter") {
  std::string letters;
  for (const BandColours& band : paletteOf(ThemeName::Light).bands) {
    CHECK(contrastOf(band.text, band.fill) >= 4.5);
    CHECK(letters.find(band.letter) == std::string::npos);
    letters += band.letter;
  }
}

TEST_CASE("a line is broken between words, and never between a number and its percent sign") {
  Screen screen(400, 100);
  const std::string svg = screen.svgOf([](PanelContext& context) {
    const TextStyle style = context.words(kBlack);
    const float width = context.painter.widthOf(style, "It had 13.1");
    context.painter.textWrapped(style, {0, 0}, width, "It had 13.1 % then");
  });
  CHECK(contains(svg, ">It had</text>"));
  CHECK(contains(svg, ">13.1 % then</text>"));
}

TEST_CASE("contrast runs from 1 to 21") {
  CHECK(contrastOf(kBlack, kBlack) == doctest::Approx(1));
  CHECK(contrastOf(kBlack, IM_COL32_WHITE) == doctest::Approx(21));
}

TEST_CASE("each primitive is taken down as it is drawn, measured from the panel's corner") {
  Screen screen(200, 100);
  const std::string svg = screen.svgOf([](PanelContext& context) {
    Painter& painter = context.painter;
    painter.fill({10, 20, 30, 40}, withAlpha(IM_COL32(255, 0, 0, 255), 0.5F), 3);
    painter.outline({0, 0, 10, 10}, kBlack, 2);
    painter.lineDashed({0, 0}, {9, 0}, kBlack);
    painter.hatch({0, 0, 12, 10}, kBlack);
    painter.triangle({0, 0}, {4, 0}, {2, 3}, kBlack);
    painter.circle({5, 6}, 2.5F, kBlack);
    painter.ribbon({0, 0, 10}, {100, 50, 60}, kBlack);
    const std::array<ImVec2, 2> line = {ImVec2{0, 5}, ImVec2{10, 7}};
    painter.area(line, 20, kBlack);
    const Painter::Clip clip(painter, {0, 0, 50, 50});
    painter.text(context.mono(kBlack), {1, 2}, "a\x01<b>");
  });
  CHECK(contains(svg, R"svg(<rect x="10" y="20" width="20" height="20" rx="3" fill="rgb(255,0,0)" fill-opacity="0.5"/>)svg"));
  CHECK(contains(svg, R"svg(<rect x="1" y="1" width="8" height="8" fill="none" stroke="rgb(0,0,0)" stroke-width="2"/>)svg"));
  CHECK(contains(svg, R"(stroke-dasharray)"));
  CHECK(contains(svg, R"svg(<polygon points="0,0 4,0 2,3 ")svg"));
  CHECK(contains(svg, R"svg(<circle cx="5" cy="6" r="2.5")svg"));
  CHECK(contains(svg, R"svg(<path d="M0,0 C50,0 50,50 100,50 L100,60 C50,60 50,10 0,10 Z")svg"));
  CHECK(contains(svg, R"svg(<polygon points="0,5 10,7 10,20 0,20 ")svg"));
  CHECK(contains(svg, "clip-path=\"url(#clip0)\""));
  CHECK(contains(svg, "JetBrains Mono"));
  CHECK(contains(svg, "xml:space=\"preserve\">a\xef\xbf\xbd&lt;b&gt;</text>"));
}

TEST_CASE("bytes that are no UTF-8 become the sign for that, one a byte") {
  std::string_view text = "\xc3(\xe2\x82\xac\xed\xa0\x80\xff";
  std::u32string read;
  while (!text.empty())
    read += takeCharacter(text);
  CHECK(read == std::u32string{0xfffd, U'(', 0x20ac, 0xfffd, 0xfffd, 0xfffd, 0xfffd});
}

TEST_CASE("the last character is dropped with its marks, and an emoji whole") {
  const auto dropped = [](std::string_view text) {
    dropLastCharacter(text);
    return std::string(text);
  };
  CHECK(dropped("ab") == "a");
  CHECK(dropped("a\u00e9") == "a");
  CHECK(dropped("ae\u0301") == "a");
  CHECK(dropped("a\U0001f44d\U0001f3fd") == "a");
  CHECK(dropped("a\U0001f469\u200d\U0001f469\u200d\U0001f467") == "a");
  CHECK(dropped("") == "");
}

TEST_CASE(
    "a text that the face cannot set is set whole by the platform, and stays text in the SVG") {
  Screen screen(400, 100);
  CountingRaster raster;
  screen.raster = &raster;
  const auto draw = [&](std::string_view text) {
    return screen.svgOf([&](PanelContext& context) {
      context.painter.text(context.mono(kBlack), {0, 0}, text);
    });
  };
  draw("plain");
  CHECK(raster.last.empty());
  for (const std::string_view text :
       {"日本", "e\u0301", "\u05e9\u05dc\u05d5\u05dd", "\U0001f44d"}) {
    CHECK(contains(draw(text), std::string(text) + "</text>"));
    CHECK(raster.last == text);
  }
}

TEST_CASE("where nobody can set it, a text is still drawn, as well as the face can") {
  Screen screen(400, 100);
  screen.frame([](PanelContext& context) {
    CHECK(context.painter.widthOf(context.mono(0), "日本") > 0);
    context.painter.textClipped(context.mono(kBlack), {0, 0}, 10, "日本日本日本");
  });
}
