#include "panels/chain_panel.h"

#include "widgets/action_buttons.h"
#include "widgets/chips.h"
#include "widgets/control_sliders.h"
#include "widgets/panel_frame.h"
#include "widgets/removal.h"
#include "widgets/slider.h"
#include "widgets/switch.h"

#include <algorithm>
#include <ranges>
#include <string>
#include <vector>

namespace logitscope::shell {

namespace {

constexpr float kChainShare = 0.4F;
constexpr float kHandle = 28;
constexpr float kRowHeight = 26;
constexpr float kTokenShare = 0.3F;
constexpr std::string_view kModelHead = "model";
constexpr std::string_view kWidestFigure = "100.0 %";
constexpr float kDot = 1.5F;
constexpr float kButtonWidth = 132;

class ChainPanel : PanelFrame {
public:
  ChainPanel(const ChainView& view, std::span<const Control> controls, ChainPanelState& state, PanelContext& context,
             Actions& actions)
      : PanelFrame(context, actions), view_(view), controls_(controls), state_(state) {}

  float draw() {
    const float y = lead(view_.context) + kGapWide;
    return heightTo(columns(
        y, kChainShare, [this](ImVec2 at, float width) { return drawChain(at, width); },
        [this](ImVec2 at, float width) { return drawOutcome(at, width); }));
  }

private:
  // ---- each part gives where it ends

  float inColour(ImVec2 at, float width, std::string_view text, ImU32 colour) {
    return at.y + painter_.textWrapped(context_.words(colour), at, width, text);
  }

  // ---- the chain

  float drawChain(ImVec2 at, float width) {
    float y = title(at, width, "The chain, from top to bottom");
    std::vector<float> middles;
    const float top = y;
    for (std::size_t i = 0; i < view_.stages.size(); ++i) {
      const float next = drawStage(i, {at.x, y}, width);
      middles.push_back((y + next) / 2);
      y = next;
    }
    painter_.hairlineAcross(at.x, at.x + width, y, palette_.line);
    drop(middles, top, y, at.x, width);
    y = drawAddition({at.x, y + kGap}, width);
    return drawPresets({at.x, y + kGapWide}, width);
  }

  /// A press shows every stage that there is, the next one takes its pick: it acts after those that are there.
  float drawAddition(ImVec2 at, float width) {
    const float height = context_.look.isTouched ? kTouchTarget : kButtonHeight;
    const Button toggle{.id = "add", .label = "Add a stage"};
    if (button(context_, toggle, boxAt(at, {kButtonWidth, height}))) state_.isAdding = !state_.isAdding;
    if (!state_.isAdding) return at.y + height;
    std::vector<Chip> shown;
    for (const StageInfo& info : stages())
      shown.push_back({.id = "add:" + std::string(info.id), .label = info.label});
    const float top = at.y + height + kGapSmall;
    const ChipsResult result = chips(context_, shown, {at.x, top}, width);
    if (result.clicked) {
      actions_.push_back(AddStage{std::string(stages()[*result.clicked].id)});
      state_.isAdding = false;
    }
    return top + result.height;
  }

  float drawPresets(ImVec2 at, float width) {
    const float y = title(at, width, "Or a preset's");
    std::vector<Chip> shown;
    for (const Preset& preset : presets())
      shown.push_back({.id = "preset:" + std::string(preset.id), .label = preset.label});
    const ChipsResult result = chips(context_, shown, {at.x, y}, width);
    if (result.clicked) actions_.push_back(UsePreset{std::string(presets()[*result.clicked].id)});
    return y + result.height;
  }

  float drawStage(std::size_t place, ImVec2 at, float width) {
    const ChainStageRow& row = view_.stages[place];
    const bool isCarried = state_.dragged == place;
    painter_.hairlineAcross(at.x, at.x + width, at.y, palette_.line);
    const float head = context_.look.isTouched ? kTouchTarget : kButtonHeight;
    drawHandle(place, boxAt(at, {context_.look.isTouched ? kTouchTarget : kHandle, head}), isCarried);
    const float left = at.x + (context_.look.isTouched ? kTouchTarget : kHandle) + kGapSmall;
    const Switch shown{"stage:" + std::to_string(place), row.label, row.isEnabled};
    if (drawSwitch(context_, shown, {left, at.y}, head)) actions_.push_back(SetStageEnabled{place, !row.isEnabled});
    const ImVec2 cross{at.x + width - kPointerTarget / 2, at.y + head / 2};
    painter_.textRight(context_.mono(row.acts ? palette_.text : palette_.muted), cross.x - kPointerTarget / 2 - kGapSmall,
                       at.y + (head - kSizeSmall) / 2, row.outcome);
    if (removal(context_, "remove:" + std::to_string(place), cross)) actions_.push_back(RemoveStage{place});
    float y = at.y + head;
    std::vector<Control> own;
    for (const Control& control : controls_) {
      if (control.stage != place) continue;
      own.push_back(control);
      // Its stage stands above it.
      own.back().label = control.paramLabel;
    }
    const float room = at.x + width - left;
    if (!own.empty()) y += controlSliders(context_, own, {left, y}, room, actions_) + kGapSmall;
    if (!row.note.empty()) y = wrapped({left, y}, room, row.note) + kGap;
    return y;
  }

