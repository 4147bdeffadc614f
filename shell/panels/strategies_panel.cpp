#include "panels/strategies_panel.h"

#include "widgets/action_buttons.h"
#include "widgets/chips.h"
#include "widgets/removal.h"
#include "widgets/switch.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace logitscope::shell {

namespace {

// Three columns across, two, or one.
constexpr float kThreeFrom = 900;
constexpr float kTwoFrom = 560;

constexpr float kButtonWidth = 104;
constexpr float kCardTitleHeight = 22;
/// Room for this many lines of tokens is kept free, so that the first few make nothing jump.
constexpr float kLeastTokens = 96;
/// One below the other, the columns would be mostly that room: a line of it is enough.
constexpr float kLeastTokensAlone = 32;
constexpr float kFigureHeight = 20;
/// Below this width a card's figures stand one below the other.
constexpr float kFiguresInTwoFrom = 300;
/// Below this width a token's sentence takes one line more.
constexpr float kShortNoteFrom = 340;

std::string_view noteOf(const StrategyColumnView& column) {
  return column.isOver ? column.state : column.parting;
}

class StrategiesPanel {
public:
  StrategiesPanel(const StrategiesView& view, PanelContext& context, Actions& actions)
      : view_(view), context_(context), painter_(context.painter), palette_(context.palette()),
        actions_(actions) {
    const float inset = context.width >= kTwoFrom ? kGapColumn : kGapWide;
    left_ = context.origin.x + inset;
    width_ = context.width - 2 * inset;
    across_ = context.width >= kThreeFrom ? 3 : context.width >= kTwoFrom ? 2 : 1;
    each_ = (width_ - 2 * kGapColumn * static_cast<float>(across_ - 1)) / static_cast<float>(across_);
  }

  float draw() {
    float y = drawHead(context_.origin.y + kGapWide);
    for (std::size_t first = 0; first < view_.columns.size(); first += across_)
      y = drawRow(first, y);
    if (!view_.columns.empty()) y = drawLegend(y) + kGapWide;
    if (!view_.choices.empty()) y = drawChoices(y);
    return y + kGapWide - context_.origin.y;
  }

private:
  float lines(float count) const { return count * kSizeSmall * kLineHeight; }

  // ---- above. Each part gives where it ends.

  float drawHead(float y) {
    const TextStyle lead = context_.strong(palette_.text, kSizeLead);
    y += painter_.textWrapped(lead, {left_, y}, width_, view_.prompt + " …") + kGap;
    y = drawButtons(y) + kGap;
    const std::string& note = view_.notice.empty() ? view_.luck : view_.notice;
    return y + painter_.textWrapped(context_.words(palette_.muted), {left_, y}, width_, note) + kGapWide;
  }

  float drawButtons(float y) {
    const ActionButton buttons[] = {
        {"next token", "Next token", view_.canGoOn, ContinueStrategies{1}},
        {"play", view_.isPlaying ? "Stop" : "Play", view_.canGoOn || view_.isPlaying,
         SetPlaying{!view_.isPlaying}},
        {"reset", "Reset", view_.canReset, ResetStrategies{}},
    };
    Flow flow(context_, {left_, y}, width_);
    actionButtons(context_, buttons, kButtonWidth, flow, actions_);
    if (view_.isRecorded) return flow.bottom();
    const Switch luck{.id = "shared luck", .label = "Shared luck", .isOn = view_.isLuckShared};
    const Box box = flow.place(switchWidth(context_, luck) + kGap);
    const float inset = flow.isAtLeft() ? 0 : kGap;
    if (drawSwitch(context_, luck, {box.left + inset, box.top}, flow.height()))
      actions_.push_back(ShareLuck{!view_.isLuckShared});
    return flow.bottom();
  }

  // ---- the columns

  float drawRow(std::size_t first, float y) {
    painter_.hairlineAcross(left_, left_ + width_, y, palette_.line);
    const float top = y + kGapWide;
    const auto columns = std::span(view_.columns).subspan(first, std::min(across_, view_.columns.size() - first));
    float settings = 0;
    for (const StrategyColumnView& column : columns)
      settings = std::max(settings, painter_.heightOfWrapped(context_.words(palette_.muted), each_, column.settings));
    const float tokens = top + kCardTitleHeight + settings + kGap;
    std::vector<std::string_view> notes;
    float bottom = tokens + (across_ == 1 ? kLeastTokensAlone : kLeastTokens);
    for (std::size_t i = 0; i < columns.size(); ++i) {
      drawTitle(columns[i], {leftOf(i), top});
      drawRemoval(first + i, {leftOf(i), top});
      notes.push_back(noteOf(columns[i]));
      bottom = std::max(bottom, tokens + drawChips(first + i, {leftOf(i), tokens}, notes.back()));
    }
    bottom += kGap;
    float end = bottom;
    for (std::size_t i = 0; i < columns.size(); ++i)
      end = drawFoot(columns[i], notes[i], {leftOf(i), bottom});
    for (std::size_t i = 1; i < columns.size(); ++i)
      painter_.hairlineDown(leftOf(i) - kGapColumn, top, end, palette_.line);
    return end + kGapWide;
  }

