#include "shell_support.h"

#include <limits>
#include <string>
#include <vector>

namespace logitscope::shell {

using namespace test;

namespace {

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
  mustDo(store, SetParam{kTopP, "p", 1});
  mustDo(store, SetParam{kTopK, "k", 3});
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
  mustDo(store, SetParam{kTemperature, "temperature", 0});
  CHECK(textsOf(store, PipelineColumn::Softmax) == Texts{"100.0 %", "0 %", "0 %", "0 %", "0 %"});
  CHECK(store.pipeline().rows[1].removedBy == "Temperature");
  CHECK(store.pipeline().columns[1].formula == "z / 0");
}

TEST_CASE("a logit below zero has its bar to the left of zero") {
  Store store;
  mustDo(store, table({"up", "down"}, {3, -1}, ""));
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
  mustDo(store, table({"a", "b"}, {0, minusInfinity}, ""));
  const PipelineRow& b = store.pipeline().rows[1];
  CHECK(cellOf(b, PipelineColumn::Logits).text == "-inf");
  CHECK_FALSE(b.isKept);
  CHECK(b.removedBy == "the model");
  CHECK(b.from == b.to);
}

TEST_CASE("when every token is ruled out nothing is picked and the view says so") {
  Store store;
  const double minusInfinity = -std::numeric_limits<double>::infinity();
  mustDo(store, table({"a"}, {minusInfinity}, "x"));
  CHECK(store.pipeline().sentence == "x");
  CHECK(store.pipeline().drawNote == "Nothing survived the chain, so nothing can be drawn.");
}

TEST_CASE("a long list shows thirty rows, the pick among them, and says what the rest holds") {
  std::vector<std::string> tokens;
  for (int i = 0; i < 1000; ++i)
    tokens.push_back("t" + std::to_string(i));
  Store store;
  mustDo(store, SetParam{kTopP, "p", 1});
  mustDo(store, table(tokens, std::vector<double>(1000, 0.0)));
  const PipelineView& view = store.pipeline();
  CHECK(view.rows.size() == kMaxPipelineRows);
  CHECK(view.rows.back().isPicked);
  // The coin of seed 42 is 0.6394: the 640th interval of a thousandth each.
  CHECK(view.rows.back().token == "t639");
  CHECK(view.rows.back().rank == 640);
  CHECK(view.restCount == 970);
  CHECK(view.restText == "and 970 more, 97.0 % together");
}

TEST_CASE("a reader's pick stands in the draw, and no coin lies on the line") {
  Store store;
  mustDo(store, Pick{2});
  CHECK(store.pipeline().sentence == "The cat is playing");
  CHECK_FALSE(store.pipeline().coin);
  CHECK(store.pipeline().rows[2].isPicked);
}

TEST_CASE("penalties act before softmax, and the column says so") {
  Store store = asked("The cat");
  mustDo(store, SetPromptCounts{true});
  mustDo(store, SetParam{kPenalty, "penalty", 2});
  CHECK(store.pipeline().columns[1].formula == "repetition penalty");
  mustDo(store, SetParam{kTemperature, "temperature", 0.5});
  CHECK(store.pipeline().columns[1].formula == "repetition penalty, z / 0.5");
}

TEST_CASE("the controls come from the stage table, and a count ends at the vocabulary") {
  const Store store;
  for (const Control& control : store.controls()) {
    const StageInfo& info = stageInfo(control.kind);
    CHECK(control.label.starts_with(info.label));
    CHECK(info.findParam(control.param) != nullptr);
  }
  CHECK(mainControl(store, kTopK).to == 5);
  CHECK(mainControl(store, kTopK).text == "off");
  CHECK(controlsInPicture(store.controls(), View::Pipeline).size() == 3);
  CHECK(controlsInPicture(store.controls(), View::Builder).size() == 4);
}

TEST_CASE("a dragged slider stands on its steps and inside its range") {
  const Store store;
  const Control& temperature = mainControl(store, kTemperature);
  CHECK(snapToStep(temperature, 0.6999) == 0.7);
  CHECK(snapToStep(temperature, 5) == 2);
  CHECK(snapToStep(temperature, -1) == 0);
  CHECK(snapToStep(mainControl(store, kTopK), 2.4) == 2);
}

} // namespace logitscope::shell
