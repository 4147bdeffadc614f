#include "panels/beam_panel.h"

#include "widgets/action_buttons.h"
#include "widgets/chips.h"
#include "widgets/panel_frame.h"
#include "widgets/ribbons.h"
#include "widgets/slider.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace logitscope::shell {

namespace {

// Below this width the lists stand one below the other, and so do sliders.
constexpr float kWideFrom = 760;
constexpr float kLeastSlider = 150;
constexpr float kButtonWidth = 104;

// A node: its token, and below it the sum.
constexpr float kNodeWidth = 76;
constexpr float kNodeHeight = 38;
constexpr float kNodeInset = 6;
constexpr float kRowGap = 6;
/// Between two columns, where the ribbons run.
constexpr float kLeastFlow = 22;
constexpr float kMostFlow = 56;
/// The prompt's dot, and the ends of ribbons that come from columns out of sight.
constexpr float kRootWidth = 16;
constexpr float kRootRadius = 4;
constexpr float kHeadHeight = 20;
constexpr float kLeastRibbon = 1.5F;
constexpr float kMostRibbon = 16;
constexpr float kCheck = 4;
constexpr float kStroke = 1.5F;
constexpr float kLit = 2;
constexpr float kTokenSize = 13;
constexpr float kSumSize = 11;
/// A node's sentences take this many lines, so that looking at another moves nothing.
constexpr float kHintLines = 2;
constexpr float kHintLinesNarrow = 5;
/// The room of a row's score, to the right of its text.
constexpr float kFormulaWidth = 190;
constexpr float kPoolShare = 0.5F;
constexpr float kStretchHeight = 22;

constexpr std::array<EarlyStopping, 3> kModes = {EarlyStopping::No, EarlyStopping::Yes, EarlyStopping::Never};

class BeamPanel : PanelFrame {
public:
  BeamPanel(const BeamView& view, BeamPanelState& state, PanelContext& context, Actions& actions)
      : PanelFrame(context, actions, kWideFrom), view_(view), state_(state),
        nodeHeight_(context.look.isTouched ? kTouchTarget : kNodeHeight) {}

  float draw() {
    float y = lead(view_.prompt) + kGap;
    if (!view_.notice.empty()) return heightTo(wrapped({left_, y}, width_, view_.notice));
    y = drawSliders(y) + kGap;
    y = drawSteps(y) + kGapWide;
    y = drawTree(y) + kGap;
    y = drawFocus(y) + kGapWide;
    painter_.hairlineAcross(left_, left_ + width_, y, palette_.line);
    return heightTo(drawLists(y + kGapWide));
  }

private:
  // ---- each part gives where it ends

  float drawSliders(float y) {
    const auto fitting = static_cast<std::size_t>(std::max(1.0F, width_ / kLeastSlider));
    const std::size_t across = std::min(fitting, view_.controls.size());
    const float each = (width_ - static_cast<float>(across - 1) * kGapWide) / static_cast<float>(across);
    for (std::size_t i = 0; i < view_.controls.size(); ++i) {
      const ImVec2 at{left_ + static_cast<float>(i % across) * (each + kGapWide),
                      y + static_cast<float>(i / across) * (kSliderHeight + kGap)};
      drawSlider(view_.controls[i], at, each);
    }
    const auto lines = static_cast<float>((view_.controls.size() + across - 1) / across);
    return y + lines * (kSliderHeight + kGap) - kGap;
  }

  void drawSlider(const BeamControl& control, ImVec2 at, float width) {
    const double range = control.to - control.from;
    const BeamOptionInfo& info = beamOptionInfo(control.option);
    const auto dragged = slider(context_,
                                {.id = "beam:" + std::string(info.name),
                                 .label = control.label,
                                 .text = control.text,
                                 .share = static_cast<float>((control.value - control.from) / range)},
                                at, width);
    if (!dragged) return;
    const double value = snapToStep(info, control.from + *dragged * range);
    if (value != control.value) actions_.push_back(SetBeamOption{control.option, value});
  }

