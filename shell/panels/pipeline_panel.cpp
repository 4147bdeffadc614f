#include "panels/pipeline_panel.h"

#include "widgets/bar.h"
#include "widgets/control_sliders.h"
#include "widgets/number_line.h"
#include "widgets/opened_stage_card.h"
#include "widgets/ribbons.h"
#include "widgets/slider.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace logitscope::shell {

namespace {

// Below this width there is room for one chart, not for five.
constexpr float kWideFrom = 720;
constexpr std::size_t kMaxCanvasRows = 12;

constexpr float kRowHeight = 34;
constexpr float kBarHeight = 16;
constexpr float kTokenLeast = 72;
constexpr float kTokenMost = 150;
constexpr float kValueWidth = 70;
/// Figures with two ends are wider; a bar keeps at least this part of its column.
constexpr float kBarShare = 0.35F;
constexpr float kHeaderHeight = 48;
constexpr float kFormulaTop = 22;
constexpr float kChevron = 4;
constexpr float kTabHeight = 44;
constexpr float kTabGap = 4;
constexpr float kButtonWidth = 116;
/// Room for the two sliders of the cut.
constexpr float kControlsHeight = 2 * kSliderHeight + kGap;
/// Room for a sentence in two lines, where a column stands alone and has no slider.
constexpr float kCaptionHeight = 36;
/// From the token back to the tip that points at it.
constexpr float kPointerGap = 4;
constexpr float kTokenSize = 13;
constexpr float kZeroReach = 4;
/// Between a bar and its ribbon, and between a ribbon and the figure on it.
constexpr float kRibbonGap = 3;
constexpr float kThreadGap = 4;
constexpr float kThinnestThread = 1;
constexpr float kThickestThread = 14;

/// What fits on a tab.
constexpr std::array<std::string_view, kPipelineColumnCount> kTabLabels = {
    "Logits", "Temp.", "Softmax", "Cut", "Draw"};

/// One sentence under each title that has no control.
constexpr std::array<std::string_view, kPipelineColumnCount> kCaptions = {
    "The model's raw scores. Any number: they are not probabilities.",
    "",
    "exp makes every score positive; dividing by their sum makes them add up to 1.",
    "",
    "Each token that stays owns a stretch of the line from 0 to 1. The coin falls on one.",
};

/// Where the controls of a stage stand: in the column that it acts in.
PipelineColumn columnOf(const Control& control) {
  return control.kind == StageKind::Temperature ? PipelineColumn::Temperature : PipelineColumn::Cut;
}

struct Column {
  std::size_t index = 0;
  float left = 0;
  float width = 0;
};

class PipelinePanel {
public:
  PipelinePanel(const PipelinePanelInput& input, PipelinePanelState& state, PanelContext& context,
                Actions& actions)
      : in_(input), state_(state), context_(context), painter_(context.painter),
        palette_(context.palette()), actions_(actions), origin_(context.origin),
        width_(context.width), rowCount_(std::min(kMaxCanvasRows, input.view.rows.size())) {}

  float draw() {
    forgetGoneRows();
    const float inset = width_ >= kWideFrom ? kGapColumn : kGapWide;
    left_ = origin_.x + inset;
    right_ = origin_.x + width_ - inset;
    y_ = origin_.y + kGapWide;
    tokenWidth_ = widestToken();
    valueWidth_ = widestValue();
    if (width_ >= kWideFrom) {
      drawAllColumns();
    } else {
      if (in_.view.opened) state_.column = in_.view.opened->column;
      drawTabs();
      drawColumns({{state_.column, left_ + tokenWidth_, right_ - left_ - tokenWidth_}});
    }
    if (in_.view.opened) y_ += drawOpenedStage(context_, *in_.view.opened, {left_, y_}, right_ - left_, actions_) + kGapWide;
    drawLine();
    drawOutcome();
    return y_ - origin_.y + kGapWide;
  }

private:
  float widestToken() const {
    float widest = 0;
    for (std::size_t i = 0; i < rowCount_; ++i) {
      widest = std::max(widest, painter_.widthOf(context_.mono(0, kTokenSize), rowAt(i).token));
    }
    return snapped(std::clamp(widest + kGapWide, kTokenLeast, kTokenMost), painter_.pixel());
  }

