// Answers that were recorded: lists of the likely tokens, one way through them, and figures that were worked out by
// hand where everything else makes them uncertain.

#include "model/action_text.h"
#include "model/link.h"
#include "model/page_view.h"
#include "model/trace_json.h"
#include "recorded_answer.h"
#include "shell_support.h"

#include <cmath>

namespace logitscope::shell {

using namespace test;

namespace {

/// The first step, with a chain that does nothing.
Store opened(View view) {
  Store store;
  mustDo(store, recorded(twoSteps()));
  mustDo(store, SetParam{kTopP, "p", 1});
  mustDo(store, SetView{view});
  return store;
}

const PipelineCell& cellAt(const Store& store, std::size_t row, PipelineColumn column) {
  REQUIRE(store.pipeline().rows.size() > row);
  return store.pipeline().rows[row].cells[static_cast<std::size_t>(column)];
}

std::vector<std::string> cutTexts(const Store& store) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < store.pipeline().rows.size(); ++i)
    texts.push_back(cellAt(store, i, PipelineColumn::Cut).text);
  return texts;
}

std::string refusalOf(Store& store, const Action& action) {
  const std::string before = pageView(store);
  const auto error = store.dispatch(action);
  const bool isUnchanged = pageView(store) == before;
  CHECK(isUnchanged);
  CHECK(error.has_value());
  return error ? error->message : "";
}

using Texts = std::vector<std::string>;

} // namespace

TEST_CASE("a recorded answer names its tokens by likelihood, and everything else in one row") {
  const Store store = opened(View::Pipeline);
  const PipelineView& view = store.pipeline();
  REQUIRE(view.rows.size() == 4);
  CHECK(view.rows[0].token == "␣four");
  CHECK(view.rows[1].token == "␣five");
  CHECK(view.rows[3].token == "everything else");
  CHECK(view.rows[3].isRest);
  CHECK(cutTexts(store) == Texts{"50.0 %", "20.0 %", "10.0 %", "20.0 %"});
  CHECK(view.rows[0].isPicked);
  CHECK_FALSE(view.coin);
  CHECK(view.sentence == "Two and two is four");
  CHECK(view.drawNote == "Recorded: the answer went on with \"␣four\", 50.0 % for the model.");
}

TEST_CASE("a temperature makes intervals of a recorded answer's figures, with both ends") {
  // At 0.5 the squares 0.25, 0.04 and 0.01 are seen; two tokens of 0.1 add 0.02 at most, ever more of them nothing.
  Store store = opened(View::Pipeline);
  mustDo(store, SetParam{kTemperature, "temperature", 0.5});
  CHECK(cutTexts(store) == Texts{"78.1–83.3 %", "12.5–13.3 %", "3.13–3.33 %", "0–6.25 %"});
  const PipelineCell& first = cellAt(store, 0, PipelineColumn::Cut);
  REQUIRE(first.barMost);
  CHECK(first.barTo < *first.barMost);
  CHECK(store.pipeline().rows[0].reason ==
        "Between 78.1 % and 83.3 % after the chain, by how everything else is divided.");
  CHECK(store.announcement() ==
        "Temperature 0.5. 3 of the 3 named tokens stay; the likeliest has between 78.1 % and 83.3 %, everything else "
        "between 0 % and 6.25 %. Recorded: the answer went on with \"␣four\", 50.0 % for the model.");
}

TEST_CASE("top-k within the list is exact, and takes everything else away") {
  Store store = opened(View::Pipeline);
  mustDo(store, SetParam{kTopK, "k", 2});
  CHECK(cutTexts(store) == Texts{"71.4 %", "28.6 %", "by top-k", "by top-k"});
  CHECK(store.pipeline().rows[0].reason == "71.4 % after the chain, exactly.");
  CHECK(store.pipeline().rows[3].reason ==
        "All tokens that the answer does not name, 20.0 % together. Top-k removes them, whichever tokens they are that the "
        "answer does not name.");
  // With four, one token of everything else may stay, of 0.1 at most.
  mustDo(store, SetParam{kTopK, "k", 4});
  CHECK(cutTexts(store) == Texts{"55.6–62.5 %", "22.2–25.0 %", "11.1–12.5 %", "0–11.1 %"});
}

