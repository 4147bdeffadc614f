#include "panels/pipeline_panel.h"

#include "widgets/bar.h"
#include "widgets/number_line.h"
#include "widgets/slider.h"
#include "widgets/text.h"

#include <algorithm>
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
constexpr float kHeaderHeight = 48;
constexpr float kTabHeight = 44;
constexpr float kTabGap = 4;
constexpr float kButtonHeight = 36;
constexpr float kButtonWidth = 116;
/// Room for the two sliders of the cut.
constexpr float kControlsHeight = 2 * kSliderHeight + kGap;
/// Room for a sentence in two lines, where a column stands alone and has no slider.
constexpr float kCaptionHeight = 36;
constexpr float kPointer = 4;
constexpr float kZeroReach = 4;

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
  PipelinePanel(const PipelinePanelInput& input, PipelinePanelState& state, const Look& look,
                Actions& actions)
      : in_(input), state_(state), look_(look), palette_(look.palette), actions_(actions),
        list_(*ImGui::GetWindowDrawList()), origin_(ImGui::GetCursorScreenPos()),
        width_(ImGui::GetContentRegionAvail().x), now_(ImGui::GetTime()),
        rowCount_(std::min(kMaxCanvasRows, input.view.rows.size())) {}

  void draw() {
    state_.isMoving = false;
    state_.boxes.clear();
    forgetGoneRows();
    const float inset = width_ >= kWideFrom ? kGapColumn : kGapWide;
    left_ = origin_.x + inset;
    right_ = origin_.x + width_ - inset;
    y_ = origin_.y + kGapWide;
    tokenWidth_ = widestToken();
    if (width_ >= kWideFrom) {
      drawAllColumns();
    } else {
      drawTabs();
      drawColumns({{state_.column, left_ + tokenWidth_, right_ - left_ - tokenWidth_}});
    }
    drawLine();
    drawOutcome();
    state_.height = y_ - origin_.y + kGapWide;
  }

