#include "widgets/line_chart.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace logitscope::shell {

namespace {

constexpr float kAxisHeight = 40;
constexpr float kChartTitleHeight = 22;
constexpr float kTickGap = 6;
constexpr float kTickEveryX = 72;
constexpr float kTickEveryY = 40;
constexpr float kLine = 2;
constexpr float kDot = 3.5F;
constexpr float kSmallDot = 2;
constexpr float kShade = 0.14F;
constexpr float kRegionShade = 0.08F;
constexpr float kSwatch = 14;
constexpr float kCardInset = 8;
constexpr float kCardLine = 18;
constexpr float kTextRise = kSizeSmall / 2;

class Chart {
public:
  Chart(PanelContext& context, const LineChart& chart, const Box& box)
      : context_(context), painter_(context.painter), palette_(context.palette()), chart_(chart),
        box_(box) {
    yTicks_ = ticksOf(chart.y, static_cast<int>(box.height() / kTickEveryY));
    float widest = 0;
    for (const Tick& tick : yTicks_)
      widest = std::max(widest, painter_.widthOf(axisStyle(), tick.text));
    float atRight = 0;
    if (chart.right) {
      rightTicks_ = ticksOf(*chart.right, static_cast<int>(box.height() / (2 * kTickEveryY)));
      for (const Tick& tick : rightTicks_)
        atRight = std::max(atRight, painter_.widthOf(axisStyle(), tick.text) + kTickGap);
    }
    plot_ = {snapped(box.left + widest + kTickGap, painter_.pixel()),
             box.top + kChartTitleHeight * (1 + legendLines()),
             box.right - atRight, snapped(box.bottom - kAxisHeight, painter_.pixel())};
    xTicks_ = ticksOf(chart.x, static_cast<int>(plot_.width() / kTickEveryX));
  }

  LineChartResult draw() {
    drawRegions();
    drawAxes();
    {
      const Painter::Clip clip(
          painter_, {plot_.left - kDot, plot_.top - kLine, plot_.right + kDot, plot_.bottom + kLine});
      for (const Series& series : chart_.series)
        drawSeries(series);
    }
    drawThresholds();
    drawLegend();
    return drawCrosshair();
  }

private:
  TextStyle axisStyle() const { return context_.mono(palette_.muted); }

  float xOf(double value) const {
    const double share = std::clamp(shareOn(chart_.x, value), 0.0, 1.0);
    return plot_.left + static_cast<float>(share) * plot_.width();
  }
  float yOf(double value) const { return yOn(chart_.y, value); }
  float yOf(const Series& series, double value) const { return yOn(axisOf(series), value); }
  float yOn(const Axis& axis, double value) const {
    return plot_.bottom - static_cast<float>(shareOn(axis, value)) * plot_.height();
  }
  const Axis& axisOf(const Series& series) const {
    return series.isOnRight && chart_.right ? *chart_.right : chart_.y;
  }

  void drawRegions() {
    const TextStyle style = context_.words(palette_.muted);
    for (const ChartRegion& region : chart_.regions) {
      const Box shade{xOf(region.from), plot_.top, xOf(region.to), plot_.bottom};
      painter_.fill(shade, withAlpha(region.colour, kRegionShade));
      painter_.hairlineDown(shade.right, shade.top, shade.bottom, palette_.line);
      float top = chart_.isLabelledBelow ? shade.bottom - 2 * kGapWide - kGapSmall : shade.top + kGapSmall;
      for (const std::string_view line : {region.label, region.note}) {
        if (painter_.widthOf(style, line) + kGap <= shade.width())
          painter_.text(style, {shade.left + kGapSmall, top}, line);
        top += kGapWide;
      }
    }
  }

