#include "widgets/chips.h"

#include <algorithm>
#include <string>

namespace logitscope::shell {

namespace {

constexpr float kChipInset = 6;
constexpr float kChipHeight = 26;
constexpr float kTokenSize = 13;
constexpr float kLetterSize = 10;
constexpr float kLetterGap = 4;
constexpr float kSelected = 2;
constexpr float kSurprise = 1.5F;
constexpr float kSwatch = 18;
// Both lie in the gap to the chips around.
constexpr float kUnderline = 2;
constexpr float kStroke = 2;

struct Ink {
  ImU32 ground;
  ImU32 text;
};

Ink inkOf(const Chip& chip, const Palette& palette) {
  if (!chip.band) return {palette.raised, palette.text};
  const BandColours& band = palette.bands[*chip.band];
  return {band.fill, band.text};
}

std::string letterOf(const Chip& chip, const Palette& palette) {
  return chip.band ? std::string(1, palette.bands[*chip.band].letter) : std::string();
}

class Flow {
public:
  Flow(PanelContext& context, ImVec2 at, float width)
      : context_(context), painter_(context.painter), palette_(context.palette()), at_(at),
        width_(width), pen_(at) {}

  ChipsResult draw(std::span<const Chip> chips) {
    ChipsResult result;
    for (std::size_t i = 0; i < chips.size(); ++i) {
      const Chip& chip = chips[i];
      const Touch touch = drawChip(chip);
      if (touch.isHovered) result.hovered = i;
      if (touch.isClicked) result.clicked = i;
      if (chip.endsLine) breakLine();
    }
    if (pen_.x > at_.x) breakLine();
    result.height = pen_.y - at_.y;
    return result;
  }

private:
  /// With a finger, lines stand as far apart as it is thick.
  float lineHeight() const {
    return context_.look.isTouched ? kTouchTarget : kChipHeight + kGapSmall;
  }

  void breakLine() { pen_ = {at_.x, pen_.y + lineHeight()}; }

  Touch drawChip(const Chip& chip) {
    const Ink ink = inkOf(chip, palette_);
    const TextStyle style = context_.mono(ink.text, kTokenSize);
    const TextStyle small{Face::Mono, kLetterSize, ink.text};
    const std::string letter = letterOf(chip, palette_);
    const float letterWidth = letter.empty() ? 0 : painter_.widthOf(small, letter) + kLetterGap;
    const float whole = painter_.widthOf(style, chip.label) + letterWidth + 2 * kChipInset;
    const float chipWidth = std::min(whole, width_);
    if (pen_.x > at_.x && pen_.x + chipWidth > at_.x + width_) breakLine();

    const float top = pen_.y + (lineHeight() - kChipHeight) / 2;
    const Box box = boxAt({snapped(pen_.x, painter_.pixel()), snapped(top, painter_.pixel())},
                          {chipWidth, kChipHeight});
    const Box target{box.left - kGapSmall / 2, pen_.y, box.right + kGapSmall / 2,
                     pen_.y + lineHeight()};
    const Touch touch = context_.take(chip.id, target);
    painter_.fill(box, ink.ground, kCorner);
    drawBorder(chip, box, touch.isHovered, ink);
    drawMarks(chip, box);
    painter_.textClipped(style, {box.left + kChipInset, box.middle() - kTokenSize / 2},
                         chipWidth - letterWidth - 2 * kChipInset + 1, chip.label);
    // Low, as an index is: it belongs to the token and is not read with it.
    painter_.textRight(small, box.right - kChipInset, box.bottom - kLetterSize - kGapSmall, letter);
    pen_.x += chipWidth + kGapSmall;
    return touch;
  }

  void drawBorder(const Chip& chip, const Box& box, bool isHovered, const Ink& ink) {
    if (chip.isDashed) painter_.outlineDashed(box, ink.text, kSurprise);
    if (chip.isSelected) {
      painter_.outline(box.grown(kSelected), palette_.text, kSelected, kCorner + kSelected);
    } else if (isHovered) {
      painter_.outline(box.grown(kSelected), palette_.muted, 1, kCorner + kSelected);
    }
  }

  void drawMarks(const Chip& chip, const Box& box) {
    if (chip.isRepeated) {
      painter_.fill({box.left, box.bottom + 1, box.right, box.bottom + 1 + kUnderline}, palette_.text);
    }
    if (chip.isParting) {
      const float right = box.left - (kGapSmall - kStroke) / 2;
      painter_.fill({right - kStroke, box.top - kStroke, right, box.bottom + kStroke}, palette_.text);
    }
  }

  PanelContext& context_;
  Painter& painter_;
  const Palette& palette_;
  ImVec2 at_;
  float width_;
  ImVec2 pen_;
};

} // namespace

ChipsResult chips(PanelContext& context, std::span<const Chip> chips, ImVec2 at, float width) {
  return Flow(context, at, width).draw(chips);
}

float bandLegend(PanelContext& context, std::span<const std::string_view> names, ImVec2 at,
                 float width) {
  Painter& painter = context.painter;
  const TextStyle style = context.words(context.palette().muted);
  ImVec2 pen = at;
  for (std::size_t i = 0; i < std::min(names.size(), kBandCount); ++i) {
    const BandColours& band = context.palette().bands[i];
    const float entry = kSwatch + kGapSmall + painter.widthOf(style, names[i]) + kGapWide;
    if (pen.x > at.x && pen.x + entry - kGapWide > at.x + width)
      pen = {at.x, pen.y + kSwatch + kGapSmall};
    const Box swatch = boxAt(pen, {kSwatch, kSwatch});
    painter.fill(swatch, band.fill, kCorner);
    painter.textCentred(context.mono(band.text), (swatch.left + swatch.right) / 2, pen.y + 2,
                        std::string(1, band.letter));
    painter.text(style, {swatch.right + kGapSmall, pen.y + 2}, names[i]);
    pen.x += entry;
  }
  return pen.y + kSwatch - at.y;
}

} // namespace logitscope::shell
