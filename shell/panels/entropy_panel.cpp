#include "panels/entropy_panel.h"

#include "model/passages.h"
#include "widgets/chips.h"
#include "widgets/line_chart.h"
#include "widgets/slider.h"

#include <algorithm>
#include <string>
#include <vector>

namespace logitscope::shell {

namespace {

// Below this width text and list stand one above the other.
constexpr float kWideFrom = 720;
constexpr float kTextShare = 0.64F;
constexpr float kButtonWidth = 88;
constexpr float kFigureHeight = 44;
/// Of the figures below a narrow text.
constexpr std::size_t kFiguresAcross = 3;
constexpr float kChartHeight = 240;
constexpr float kHeadHeight = 20;
constexpr float kRestHeight = 40;
constexpr float kHintLines = 4;

class EntropyPanel {
public:
  EntropyPanel(const EntropyView& view, EntropyPanelState& state, PanelContext& context, Actions& actions)
      : view_(view), state_(state), context_(context), painter_(context.painter),
        palette_(context.palette()), actions_(actions), isWide_(context.width >= kWideFrom) {
    // The text may have become shorter since.
    if (state_.hovered && *state_.hovered >= view_.tokens.size()) state_.hovered.reset();
    if (context_.isStill) state_.hovered.reset();
  }

  float draw() {
    const float inset = isWide_ ? kGapColumn : kGapWide;
    const float left = context_.origin.x + inset;
    const float right = context_.origin.x + context_.width - inset;
    const float top = context_.origin.y + kGapWide;
    const float split = isWide_ ? left + (right - left) * kTextShare : right;
    const float textWidth = isWide_ ? split - left - kGapColumn : right - left;

    float y = drawHead({left, top}, textWidth);
    if (view_.tokens.empty()) return y - context_.origin.y + kGapWide;
    y += drawText({left, y}, textWidth) + kGapWide;
    y += drawLegend({left, y}, textWidth) + kGapWide;
    float listEnd = y;
    if (isWide_) {
      listEnd = drawList({split + kGapColumn, top}, right - split - kGapColumn);
    } else {
      y = drawList({left, y}, textWidth) + kGapWide;
    }
    y = drawFigures({left, y}, textWidth) + kGapWide;
    y = drawCurve({left, y}, textWidth);
    if (isWide_) painter_.hairlineDown(split, top, std::max(y, listEnd), palette_.line);
    state_.hovered = hovered_;
    return std::max(y, listEnd) - context_.origin.y + kGapWide;
  }

private:
  // ---- each part gives where it ends, or its height where it begins with "+="

  float drawHead(ImVec2 at, float width) {
    painter_.textClipped(context_.strong(palette_.text), at, width, "How sure the model is of every token");
    float x = at.x;
    const float y = at.y + kTitleHeight;
    const auto count = static_cast<float>(view_.passages.size());
    const float height = context_.look.isTouched ? kTouchTarget : kButtonHeight;
    const float each = std::min(kButtonWidth, (width - kGap * (count - 1)) / count);
    for (const Passage& passage : view_.passages) {
      const Button made{.id = "passage:" + std::string(passage.name),
                        .label = passage.label,
                        .isSelected = passage.name == view_.passage};
      if (button(context_, made, boxAt({x, y}, {each, height})))
        actions_.push_back(SetText{std::string(passage.text), std::string(passage.name)});
      x += each + kGap;
    }
    float end = y + height + kGapWide;
    if (view_.notice.empty()) return end;
    end += painter_.textWrapped(context_.words(palette_.muted, kSizeBody), {at.x, end}, width, view_.notice);
    return end + kGap;
  }

  float drawText(ImVec2 at, float width) {
    std::vector<Chip> shown;
    shown.reserve(view_.tokens.size());
    for (std::size_t i = 0; i < view_.tokens.size(); ++i) {
      const EntropyToken& token = view_.tokens[i];
      shown.push_back({.id = "chip:" + std::to_string(i),
                       .label = token.text,
                       .band = static_cast<std::size_t>(token.band) - 1,
                       .isDashed = token.isSurprise,
                       .isSelected = i == view_.focus,
                       .endsLine = token.endsLine});
    }
    const ChipsResult result = chips(context_, shown, at, width);
    if (result.hovered) hovered_ = result.hovered;
    if (result.clicked) actions_.push_back(FocusToken{*result.clicked});
    return result.height;
  }

  float drawLegend(ImVec2 at, float width) {
    std::vector<std::string> names;
    for (const EntropyBand& band : view_.bands)
      names.push_back(std::string(band.range) + ", " + band.shareText);
    const std::vector<std::string_view> shown(names.begin(), names.end());
    const float height = bandLegend(context_, shown, at, width) + kGap;
    return height + painter_.textWrapped(context_.words(palette_.muted), {at.x, at.y + height}, width, view_.legend);
  }

  std::size_t shownToken() const { return state_.hovered.value_or(view_.focus); }

