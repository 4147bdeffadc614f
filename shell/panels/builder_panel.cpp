#include "panels/builder_panel.h"

#include "model/bands.h"
#include "widgets/action_buttons.h"
#include "widgets/chips.h"
#include "widgets/control_sliders.h"
#include "widgets/panel_frame.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace logitscope::shell {

namespace {

// Below this width sentence and list stand one above the other.
constexpr float kWideFrom = 720;
constexpr float kSentenceShare = 0.46F;
constexpr std::size_t kMaxCanvasRows = 30;
constexpr std::size_t kMaxNarrowRows = 12;

constexpr float kButtonLeast = 72;
constexpr float kFigureHeight = 44;
constexpr float kCaptionLines = 2;

class BuilderPanel : PanelFrame {
public:
  BuilderPanel(const BuilderPanelInput& input, BuilderPanelState& state, PanelContext& context,
               Actions& actions)
      : PanelFrame(context, actions, kWideFrom), in_(input), view_(input.view), state_(state) {}

  float draw() {
    return heightTo(columns(
        top(), kSentenceShare, [this](ImVec2 at, float width) { return drawSentence(at, width); },
        [this](ImVec2 at, float width) { return drawList(at, width); }));
  }

private:
  // ---- the sentence. Each part gives where it ends.

  float drawSentence(ImVec2 at, float width) {
    title(at, width, "Your sentence");
    float y = at.y + kTitleHeight;
    y += drawChips({at.x, y}, width) + kGapWide;
    y = drawBranches({at.x, y}, width);
    y = drawButtons({at.x, y}, width) + kGapWide;
    y = drawFigures({at.x, y}, width) + kGapWide;
    y += controlSliders(context_, in_.controls, {at.x, y}, width, actions_) + kGapWide;
    y += drawCaption({at.x, y}, width) + kGap;
    return drawLegend({at.x, y}, width);
  }

  /// What the colours of the tokens stand for.
  float drawLegend(ImVec2 at, float width) {
    std::array<std::string_view, kBands.size()> names;
    std::ranges::transform(kBands, names.begin(), &BitBand::range);
    const float y = at.y + bandLegend(context_, names, at, width) + kGap;
    return y + painter_.textWrapped(context_.words(palette_.muted), {at.x, y}, width,
                                    "How surprising each token was for the model. Dashed: picked by hand.");
  }

  float drawChips(ImVec2 at, float width) {
    std::vector<Chip> shown;
    for (std::size_t i = 0; i < view_.chips.size(); ++i) {
      const BuilderChip& chip = view_.chips[i];
      Chip made{.id = "chip:" + std::to_string(i), .label = chip.text};
      if (chip.band > 0) made.band = static_cast<std::size_t>(chip.band) - 1;
      made.isDashed = chip.isManual;
      shown.push_back(std::move(made));
    }
    const ChipsResult result = chips(context_, shown, at, width);
    if (result.hovered) caption_ = view_.chips[*result.hovered].hint;
    if (result.clicked) {
      if (const auto step = view_.chips[*result.clicked].rewindsTo) actions_.push_back(GoToStep{*step});
    }
    return result.height;
  }

  float drawBranches(ImVec2 at, float width) {
    if (view_.branches.empty()) return at.y;
    painter_.text(context_.words(palette_.muted), at, "Branches from here");
    std::vector<Chip> shown;
    for (std::size_t i = 0; i < view_.branches.size(); ++i)
      shown.push_back({.id = "branch:" + std::to_string(i), .label = view_.branches[i].text});
    const float top = at.y + kGapWide + kGap / 2;
    const ChipsResult result = chips(context_, shown, {at.x, top}, width);
    if (result.hovered) caption_ = view_.branches[*result.hovered].hint;
    if (result.clicked) actions_.push_back(GoToStep{view_.branches[*result.clicked].end});
    return top + result.height + kGapWide;
  }

  float drawButtons(ImVec2 at, float width) {
    const ActionButton buttons[] = {
        {"Sample", "Sample", view_.canGoOn, Sample{in_.freshSeed}},
        {"Greedy", "Greedy", view_.canGoOn, Greedy{}},
        {view_.isPlaying ? "Stop" : "Play", view_.isPlaying ? "Stop" : "Play", view_.canGoOn || view_.isPlaying,
         SetPlaying{!view_.isPlaying}},
        {"Undo", "Undo", in_.canUndo, Undo{}},
        {"Redo", "Redo", in_.canRedo, Redo{}},
        {"Start over", "Start over", view_.canRewind, Rewind{0}},
    };
    // In one line, else in two of three.
    const auto count = static_cast<float>(std::size(buttons));
    const float across = width >= count * (kButtonLeast + kGap) ? count : count / 2;
    Flow flow(context_, at, width);
    actionButtons(context_, buttons, (width + kGap) / across - kGap, flow, actions_);
    return flow.bottom();
  }

