#include "model/store.h"

#include <doctest/doctest.h>

#include <limits>
#include <string>
#include <vector>

using namespace logitscope;
using namespace logitscope::shell;

namespace {

constexpr std::size_t kTemperature = 0;
constexpr std::size_t kTopK = 1;
constexpr std::size_t kTopP = 2;

const PipelineCell& cellOf(const PipelineRow& row, PipelineColumn column) {
  return row.cells[static_cast<std::size_t>(column)];
}

std::vector<std::string> textsOf(const Store& store, PipelineColumn column) {
  std::vector<std::string> texts;
  for (const PipelineRow& row : store.pipeline().rows)
    texts.push_back(cellOf(row, column).text);
  return texts;
}

using Texts = std::vector<std::string>;

} // namespace

TEST_CASE("the view shows the figures of \"The cat is\" column by column") {
  Store store;
  store.dispatch(SetParam{kTopP, "p", 1});
  store.dispatch(SetParam{kTopK, "k", 3});
  CHECK(textsOf(store, PipelineColumn::Logits) == Texts{"2.80", "2.30", "1.90", "1.50", "1.20"});
  CHECK(textsOf(store, PipelineColumn::Softmax) ==
        Texts{"40.2 %", "24.4 %", "16.3 %", "11.0 %", "8.12 %"});
  CHECK(textsOf(store, PipelineColumn::Cut) ==
        Texts{"49.7 %", "30.1 %", "20.2 %", "by top-k", "by top-k"});
  CHECK(textsOf(store, PipelineColumn::Draw) == Texts{"49.7 %", "30.1 %", "20.2 %", "–", "–"});
  CHECK(store.pipeline().columns[2].formula == "exp(z) / 40.91");
  for (std::size_t i = 0; i < 3; ++i)
    CHECK(store.pipeline().rows[i].changeText == "+23.6 %");
  CHECK(store.pipeline().rows[0].weightText == "16.44");
  CHECK(store.pipeline().rows[1].intervalText == "[0.497, 0.798)");
}

TEST_CASE("a removed token keeps its row, its bar, and the reason") {
  Store store;
  const PipelineRow& jumping = store.pipeline().rows[4];
  CHECK_FALSE(jumping.isKept);
  CHECK(jumping.removedBy == "Top-p");
  CHECK(jumping.reason == "Removed by top-p: the tokens before it already hold 0.919 ≥ 0.9.");
  const PipelineCell& cut = cellOf(jumping, PipelineColumn::Cut);
  CHECK_FALSE(cut.isKept);
  CHECK(cut.barTo == cellOf(jumping, PipelineColumn::Softmax).barTo);
  CHECK(cut.barTo > 0);
}

TEST_CASE("temperature 0 removes all but the first before softmax, and says so in every row") {
  Store store;
  store.dispatch(SetParam{kTemperature, "temperature", 0});
  CHECK(textsOf(store, PipelineColumn::Softmax) == Texts{"100.0 %", "0 %", "0 %", "0 %", "0 %"});
  CHECK(store.pipeline().rows[1].removedBy == "Temperature");
  CHECK(store.pipeline().columns[1].formula == "z / 0");
}

TEST_CASE("a logit below zero has its bar to the left of zero") {
  Store store;
  store.dispatch(
      LoadScenario{{.tokens = {"up", "down"}, .logits = {3, -1}, .context = "", .source = ""}});
  const PipelineCell& up = cellOf(store.pipeline().rows[0], PipelineColumn::Logits);
  const PipelineCell& down = cellOf(store.pipeline().rows[1], PipelineColumn::Logits);
  CHECK(store.pipeline().columns[0].zeroAt == doctest::Approx(0.25));
  CHECK(down.barFrom == 0);
  CHECK(down.barTo == doctest::Approx(0.25));
  CHECK(up.barFrom == doctest::Approx(0.25));
  CHECK(up.barTo == 1);
}

TEST_CASE("a token ruled out by the model is shown without a bar and without a place on the line") {
  Store store;
  const double minusInfinity = -std::numeric_limits<double>::infinity();
  store.dispatch(LoadScenario{
      {.tokens = {"a", "b"}, .logits = {0, minusInfinity}, .context = "", .source = ""}});
  const PipelineRow& b = store.pipeline().rows[1];
  CHECK(cellOf(b, PipelineColumn::Logits).text == "-inf");
  CHECK_FALSE(b.isKept);
  CHECK(b.removedBy == "the model");
  CHECK(b.from == b.to);
}

TEST_CASE("when every token is ruled out nothing is picked and the view says so") {
  Store store;
  const double minusInfinity = -std::numeric_limits<double>::infinity();
  store.dispatch(
      LoadScenario{{.tokens = {"a"}, .logits = {minusInfinity}, .context = "x", .source = ""}});
  CHECK(store.pipeline().sentence == "x");
  CHECK(store.pipeline().drawNote == "Nothing survived the chain, so nothing can be drawn.");
}

TEST_CASE("a long list shows thirty rows, the pick among them, and says what the rest holds") {
  Scenario scenario{.context = "", .source = ""};
  for (int i = 0; i < 1000; ++i) {
    scenario.tokens.push_back("t" + std::to_string(i));
    scenario.logits.push_back(0);
  }
  Store store;
  store.dispatch(SetParam{kTopP, "p", 1});
  store.dispatch(LoadScenario{scenario});
  // The middle of the 501st interval of a thousandth each.
  store.dispatch(TossCoin{0.5005});
  const PipelineView& view = store.pipeline();
  CHECK(view.rows.size() == kMaxPipelineRows);
  CHECK(view.rows.back().isPicked);
  CHECK(view.rows.back().token == "t500");
  CHECK(view.restCount == 970);
  CHECK(view.restText == "and 970 more, 97.0 % together");
}

TEST_CASE("spaces, line ends and tabs of a token are made visible") {
  CHECK(visibleToken(" Paris") == "␣Paris");
  CHECK(visibleToken("a\n\tb") == "a⏎⇥b");
  CHECK(visibleToken("日本") == "日本");
}

TEST_CASE("the controls come from the stage table, and a count ends at the vocabulary") {
  const Store store;
  REQUIRE(store.controls().size() == 3);
  for (const Control& control : store.controls()) {
    const StageInfo& info = stageInfo(control.kind);
    CHECK(control.label == info.label);
    CHECK(control.param == info.params.front().name);
  }
  CHECK(store.controls()[kTopK].to == 5);
  CHECK(store.controls()[kTopK].text == "off");
}

TEST_CASE("a dragged slider stands on its steps and inside its range") {
  const Store store;
  const Control& temperature = store.controls()[kTemperature];
  CHECK(snapToStep(temperature, 0.6999) == 0.7);
  CHECK(snapToStep(temperature, 5) == 2);
  CHECK(snapToStep(temperature, -1) == 0);
  CHECK(snapToStep(store.controls()[kTopK], 2.4) == 2);
}
