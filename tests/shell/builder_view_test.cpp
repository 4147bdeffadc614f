// The reader is the sampler.

#include "shell_support.h"

#include <cmath>

namespace logitscope::shell {

using namespace test;

namespace {

Store building(const std::string& prompt) {
  Store store = asked(prompt);
  mustDo(store, SetView{View::Builder});
  return store;
}

std::vector<std::string> textsOf(const std::vector<BuilderChip>& chips) {
  std::vector<std::string> texts;
  for (const BuilderChip& chip : chips)
    texts.push_back(chip.text);
  return texts;
}

using Texts = std::vector<std::string>;

} // namespace

TEST_CASE("the prompt stands in grey chips, a pick in one of the five bands") {
  Store store = building("The cat");
  CHECK(textsOf(store.builder().chips) == Texts{"The", "␣cat"});
  CHECK(store.builder().chips[1].band == 0);
  mustDo(store, Pick{idOf(store, " sat")});
  CHECK(textsOf(store.builder().chips) == Texts{"The", "␣cat", "␣sat"});
  CHECK(store.builder().chips[2].band >= 1);
  CHECK(store.builder().chips[2].isManual);
}

TEST_CASE("a pick that the model would never have made is in the last band") {
  Store store = building("The cat");
  mustDo(store, Pick{idOf(store, " roof")});
  CHECK(store.builder().chips.back().band == 5);
}

TEST_CASE("greedy takes the first of the list, and the list goes on from there") {
  Store store = building("The cat");
  CHECK(store.builder().rows[0].token == "␣sat");
  mustDo(store, Greedy{});
  CHECK(textsOf(store.builder().chips).back() == "␣sat");
  CHECK(store.builder().rows[0].token == "␣on");
}

TEST_CASE("a chip that is pressed leads back to its choice, and what was there stays a branch") {
  Store store = building("The cat sat on the");
  mustDo(store, Pick{idOf(store, " mat")});
  mustDo(store, Pick{idOf(store, ".")});
  const auto rewindsTo = store.builder().chips[5].rewindsTo;
  REQUIRE(rewindsTo);
  mustDo(store, GoToStep{*rewindsTo});
  CHECK(textsOf(store.builder().chips).back() == "␣the");
  REQUIRE(store.builder().branches.size() == 1);
  CHECK(store.builder().branches[0].text == "␣mat");
  mustDo(store, Pick{idOf(store, " roof")});
  mustDo(store, GoToStep{*rewindsTo});
  REQUIRE(store.builder().branches.size() == 2);
  mustDo(store, GoToStep{store.builder().branches[0].end});
  CHECK(textsOf(store.builder().chips) == Texts{"The", "␣cat", "␣sat", "␣on", "␣the", "␣mat", "."});
}

TEST_CASE("log-probability and perplexity grow with the sentence, as the model gave them") {
  Store store = building("The cat");
  CHECK(store.builder().perplexityText == "–");
  const double first = store.builder().rows[0].rawProbability;
  mustDo(store, Greedy{});
  CHECK(store.builder().logProbabilityText == fixedNumber(std::log(first), 3));
  CHECK(store.builder().perplexityText == figure(1 / first, 4));
}

TEST_CASE("raw and processed probability stand side by side, and what is removed says why") {
  Store store = building("The cat sat on the");
  mustDo(store, SetParam{kTopK, "k", 1});
  const BuilderRow& second = store.builder().rows[1];
  CHECK_FALSE(second.isKept);
  CHECK(second.probability == 0);
  CHECK(second.rawProbability > 0.1);
  CHECK(second.reason.starts_with("Removed by top-k"));
  CHECK(store.builder().rows[0].probability == 1);
}

TEST_CASE("any token can be searched for, and its rank is that in the whole vocabulary") {
  Store store = building("The cat");
  mustDo(store, Search{"dog"});
  REQUIRE(store.builder().rows.size() >= 1);
  for (const BuilderRow& row : store.builder().rows) {
    CHECK(row.token.find("dog") != std::string::npos);
    CHECK(row.rank > 1);
  }
  mustDo(store, Search{"␣dog"});
  CHECK(store.builder().rows.size() == 1);
  mustDo(store, Search{"xyzzy"});
  CHECK(store.builder().rows.empty());
  CHECK(store.builder().title == "0 tokens with \"xyzzy\"");
}

TEST_CASE("a table has one step, and says how to go on") {
  Store store;
  mustDo(store, SetView{View::Builder});
  CHECK(textsOf(store.builder().chips) == Texts{"The cat is"});
  mustDo(store, Sample{1});
  CHECK(textsOf(store.builder().chips) == Texts{"The cat is", "eating"});
  CHECK_FALSE(store.builder().canGoOn);
  CHECK(store.builder().state ==
        "This table holds the logits of one step. The text model can go on from here.");
  const auto error = store.dispatch(Sample{2});
  REQUIRE(error);
  CHECK(error->message == "This table holds the logits of one step; to go on, ask the text model.");
  mustDo(store, Pick{0});
  CHECK(textsOf(store.builder().chips) == Texts{"The cat is", "sleeping"});
}

TEST_CASE("a slider that moves after the end opens the last step again") {
  Store store;
  mustDo(store, Sample{1});
  mustDo(store, SetParam{kTemperature, "temperature", 0});
  CHECK(store.document().decoder.tokens().empty());
  CHECK(store.pipeline().sentence == "The cat is sleeping");
}

TEST_CASE("the same seed samples the same text again after a rewind") {
  Store store = building("The");
  for (int i = 0; i < 4; ++i)
    mustDo(store, Sample{0});
  const auto first = store.document().decoder.tokens();
  mustDo(store, Rewind{0});
  for (int i = 0; i < 4; ++i)
    mustDo(store, Sample{0});
  CHECK(store.document().decoder.tokens() == first);
}

TEST_CASE("the chain's changes act on what comes next and leave what is there") {
  Store store = building("The cat");
  mustDo(store, Greedy{});
  const auto before = store.document().decoder.tokens();
  mustDo(store, SetParam{kTopK, "k", 1});
  CHECK(store.document().decoder.tokens() == before);
  CHECK(store.step().trace.ids.size() == 1);
}

} // namespace logitscope::shell