  float drawFigures(ImVec2 at, float width) {
    const std::pair<std::string_view, std::string_view> figures[] = {
        {"generated", view_.tokensText},
        {"log-probability", view_.logProbabilityText},
        {"perplexity", view_.perplexityText},
    };
    const float each = width / static_cast<float>(std::size(figures));
    float x = at.x;
    for (const auto& [name, value] : figures) {
      painter_.textClipped(context_.words(palette_.muted), {x, at.y}, each - kGap, name);
      painter_.textClipped(context_.mono(palette_.text, kSizeBody), {x, at.y + kGapWide}, each - kGap,
                           value);
      x += each;
    }
    return at.y + kFigureHeight - kGap;
  }

  /// What is under the pointer, else where generation stands. Its room is always kept free.
  float drawCaption(ImVec2 at, float width) {
    painter_.textWrapped(context_.words(palette_.muted), at, width,
                         caption_.empty() ? std::string_view(view_.state) : caption_);
    return kCaptionLines * kSizeSmall * kLineHeight;
  }

  // ---- the list

  float drawList(ImVec2 at, float width) {
    title(at, width, view_.title);
    const std::size_t count =
        std::min(isWide_ ? kMaxCanvasRows : kMaxNarrowRows, view_.rows.size());
    double largest = 0;
    for (const BuilderRow& row : view_.rows)
      largest = std::max({largest, row.most.value_or(row.probability), row.rawProbability});
    std::vector<BarRow> rows;
    for (std::size_t i = 0; i < count; ++i) {
      const BuilderRow& row = rowAt(i, count);
      const auto share = [&](double value) {
        return largest > 0 ? static_cast<float>(value / largest) : 0;
      };
      rows.push_back({.key = row.id,
                      .id = "token:" + std::to_string(row.id),
                      .label = row.token,
                      .share = share(row.isKept ? row.probability : row.rawProbability),
                      .most = row.most ? std::optional(share(*row.most)) : std::nullopt,
                      .ghost = share(row.rawProbability),
                      .value = row.probabilityText,
                      .note = row.logitText,
                      .isKept = row.isKept,
                      .isPicked = row.isPicked,
                      .isRest = row.isRest});
    }
    // A long list is never cut in silence.
    std::string rest = view_.rest;
    if (count < view_.rows.size()) {
      rest = std::to_string(view_.rows.size() - count) + " more in the table";
      if (!view_.rest.empty()) rest += "; " + view_.rest;
    }
    const BarListResult result = barList(
        context_,
        {.rows = rows, .valueName = "probability", .noteName = view_.isRecorded ? "ln p" : "logit", .rest = rest},
        state_.list, {at.x, at.y + kTitleHeight}, width);
    if (result.hovered) hovered_ = &rowAt(*result.hovered, count);
    if (result.clicked) actions_.push_back(Pick{rowAt(*result.clicked, count).id});
    return at.y + kTitleHeight + result.height + drawReason({at.x, at.y + kTitleHeight + result.height}, width);
  }

  /// However short the list, everything else is in it.
  const BuilderRow& rowAt(std::size_t i, std::size_t count) const {
    return i + 1 == count && view_.rows.back().isRest ? view_.rows.back() : view_.rows[i];
  }

  float drawReason(ImVec2 at, float width) {
    const std::string_view reason =
        hovered_ != nullptr ? std::string_view(hovered_->reason)
        : view_.isRecorded  ? std::string_view("The answer went on with the token that is marked. The thin mark is what the model said.")
                 : std::string_view("Press a token to pick it. The thin mark is what the model said.");
    painter_.textWrapped(context_.words(palette_.muted), {at.x, at.y + kGap}, width, reason);
    return kGap + kCaptionLines * kSizeSmall * kLineHeight;
  }

  const BuilderPanelInput& in_;
  const BuilderView& view_;
  BuilderPanelState& state_;
  std::string_view caption_;
  const BuilderRow* hovered_ = nullptr;
};

} // namespace

float drawBuilderPanel(const BuilderPanelInput& input, BuilderPanelState& state,
                       PanelContext& context, Actions& actions) {
  return BuilderPanel(input, state, context, actions).draw();
}

} // namespace logitscope::shell
