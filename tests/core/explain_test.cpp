// Why a token is still there, or gone: one sentence for each stage, and by how much.

#include "support.h"

namespace logitscope {

using test::explainOne;
using test::fourTokens;
using test::isNear;
using test::kInf;
using test::logitsOf;
using test::mustFail;
using test::mustSucceed;

namespace {

TokenAtStage atStage(std::span<const double> logits, const StageParams& params, TokenId id) {
  const Explanation explanation = explainOne({.logits = logits, .chain = {Stage{params}}}, id);
  REQUIRE(explanation.stages.size() == 1);
  return explanation.stages[0];
}

std::string sentence(std::span<const double> logits, const StageParams& params, TokenId id) {
  return atStage(logits, params, id).sentence;
}

} // namespace

TEST_CASE("an explanation begins with what the model said") {
  const auto logits = fourTokens();
  const Explanation explanation = explainOne({.logits = logits}, 1);
  CHECK(explanation.id == 1);
  CHECK(explanation.logit == logits[1]);
  CHECK(isNear(explanation.probability, 0.2));
  CHECK(explanation.stages.empty());
}

TEST_CASE("temperature explains its division") {
  const std::vector<double> logits = {2.8, 2.3};
  const TokenAtStage entry = atStage(logits, TemperatureParams{0.5}, 0);
  CHECK(entry.sentence == "2.8 / 0.5 = 5.6.");
  CHECK(entry.logit == 5.6);
  CHECK(entry.isKept);
  CHECK_FALSE(entry.margin);
  CHECK(isNear(entry.probability, 1 / (1 + std::exp(-1))));
  CHECK(sentence(logits, TemperatureParams{1}, 0) == "Unchanged: temperature 1.");
}

TEST_CASE("temperature 0 explains who won") {
  const std::vector<double> logits = {2.5, 3, 3};
  CHECK(sentence(logits, TemperatureParams{0}, 1) ==
        "Kept by temperature 0: its logit 3 is the largest.");
  CHECK(sentence(logits, TemperatureParams{0}, 2) ==
        "Removed by temperature 0: it ties with the largest logit, and the lower id wins.");
  const TokenAtStage lost = atStage(logits, TemperatureParams{0}, 0);
  CHECK(lost.sentence == "Removed by temperature 0: its logit 2.5 is below the largest, 3.");
  CHECK(lost.margin == -0.5);
  CHECK_FALSE(lost.isKept);
  CHECK(lost.probability == 0);
  CHECK(lost.logit == 2.5);
}

TEST_CASE("topK explains the rank") {
  const auto logits = fourTokens();
  const TokenAtStage kept = atStage(logits, TopKParams{3}, 1);
  CHECK(kept.sentence == "Kept by top-k: rank 3 is within k = 3.");
  CHECK(kept.margin == 0);
  CHECK(kept.isKept);
  CHECK(isNear(kept.probability, 2.0 / 9));
  const TokenAtStage removed = atStage(logits, TopKParams{3}, 0);
  CHECK(removed.sentence == "Removed by top-k: rank 4 is beyond k = 3.");
  CHECK(removed.margin == -1);
  CHECK_FALSE(removed.isKept);
  CHECK(sentence(logits, TopKParams{0}, 0) == "Kept: top-k is off.");
}

TEST_CASE("topP explains what the tokens before it hold") {
  const auto logits = fourTokens();
  SUBCASE("removed") {
    const TokenAtStage entry = atStage(logits, TopPParams{0.85}, 0);
    CHECK(entry.sentence == "Removed by top-p: the tokens before it already hold 0.9 ≥ 0.85.");
    REQUIRE(entry.margin);
    CHECK(isNear(*entry.margin, -0.05));
  }
  SUBCASE("removed at the boundary") {
    CHECK(sentence(logits, TopPParams{0.7}, 1) ==
          "Removed by top-p: the tokens before it already hold 0.7, at the boundary.");
  }
  SUBCASE("the token that crosses") {
    const TokenAtStage entry = atStage(logits, TopPParams{0.85}, 1);
    CHECK(entry.sentence == "Kept by top-p: the tokens before it hold only 0.7 < 0.85.");
    REQUIRE(entry.margin);
    CHECK(isNear(*entry.margin, 0.15));
  }
  SUBCASE("figures that differ late show enough digits to differ") {
    CHECK(sentence(logits, TopPParams{0.70001}, 1) ==
          "Kept by top-p: the tokens before it hold only 0.7 < 0.70001.");
    CHECK(sentence(logitsOf({0.39999, 0.30001, 0.3}), TopPParams{0.4}, 1) ==
          "Kept by top-p: the tokens before it hold only 0.39999 < 0.4.");
  }
  SUBCASE("the first") {
    CHECK(sentence(logits, TopPParams{0.1}, 3) ==
          "Kept by top-p: the most likely token always stays.");
  }
  SUBCASE("minKeep, only where the token needs it") {
    CHECK(sentence(logits, TopPParams{0.3, 2}, 2) == "Kept by top-p: minKeep asks for it.");
    CHECK(sentence(logits, TopPParams{0.5, 2}, 2) ==
          "Kept by top-p: the tokens before it hold only 0.4 < 0.5.");
  }
  SUBCASE("off") {
    CHECK(sentence(logits, TopPParams{1}, 0) == "Kept: top-p is off.");
  }
}

TEST_CASE("minP explains the bar") {
  const auto logits = fourTokens();
  CHECK(sentence(logits, MinPParams{0.6}, 2) == "Kept by min-p: 30.0 % reaches 24.0 %.");
  const TokenAtStage removed = atStage(logits, MinPParams{0.6}, 1);
  CHECK(removed.sentence == "Removed by min-p: 20.0 % is below 24.0 %.");
  REQUIRE(removed.margin);
  CHECK(isNear(*removed.margin, -0.04));
  CHECK(sentence(logits, MinPParams{0.6, 3}, 1) == "Kept by min-p: 20.0 % is below 24.0 %, but minKeep asks for it.");
  CHECK(sentence(logits, MinPParams{0}, 1) == "Kept: min-p is off.");
}

TEST_CASE("a removed token stays as it was, and a token ruled out before says so") {
  const auto logits = logitsOf({0.1, 0.2, 0, 0.7});
  const Chain chain = {Stage{TopKParams{2}}, Stage{TemperatureParams{0.5}}};
  const auto both =
      mustSucceed(explain({.logits = logits, .chain = chain}, std::vector<TokenId>{0, 2}));
  REQUIRE(both.size() == 2);
  CHECK(both[0].stages[1].sentence == "Removed by a stage before.");
  CHECK(both[0].stages[1].logit == logits[0]);
  CHECK(both[0].stages[1].probability == 0);
  CHECK_FALSE(both[0].stages[1].isKept);
  CHECK_FALSE(both[0].stages[1].margin);
  CHECK(both[1].logit == -kInf);
  CHECK(both[1].probability == 0);
  for (const TokenAtStage& stage : both[1].stages) {
    CHECK(stage.sentence == "Ruled out before the chain: its logit is -inf.");
    CHECK_FALSE(stage.isKept);
  }
}

TEST_CASE("a stage that is switched off says so") {
  const auto logits = fourTokens();
  const Chain chain = {Stage{TopKParams{1}, false}};
  const TokenAtStage entry = explainOne({.logits = logits, .chain = chain}, 0).stages[0];
  CHECK(entry.sentence == "Unchanged: this stage is switched off.");
  CHECK(entry.isKept);
  CHECK(entry.logit == logits[0]);
  CHECK(isNear(entry.probability, 0.1));
}

TEST_CASE("an id that does not exist is refused, and so is a request that run refuses") {
  const auto logits = fourTokens();
  const Error error = mustFail(explain({.logits = logits}, std::vector<TokenId>{0, 4}));
  CHECK(error.code == ErrorCode::OutOfRange);
  CHECK(error.field == "id");
  CHECK(error.message == "id is 4; allowed: a token id from 0 to 3.");
  const RunRequest bad = {.logits = logits, .chain = {Stage{TopPParams{2}}}};
  CHECK(mustFail(explain(bad, std::vector<TokenId>{0})).message == mustFail(run(bad)).message);
}

TEST_CASE("asked about nobody, it answers nothing") {
  CHECK(mustSucceed(explain({.logits = fourTokens()}, {})).empty());
}

} // namespace logitscope
