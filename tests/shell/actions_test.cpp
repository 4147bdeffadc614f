#include "model/store.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace logitscope;
using namespace logitscope::shell;

namespace {

constexpr std::size_t kTemperature = 0;
constexpr std::size_t kTopK = 1;
constexpr std::size_t kTopP = 2;

} // namespace

TEST_CASE("the page opens with the cat, one cut, and the coin of seed 42 on \"eating\"") {
  const Store store;
  CHECK(store.pipeline().sentence == "The cat is eating");
  CHECK(store.pipeline().coinText == "0.639");
  CHECK(store.document().seed == 42.0);
}

TEST_CASE("an action changes the document, what follows from it, and the revision") {
  Store store;
  const auto before = store.revision();
  REQUIRE_FALSE(store.dispatch(SetParam{kTemperature, "temperature", 0.5}));
  CHECK(store.revision() == before + 1);
  CHECK(store.controls()[kTemperature].text == "0.5");
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
  };
  check(SetParam{kTemperature, "temperature", -1},
        "temperature.temperature is -1; allowed: from 0 (1 changes nothing).");
  check(SetParam{kTopP, "p", 0},
        "topP.p is 0; allowed: greater than 0 and up to 1 (1 changes nothing).");
  check(SetParam{kTopK, "k", 2.5},
        "topK.k is 2.5; allowed: a whole number from 0 (0 changes nothing).");
  check(SetParam{kTopK, "q", 2}, "topK.q: topK has no parameter \"q\"; allowed: k or minKeep.");
  check(SetParam{7, "k", 2}, "stage is 7; allowed: 0 to 2.");
  check(SetParam{kTopP, "p", std::numeric_limits<double>::quiet_NaN()},
        "topP.p is NaN; allowed: greater than 0 and up to 1 (1 changes nothing).");
  check(TossCoin{1.0}, "coins[0] is 1; allowed: from 0 to less than 1.");
  check(LoadScenario{}, "logits is empty; allowed: 1 to 262144 numbers.");
}

TEST_CASE("a seed takes the coin that Python draws, and drawing again takes the next seed's") {
  Store store;
  REQUIRE_FALSE(store.dispatch(SetSeed{1}));
  CHECK(store.pipeline().coinText == "0.134");
  CHECK(store.pipeline().sentence == "The cat is sleeping");
  REQUIRE_FALSE(store.dispatch(drawAgain(store.document(), 0.99)));
  CHECK(store.document().seed == 2.0);
  CHECK(store.pipeline().coinText == "0.956");
}

TEST_CASE("without a seed drawing again takes the coin that the platform tossed") {
  Store store;
  REQUIRE_FALSE(store.dispatch(TossCoin{0.5}));
  CHECK_FALSE(store.document().seed);
  REQUIRE_FALSE(store.dispatch(drawAgain(store.document(), 0.25)));
  CHECK(store.document().coin == 0.25);
}

TEST_CASE("another scenario keeps chain and coin") {
  Store store;
  REQUIRE_FALSE(store.dispatch(SetParam{kTopK, "k", 2}));
  REQUIRE_FALSE(store.dispatch(LoadScenario{
      {.tokens = {" a", " b", " c"}, .logits = {1, 2, 3}, .context = "x", .source = "a test"}}));
  CHECK(store.controls()[kTopK].text == "2");
  CHECK(store.document().seed == 42.0);
  CHECK(store.pipeline().rows.size() == 3);
  CHECK(store.pipeline().rows[0].token == "␣c");
}

TEST_CASE("every action is announced in one sentence for a screen reader") {
  Store store;
  store.dispatch(SetParam{kTemperature, "temperature", 0});
  CHECK(store.announcement() == "Temperature 0. 1 of 5 tokens stay; picked: sleeping.");
  store.dispatch(SetParam{kTemperature, "temperature", 1});
  CHECK(store.announcement() == "Temperature is off. 4 of 5 tokens stay; picked: eating.");
  store.dispatch(SetStageEnabled{kTopP, false});
  CHECK(store.announcement() == "Top-p is off. 5 of 5 tokens stay; picked: eating.");
}