  float widestValue() const {
    float widest = kValueWidth;
    if (!in_.view.isRecorded) return widest;
    for (std::size_t i = 0; i < rowCount_; ++i) {
      for (const PipelineCell& cell : rowAt(i).cells)
        widest = std::max(widest, painter_.widthOf(context_.mono(0), cell.text) + kGap);
    }
    return widest;
  }

  /// However short the picture, everything else is in it.
  const PipelineRow& rowAt(std::size_t i) const {
    const auto& rows = in_.view.rows;
    return i + 1 == rowCount_ && rows.back().isRest ? rows.back() : rows[i];
  }

  float barRoom(const Column& column) const {
    return std::max(column.width - valueWidth_, column.width * kBarShare);
  }

  /// Motion is kept for what is shown and for nothing else, however many scenarios come and go.
  void forgetGoneRows() {
    std::erase_if(state_.motion, [&](const auto& entry) {
      return std::ranges::find(in_.view.rows, entry.first, &PipelineRow::id) == in_.view.rows.end();
    });
  }

  void drawAllColumns() {
    std::vector<Column> columns;
    const float room = right_ - left_ - tokenWidth_ + kGapColumn;
    const float each = room / static_cast<float>(kPipelineColumnCount);
    for (std::size_t i = 0; i < kPipelineColumnCount; ++i) {
      const float left = left_ + tokenWidth_ + static_cast<float>(i) * each;
      columns.push_back({i, snapped(left, painter_.pixel()), each - kGapColumn});
    }
    drawColumns(columns);
  }

  void drawTabs() {
    // The last tab ends where everything else does.
    const float each = (right_ - left_ + kTabGap) / static_cast<float>(kPipelineColumnCount);
    for (std::size_t i = 0; i < kPipelineColumnCount; ++i) {
      const Box box =
          boxAt({left_ + static_cast<float>(i) * each, y_}, {each - kTabGap, kTabHeight});
      const Button tab{"tab" + std::to_string(i + 1), kTabLabels[i], i == state_.column};
      if (!button(context_, tab, box)) continue;
      state_.column = i;
      if (in_.view.opened) actions_.push_back(OpenColumn{i});
    }
    y_ += kTabHeight + kGapWide;
  }

  void drawColumns(const std::vector<Column>& columns) {
    const float top = y_;
    for (const Column& column : columns)
      drawHeader(column, top);
    y_ = top + kHeaderHeight + controlsHeight(columns) + kGap;
    findHovered(columns);
    if (columns.size() > 1) drawFlow(columns);
    for (std::size_t i = 0; i < rowCount_; ++i)
      drawRow(rowAt(i), columns);
    drawRest();
    y_ += kGap;
  }

  /// Side by side all columns leave the same room, so that their rows align.
  float controlsHeight(const std::vector<Column>& columns) const {
    if (columns.size() > 1) return kControlsHeight;
    const auto count = std::ranges::count_if(in_.controls, [&](const Control& control) {
      return static_cast<std::size_t>(columnOf(control)) == columns.front().index;
    });
    return count == 0 ? kCaptionHeight : static_cast<float>(count) * (kSliderHeight + kGap);
  }

