#include "panels/edge_panel.h"

#include "widgets/chips.h"
#include "widgets/panel_frame.h"
#include "widgets/slider.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace logitscope::shell {

namespace {

constexpr float kExhibitShare = 0.55F;
constexpr float kRowHeight = 32;
constexpr float kFigureRow = 24;
constexpr float kLabelWidth = 112;
constexpr float kMarkHeight = 16;
constexpr float kMostMark = 72;
constexpr float kTextRise = 2;

class EdgePanel : PanelFrame {
public:
  EdgePanel(const EdgeView& view, PanelContext& context, Actions& actions)
      : PanelFrame(context, actions), view_(view) {}

  float draw() {
    float y = drawExhibits({left_, top()}, width_) + kGapWide;
    y = told({left_, y}, width_, view_.info().lesson) + kGapWide;
    return heightTo(columns(
        y, kExhibitShare, [this](ImVec2 at, float width) { return drawFates(at, width); },
        [this](ImVec2 at, float width) { return drawFigures(at, width); }));
  }

private:
  // ---- each part gives where it ends

  float drawExhibits(ImVec2 at, float width) {
    std::vector<Chip> shown;
    for (const ExhibitInfo& info : kExhibits)
      shown.push_back({.id = "exhibit:" + std::string(info.name), .label = info.label, .isSelected = info.exhibit == view_.exhibit});
    const ChipsResult result = chips(context_, shown, at, width);
    if (result.clicked) actions_.push_back(ShowExhibit{kExhibits[*result.clicked].exhibit});
    return at.y + result.height;
  }

  /// A line for each token, a column for each rule.
  float drawFates(ImVec2 at, float width) {
    float y = drawBoundary(at, width) + kGapWide;
    y += painter_.textWrapped(context_.strong(palette_.text), {at.x, y}, width, view_.verdict) + kGapWide;
    const float begin = at.x + kLabelWidth;
    const float each = std::min((at.x + width - begin) / static_cast<float>(view_.tokens.size()), kMostMark + kGapColumn);
    y = drawHeads(at.x, {begin, y}, each) + kGapSmall;
    for (std::size_t i = 0; i < view_.columns.size(); ++i) {
      painter_.hairlineAcross(at.x, at.x + width, y, palette_.line);
      painter_.textClipped(context_.words(palette_.text), {at.x, y + (kRowHeight - kSizeSmall) / 2}, kLabelWidth - kGap, view_.columns[i].label);
      ImVec2 pen{begin, y};
      if (view_.columns[i].isRefused) drawRefused(pen);
      for (const EdgeToken& token : view_.tokens) {
        const Box mark = boxAt({pen.x, pen.y + (kRowHeight - kMarkHeight) / 2}, {std::min(each - kGapWide, kMostMark), kMarkHeight});
        if (!view_.columns[i].isRefused) drawMark(token.fates[i], mark);
        pen.x += each;
      }
      y += kRowHeight;
    }
    painter_.hairlineAcross(at.x, at.x + width, y, palette_.line);
    return drawLegend({at.x, y + kGap}, width);
  }

  /// The tokens, each with its figure below.
  float drawHeads(float left, ImVec2 at, float each) {
    const float second = at.y + kSizeSmall * kLineHeight;
    painter_.text(context_.words(palette_.muted), {left, second}, view_.figureName);
    for (std::size_t i = 0; i < view_.tokens.size(); ++i) {
      const float x = at.x + static_cast<float>(i) * each;
      painter_.text(context_.mono(palette_.text), {x, at.y}, view_.tokens[i].token);
      painter_.text(context_.mono(palette_.muted), {x, second}, view_.tokens[i].figure);
    }
    return second + kSizeSmall * kLineHeight;
  }

  void drawRefused(ImVec2 at) {
    painter_.text(context_.words(palette_.error), {at.x, at.y + (kRowHeight - kSizeSmall) / 2}, "refused");
  }