  float leftOf(std::size_t i) const { return left_ + static_cast<float>(i) * (each_ + 2 * kGapColumn); }

  void drawTitle(const StrategyColumnView& column, ImVec2 at) {
    const TextStyle quiet = context_.words(palette_.muted);
    const std::string_view end = column.isRefused ? "cannot be told" : "ended";
    const float right = each_ - kPointerTarget;
    const float over = column.isOver ? painter_.widthOf(quiet, end) + kGap : 0;
    painter_.textClipped(context_.strong(palette_.text), at, right - over, column.label);
    if (column.isOver) painter_.textRight(quiet, at.x + right, at.y + 1, end);
    painter_.textWrapped(quiet, {at.x, at.y + kCardTitleHeight}, each_, column.settings);
  }

  void drawRemoval(std::size_t place, ImVec2 at) {
    const ImVec2 middle{at.x + each_ - kPointerTarget / 2, at.y + kSizeBody / 2};
    if (removal(context_, "remove:" + std::to_string(place), middle)) actions_.push_back(RemoveStrategy{place});
  }

  /// [note] becomes that of the token under the pointer. Gives the height.
  float drawChips(std::size_t place, ImVec2 at, std::string_view& note) {
    const StrategyColumnView& column = view_.columns[place];
    if (column.chips.empty()) {
      painter_.text(context_.mono(palette_.muted), at, "…");
      return 0;
    }
    const std::string prefix = "chip:" + std::to_string(place) + ":";
    std::vector<Chip> shown;
    for (std::size_t i = 0; i < column.chips.size(); ++i) {
      const StrategyChip& chip = column.chips[i];
      shown.push_back({.id = prefix + std::to_string(i),
                       .label = chip.text,
                       .band = static_cast<std::size_t>(chip.band) - 1,
                       .isSelected = chip.isRecorded,
                       .isRepeated = chip.isRepeated,
                       .isParting = chip.isParting});
    }
    const ChipsResult result = chips(context_, shown, at, each_);
    if (result.hovered) note = column.chips[*result.hovered].hint;
    return result.height;
  }

  /// The note and the figures, at one height in all cards of a row.
  float drawFoot(const StrategyColumnView& column, std::string_view note, ImVec2 at) {
    painter_.textWrapped(context_.words(palette_.muted), at, each_, note);
    const float y = at.y + lines(each_ >= kShortNoteFrom ? 2 : 3) + kGap;
    using Figures = std::vector<std::pair<std::string_view, std::string_view>>;
    const Figures figures = view_.isRecorded ? Figures{{"the answer's token", column.lastText}, {"kept", column.keptText}}
                                             : Figures{{"log-probability", column.logProbabilityText},
                                                       {"perplexity", column.perplexityText},
                                                       {"last token", column.lastText},
                                                       {"tokens", column.tokensText},
                                                       {"repeated", column.repeatedText},
                                                       {"kept", column.keptText}};
    const std::size_t beside = each_ >= kFiguresInTwoFrom && !view_.isRecorded ? 2 : 1;
    const std::size_t below = figures.size() / beside;
    const float width = (each_ - kGapColumn * static_cast<float>(beside - 1)) / static_cast<float>(beside);
    for (std::size_t i = 0; i < figures.size(); ++i) {
      const auto& [name, value] = figures[i];
      const float x = at.x + static_cast<float>(i / below) * (width + kGapColumn);
      const float top = y + static_cast<float>(i % below) * kFigureHeight;
      painter_.text(context_.words(palette_.muted), {x, top}, name);
      painter_.textRight(context_.mono(palette_.text), x + width, top, value);
    }
    return y + static_cast<float>(below) * kFigureHeight;
  }

  // ---- below

  float drawLegend(float y) {
    painter_.hairlineAcross(left_, left_ + width_, y, palette_.line);
    y += kGapWide;
    y += bandLegend(context_, view_.bands, {left_, y}, width_) + kGap;
    return y + painter_.textWrapped(context_.words(palette_.muted), {left_, y}, width_, view_.marks);
  }

  float drawChoices(float y) {
    painter_.textClipped(context_.strong(palette_.text), {left_, y}, width_, "Add a column");
    std::vector<Chip> shown;
    for (const TwinOption& choice : view_.choices)
      shown.push_back({.id = "add:" + choice.value, .label = choice.label});
    const ChipsResult result = chips(context_, shown, {left_, y + kTitleHeight}, width_);
    if (result.clicked) actions_.push_back(AddStrategy{view_.choices[*result.clicked].value});
    return y + kTitleHeight + result.height;
  }

  const StrategiesView& view_;
  PanelContext& context_;
  Painter& painter_;
  const Palette& palette_;
  Actions& actions_;
  float left_ = 0;
  float width_ = 0;
  std::size_t across_ = 1;
  /// The width of a card.
  float each_ = 0;
};

} // namespace

float drawStrategiesPanel(const StrategiesView& view, PanelContext& context, Actions& actions) {
  return StrategiesPanel(view, context, actions).draw();
}

} // namespace logitscope::shell