  void drawHeader(const Column& column, float top) {
    const PipelineColumnView& view = in_.view.columns[column.index];
    // Alone, a chart has the whole width for its title.
    const float left = width_ >= kWideFrom ? column.left : left_;
    const float width = column.left + column.width - left;
    const bool isOpen = in_.view.opened && in_.view.opened->column == column.index;
    const std::string number = std::to_string(column.index + 1);
    const Box box{left - kGap, top - kGap, left + width + kGap, top + kHeaderHeight - kGap};
    const Touch touch = context_.take("stage:" + number, box);
    if (touch.isHovered) painter_.fill(box, palette_.hover, kCorner);
    if (touch.isClicked) actions_.push_back(OpenColumn{isOpen ? std::nullopt : std::optional(column.index)});
    painter_.text(context_.words(palette_.muted, kSizeBody), {left, top}, number);
    painter_.text(context_.strong(isOpen ? palette_.kept : palette_.text), {left + kGapWide, top},
                  view.title);
    drawChevron(left + width - kGap, top + kSizeBody / 2, isOpen);
    painter_.textClipped(context_.mono(palette_.muted), {left, top + kFormulaTop}, width,
                         view.formula);
    drawControls(column.index, left, width, top + kHeaderHeight);
  }

  /// There is more behind the title: it opens at a click, downwards.
  void drawChevron(float x, float y, bool isOpen) {
    const ImU32 colour = isOpen ? palette_.kept : palette_.muted;
    if (isOpen) {
      painter_.triangle({x - kChevron, y - kChevron / 2}, {x + kChevron, y - kChevron / 2},
                        {x, y + kChevron / 2}, colour);
    } else {
      painter_.triangle({x - kChevron / 2, y - kChevron}, {x + kChevron / 2, y},
                        {x - kChevron / 2, y + kChevron}, colour);
    }
  }

  void drawControls(std::size_t column, float left, float width, float top) {
    const std::string& own = in_.view.columns[column].caption;
    const std::string_view caption = own.empty() ? kCaptions[column] : std::string_view(own);
    if (!caption.empty()) {
      painter_.textWrapped(context_.words(palette_.muted), {left, top}, width, caption);
      return;
    }
    for (const Control& control : in_.controls) {
      if (static_cast<std::size_t>(columnOf(control)) != column) continue;
      controlSlider(context_, control, {left, top}, width, actions_);
      top += kSliderHeight + kGap;
    }
  }

  Box rowBox(float top) const { return {left_ - kGap, top, right_ + kGap, top + kRowHeight}; }

  /// What is looked at, before anything is drawn: it stands out in every column.
  void findHovered(const std::vector<Column>& columns) {
    for (std::size_t i = 0; i < rowCount_; ++i) {
      const Box box = rowBox(y_ + static_cast<float>(i) * kRowHeight);
      if (!context_.isHovered(box)) continue;
      painter_.fill(box, palette_.hover, kCorner);
      hovered_ = &rowAt(i);
      hoveredColumn_ = columns.front().index;
      for (const Column& column : columns) {
        if (context_.pointer().x >= column.left) hoveredColumn_ = column.index;
      }
    }
  }

  /// Each token from bar to bar: drawn together to a thread as thick as its share of the
  /// probability, with its figure on it, and opening into the next bar. What is cut ends there.
  void drawFlow(const std::vector<Column>& columns) {
    std::vector<RibbonBand> bands;
    for (std::size_t i = 0; i < rowCount_; ++i) {
      const float middle = y_ + (static_cast<float>(i) + 0.5F) * kRowHeight;
      for (std::size_t c = 0; c + 1 < columns.size(); ++c)
        addBands(bands, rowAt(i), {columns[c], columns[c + 1]}, middle);
    }
    drawRibbons(context_, bands);
  }

  struct Neighbours {
    Column from;
    Column to;
  };