  float drawList(ImVec2 at, float width) {
    const EntropyToken& token = view_.tokens[shownToken()];
    painter_.textClipped(context_.strong(palette_.text), at, width, titleOfToken(view_, shownToken()));
    std::vector<std::string> ranks;
    for (const EntropyAlternative& one : token.alternatives)
      ranks.push_back(one.isRest ? "" : "#" + std::to_string(one.rank));
    double largest = 0;
    for (const EntropyAlternative& one : token.alternatives)
      largest = std::max(largest, one.probability);
    std::vector<BarRow> rows;
    for (std::size_t i = 0; i < token.alternatives.size(); ++i) {
      const EntropyAlternative& one = token.alternatives[i];
      rows.push_back({.key = one.id,
                      .id = "alternative:" + std::to_string(one.id),
                      .label = one.token,
                      .share = largest > 0 ? static_cast<float>(one.probability / largest) : 0,
                      .value = one.probabilityText,
                      .note = ranks[i],
                      .isPicked = one.isActual,
                      .isRest = one.isRest});
    }
    const float top = at.y + kTitleHeight;
    barList(context_, {.rows = rows, .valueName = "probability", .noteName = "rank", .rest = token.rest}, state_.list,
            {at.x, top}, width);
    // Room for one row more than the likeliest, whether this token needs it or not: nothing below jumps.
    const float row = context_.look.isTouched ? kTouchTarget : kPointerTarget;
    const float end = top + kHeadHeight + static_cast<float>(kLikelyTokens + 1) * row + kRestHeight;
    painter_.textWrapped(context_.words(palette_.muted, kSizeBody), {at.x, end}, width, token.hint);
    return end + kHintLines * kSizeBody * kLineHeight;
  }

  float drawFigures(ImVec2 at, float width) {
    const std::pair<std::string_view, std::string_view> figures[] = {
        {"length", view_.tokensText},
        {"mean entropy", view_.meanText},
        {"mean surprise", view_.meanSurpriseText},
        {"perplexity", view_.perplexityText},
        {"surprises", view_.surprisesText},
    };
    const std::size_t across = isWide_ ? std::size(figures) : kFiguresAcross;
    const float each = width / static_cast<float>(across);
    float y = at.y;
    for (std::size_t i = 0; i < std::size(figures); ++i) {
      if (i > 0 && i % across == 0) y += kFigureHeight;
      const auto& [name, value] = figures[i];
      const float x = at.x + static_cast<float>(i % across) * each;
      painter_.textClipped(context_.words(palette_.muted), {x, y}, each - kGap, name);
      painter_.textClipped(context_.mono(palette_.text, isWide_ ? kSizeBody : kSizeSmall), {x, y + kGapWide},
                           each - kGapSmall, value);
    }
    return y + kFigureHeight - kGap;
  }

  float drawCurve(ImVec2 at, float width) {
    bool isExact = true;
    bool isBounded = true;
    std::vector<ChartPoint> entropy;
    std::vector<ChartPoint> most;
    std::vector<ChartPoint> surprise;
    for (std::size_t i = 0; i < view_.tokens.size(); ++i) {
      const auto x = static_cast<double>(i + 1);
      const Interval& bits = view_.tokens[i].entropy;
      entropy.push_back({x, bits.low});
      // Where nobody knows how many tokens there are, there is no upper end to draw.
      most.push_back({x, bits.high});
      isExact = isExact && bits.low == bits.high;
      isBounded = isBounded && bits.high <= view_.largestBits;
      surprise.push_back({x, view_.tokens[i].surprise});
    }
    std::vector<Series> series{
        {.name = isExact ? "entropy" : "entropy, at least", .points = entropy, .colour = palette_.text, .isFilled = true},
        {.name = "surprise", .points = surprise, .colour = palette_.muted, .isDots = true},
    };
    if (!isExact && isBounded)
      series.push_back({.name = "at most", .points = most, .colour = palette_.text, .isDashed = true});
    const auto last = static_cast<double>(std::max<std::size_t>(2, view_.tokens.size()));
    const LineChart chart{.id = "curve",
                          .x = {.name = "token", .from = 1, .to = last, .isCount = true},
                          .y = {.name = "entropy and surprise", .unit = "bits", .to = view_.largestBits},
                          .series = series,
                          .hasCard = false,
                          .marked = static_cast<double>(shownToken() + 1)};
    const LineChartResult result = lineChart(context_, chart, boxAt(at, {width, kChartHeight}));
    if (result.hovered) hovered_ = static_cast<std::size_t>(*result.hovered) - 1;
    if (result.clicked) actions_.push_back(FocusToken{static_cast<std::size_t>(*result.clicked) - 1});
    return at.y + kChartHeight;
  }

  const EntropyView& view_;
  EntropyPanelState& state_;
  PanelContext& context_;
  Painter& painter_;
  const Palette& palette_;
  Actions& actions_;
  bool isWide_;
  std::optional<std::size_t> hovered_;
};

} // namespace

float drawEntropyPanel(const EntropyView& view, EntropyPanelState& state, PanelContext& context,
                       Actions& actions) {
  return EntropyPanel(view, state, context, actions).draw();
}

} // namespace logitscope::shell