  float drawModes(ImVec2 at, float width) {
    const float y = title(at, width, "Early stopping");
    std::vector<Chip> shown;
    for (const EarlyStopping mode : kModes) {
      shown.push_back({.id = "early stopping:" + std::string(earlyStoppingName(mode)),
                       .label = earlyStoppingName(mode),
                       .isSelected = mode == view_.earlyStopping});
    }
    const ChipsResult result = chips(context_, shown, {at.x, y}, width);
    if (result.clicked) actions_.push_back(SetBeamOption{BeamOption::EarlyStopping, static_cast<double>(*result.clicked)});
    return wrapped({at.x, y + result.height + kGapSmall}, width, view_.earlyStoppingHelp);
  }

  float drawSteps(float y) {
    const auto stepTo = [](std::size_t step) { return SetBeamOption{BeamOption::Steps, static_cast<double>(step)}; };
    const ActionButton buttons[] = {
        {"back", "Back", view_.step > 0, stepTo(view_.step - std::min<std::size_t>(view_.step, 1))},
        {"next step", "Next step", view_.canGoOn(), stepTo(view_.step + 1)},
        {"to the end", "To the end", view_.canGoOn(), stepTo(kMostBeamSteps)},
    };
    const float each = std::min(kButtonWidth, (width_ - 2 * kGap) / 3);
    Flow flow(context_, {left_, y}, width_);
    actionButtons(context_, buttons, each, flow, actions_);
    return told({left_, flow.bottom() + kGap}, width_, view_.stepText + ". " + view_.stop);
  }

  // ---- the tree

  float drawTree(float y) {
    const float room = width_ - kRootWidth;
    const auto fitting = static_cast<std::size_t>(std::max(1.0F, (room + kLeastFlow) / (kNodeWidth + kLeastFlow)));
    columns_ = std::min(fitting, view_.step);
    if (columns_ == 0) return wrapped({left_, y}, width_, "No step is made yet.");
    state_.later = std::min(state_.later, view_.step - columns_);
    first_ = view_.step - columns_ - state_.later + 1;
    if (columns_ < view_.step) y = drawPaging(y) + kGap;
    const float evenly = columns_ > 1 ? (room - static_cast<float>(columns_) * kNodeWidth) / static_cast<float>(columns_ - 1) : kMostFlow;
    pitch_ = kNodeWidth + std::min(evenly, kMostFlow);
    treeTop_ = y + kHeadHeight;
    for (std::size_t i = 0; i < columns_; ++i)
      painter_.text(context_.words(palette_.muted), {columnLeft(first_ + i), y}, std::to_string(first_ + i));
    findHovered();
    drawFlows();
    if (first_ == 1) painter_.circle({left_ + kRootRadius, rowTop(0) + nodeHeight_ / 2}, kRootRadius, palette_.text);
    for (std::size_t i = 0; i < view_.nodes.size(); ++i)
      if (isSeen(view_.nodes[i])) drawNode(i);
    const float bottom = rowTop(view_.rows);
    return wrapped({left_, bottom + kGapSmall}, width_, view_.marks);
  }

  float drawPaging(float y) {
    Flow flow(context_, {left_, y}, width_);
    const bool isEarlier = button(context_, {.id = "earlier", .label = "Earlier", .isEnabled = first_ > 1}, flow.place(kButtonWidth));
    const bool isLater = button(context_, {.id = "later", .label = "Later", .isEnabled = state_.later > 0}, flow.place(kButtonWidth));
    // By a column less than are seen, so that one stays as a hold.
    const std::size_t by = std::max<std::size_t>(columns_ - 1, 1);
    if (isEarlier) state_.later = std::min(state_.later + by, view_.step - columns_);
    if (isLater) state_.later -= std::min(state_.later, by);
    return flow.bottom();
  }

  bool isSeen(const BeamNodeView& node) const { return node.step >= first_ && node.step < first_ + columns_; }
  float columnLeft(std::size_t step) const { return left_ + kRootWidth + static_cast<float>(step - first_) * pitch_; }
  float rowTop(std::size_t row) const { return treeTop_ + static_cast<float>(row) * (nodeHeight_ + kRowGap); }
  Box boxOf(const BeamNodeView& node) const { return boxAt({columnLeft(node.step), rowTop(node.row)}, {kNodeWidth, nodeHeight_}); }

