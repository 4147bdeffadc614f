// What can happen to a document, and what it leads to.

#include "shell_support.h"

#include <limits>

namespace logitscope::shell {

using namespace test;

TEST_CASE("the page opens with the cat, one cut, and the coin of seed 42 on \"eating\"") {
  const Store store;
  CHECK(store.pipeline().sentence == "The cat is eating");
  CHECK(store.pipeline().coinText == "0.639");
  CHECK(store.document().seed == 42.0);
}

TEST_CASE("an action changes the document, what follows from it, and the revision") {
  Store store;
  const auto before = store.revision();
  mustDo(store, SetParam{kTemperature, "temperature", 0.5});
  CHECK(store.revision() == before + 1);
  CHECK(mainControl(store, kTemperature).text == "0.5");
  CHECK(store.pipeline().rows[0].cells[1].text == "5.60");
}

TEST_CASE("an action that core refuses changes nothing and says why") {
  Store store;
  const auto before = store.revision();
  const auto check = [&](const Action& action, const char* message) {
    const auto error = store.dispatch(action);
    REQUIRE(error);
    CHECK(error->message == message);
    CHECK(store.revision() == before);
    CHECK(store.pipeline().sentence == "The cat is eating");
    CHECK_FALSE(store.canUndo());
  };
  check(SetParam{kTemperature, "temperature", -1},
        "temperature.temperature is -1; allowed: from 0 (1 changes nothing).");
  check(SetParam{kTopP, "p", 0},
        "topP.p is 0; allowed: greater than 0 and up to 1 (1 changes nothing).");
  check(SetParam{kTopK, "k", 2.5},
        "topK.k is 2.5; allowed: a whole number from 0 (0 changes nothing).");
  check(SetParam{kTopK, "q", 2}, "topK.q: topK has no parameter \"q\"; allowed: k or minKeep.");
  check(SetParam{7, "k", 2}, "stage is 7; allowed: 0 to 4.");
  check(SetParam{kTopP, "p", std::numeric_limits<double>::quiet_NaN()},
        "topP.p is NaN; allowed: greater than 0 and up to 1 (1 changes nothing).");
  check(AddStage{"topQ"}, "There is no stage \"topQ\"; allowed: a name of the stage table.");
  check(UsePreset{"best"}, "There is no preset \"best\"; allowed: one of presets().");
  check(GoToStep{3}, "step is 3; allowed: a step from 0 to 0.");
  check(table({}, {}), "logits is empty; allowed: 1 to 262144 numbers.");
  check(AskModel{"x"}, "There is no model \"text\"; allowed: a prompt once a text has been learnt.");
}

TEST_CASE("what only a dialect refuses changes nothing either") {
  Store store;
  mustDo(store, SetDialect{Dialect::Transformers});
  const auto before = store.revision();
  CHECK(store.dispatch(SetParam{kTemperature, "temperature", 0}));
  CHECK(store.revision() == before);
  CHECK(mainControl(store, kTemperature).value == 1);
}

TEST_CASE("a seed takes the coin that Python draws, and drawing again takes the next seed's") {
  Store store;
  mustDo(store, SetSeed{1});
  CHECK(store.pipeline().coinText == "0.134");
  CHECK(store.pipeline().sentence == "The cat is sleeping");
  mustDo(store, drawAgain(store.document(), 7));
  CHECK(store.document().seed == 2.0);
  CHECK(store.pipeline().coinText == "0.956");
}

TEST_CASE("without a seed drawing again takes luck from the platform") {
  Store store;
  mustDo(store, TossCoin{5});
  CHECK_FALSE(store.document().seed);
  const auto coin = store.pipeline().coin;
  mustDo(store, drawAgain(store.document(), 6));
  CHECK_FALSE(store.document().seed);
  CHECK(store.pipeline().coin != coin);
}

TEST_CASE("another table keeps chain and seed") {
  Store store;
  mustDo(store, SetParam{kTopK, "k", 2});
  mustDo(store, table({" a", " b", " c"}, {1, 2, 3}));
  CHECK(mainControl(store, kTopK).text == "2");
  CHECK(store.document().seed == 42.0);
  CHECK(store.pipeline().rows.size() == 3);
  CHECK(store.pipeline().rows[0].token == "␣c");
}

TEST_CASE("a preset of what is at hand moves the sliders, another brings its stages along") {
  Store store;
  mustDo(store, UsePreset{"balanced"});
  CHECK(store.document().chain.size() == 5);
  CHECK(mainControl(store, kTemperature).value == 0.7);
  CHECK(mainControl(store, kTopP).value == 0.9);
  CHECK(mainControl(store, kTopK).isOff);
  mustDo(store, UsePreset{"mirostat"});
  CHECK(store.document().chain.size() == 6);
  CHECK(store.document().chain.back().kind() == StageKind::Mirostat);
  mustDo(store, UsePreset{"llamaCppDefault"});
  CHECK(store.document().dialect == Dialect::LlamaCpp);
}

TEST_CASE("stages join the chain, change places and leave it") {
  Store store;
  mustDo(store, AddStage{"topNSigma"});
  CHECK(store.document().chain[5].kind() == StageKind::TopNSigma);
  mustDo(store, MoveStage{5, 0});
  CHECK(store.document().chain[0].kind() == StageKind::TopNSigma);
  mustDo(store, RemoveStage{0});
  CHECK(store.document().chain == firstChain());
}

TEST_CASE("every action is announced in one sentence for a screen reader") {
  Store store;
  mustDo(store, SetParam{kTemperature, "temperature", 0});
  CHECK(store.announcement() == "Temperature 0. 1 of 5 tokens stay; picked: sleeping.");
  mustDo(store, SetParam{kTemperature, "temperature", 1});
  CHECK(store.announcement() == "Temperature is off. 4 of 5 tokens stay; picked: eating.");
  mustDo(store, SetStageEnabled{kTopP, false});
  CHECK(store.announcement() == "Top-p is off. 5 of 5 tokens stay; picked: eating.");
  mustDo(store, Pick{4});
  CHECK(store.announcement() == "Picked jumping, 8.12 % after the chain.");
}

} // namespace logitscope::shell
