// The chart widgets: what they show, and what the pointer finds in them.

#include "screen.h"
#include "widgets/bar_list.h"
#include "widgets/chips.h"
#include "widgets/line_chart.h"
#include "widgets/ribbons.h"

#include <doctest/doctest.h>

#include <array>
#include <vector>

using namespace logitscope::shell;

namespace {

constexpr ImU32 kBlue = IM_COL32(0, 0, 255, 255);

const std::array<BarRow, 3> kRows = {{
    {.key = 7,
     .id = "token:7",
     .label = "cat",
     .share = 0.8F,
     .ghost = 0.5F,
     .value = "80 %",
     .note = "3.1",
     .isPicked = true},
    {.key = 9, .id = "token:9", .label = "dog", .share = 0.2F, .value = "20 %"},
    {.key = 2, .id = "token:2", .label = "emu", .share = 0.1F, .value = "0 %", .isKept = false},
}};

/// A widget on a screen, with what it last returned.
template <typename Result, typename Draw> class Stage {
public:
  explicit Stage(Draw draw, float width = 400) : screen(width), draw_(std::move(draw)) { frame(); }

  Screen screen;
  Result result;

  void frame() {
    screen.frame([&](PanelContext& context) { result = draw_(context); });
  }
  void point(const std::string& id, float share = 0.5F) {
    screen.point(id, share);
    frame();
  }
  /// Presses and lets go; what was clicked is in [result] after the frame that saw it.
  void click(const std::string& id, float share = 0.5F) {
    point(id, share);
    Screen::button(true);
    frame();
    Screen::button(false);
    frame();
  }

private:
  Draw draw_;
};

template <typename Result, typename Draw> Stage<Result, Draw> stage(Draw draw) {
  return Stage<Result, Draw>(std::move(draw));
}

} // namespace

TEST_CASE("a bar list shows labels, values and what is left out, and hatches what is removed") {
  Screen screen(400);
  BarListState state;
  const BarList list{.rows = kRows,
                     .valueName = "probability",
                     .noteName = "logit",
                     .rest = "and 50,227 more, 0.31 % together",
                     .threshold = 0.05F,
                     .thresholdText = "min-p 0.05"};
  const std::string svg = screen.svgOf([&](PanelContext& context) {
    barList(context, list, state, {10, 10}, 380);
  });
  for (const std::string_view text :
       {"cat", "80 %", "3.1", "probability", "logit", "0.31 %", "min-p"})
    CHECK(contains(svg, text));
  CHECK(contains(svg, "<path d=\"M"));
}

TEST_CASE("the whole row of a bar list is hovered and clicked, and is large enough") {
  BarListState state;
  auto shown = stage<BarListResult>([&](PanelContext& context) {
    return barList(context, {.rows = kRows}, state, {10, 10}, 380);
  });
  CHECK(shown.screen.box("token:9").size.y >= 28);
  CHECK_FALSE(shown.result.hovered);
  shown.point("token:9", 0.02F);
  CHECK(shown.result.hovered == 1);
  CHECK_FALSE(shown.result.clicked);
  shown.click("token:2", 0.98F);
  CHECK(shown.result.clicked == 2);
  shown.frame();
  CHECK_FALSE(shown.result.clicked);
}

TEST_CASE("with a finger rows and chips are 44 pixels high") {
  Screen screen(400);
  screen.look.isTouched = true;
  BarListState state;
  const std::array<Chip, 1> row = {{{.id = "chip:0", .label = "The"}}};
  screen.frame([&](PanelContext& context) {
    const auto list = barList(context, {.rows = kRows}, state, {0, 0}, 380);
    chips(context, row, {0, list.height}, 380);
  });
  CHECK(screen.box("token:7").size.y >= 44);
  CHECK(screen.box("chip:0").size.y >= 44);
}

TEST_CASE("a bar list remembers no more tokens than it shows, and bars travel with their token") {
  Screen screen(400);
  screen.look.isMotionReduced = false;
  BarListState state;
  const auto show = [&](std::span<const BarRow> rows) {
    screen.frame([&](PanelContext& context) {
      barList(context, {.rows = rows}, state, {0, 0}, 380);
    });
  };
  show(kRows);
  CHECK_FALSE(screen.isMoving);
  const std::array<BarRow, 2> turned = {kRows[1], kRows[0]};
  show(turned);
  show(turned);
  CHECK(screen.isMoving);
  CHECK(state.motion.size() == 2);
}