  /// The node under the pointer lights its path in place of the one that was pressed.
  void findHovered() {
    for (std::size_t i = 0; i < view_.nodes.size(); ++i)
      if (isSeen(view_.nodes[i]) && context_.isHovered(boxOf(view_.nodes[i]))) hovered_ = i;
    isLit_.assign(view_.nodes.size(), false);
    for (std::size_t i = hovered_ == kNoPlace ? view_.focus : hovered_; i != kNoPlace; i = view_.nodes[i].parent)
      isLit_[i] = true;
  }

  /// As thick as the token is probable.
  void drawFlows() {
    std::vector<RibbonBand> bands;
    for (std::size_t i = 0; i < view_.nodes.size(); ++i) {
      const BeamNodeView& node = view_.nodes[i];
      if (!isSeen(node)) continue;
      const bool hasParent = node.parent != kNoPlace;
      const bool isParentSeen = hasParent && isSeen(view_.nodes[node.parent]);
      const float fromX = isParentSeen ? boxOf(view_.nodes[node.parent]).right : hasParent ? left_ : left_ + kRootRadius;
      const float fromY = rowTop(hasParent ? view_.nodes[node.parent].row : 0) + nodeHeight_ / 2;
      const Box to = boxOf(node);
      const float half = std::max(kLeastRibbon, kMostRibbon * static_cast<float>(node.probability)) / 2;
      const bool isPruned = node.state == BeamState::Pruned;
      bands.push_back({.from = {fromX, fromY - half, fromY + half},
                       .to = {to.left, to.middle() - half, to.middle() + half},
                       .colour = isLit_[i] ? palette_.picked : isPruned ? palette_.removed : palette_.kept,
                       .isBright = isLit_[i]});
      if (node.isGreedy) painter_.lineDashed({fromX, fromY}, {to.left, to.middle()}, palette_.text);
    }
    drawRibbons(context_, bands);
  }

  void drawNode(std::size_t place) {
    const BeamNodeView& node = view_.nodes[place];
    const bool isOfTree = node.node != kNoBeamNode;
    const Box box = boxOf(node);
    const Touch touch = context_.take(isOfTree ? "node:" + std::to_string(node.node) : "greedy:" + std::to_string(node.step), box);
    const bool isPruned = node.state == BeamState::Pruned;
    painter_.fill(box, isPruned ? palette_.panel : node.state == BeamState::Live ? palette_.keptSoft : palette_.raised, kCorner);
    if (node.isGreedy) painter_.outlineDashed(box, palette_.text, kStroke);
    else painter_.outline(box, isPruned ? palette_.line : palette_.muted, 1, kCorner);
    if (isLit_[place]) painter_.outline(box.grown(kLit), palette_.picked, kLit, kCorner + kLit);
    const ImU32 ink = isPruned && isOfTree ? palette_.muted : palette_.text;
    const float top = box.middle() - (kTokenSize + kSumSize + kGapSmall) / 2;
    painter_.textClipped(context_.mono(ink, kTokenSize), {box.left + kNodeInset, top}, box.width() - 2 * kNodeInset, node.token);
    painter_.text(context_.mono(ink, kSumSize), {box.left + kNodeInset, top + kTokenSize + kGapSmall}, node.sumText);
    if (node.state == BeamState::Finished) drawCheck({box.right - kNodeInset - 2 * kCheck, box.bottom - kNodeInset - kSumSize / 2}, ink);
    if (touch.isClicked && isOfTree) actions_.push_back(SetBeamOption{BeamOption::Node, static_cast<double>(node.node)});
  }

  void drawCheck(ImVec2 at, ImU32 colour) {
    const ImVec2 points[] = {{at.x - kCheck, at.y}, {at.x - kCheck / 4, at.y + kCheck}, {at.x + kCheck * 1.5F, at.y - kCheck}};
    painter_.polyline(points, colour, kLit);
  }

  // ---- what is looked at

  float drawFocus(float y) {
    const float lines = isWide_ ? kHintLines : kHintLinesNarrow;
    const std::string& hint = hovered_ == kNoPlace ? view_.focusHint : view_.nodes[hovered_].hint;
    y = std::max(told({left_, y}, width_, hint), y + lines * kSizeBody * kLineHeight) + kGap;
    const ActionButton buttons[] = {{"take", "Take it as the text", view_.canTake(), TakeTokens{view_.taken}}};
    Flow flow(context_, {left_, y}, width_);
    actionButtons(context_, buttons, kButtonWidth * 1.5F, flow, actions_);
    return flow.bottom();
  }