TEST_CASE("min-p that no unnamed token reaches is exact; one that some reach has two ends") {
  Store store = opened(View::Pipeline);
  mustDo(store, SetParam{kMinP, "p", 0.3});
  CHECK(cutTexts(store) == Texts{"71.4 %", "28.6 %", "by min-p", "by min-p"});
  mustDo(store, SetParam{kMinP, "p", 0.1});
  CHECK(cutTexts(store) == Texts{"50.0–62.5 %", "20.0–25.0 %", "10.0–12.5 %", "0–20.0 %"});
}

TEST_CASE("temperature 0 leaves the likeliest of a recorded answer, and says who removed the others") {
  Store store = opened(View::Pipeline);
  mustDo(store, SetParam{kTemperature, "temperature", 0});
  CHECK(cutTexts(store) == Texts{"100.0 %", "by temperature", "by temperature", "by temperature"});
}

TEST_CASE("what cannot be bounded on a list of the likely tokens is refused by name, and nothing changes") {
  Store store = opened(View::Pipeline);
  CHECK(refusalOf(store, SetParam{kPenalty, "penalty", 1.2}) ==
        "Repetition penalty cannot be worked out on a recorded answer, which names the likely tokens only; allowed: "
        "temperature, top-k, top-p and min-p, in this order, by the textbook's rules.");
  CHECK(refusalOf(store, AddStage{"typicalP"}).find("Typical-p cannot be worked out") == 0);
  CHECK(refusalOf(store, SetDialect{Dialect::LlamaCpp}).find("llama.cpp") == 0);
  mustDo(store, SetParam{kTopP, "p", 0.5});
  CHECK(refusalOf(store, SetParam{kTopP, "minKeep", 3}).find("Top-p can be worked out") == 0);
  mustDo(store, SetParam{kTemperature, "temperature", 2});
  CHECK(refusalOf(store, MoveStage{kTemperature, kTopP}).find("Temperature after Top-p cannot be worked out") == 0);
}

TEST_CASE("a recorded answer goes on with the token that was recorded, and with no other") {
  Store store = opened(View::Builder);
  CHECK(refusalOf(store, Pick{idOf(store, " five")}) ==
        "The answer was recorded after \"␣four\"; what would have followed \"␣five\" is not in it.");
  CHECK(refusalOf(store, Pick{kRestToken}).find("Everything else is many tokens") == 0);
  mustDo(store, Pick{idOf(store, " four")});
  CHECK(store.step().context == "Two and two is four");
  CHECK(store.document().decoder.sumLogProbability() == doctest::Approx(std::log(0.5)));
  // The second step went on with a token that was none of the likely ones.
  CHECK(refusalOf(store, Greedy{}).find("The answer was recorded after \"!\"") == 0);
  mustDo(store, Sample{});
  CHECK(store.builder().state == "The recorded answer ends here. Press a token of the sentence to look at its step.");
  CHECK(store.builder().perplexityText == figure(std::exp(-(std::log(0.5) + std::log(0.0625)) / 2), 4));
  CHECK(refusalOf(store, Sample{}) == "The recorded answer ends here; rewind to look at its steps again.");
  mustDo(store, Rewind{0});
  CHECK(store.step().context == "Two and two is");
}

TEST_CASE("a recorded token is not drawn again, and says why") {
  Store store = opened(View::Pipeline);
  const Action again = drawAgain(store.document(), 1);
  CHECK(refusalOf(store, again).find("by a coin that nobody knows") != std::string::npos);
}

TEST_CASE("a chosen token that was none of the likely ones comes out of everything else") {
  Store store = opened(View::Pipeline);
  mustDo(store, Sample{});
  const PipelineView& view = store.pipeline();
  REQUIRE(view.rows.size() == 3);
  CHECK(view.rows[0].token == ".");
  CHECK(view.rows[2].isPicked);
  CHECK(cutTexts(store) == Texts{"75.0 %", "12.5 %", "12.5 %"});
  CHECK(view.drawNote == "Recorded: the answer went on with \"!\", 6.25 % for the model, one of everything else.");
  CHECK(view.sentence == "Two and two is four!");
}

