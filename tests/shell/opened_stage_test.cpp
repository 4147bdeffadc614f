// A stage of the pipeline, opened: its formula with the figures in it, its table; and the step as a file.

#include "model/trace_json.h"
#include "shell_support.h"

namespace logitscope::shell {

using namespace test;

namespace {

OpenedStage openedAt(Store& store, PipelineColumn column) {
  mustDo(store, OpenColumn{static_cast<std::size_t>(column)});
  REQUIRE(store.pipeline().opened);
  return *store.pipeline().opened;
}

std::string figuresOf(const OpenedStage& opened, std::string_view name) {
  const auto found = std::ranges::find(opened.rules, name, &OpenedStage::Rule::name);
  return found == opened.rules.end() ? "" : found->figures;
}

} // namespace

// "The cat is": logits 2.8, 2.3, 1.9, 1.5, 1.2. Their exponentials: 16.44, 9.974, 6.686, 4.482, 3.320.
TEST_CASE("softmax, opened, adds up the exponentials and divides one of them by the sum") {
  Store store;
  const OpenedStage opened = openedAt(store, PipelineColumn::Softmax);
  CHECK(figuresOf(opened, "Sum") == "16.44 + 9.974 + 6.686 + 4.482 + 3.32 = 40.91");
  CHECK(figuresOf(opened, "Share") == "9.974 / 40.91 = 24.4 %");
  CHECK(opened.rows[0].cells == std::vector<std::string>{"sleeping", "2.80", "16.44", "40.2 %"});
}

TEST_CASE("a temperature, opened, divides the logit of the token that was drawn") {
  Store store;
  mustDo(store, SetParam{kTemperature, "temperature", 0.7});
  const OpenedStage opened = openedAt(store, PipelineColumn::Temperature);
  CHECK(opened.rules.size() == 1); // the penalty stands in the chain, at 1
  CHECK(figuresOf(opened, "Temperature") == "2.30 / 0.7 = 3.29");
  CHECK(opened.rows[1].cells == std::vector<std::string>{"eating", "2.30", "3.29", "+0.99"});
}

TEST_CASE("where penalties act beside the temperature, each says what it did") {
  Store store = asked("The cat sat on the cat");
  mustDo(store, SetPromptCounts{true});
  mustDo(store, SetParam{kPenalty, "penalty", 1.3});
  mustDo(store, SetParam{kTemperature, "temperature", 0.5});
  const OpenedStage opened = openedAt(store, PipelineColumn::Temperature);
  REQUIRE(opened.rules.size() == 2);
  CHECK(opened.rules[0].name == "Repetition penalty");
  CHECK(opened.rules[1].figures == store.step().trace.stages[kTemperature].note);
}

// 0.9: four tokens stay with 91.9 % between them.
TEST_CASE("the cut, opened, names the stages that can act and shares out what is left") {
  Store store;
  const OpenedStage opened = openedAt(store, PipelineColumn::Cut);
  REQUIRE(opened.rules.size() == 2);
  CHECK(opened.rules[0].name == "Top-p");
  CHECK(figuresOf(opened, "Share out") == "24.4 % / 91.9 % = 26.5 %");
  CHECK(opened.rows[4].state == "removed");
  CHECK(opened.rows[4].cells[2] == "0 %");
  CHECK(opened.rows[4].cells[4].starts_with("Removed by top-p"));
  CHECK(opened.rows[0].cells[4].starts_with("Kept by top-p"));
}

// Behind the cut the temperature sharpens once more: no share is simply divided.
TEST_CASE("a temperature behind the cut leaves no plain sharing out") {
  Store store;
  mustDo(store, SetParam{kTemperature, "temperature", 0.5});
  mustDo(store, MoveStage{kTemperature, kMinP});
  CHECK(figuresOf(openedAt(store, PipelineColumn::Cut), "Share out").empty());
}

TEST_CASE("the draw, opened, puts the coin between the ends of one interval") {
  Store store;
  CHECK(figuresOf(openedAt(store, PipelineColumn::Draw), "Draw") == "0.438 ≤ 0.639 < 0.703: eating");
}

TEST_CASE("the logits, opened, say how many times less likely each is than the first") {
  Store store;
  const OpenedStage opened = openedAt(store, PipelineColumn::Logits);
  CHECK(opened.rows[1].cells == std::vector<std::string>{"eating", "2.30", "0.50", "1.65×"});
}

TEST_CASE("with a token ruled out, no table of a stage falls over") {
  Store store;
  mustDo(store, table({"a", "b"}, {1, -std::numeric_limits<double>::infinity()}));
  for (std::size_t column = 0; column < kPipelineColumnCount; ++column)
    CHECK(openedAt(store, static_cast<PipelineColumn>(column)).rows.size() == 2);
}

TEST_CASE("an opened stage goes through link and undo, and a sixth is refused") {
  Store store;
  mustDo(store, OpenColumn{2});
  mustDo(store, Undo{});
  CHECK_FALSE(store.pipeline().opened);
  CHECK(store.dispatch(OpenColumn{kPipelineColumnCount}));
}

TEST_CASE("the step as JSON holds every token with its way through the chain, in full") {
  Store store;
  const std::string json = traceJson(store.document(), store.step());
  CHECK(json.find(R"("context":"The cat is")") != std::string::npos);
  CHECK(json.find(R"("kind":"topP","enabled":true,"p":0.9)") != std::string::npos);
  CHECK(json.find(R"("token":"sleeping","logit":2.8,"probability":0.40200)") != std::string::npos);
  CHECK(json.find(R"("picked":1)") != std::string::npos);
  CHECK(json.find(R"("tokensListed":5)") != std::string::npos);
}

// The interval has a comma in it, so it is quoted.
TEST_CASE("a table of the view is written as CSV, its figures as they are shown; one that is not there is empty") {
  Store store;
  const std::string text = tableCsv(store.twin(), "table");
  CHECK(text.starts_with("rank,token,logit,"));
  CHECK(text.find("\r\n1,sleeping,2.80,2.80,16.44,40.2 %,43.8 %,") != std::string::npos);
  CHECK(text.find("\"[0.000, 0.438)\"") != std::string::npos);
  CHECK(tableCsv(store.twin(), "opened").empty());
}

} // namespace logitscope::shell