  // ---- the lists

  float drawLists(float y) {
    y = told({left_, y}, width_, view_.best) + kGapSmall;
    y = wrapped({left_, y}, width_, view_.change) + kGap;
    if (view_.stretches.size() > 1) y = drawStretches(y) + kGapWide;
    return columns(
        y, kPoolShare, [this](ImVec2 at, float width) { return drawList("pool:", view_.poolTitle, view_.pool, at, width); },
        [this](ImVec2 at, float width) { return drawRest(at, width); });
  }

  float drawRest(ImVec2 at, float width) {
    if (!view_.live.empty()) at.y = drawList("live:", view_.liveTitle, view_.live, at, width) + kGapWide;
    return drawModes(at, width);
  }

  /// The slider's range, cut where another hypothesis becomes the best.
  float drawStretches(float y) {
    const double from = view_.stretches.front().from;
    const double range = view_.stretches.back().to - from;
    for (std::size_t i = 0; i < view_.stretches.size(); ++i) {
      const BeamStretchView& stretch = view_.stretches[i];
      // Up to where the next begins, so that no gap is left between two values of the slider.
      const double to = i + 1 < view_.stretches.size() ? view_.stretches[i + 1].from : stretch.to;
      const Box box{left_ + width_ * static_cast<float>((stretch.from - from) / range), y,
                    left_ + width_ * static_cast<float>((to - from) / range), y + kStretchHeight};
      painter_.fill(box, stretch.isCurrent ? palette_.kept : palette_.keptSoft);
      if (i > 0) painter_.fill({box.left, box.top, box.left + 1, box.bottom}, palette_.panel);
      painter_.textClipped(context_.mono(stretch.isCurrent ? palette_.panel : palette_.text),
                           {box.left + kNodeInset, box.middle() - kSizeSmall / 2}, box.width() - kNodeInset, stretch.range);
    }
    return y + kStretchHeight;
  }

  float drawList(const std::string& prefix, std::string_view heading, std::span<const BeamRow> rows, ImVec2 at, float width) {
    float y = title(at, width, heading);
    if (rows.empty()) return wrapped({at.x, y}, width, "None.");
    for (const BeamRow& row : rows)
      y = drawRow(prefix, row, {at.x, y}, width);
    return y;
  }

  float drawRow(const std::string& prefix, const BeamRow& row, ImVec2 at, float width) {
    const float line = kSizeBody * kLineHeight;
    const float height = std::max(2 * line + kGapSmall, context_.look.isTouched ? kTouchTarget : 0);
    const Box box = boxAt(at, {width, height});
    const Touch touch = context_.take(prefix + std::to_string(row.node), box);
    if (touch.isHovered) painter_.fill(box, palette_.hover, kCorner);
    const ImU32 ink = row.isOut ? palette_.muted : palette_.text;
    painter_.text(context_.mono(palette_.muted), {at.x, at.y + 2}, row.rank);
    const float left = at.x + kGapWide;
    painter_.textClipped(row.isBest ? context_.strong(ink) : context_.words(ink, kSizeBody), {left, at.y}, width - kGapWide, row.text);
    const float scored = painter_.textClipped(context_.mono(ink), {left, at.y + line}, std::min(kFormulaWidth, width), row.formula);
    const float note = left + scored + kGapWide;
    painter_.textClipped(context_.words(palette_.muted), {note, at.y + line}, at.x + width - note, row.note);
    if (touch.isClicked) actions_.push_back(SetBeamOption{BeamOption::Node, static_cast<double>(row.node)});
    return at.y + height + kGapSmall;
  }

  const BeamView& view_;
  BeamPanelState& state_;
  float nodeHeight_;
  // The columns that are seen, and where.
  std::size_t first_ = 1;
  std::size_t columns_ = 0;
  float pitch_ = 0;
  float treeTop_ = 0;
  std::size_t hovered_ = kNoPlace;
  std::vector<bool> isLit_;
};

} // namespace

float drawBeamPanel(const BeamView& view, BeamPanelState& state, PanelContext& context, Actions& actions) {
  return BeamPanel(view, state, context, actions).draw();
}

} // namespace logitscope::shell