  void addBands(std::vector<RibbonBand>& bands, const PipelineRow& row, const Neighbours& pair,
                float middle) {
    const PipelineCell& cell = row.cells[pair.from.index];
    if (!cell.isKept) return;
    const bool isCut = !row.cells[pair.to.index].isKept;
    const bool isToDraw = pair.to.index == static_cast<std::size_t>(PipelineColumn::Draw);
    const ImU32 colour = isCut                      ? palette_.removed
                         : isToDraw && row.isPicked ? palette_.picked
                                                    : palette_.kept;
    const bool isBright = &row == hovered_;
    const auto edge = [&](float x, float height) {
      return Edge{x, middle - height / 2, middle + height / 2};
    };
    // The figure stands free: a thread through it would strike it out.
    const float right = pair.from.left + pair.from.width;
    const float figure = painter_.widthOf(context_.mono(0), cell.text);
    const float thread = threadOf(row, pair.from.index);
    const float tip = pair.from.left + barEnd(row, pair.from) + kRibbonGap;
    const float before = right - figure - kThreadGap;
    if (tip < before) {
      bands.push_back({edge(tip, kBarHeight), edge(before, thread), colour, isBright});
    }
    if (isCut) return;
    bands.push_back({edge(right + kThreadGap, thread), edge(pair.to.left - kRibbonGap, kBarHeight),
                     colour, isBright});
  }

  /// Scores have no share yet: what softmax makes of them is what they carry.
  float threadOf(const PipelineRow& row, std::size_t column) {
    const std::size_t shown = std::max(column, static_cast<std::size_t>(PipelineColumn::Softmax));
    const auto share = static_cast<float>(row.cells[shown].barTo);
    return kThinnestThread + (kThickestThread - kThinnestThread) *
                                 context_.moved(state_.motion[row.id].barTo[shown], share);
  }

  float barEnd(const PipelineRow& row, const Column& column) {
    const auto to = static_cast<float>(row.cells[column.index].barTo);
    return context_.moved(state_.motion[row.id].barTo[column.index], to) *
           barRoom(column);
  }

  void drawRow(const PipelineRow& row, const std::vector<Column>& columns) {
    const Box box = rowBox(y_);
    const ImU32 colour = row.isPicked ? palette_.picked
                         : row.isKept ? palette_.text
                                      : palette_.muted;
    painter_.textClipped(context_.mono(colour, kTokenSize), {left_, box.middle() - kTokenSize / 2},
                         tokenWidth_ - kGap, row.token);
    if (row.isPicked) drawPointer(painter_, {left_ - kPointerGap, box.middle()}, palette_.picked);
    for (const Column& column : columns)
      drawCell(row, column, box.middle());
    painter_.hairlineAcross(left_, right_, box.bottom - painter_.pixel(), palette_.line);
    y_ += kRowHeight;
  }

  void drawCell(const PipelineRow& row, const Column& column, float middle) {
    const PipelineCell& cell = row.cells[column.index];
    PipelinePanelState::RowMotion& motion = state_.motion[row.id];
    const float from =
        context_.moved(motion.barFrom[column.index], static_cast<float>(cell.barFrom));
    const float to = context_.moved(motion.barTo[column.index], static_cast<float>(cell.barTo));

    const bool isDraw = column.index == static_cast<std::size_t>(PipelineColumn::Draw);
    const Box frame{column.left, middle - kBarHeight / 2, column.left + barRoom(column),
                    middle + kBarHeight / 2};
    // Where scores lie on both sides of zero, zero itself has to be seen.
    const auto zeroAt = static_cast<float>(in_.view.columns[column.index].zeroAt);
    if (zeroAt > 0) {
      painter_.hairlineDown(frame.left + zeroAt * frame.width(), frame.top - kZeroReach,
                            frame.bottom + kZeroReach, palette_.muted);
    }
    const bool hasBar = cell.barTo > cell.barFrom || from != to;
    const BarStyle style = barStyle(row, cell, isDraw);
    if (hasBar) drawBar(painter_, frame, from, to, style);
    if (cell.barMost) drawBar(painter_, frame, to, static_cast<float>(*cell.barMost), {style.colour, true});
    if (cell.markAt) drawMark(painter_, frame, static_cast<float>(*cell.markAt), palette_.text);
    const ImU32 colour = isDraw && row.isPicked ? palette_.picked
                         : cell.isKept          ? palette_.text
                                                : palette_.muted;
    painter_.textRight(context_.mono(colour), column.left + column.width, middle - kSizeSmall / 2,
                       cell.text);
  }