  void drawMark(EdgeFate fate, const Box& mark) {
    if (fate == EdgeFate::Removed) {
      painter_.hatch(mark, palette_.removed);
      painter_.outline(mark, palette_.removed, painter_.pixel());
      return;
    }
    painter_.fill(mark, palette_.kept, kCorner);
    if (fate == EdgeFate::Picked)
      painter_.triangle({mark.right + kGap, mark.top + kGapSmall}, {mark.right + kGap, mark.bottom - kGapSmall},
                        {mark.right + 1, mark.middle()}, palette_.picked);
  }

  float drawLegend(ImVec2 at, float width) {
    struct Entry {
      EdgeFate fate;
      std::string_view text;
    };
    const Entry entries[] = {{EdgeFate::Kept, "stays"}, {EdgeFate::Removed, "goes"}, {EdgeFate::Picked, "is picked"}};
    const float each = std::min(width / 3, kMostMark * 2);
    ImVec2 pen = at;
    for (const Entry& entry : entries) {
      drawMark(entry.fate, boxAt(pen, {kGapColumn, kMarkHeight}));
      painter_.text(context_.words(palette_.muted), {pen.x + kGapColumn + kGapWide, pen.y + kTextRise}, entry.text);
      pen.x += each;
    }
    return at.y + kMarkHeight;
  }

  float drawBoundary(ImVec2 at, float width) {
    const auto last = static_cast<float>(view_.stops.size() - 1);
    const Slider made{.id = "boundary",
                      .label = view_.info().boundary,
                      .text = view_.stops[view_.stop],
                      .share = static_cast<float>(view_.stop) / last};
    if (const auto share = slider(context_, made, at, width)) {
      const auto stop = static_cast<std::size_t>(std::lround(*share * last));
      if (stop != view_.stop) actions_.push_back(MoveBoundary{stop});
    }
    return at.y + kSliderHeight;
  }

  float drawFigures(ImVec2 at, float width) {
    float y = at.y;
    if (!view_.sums.rows.empty()) y = drawSums(at, width) + kGapWide;
    y = title({at.x, y}, width, "What each answers");
    for (const EdgeColumn& column : view_.columns) {
      painter_.text(context_.words(palette_.muted), {at.x, y}, column.label);
      y += kSizeSmall * kLineHeight;
      const ImU32 colour = column.isRefused ? palette_.error : palette_.text;
      y += painter_.textWrapped(context_.words(colour, kSizeBody), {at.x, y}, width, column.answer) + kGap;
    }
    return wrapped({at.x, y + kGap}, width, view_.info().source);
  }

  /// Figures right-aligned, columns as wide as their longest.
  float drawSums(ImVec2 at, float width) {
    float y = at.y + painter_.textWrapped(context_.strong(palette_.text), at, width, view_.sums.caption) + kGap;
    const TextStyle head = context_.words(palette_.muted);
    const TextStyle mono = context_.mono(palette_.text);
    std::vector<float> widths;
    for (std::size_t i = 0; i < view_.sums.heads.size(); ++i) {
      float widest = painter_.widthOf(head, view_.sums.heads[i]);
      for (const auto& row : view_.sums.rows)
        widest = std::max(widest, painter_.widthOf(mono, row[i]));
      widths.push_back(widest + kGapWide);
    }
    const auto cells = [&](const TextStyle& style, const std::vector<std::string>& texts, float top) {
      float right = at.x;
      for (std::size_t i = 0; i < texts.size(); ++i) {
        right += widths[i];
        if (i == 0) painter_.text(style, {at.x, top}, texts[i]);
        else painter_.textRight(style, right - kGapWide, top, texts[i]);
      }
    };
    cells(head, view_.sums.heads, y);
    y += kSizeSmall * kLineHeight + kGapSmall;
    for (const auto& row : view_.sums.rows) {
      painter_.hairlineAcross(at.x, at.x + width, y, palette_.line);
      cells(mono, row, y + kGapSmall);
      y += kFigureRow;
    }
    return y;
  }

  const EdgeView& view_;
};

} // namespace

float drawEdgePanel(const EdgeView& view, PanelContext& context, Actions& actions) {
  return EdgePanel(view, context, actions).draw();
}

} // namespace logitscope::shell