TEST_CASE("a complete list of a recorded answer has no rest, and every figure is exact") {
  Answer answer{.prompt = "x"};
  answer.steps.push_back({.tokens = {token("a", 0.8), token("b", 0.2)}, .chosen = token("b", 0.2), .chosenAt = 1, .isComplete = true});
  Store store;
  mustDo(store, recorded(answer));
  mustDo(store, SetParam{kTopP, "p", 1});
  mustDo(store, SetParam{kTemperature, "temperature", 0.5});
  // Squares: 0.64 and 0.04.
  CHECK(cutTexts(store) == Texts{"94.1 %", "5.88 %"});
}

TEST_CASE("how many tokens the model knows, where the answer tells, gives a high temperature a lower end") {
  Answer answer = twoSteps();
  answer.steps[0].vocabularySize = 7;
  Store store;
  mustDo(store, recorded(answer));
  mustDo(store, SetParam{kTopP, "p", 1});
  mustDo(store, SetParam{kTemperature, "temperature", 2});
  // Roots: 0.7071, 0.4472 and 0.3162 are seen; four of 0.05 add 0.8944 at most, two of 0.1 add 0.6325 at least.
  CHECK(cutTexts(store)[0] == "29.9–33.6 %");
  CHECK(cutTexts(store)[3] == "30.1–37.8 %");
}

TEST_CASE("a stage of a recorded answer opens with the columns before and after, and no figure that nobody knows") {
  Store store = opened(View::Pipeline);
  mustDo(store, SetParam{kTemperature, "temperature", 0.5});
  mustDo(store, OpenColumn{2});
  REQUIRE(store.pipeline().opened);
  const OpenedStage& stage = *store.pipeline().opened;
  CHECK(stage.rules.empty());
  REQUIRE(stage.rows.size() == 4);
  CHECK(stage.rows[0].cells == Texts{"␣four", "-1.39", "78.1–83.3 %", "After temperature: between 78.1 % and 83.3 %."});
}

TEST_CASE("the saved step of a recorded answer holds both ends, and the chain that they belong to") {
  Store store = opened(View::Pipeline);
  mustDo(store, SetParam{kTopK, "k", 2});
  const std::string json = traceJson(store.document(), store.step());
  CHECK(json.find("\"rest\":0.2") != std::string::npos);
  CHECK(json.find("\"restAfter\":[0,0]") != std::string::npos);
  CHECK(json.find("\"kind\":\"topK\"") != std::string::npos);
}

TEST_CASE("the builder's rows of a recorded answer have both ends, and everything else is no button") {
  Store store = opened(View::Builder);
  mustDo(store, SetParam{kTemperature, "temperature", 0.5});
  const BuilderView& view = store.builder();
  REQUIRE(view.rows.size() == 4);
  CHECK(view.rows[0].probabilityText == "78.1–83.3 %");
  CHECK(view.rows[0].most == doctest::Approx(0.25 / 0.3));
  CHECK(view.rows[3].isRest);
  for (const TwinBlock& block : twinOf(view)) {
    const auto* table = std::get_if<TwinTable>(&block);
    if (table == nullptr || table->id != "table") continue;
    CHECK(table->rows[3].action.empty());
    CHECK_FALSE(table->rows[0].action.empty());
  }
  mustDo(store, Search{"fi"});
  REQUIRE(store.builder().rows.size() == 1);
  CHECK(store.builder().rows[0].token == "␣five");
}