  void drawAxes() {
    const TextStyle style = axisStyle();
    for (const Tick& tick : yTicks_) {
      const float y = yOf(tick.at);
      painter_.hairlineAcross(plot_.left, plot_.right, y, palette_.line);
      painter_.textRight(style, plot_.left - kTickGap, y - kTextRise, tick.text);
    }
    painter_.hairlineAcross(plot_.left, plot_.right, plot_.bottom, palette_.muted);
    float free = plot_.left - kGap;
    for (const Tick& tick : xTicks_) {
      const float x = xOf(tick.at);
      const float half = painter_.widthOf(style, tick.text) / 2;
      // At the right end a number moves in, and one that would touch another stays away.
      const float middle = std::min(x, plot_.right - half);
      if (middle - half < free) continue;
      painter_.hairlineDown(x, plot_.bottom, plot_.bottom + kGapSmall, palette_.muted);
      painter_.textCentred(style, middle, plot_.bottom + kTickGap, tick.text);
      free = middle + half + kGap;
    }
    const TextStyle title = context_.words(palette_.muted);
    const float top = plot_.top - kChartTitleHeight;
    painter_.text(title, {box_.left, top}, titleOf(chart_.y));
    for (const Tick& tick : rightTicks_)
      painter_.textRight(style, box_.right, yOn(*chart_.right, tick.at) - kTextRise, tick.text);
    if (chart_.right) painter_.textRight(title, box_.right, top, titleOf(*chart_.right));
    painter_.textRight(title, plot_.right, box_.bottom - kSizeSmall - kGapSmall, titleOf(chart_.x));
  }

  void drawSeries(const Series& series) {
    std::vector<ImVec2> line;
    for (const ChartPoint& point : series.points) {
      const ImVec2 at{xOf(point.x), yOf(series, point.y)};
      if (series.isDots) painter_.circle(at, kSmallDot, series.colour);
      if (series.isStepped && !line.empty()) line.push_back({at.x, line.back().y});
      line.push_back(at);
    }
    if (series.isDots) return;
    if (series.isStepped && !line.empty()) line.push_back({plot_.right, line.back().y});
    if (series.isFilled) painter_.area(line, plot_.bottom, withAlpha(series.colour, kShade));
    if (series.isDashed) {
      painter_.polylineDashed(line, series.colour, kLine);
    } else {
      painter_.polyline(line, series.colour, kLine);
    }
    if (line.size() == 1) painter_.circle(line.front(), kDot, series.colour);
  }

  void drawThresholds() {
    const TextStyle style = context_.words(palette_.text);
    for (const ChartThreshold& threshold : chart_.thresholds) {
      const float y = snapped(yOf(threshold.at), painter_.pixel());
      if (y < plot_.top || y > plot_.bottom) continue;
      painter_.lineDashed({plot_.left, y}, {plot_.right, y}, palette_.text);
      const float top = y - kSizeSmall - kGapSmall;
      painter_.textRight(style, plot_.right, top < plot_.top ? y + kGapSmall : top, threshold.text);
    }
  }

  float widthOfEntry(const Series& series) const {
    return kSwatch + kGapSmall + painter_.widthOf(context_.words(0), series.name) + kGapWide;
  }

  /// Lines of its own that the legend needs: none where it fits beside the axis's name.
  float legendLines() const {
    float all = 0;
    for (const Series& series : chart_.series)
      all += widthOfEntry(series);
    const float beside = painter_.widthOf(context_.words(0), titleOf(chart_.y)) + kGapWide;
    if (chart_.series.size() < 2 || (!chart_.right && beside + all <= box_.width())) return 0;
    float lines = 1;
    float x = 0;
    for (const Series& series : chart_.series) {
      if (x > 0 && x + widthOfEntry(series) - kGapWide > box_.width()) {
        ++lines;
        x = 0;
      }
      x += widthOfEntry(series);
    }
    return lines;
  }

  /// One series needs no legend: the axis has its name.
  void drawLegend() {
    if (chart_.series.size() < 2) return;
    float left = box_.left;
    if (legendLines() == 0) {
      left = plot_.right + kGapWide;
      for (const Series& series : chart_.series)
        left -= widthOfEntry(series);
    }
    const TextStyle style = context_.words(palette_.text);
    ImVec2 pen{left, box_.top};
    for (const Series& series : chart_.series) {
      if (pen.x > left && pen.x + widthOfEntry(series) - kGapWide > box_.right + 1)
        pen = {left, pen.y + kChartTitleHeight};
      drawSwatch(series, {pen.x, pen.y + kTextRise});
      painter_.text(style, {pen.x + kSwatch + kGapSmall, pen.y}, series.name);
      pen.x += widthOfEntry(series);
    }
  }