  /// A mouse carries a stage by it. A finger that moves up or down scrolls the page, so for a finger it is a button.
  void drawHandle(std::size_t place, const Box& box, bool isCarried) {
    const Touch touch = context_.take((context_.look.isTouched ? "earlier:" : "handle:") + std::to_string(place), box);
    const ImU32 colour = touch.isHovered || isCarried ? palette_.kept : palette_.muted;
    const ImVec2 middle{(box.left + box.right) / 2, box.middle()};
    if (context_.look.isTouched) {
      if (place == 0) return;
      painter_.triangle({middle.x - 6, middle.y + 4}, {middle.x + 6, middle.y + 4}, {middle.x, middle.y - 5}, colour);
      if (touch.isClicked) actions_.push_back(MoveStage{place, place - 1});
      return;
    }
    for (const float x : {-3.0F, 3.0F}) {
      for (const float y : {-5.0F, 0.0F, 5.0F})
        painter_.circle({middle.x + x, middle.y + y}, kDot, colour);
    }
    if (touch.isHeld && !state_.dragged) state_.dragged = place;
    if (!touch.isHeld && isCarried) isLetGo_ = true;
  }

  /// Shows where the carried stage would go, and puts it there when it is let go.
  void drop(std::span<const float> middles, float top, float bottom, float left, float width) {
    if (!state_.dragged) return;
    const std::size_t from = *state_.dragged;
    const float y = std::clamp(context_.pointer().y, top, bottom);
    std::size_t to = 0;
    for (std::size_t i = 0; i < middles.size(); ++i)
      to += i != from && middles[i] < y ? 1U : 0U;
    painter_.fill(boxAt({left, y - 1}, {width, 2}), palette_.kept);
    if (!isLetGo_) return;
    state_.dragged.reset();
    if (from < view_.stages.size() && to != from) actions_.push_back(MoveStage{from, to});
  }

  // ---- what becomes of it

  float drawOutcome(ImVec2 at, float width) {
    if (!view_.notice.empty()) return wrapped(at, width, view_.notice);
    float y = drawDialects(at, width) + kGapWide;
    y = drawTokens({at.x, y}, width) + kGapWide;
    if (view_.asked) y = drawAsked({at.x, y}, width) + kGapWide;
    for (const ChainReason& reason : view_.reasons)
      y = drawReason(reason, {at.x, y}, width) + kGapWide;
    y = title({at.x, y}, width, "Your server");
    y = told({at.x, y}, width, view_.verdict);
    if (!view_.hasSeen) return y;
    const ActionButton forget[] = {{"forget", "Forget it", true, ForgetObserved{}}};
    Flow flow(context_, {at.x, y + kGap}, width);
    actionButtons(context_, forget, kButtonWidth, flow, actions_);
    return flow.bottom();
  }

  float drawDialects(ImVec2 at, float width) {
    float y = title(at, width, view_.agreement);
    std::vector<Chip> shown;
    for (const ChainDialect& dialect : view_.dialects) {
      shown.push_back({.id = "dialect:" + std::to_string(static_cast<int>(dialect.dialect)),
                       .label = dialect.label,
                       .isSelected = dialect.isCurrent});
    }
    const ChipsResult result = chips(context_, shown, {at.x, y}, width);
    if (result.clicked) actions_.push_back(SetDialect{view_.dialects[*result.clicked].dialect});
    y += result.height + kGap;
    for (const ChainDialect& dialect : view_.dialects) {
      y = inColour({at.x, y}, width, dialect.label + ": " + dialect.outcome, dialect.isRefused ? palette_.picked : palette_.muted);
      if (!dialect.verdict.empty())
        y = inColour({at.x, y}, width, dialect.verdict, dialect.isRuledOut ? palette_.picked : palette_.text);
      y += kGapSmall;
    }
    return y;
  }

  /// A column of figures: the model's, then each dialect's.
  struct Column {
    float right = 0;
    float width = 0;
  };

  /// As wide as head and figures need, and the same of what is left for each; the tokens give way where it is narrow.
  std::vector<Column> columnsOf(ImVec2 at, float width) const {
    std::vector<std::string_view> heads{kModelHead};
    for (const ChainDialect& dialect : view_.dialects)
      heads.push_back(dialect.name);
    std::vector<Column> columns;
    const float figure = painter_.widthOf(context_.mono(palette_.muted), kWidestFigure);
    float needed = 0;
    for (const std::string_view head : heads) {
      columns.push_back({0, std::max(painter_.widthOf(context_.words(palette_.muted), head), figure)});
      needed += columns.back().width + kGap;
    }
    const auto count = static_cast<float>(columns.size());
    const float spare = std::max(0.0F, width * (1 - kTokenShare) - needed) / count;
    float right = at.x + width;
    for (Column& column : std::views::reverse(columns)) {
      column.right = right;
      column.width += spare;
      right -= column.width + kGap;
    }
    return columns;
  }