TEST_CASE("the tail of a recorded answer is its list, two ends of a curve, and at least so much entropy") {
  Store store = opened(View::Tail);
  const auto valuesOf = [&](std::string_view name) {
    for (const TailCounter& counter : store.tail().counters) {
      if (counter.name == name) return counter.values;
    }
    return Texts{};
  };
  CHECK(valuesOf("vocabulary")[0] == "unknown");
  CHECK(valuesOf("tokens for 50 %")[0] == "1");
  CHECK(valuesOf("tokens for 90 %")[0] == "over 3");
  // 0.5 · 1 + 0.2 · log2 5 + 0.1 · log2 10, and two more of 0.1.
  CHECK(valuesOf("entropy")[0] == "≥ " + figure(0.5 + 0.2 * std::log2(5) + 0.3 * std::log2(10)) + " bits");
  CHECK(store.tail().curves.size() == 2);
  mustDo(store, SetParam{kTemperature, "temperature", 0.5});
  REQUIRE(store.tail().curves.size() == 3);
  CHECK(valuesOf("its probability") == Texts{"50.0 %", "78.1–83.3 %"});
  CHECK(valuesOf("everything else") == Texts{"20.0 %", "0–6.25 %"});
  CHECK(store.tail().rows.back().isRest);
  CHECK(store.tail().rows.back().chainText == "0–6.25 %");
}

TEST_CASE("a link names the recording and how far the reader went, and leads back there") {
  Store store = opened(View::Builder);
  mustDo(store, Sample{});
  const std::string link = linkOf(store.document());
  CHECK(link.find("scenario=own-1") != std::string::npos);
  Store other;
  mustDo(other, recorded(twoSteps()));
  std::vector<std::string> problems;
  for (const Action& action : followLink(link, other.document(), 7, problems))
    mustDo(other, action);
  CHECK(problems.empty());
  CHECK(other.step().context == store.step().context);
  CHECK(linkOf(other.document()) == link);
}

TEST_CASE("a token is the same at every step, by its number or by its bytes; two of one list are two") {
  Answer answer;
  answer.steps.push_back({.tokens = {{.text = "a", .id = 7, .logProbability = std::log(0.5)},
                                     {.text = "a", .id = 8, .logProbability = std::log(0.25)}},
                          .chosen = {.text = "a", .id = 7, .logProbability = std::log(0.5)},
                          .chosenAt = 0});
  answer.steps.push_back({.tokens = {{.text = "b", .logProbability = std::log(0.5)},
                                     {.text = "b", .logProbability = std::log(0.25)},
                                     {.text = "a", .id = 8, .logProbability = std::log(0.125)}},
                          .chosen = {.text = "b", .logProbability = std::log(0.5)},
                          .chosenAt = 0});
  const RecordingPtr recording = makeRecording(answer).value();
  CHECK(*recording->vocabulary == Texts{"everything else", "a", "a", "b", "b"});
  CHECK(recording->steps[1].ids == std::vector<TokenId>{3, 4, 2});
}

TEST_CASE("a token that is told to be very unlikely, without a figure, is one of everything else") {
  Answer answer;
  answer.steps.push_back({.tokens = {token("a", 0.5), token("b", 0.25), {.text = "c", .logProbability = -INFINITY}},
                          .chosen = token("a", 0.5),
                          .chosenAt = 0});
  const RecordingPtr recording = makeRecording(answer).value();
  CHECK(recording->steps[0].ids.size() == 2);
  CHECK(recording->steps[0].rest == doctest::Approx(0.25));
}

TEST_CASE("an answer that cannot be is refused, with the number of its step") {
  Answer answer = twoSteps();
  answer.steps[1].tokens[0].logProbability = 0.5;
  const auto tooLikely = makeRecording(answer);
  REQUIRE_FALSE(tooLikely);
  CHECK(tooLikely.error().message ==
        "Step 2 of the answer: logProbabilities[0] is 0.5; allowed: up to 0, the logarithm of 1.");
  answer = twoSteps();
  answer.steps[1].chosen.logProbability = -INFINITY;
  const auto unknown = makeRecording(answer);
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().message.find("Step 2 of the answer: it does not say how likely \"!\" was") == 0);
  const auto empty = makeRecording({});
  REQUIRE_FALSE(empty);
  CHECK(empty.error().message.find("The answer has no step") == 0);
}

} // namespace logitscope::shell