  BarStyle barStyle(const PipelineRow& row, const PipelineCell& cell, bool isDraw) const {
    if (!cell.isKept) return {palette_.removed, true};
    if (row.isRest) return {palette_.kept, true};
    return {isDraw && row.isPicked ? palette_.picked : palette_.kept};
  }

  void drawRest() {
    const std::size_t hidden = in_.view.rows.size() - rowCount_;
    std::string text = in_.view.restText;
    if (hidden > 0) {
      text = std::to_string(hidden) + " more in the table";
      if (!in_.view.restText.empty()) text += "; " + in_.view.restText;
    }
    if (text.empty()) return;
    painter_.textClipped(context_.words(palette_.muted), {left_, y_ + kGap}, right_ - left_, text);
    y_ += kSizeSmall + kGapWide;
  }

  void drawLine() {
    // Nobody knows where the coin of a recorded draw fell.
    if (in_.view.isRecorded) return;
    std::vector<LineInterval> intervals;
    for (const PipelineRow& row : in_.view.rows) {
      if (row.to <= row.from) continue;
      intervals.push_back({static_cast<float>(row.from), static_cast<float>(row.to), row.token,
                           row.isPicked, &row == hovered_});
    }
    const float coin = context_.moved(state_.coin, static_cast<float>(in_.view.coin.value_or(0)));
    const std::string coinText = "coin " + in_.view.coinText;
    y_ += kGap;
    drawNumberLine(context_, {left_, y_}, right_ - left_, {intervals, coin, coinText});
    y_ += kNumberLineHeight + kGap;
  }

  /// The sentence as it stands now, what is under the pointer, and the button that tosses the coin.
  void drawOutcome() {
    const Box box = boxAt({right_ - kButtonWidth, y_}, {kButtonWidth, kButtonHeight});
    if (in_.view.isRecorded) {
      const Button next{.id = "next step", .label = "Next step", .isSelected = false, .isEnabled = in_.view.canGoOn};
      if (button(context_, next, box)) actions_.push_back(Sample{in_.freshSeed});
    } else if (button(context_, {"draw again", "Draw again"}, box)) {
      actions_.push_back(drawAgain(in_.document, in_.freshSeed));
    }
    const float room = box.left - kGapWide - left_;
    const std::size_t prompt = std::min(in_.view.context.size(), in_.view.sentence.size());
    const std::string_view sentence = in_.view.sentence;
    const float top = y_ + (kButtonHeight - kSizeLarge) / 2;
    const float used = painter_.textClipped(context_.words(palette_.text, kSizeLarge), {left_, top},
                                            room, sentence.substr(0, prompt));
    if (used < room) {
      painter_.textClipped(context_.strong(palette_.picked, kSizeLarge), {left_ + used, top},
                           room - used, sentence.substr(prompt));
    }
    y_ += kButtonHeight + kGap;

    const std::string& caption =
        hovered_ == nullptr ? in_.view.drawNote : hovered_->cells[hoveredColumn_].sentence;
    // Two lines are always kept free, so that nothing jumps as the pointer moves.
    painter_.textWrapped(context_.words(palette_.muted), {left_, y_}, right_ - left_, caption);
    y_ += 2 * kSizeSmall * kLineHeight;
  }

  const PipelinePanelInput& in_;
  PipelinePanelState& state_;
  PanelContext& context_;
  Painter& painter_;
  const Palette& palette_;
  Actions& actions_;
  ImVec2 origin_;
  float width_;
  std::size_t rowCount_;
  float left_ = 0;
  float right_ = 0;
  float y_ = 0;
  float tokenWidth_ = 0;
  float valueWidth_ = kValueWidth;
  const PipelineRow* hovered_ = nullptr;
  std::size_t hoveredColumn_ = 0;
};

} // namespace

float drawPipelinePanel(const PipelinePanelInput& input, PipelinePanelState& state,
                        PanelContext& context, Actions& actions) {
  return PipelinePanel(input, state, context, actions).draw();
}

} // namespace logitscope::shell