  float drawTokens(ImVec2 at, float width) {
    const std::vector<Column> columns = columnsOf(at, width);
    heading(kModelHead, columns.front(), at.y);
    for (std::size_t i = 0; i < view_.dialects.size(); ++i)
      heading(view_.dialects[i].name, columns[i + 1], at.y);
    float y = at.y + kSizeSmall * kLineHeight + kGapSmall;
    for (const ChainTokenRow& row : view_.rows)
      y = drawToken(row, {at.x, y}, width, columns);
    if (!view_.rest.empty()) y = wrapped({at.x, y + kGapSmall}, width, view_.rest);
    return y;
  }

  void heading(std::string_view text, const Column& column, float top) {
    painter_.textRight(context_.words(palette_.muted), column.right, top, text);
  }

  float drawToken(const ChainTokenRow& row, ImVec2 at, float width, std::span<const Column> columns) {
    const float height = context_.look.isTouched ? kTouchTarget : kRowHeight;
    const Box box = boxAt(at, {width, height});
    const Touch touch = context_.take("token:" + std::to_string(row.id), box);
    if (touch.isClicked) actions_.push_back(AskWhy{row.isAsked ? std::nullopt : std::optional(row.id)});
    if (touch.isHovered || row.isAsked) painter_.fill(box, palette_.hover);
    if (row.differs) painter_.fill(boxAt(at, {3, height}), palette_.picked);
    painter_.hairlineAcross(box.left, box.right, box.bottom, palette_.line);
    const float top = at.y + (height - kSizeSmall) / 2;
    const std::string mark = !row.isSeenKept ? "" : *row.isSeenKept ? " (drawn)" : " (never)";
    painter_.textClipped(context_.mono(row.differs ? palette_.picked : palette_.text), {at.x + kGap, top},
                         columns.front().right - columns.front().width - at.x - kGap, row.token + mark);
    painter_.textRight(context_.mono(palette_.muted), columns.front().right, top, row.probabilityText);
    for (std::size_t i = 0; i < row.cells.size(); ++i)
      drawCell(row.cells[i], columns[i + 1], at.y, height);
    return box.bottom;
  }

  /// What is gone is hatched, and says who removed it.
  void drawCell(const ChainCell& cell, const Column& column, float top, float height) {
    const float right = column.right;
    const float across = column.width;
    const float at = top + (height - kSizeSmall) / 2;
    if (cell.isKept) {
      painter_.textRight(context_.mono(palette_.text), right, at, cell.text);
      return;
    }
    const TextStyle style = context_.words(palette_.muted);
    const float wide = std::min(across, painter_.widthOf(style, cell.text));
    if (const float room = across - wide - kGapSmall; room > 0)
      painter_.hatch(boxAt({right - across, top + 3}, {room, height - 6}), palette_.removed);
    painter_.textClipped(style, {right - wide, at}, across, cell.text);
  }

  float drawReason(const ChainReason& reason, ImVec2 at, float width) {
    float y = at.y + painter_.textWrapped(context_.strong(palette_.text), at, width, reason.title) + kGapSmall;
    for (const std::string& line : reason.lines)
      y = inColour({at.x, y}, width, line, palette_.text) + kGapSmall;
    return y;
  }

  float drawAsked(ImVec2 at, float width) {
    const float y = drawReason(*view_.asked, at, width) + kGapSmall;
    const std::optional<bool>& seen = view_.isAskedSeenKept;
    const Chip shown[] = {{.id = "seen:kept", .label = "the server draws it", .isSelected = seen == true},
                          {.id = "seen:removed", .label = "it never does", .isSelected = seen == false},
                          {.id = "seen:unknown", .label = "unknown", .isSelected = !seen}};
    const ChipsResult result = chips(context_, shown, {at.x, y}, width);
    constexpr std::optional<bool> kMeanings[] = {true, false, std::nullopt};
    if (result.clicked) actions_.push_back(Observe{view_.askedId, kMeanings[*result.clicked]});
    return y + result.height;
  }

  const ChainView& view_;
  std::span<const Control> controls_;
  ChainPanelState& state_;
  bool isLetGo_ = false;
};

} // namespace

float drawChainPanel(const ChainView& view, std::span<const Control> controls, ChainPanelState& state, PanelContext& context,
                     Actions& actions) {
  return ChainPanel(view, controls, state, context, actions).draw();
}

} // namespace logitscope::shell