private:
  TextStyle small(ImU32 colour) const { return {look_.fonts.text, kSizeSmall, colour}; }
  TextStyle mono(ImU32 colour) const { return {look_.fonts.mono, kSizeSmall, colour}; }

  /// Remembers what is about to be put at the cursor.
  void noteBox(const std::string& id, ImVec2 size, std::optional<std::size_t> stage = {}) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    state_.boxes.push_back({id, stage, {at.x - origin_.x, at.y - origin_.y}, size});
  }

  float widestToken() const {
    float widest = 0;
    for (std::size_t i = 0; i < rowCount_; ++i) {
      widest = std::max(widest, textWidth(mono(0), in_.view.rows[i].token));
    }
    return snapped(std::clamp(widest + kGapWide, kTokenLeast, kTokenMost), look_.hairline);
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
      columns.push_back({i, snapped(left, look_.hairline), each - kGapColumn});
    }
    drawColumns(columns);
  }

  void drawTabs() {
    const float each = (right_ - left_) / static_cast<float>(kPipelineColumnCount);
    for (std::size_t i = 0; i < kPipelineColumnCount; ++i) {
      ImGui::SetCursorScreenPos({left_ + static_cast<float>(i) * each, y_});
      const std::string id = "tab" + std::to_string(i + 1);
      const ImVec2 size{each - kTabGap, kTabHeight};
      noteBox(id, size);
      if (button(id.c_str(), kTabLabels[i], size, i == state_.column, look_)) {
        state_.column = i;
      }
    }
    y_ += kTabHeight + kGapWide;
  }

  void drawColumns(const std::vector<Column>& columns) {
    const float top = y_;
    for (const Column& column : columns)
      drawHeader(column, top);
    y_ = top + kHeaderHeight + controlsHeight(columns) + kGap;
    for (std::size_t i = 0; i < rowCount_; ++i)
      drawRow(in_.view.rows[i], columns);
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
    const std::string number = std::to_string(column.index + 1);
    drawText(list_, {look_.fonts.text, kSizeBody, palette_.muted}, {left, top}, number);
    drawText(list_, {look_.fonts.strong, kSizeBody, palette_.text}, {left + kGapWide, top},
             view.title);
    drawTextClipped(list_, mono(palette_.muted), {left, top + 22}, width, view.formula);
    drawControls(column.index, left, width, top + kHeaderHeight);
  }

  void drawControls(std::size_t column, float left, float width, float top) {
    if (!kCaptions[column].empty()) {
      drawTextWrapped(list_, small(palette_.muted), {left, top}, width, kCaptions[column]);
      return;
    }
    for (const Control& control : in_.controls) {
      if (static_cast<std::size_t>(columnOf(control)) != column) continue;
      ImGui::SetCursorScreenPos({left, top});
      drawSlider(control, width);
      top += kSliderHeight + kGap;
    }
  }

  void drawSlider(const Control& control, float width) {
    const double range = control.to - control.from;
    const auto share = static_cast<float>((control.value - control.from) / range);
    const std::string id = "slider" + std::to_string(control.stage);
    noteBox(id, {width, kSliderHeight}, control.stage);
    const auto dragged =
        slider(id.c_str(), share, width, {control.label, control.text, control.isOff}, look_);
    if (!dragged) return;
    const double value = snapToStep(control, control.from + *dragged * range);
    if (value != control.value) actions_.push_back(SetParam{control.stage, control.param, value});
  }

  void drawRow(const PipelineRow& row, const std::vector<Column>& columns) {
    const ImVec2 from{left_ - kGap, y_};
    const ImVec2 to{right_ + kGap, y_ + kRowHeight};
    if (ImGui::IsMouseHoveringRect(from, to) && ImGui::IsWindowHovered()) {
      list_.AddRectFilled(from, to, palette_.hover, kCorner);
      hovered_ = &row;
      hoveredColumn_ = columns.front().index;
      for (const Column& column : columns) {
        if (ImGui::GetIO().MousePos.x >= column.left) hoveredColumn_ = column.index;
      }
    }
    const float middle = y_ + kRowHeight / 2;
    const ImU32 colour = row.isPicked ? palette_.picked
                         : row.isKept ? palette_.text
                                      : palette_.muted;
    drawTextClipped(list_, {look_.fonts.mono, kSizeSmall + 1, colour}, {left_, middle - 8},
                    tokenWidth_ - kGap, row.token);
    if (row.isPicked) drawPointer(middle);
    for (const Column& column : columns)
      drawCell(row, column, middle);
    const float bottom = y_ + kRowHeight;
    list_.AddRectFilled({left_, bottom - look_.hairline}, {right_, bottom}, palette_.line);
    y_ += kRowHeight;
  }

  /// The pick is told by more than its colour.
  void drawPointer(float middle) {
    const float tip = left_ - kGap + kPointer;
    list_.AddTriangleFilled({tip - kPointer, middle - kPointer}, {tip, middle},
                            {tip - kPointer, middle + kPointer}, palette_.picked);
  }

  void drawCell(const PipelineRow& row, const Column& column, float middle) {
    const PipelineCell& cell = row.cells[column.index];
    PipelinePanelState::RowMotion& motion = state_.motion[row.id];
    Tween& fromTween = motion.barFrom[column.index];
    Tween& toTween = motion.barTo[column.index];
    const float from = fromTween.at(static_cast<float>(cell.barFrom), now_, look_.isMotionReduced);
    const float to = toTween.at(static_cast<float>(cell.barTo), now_, look_.isMotionReduced);
    state_.isMoving |= fromTween.isMoving(now_) || toTween.isMoving(now_);

    const bool isDraw = column.index == static_cast<std::size_t>(PipelineColumn::Draw);
    const ImVec4 frame{column.left, middle - kBarHeight / 2,
                       column.left + column.width - kValueWidth, middle + kBarHeight / 2};
    // Where scores lie on both sides of zero, zero itself has to be seen.
    const auto zeroAt = static_cast<float>(in_.view.columns[column.index].zeroAt);
    if (zeroAt > 0) drawZero(frame, zeroAt);
    const bool hasBar = cell.barTo > cell.barFrom || from != to;
    if (hasBar) drawBar(list_, frame, from, to, barStyle(row, cell, isDraw));
    if (cell.markAt) drawMark(list_, frame, static_cast<float>(*cell.markAt), palette_.text);
    const ImU32 colour = isDraw && row.isPicked ? palette_.picked
                         : cell.isKept          ? palette_.text
                                                : palette_.muted;
    drawTextRight(list_, mono(colour), column.left + column.width, middle - 7, cell.text);
  }

  void drawZero(ImVec4 frame, float zeroAt) {
    const float x = snapped(frame.x + zeroAt * (frame.z - frame.x), look_.hairline);
    list_.AddRectFilled({x, frame.y - kZeroReach}, {x + look_.hairline, frame.w + kZeroReach},
                        palette_.muted);
  }

  BarStyle barStyle(const PipelineRow& row, const PipelineCell& cell, bool isDraw) const {
    if (!cell.isKept) return {palette_.removed, true, look_.hairline};
    if (isDraw && row.isPicked) return {palette_.picked, false, look_.hairline};
    return {palette_.kept, false, look_.hairline};
  }

  void drawRest() {
    const std::size_t hidden = in_.view.rows.size() - rowCount_;
    std::string text = in_.view.restText;
    if (hidden > 0) {
      text = std::to_string(hidden) + " more in the table";
      if (!in_.view.restText.empty()) text += "; " + in_.view.restText;
    }
    if (text.empty()) return;
    drawTextClipped(list_, small(palette_.muted), {left_, y_ + kGap}, right_ - left_, text);
    y_ += kSizeSmall + kGapWide;
  }

  void drawLine() {
    std::vector<LineInterval> intervals;
    for (const PipelineRow& row : in_.view.rows) {
      if (row.to <= row.from) continue;
      intervals.push_back(
          {static_cast<float>(row.from), static_cast<float>(row.to), row.token, row.isPicked});
    }
    const float coin =
        state_.coin.at(static_cast<float>(in_.view.coin), now_, look_.isMotionReduced);
    state_.isMoving |= state_.coin.isMoving(now_);
    y_ += kGap;
    drawNumberLine(list_, {left_, y_}, right_ - left_, intervals, coin, "coin " + in_.view.coinText,
                   look_);
    y_ += kNumberLineHeight + kGap;
  }

  /// The sentence as it stands now, what is under the pointer, and the button that tosses the coin.
  void drawOutcome() {
    ImGui::SetCursorScreenPos({right_ - kButtonWidth, y_});
    noteBox("draw again", {kButtonWidth, kButtonHeight});
    if (button("draw again", "Draw again", {kButtonWidth, kButtonHeight}, false, look_)) {
      actions_.push_back(drawAgain(in_.document, in_.freshCoin));
    }
    const TextStyle style{look_.fonts.text, kSizeLarge, palette_.text};
    const float room = right_ - left_ - kButtonWidth - kGapWide;
    const std::size_t prompt = std::min(in_.view.context.size(), in_.view.sentence.size());
    const std::string before = in_.view.sentence.substr(0, prompt);
    const float top = y_ + (kButtonHeight - kSizeLarge) / 2;
    drawTextClipped(list_, style, {left_, top}, room, before);
    const float used = textWidth(style, before);
    if (used < room) {
      drawTextClipped(list_, {look_.fonts.strong, kSizeLarge, palette_.picked}, {left_ + used, top},
                      room - used, std::string_view(in_.view.sentence).substr(prompt));
    }
    y_ += kButtonHeight + kGap;

    const std::string& caption =
        hovered_ == nullptr ? in_.view.drawNote : hovered_->cells[hoveredColumn_].sentence;
    // Two lines are always kept free, so that nothing jumps as the pointer moves.
    drawTextWrapped(list_, small(palette_.muted), {left_, y_}, right_ - left_, caption);
    y_ += 2 * kSizeSmall * 1.35F;
  }

  const PipelinePanelInput& in_;
  PipelinePanelState& state_;
  const Look& look_;
  const Palette& palette_;
  Actions& actions_;
  ImDrawList& list_;
  ImVec2 origin_;
  float width_;
  double now_;
  std::size_t rowCount_;
  float left_ = 0;
  float right_ = 0;
  float y_ = 0;
  float tokenWidth_ = 0;
  const PipelineRow* hovered_ = nullptr;
  std::size_t hoveredColumn_ = 0;
};

} // namespace

void drawPipelinePanel(const PipelinePanelInput& input, PipelinePanelState& state, const Look& look,
                       Actions& actions) {
  PipelinePanel(input, state, look, actions).draw();
}

} // namespace logitscope::shell
