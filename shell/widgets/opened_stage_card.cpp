#include "widgets/opened_stage_card.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace logitscope::shell {

namespace {

// Below this width the table stands under the rules, not beside them.
constexpr float kBesideFrom = 640;
constexpr float kRulesShare = 0.42F;
constexpr float kRowHeight = 24;
constexpr std::size_t kMostRows = 8;
constexpr float kCloseSize = 28;
constexpr float kCross = 4;
/// A column of figures is as wide as the widest, and this apart from the next.
constexpr float kColumnGap = 16;
constexpr float kTokenMost = 130;
constexpr float kWordsLeast = 120;

class Card {
public:
  Card(PanelContext& context, const OpenedStage& opened, ImVec2 at, float width, Actions& actions)
      : context_(context), painter_(context.painter), palette_(context.palette()), opened_(opened),
        at_(at), width_(width), actions_(actions) {}

  float draw() {
    const float left = at_.x + kGapWide;
    const float right = at_.x + width_ - kGapWide;
    const bool isBeside = width_ >= kBesideFrom;
    const float rulesRight = isBeside ? left + (right - left) * kRulesShare : right;
    painter_.hairlineAcross(at_.x, at_.x + width_, at_.y, palette_.kept);
    const float rulesBottom = drawRules(left, rulesRight, at_.y + kGapWide);
    const float tableLeft = isBeside ? rulesRight + kGapColumn : left;
    const float tableTop = isBeside ? at_.y + kGapWide : rulesBottom + kGapWide;
    // Beside the rules the cross stands at the end of the table's head.
    const float tableBottom = drawTable(tableLeft, isBeside ? right - kCloseSize : right, tableTop);
    drawClose({at_.x + width_ - kCloseSize, at_.y + kGap});
    const float bottom = std::max(rulesBottom, tableBottom) + kGap;
    painter_.hairlineAcross(at_.x, at_.x + width_, bottom, palette_.kept);
    return bottom - at_.y;
  }

private:
  /// Gives the lower end.
  float drawRules(float left, float right, float y) {
    const float width = right - left;
    painter_.text(context_.strong(palette_.kept), {left, y}, opened_.title);
    y += kSizeBody + kGap;
    y += painter_.textWrapped(context_.words(palette_.muted), {left, y}, width - kCloseSize, opened_.purpose);
    for (const OpenedStage::Rule& rule : opened_.rules) {
      y += kGapWide;
      painter_.text(context_.words(palette_.muted), {left, y}, rule.name);
      y += kSizeSmall + kGapSmall;
      y += painter_.textWrapped(context_.mono(palette_.text), {left, y}, width, rule.formula);
      y += kGapSmall;
      y += painter_.textWrapped(context_.mono(palette_.kept), {left, y}, width, rule.figures);
    }
    return y;
  }

  struct Column {
    float left = 0;
    float right = 0;
    bool isWords = false;
  };

  std::size_t rowCount() const { return std::min(kMostRows, opened_.rows.size()); }

  float widestIn(std::size_t column) const {
    float widest = painter_.widthOf(context_.words(0), opened_.columns[column].head);
    for (std::size_t i = 0; i < rowCount(); ++i)
      widest = std::max(widest, painter_.widthOf(context_.mono(0), opened_.rows[i].cells[column]));
    // Wide enough for the last letter's rounding too.
    return std::ceil(widest) + 1;
  }

  /// Tokens to the left, figures after them, and words in the room that is left; where there is too
  /// little for words, they go: the HTML beside the picture has them.
  std::vector<Column> layOut(float left, float right) const {
    std::vector<Column> columns;
    float x = left;
    for (std::size_t i = 0; i < opened_.columns.size(); ++i) {
      const bool isLastWords = i > 0 && opened_.columns[i].isWords;
      if (isLastWords) {
        if (right - x >= kWordsLeast) columns.push_back({x, right, true});
        break;
      }
      const float wide = i == 0 ? std::min(kTokenMost, widestIn(i)) : widestIn(i);
      if (i > 0 && x + wide > right) break;
      columns.push_back({x, x + wide, i == 0});
      x += wide + kColumnGap;
    }
    return columns;
  }

  float drawTable(float left, float right, float y) {
    const std::vector<Column> columns = layOut(left, right);
    right = columns.back().right;
    for (std::size_t i = 0; i < columns.size(); ++i)
      drawCell(columns[i], context_.words(palette_.muted), y, opened_.columns[i].head);
    y += kSizeSmall + kGap;
    for (std::size_t r = 0; r < rowCount(); ++r) {
      const TwinRow& row = opened_.rows[r];
      const ImU32 colour = row.state == "picked"    ? palette_.picked
                           : row.state == "removed" ? palette_.muted
                                                    : palette_.text;
      painter_.hairlineAcross(left, right, y, palette_.line);
      for (std::size_t i = 0; i < columns.size(); ++i) {
        const bool isReason = i > 0 && columns[i].isWords;
        drawCell(columns[i], isReason ? context_.words(colour) : context_.mono(colour),
                 y + (kRowHeight - kSizeSmall) / 2, row.cells[i]);
      }
      y += kRowHeight;
    }
    if (opened_.rows.size() > rowCount()) {
      const std::string rest = std::to_string(opened_.rows.size() - rowCount()) + " more in the table below";
      painter_.textClipped(context_.words(palette_.muted), {left, y + kGapSmall}, right - left, rest);
      y += kSizeSmall + kGap;
    }
    return y;
  }

  void drawCell(const Column& column, const TextStyle& style, float y, std::string_view text) {
    if (column.isWords) {
      painter_.textClipped(style, {column.left, y}, column.right - column.left, text);
    } else {
      painter_.textRight(style, column.right, y, text);
    }
  }

  void drawClose(ImVec2 at) {
    const Box box = boxAt(at, {kCloseSize, kCloseSize});
    const Touch touch = context_.take("close stage", box);
    if (touch.isHovered) painter_.fill(box, palette_.hover, kCorner);
    const ImVec2 middle{(box.left + box.right) / 2, box.middle()};
    painter_.line({middle.x - kCross, middle.y - kCross}, {middle.x + kCross, middle.y + kCross}, palette_.muted, 1.5F);
    painter_.line({middle.x - kCross, middle.y + kCross}, {middle.x + kCross, middle.y - kCross}, palette_.muted, 1.5F);
    if (touch.isClicked) actions_.push_back(OpenColumn{});
  }

  PanelContext& context_;
  Painter& painter_;
  const Palette& palette_;
  const OpenedStage& opened_;
  ImVec2 at_;
  float width_;
  Actions& actions_;
};

} // namespace

float drawOpenedStage(PanelContext& context, const OpenedStage& opened, ImVec2 at, float width,
                      Actions& actions) {
  return Card(context, opened, at, width, actions).draw();
}

} // namespace logitscope::shell