TEST_CASE(
    "chips break into lines, never run out of their room, and report what is under the pointer") {
  std::vector<Chip> row;
  for (int i = 0; i < 30; ++i) {
    row.push_back({.id = "chip:" + std::to_string(i),
                   .label = "token",
                   .band = static_cast<std::size_t>(i % 5)});
  }
  row[3].isDashed = true;
  row[29].label =
      "one that is far too long for any line that a phone has room for, and then some more";
  auto shown = stage<ChipsResult>([&](PanelContext& context) {
    return chips(context, row, {10, 10}, 380);
  });
  CHECK(shown.result.height > 60);
  for (const HitBox& box : shown.screen.hits.boxes()) {
    CHECK(box.at.x >= 0);
    CHECK(box.at.x + box.size.x <= 400);
  }
  shown.point("chip:4");
  CHECK(shown.result.hovered == 4);
  shown.click("chip:7");
  CHECK(shown.result.clicked == 7);
}

TEST_CASE("a chip shows its band's letter and a surprise its dashes") {
  Screen screen(400);
  const std::array<Chip, 2> row = {
      {{.id = "a", .label = "The"}, {.id = "b", .label = "emu", .band = 4, .isDashed = true}}};
  const std::string svg = screen.svgOf([&](PanelContext& context) {
    chips(context, row, {0, 0}, 380);
  });
  CHECK(contains(svg, ">E</text>"));
  CHECK_FALSE(contains(svg, ">A</text>"));
  CHECK(contains(svg, "stroke-dasharray"));
}

TEST_CASE("the legend names the bands with their letters") {
  Screen screen(300);
  const std::array<std::string_view, 5> names = {"sure", "fairly", "open", "unsure", "lost"};
  float height = 0;
  const std::string svg = screen.svgOf([&](PanelContext& context) {
    height = bandLegend(context, names, {0, 0}, 200);
  });
  CHECK(contains(svg, ">C</text>"));
  CHECK(contains(svg, ">unsure</text>"));
  CHECK(height > 20);
}

TEST_CASE("a line chart shows its axes, regions and threshold, and under the pointer the values") {
  const std::array<ChartPoint, 4> points = {{{1, 0.5}, {10, 0.1}, {100, 0.01}, {1000, 0.0005}}};
  const std::array<ChartPoint, 4> sums = {{{1, 0.5}, {10, 0.8}, {100, 0.95}, {1000, 1}}};
  const std::array<Series, 2> series = {
      {{.name = "probability", .points = points, .colour = kBlue, .isFilled = true},
       {.name = "cumulative",
        .points = sums,
        .colour = kBlue,
        .isDashed = true,
        .isStepped = true}}};
  const std::array<ChartRegion, 2> regions = {{{1, 10, "head", kBlue}, {10, 1000, "tail", kBlue}}};
  const std::array<ChartThreshold, 1> thresholds = {{{0.05, "min-p 0.05"}}};
  const LineChart chart{.id = "chart",
                        .x = {.name = "rank", .from = 1, .to = 1000, .isLog = true},
                        .y = {.name = "probability", .from = 1e-4, .to = 1, .isLog = true},
                        .series = series,
                        .regions = regions,
                        .thresholds = thresholds};
  const auto draw = [&](PanelContext& context) {
    return lineChart(context, chart, {10, 10, 390, 300});
  };
  auto shown = stage<LineChartResult>(draw);
  const std::string svg =
      shown.screen.svgOf([&](PanelContext& context) { shown.result = draw(context); });
  for (const std::string_view text :
       {"rank (log scale)", "head", "tail", "min-p 0.05", "cumulative", ">1,000<"})
    CHECK(contains(svg, text));
  CHECK_FALSE(shown.result.hovered);
  shown.point("chart", 0.34F);
  REQUIRE(shown.result.hovered);
  CHECK(*shown.result.hovered == 10);
}

TEST_CASE("a chart of nothing, and of one point, is drawn") {
  Screen screen(400);
  const std::array<ChartPoint, 1> one = {{{1, 2}}};
  for (const std::span<const ChartPoint> points :
       {std::span<const ChartPoint>(), std::span<const ChartPoint>(one)}) {
    const std::array<Series, 1> series = {{{.name = "s", .points = points, .colour = kBlue}}};
    screen.frame([&](PanelContext& context) {
      lineChart(context, {.id = "c", .x = {.name = "x"}, .y = {.name = "y"}, .series = series},
                {0, 0, 300, 200});
    });
  }
}

TEST_CASE("a ribbon that is looked at is drawn last, and stronger") {
  Screen screen(400);
  const std::array<RibbonBand, 2> bands = {
      {{{0, 0, 10}, {50, 0, 10}, kBlue, true}, {{0, 20, 30}, {50, 20, 30}, kBlue, false}}};
  const std::string svg = screen.svgOf([&](PanelContext& context) { drawRibbons(context, bands); });
  CHECK(svg.find("M0,20") < svg.find("M0,0"));
}