  void drawSwatch(const Series& series, ImVec2 at) {
    const ImVec2 end{at.x + kSwatch, at.y};
    if (series.isDots) {
      painter_.circle({at.x + kSwatch / 2, at.y}, kSmallDot, series.colour);
    } else if (series.isDashed) {
      painter_.lineDashed(at, end, series.colour, kLine);
    } else {
      painter_.line(at, end, series.colour, kLine);
    }
  }

  LineChartResult drawCrosshair() {
    const Touch touch = context_.take(chart_.id, plot_);
    std::optional<double> at = chart_.marked;
    if (touch.isHovered) at = nearestX(context_.pointer().x);
    if (!at) return {};
    painter_.hairlineDown(xOf(*at), plot_.top, plot_.bottom, palette_.text);
    for (const Series& series : chart_.series) {
      const ChartPoint* point = pointAt(series, *at);
      if (point == nullptr) continue;
      const ImVec2 dot{xOf(*at), yOf(series, point->y)};
      painter_.circle(dot, kDot + 1, palette_.panel);
      painter_.circle(dot, kDot, series.colour);
    }
    if (touch.isHovered || chart_.hasCard) drawCard(*at);
    if (!touch.isHovered) return {};
    return {.hovered = at, .clicked = touch.isClicked ? at : std::nullopt};
  }

  std::optional<double> nearestX(float x) const {
    if (chart_.series.empty() || chart_.series.front().points.empty()) return {};
    const auto& points = chart_.series.front().points;
    const double value =
        valueAt(chart_.x, static_cast<double>((x - plot_.left) / std::max(1.0F, plot_.width())));
    const auto after = std::ranges::lower_bound(points, value, {}, &ChartPoint::x);
    if (after == points.begin()) return points.front().x;
    if (after == points.end()) return points.back().x;
    const auto before = after - 1;
    return std::abs(xOf(before->x) - x) <= std::abs(xOf(after->x) - x) ? before->x : after->x;
  }

  /// The last point that is not beyond [x]: what holds there.
  static const ChartPoint* pointAt(const Series& series, double x) {
    const auto after = std::ranges::upper_bound(series.points, x, {}, &ChartPoint::x);
    return after == series.points.begin() ? nullptr : &*(after - 1);
  }

  std::vector<std::string> cardLines(double x) const {
    std::vector<std::string> lines = {std::string(chart_.x.name) + ' ' + printed(chart_.x, x)};
    for (const Series& series : chart_.series) {
      const ChartPoint* point = pointAt(series, x);
      if (point == nullptr) continue;
      std::string line(series.name);
      const Axis& axis = axisOf(series);
      line += ' ' + printed(axis, point->y);
      if (!axis.unit.empty()) line += ' ' + std::string(axis.unit);
      lines.push_back(std::move(line));
    }
    return lines;
  }

  void drawCard(double x) {
    const std::vector<std::string> lines = cardLines(x);
    const TextStyle style = context_.mono(palette_.text);
    float width = 0;
    for (const std::string& line : lines)
      width = std::max(width, painter_.widthOf(style, line));
    const ImVec2 size{width + 2 * kCardInset,
                      static_cast<float>(lines.size()) * kCardLine + kCardInset};
    // On the side where there is room.
    const float line = xOf(x);
    const bool isLeft = line + kGap + size.x > plot_.right;
    const ImVec2 corner{isLeft ? std::max(plot_.left, line - kGap - size.x) : line + kGap,
                        plot_.top + kGap};
    const Box card = boxAt(corner, size);
    painter_.fill(card, palette_.panel, kCorner);
    painter_.outline(card, palette_.line, painter_.pixel(), kCorner);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const float top = card.top + kCardInset / 2 + static_cast<float>(i) * kCardLine;
      painter_.text(style, {card.left + kCardInset, top + 2}, lines[i]);
    }
  }

  PanelContext& context_;
  Painter& painter_;
  const Palette& palette_;
  const LineChart& chart_;
  Box box_;
  Box plot_;
  std::vector<Tick> xTicks_;
  std::vector<Tick> yTicks_;
  std::vector<Tick> rightTicks_;
};

} // namespace

LineChartResult lineChart(PanelContext& context, const LineChart& chart, const Box& box) {
  return Chart(context, chart, box).draw();
}

} // namespace logitscope::shell
