// The stages that move single logits, or ban single tokens: repetition, frequency and presence penalty, logit bias
// and banned tokens.

#include "stages_support.h"

namespace logitscope {

using test::checkRefused;
using test::explainAt;
using test::fourTokens;
using test::Ids;
using test::isNear;
using test::kInf;
using test::kNan;
using test::logitsAfter;
using test::mustFail;
using test::mustSucceed;
using test::noteOf;
using test::runOne;
using test::sentenceFor;
using test::Setting;
using test::survivorsOf;

namespace {

const std::vector<double> kLogits = {2, -2, 1, 0.5};

/// Token 0 twice, token 1 once.
const Setting kSeen{.history = {0, 1, 0}};

using Logits = std::vector<double>;

/// The refusal of an id that the vocabulary of four does not have.
Error unknownId(const StageParams& params) {
  return mustFail(run({.logits = kLogits, .chain = {Stage{TopKParams{}}, Stage{params}}}));
}

} // namespace

// ---- repetitionPenalty

TEST_CASE("repetitionPenalty divides a positive logit and multiplies a negative one") {
  const Trace trace = runOne(kLogits, RepetitionPenaltyParams{2}, kSeen);
  CHECK(logitsAfter(kLogits, RepetitionPenaltyParams{2}, kSeen) == Logits{1, -4, 1, 0.5});
  CHECK(trace.ids == Ids{0, 2, 3, 1}); // token 0 now ties with token 2, and its id is lower
  CHECK(trace.stages[0].changed == 2);
  CHECK(trace.stages[0].removed.empty());
  CHECK_FALSE(trace.stages[0].threshold);
  CHECK(trace.stages[0].note == "2 of the 2 tokens that have occurred are in play: positive logits "
                                "are divided by 2, others multiplied.");
}

TEST_CASE("repetitionPenalty does not care how often a token has occurred") {
  const Setting often{.history = {0, 0, 0, 0, 1}};
  CHECK(logitsAfter(kLogits, RepetitionPenaltyParams{2}, often) == Logits{1, -4, 1, 0.5});
}

TEST_CASE("repetitionPenalty below 1 rewards, and leaves a logit of 0 where it is") {
  CHECK(logitsAfter(kLogits, RepetitionPenaltyParams{0.5}, kSeen) == Logits{4, -1, 1, 0.5});
  const Logits zero = {0, 1};
  CHECK(logitsAfter(zero, RepetitionPenaltyParams{2}, kSeen) == Logits{0, 0.5});
}

TEST_CASE("repetitionPenalty is not blind to a constant added to all logits") {
  // 2 and −2 become 1 and −4; 12 and 8 become 6 and 4. The distances of 5 and 2 say it.
  const Logits shifted = {12, 8, 11, 10.5};
  CHECK(logitsAfter(shifted, RepetitionPenaltyParams{2}, kSeen) == Logits{6, 4, 11, 10.5});
}

TEST_CASE("repetitionPenalty counts the last n tokens only") {
  const auto after = [](std::int32_t lastN) {
    return logitsAfter(kLogits, RepetitionPenaltyParams{2, lastN}, Setting{.history = {0, 1, 2}});
  };
  CHECK(after(-1) == Logits{1, -4, 0.5, 0.5});
  CHECK(after(3) == Logits{1, -4, 0.5, 0.5});
  CHECK(after(99) == Logits{1, -4, 0.5, 0.5});
  CHECK(after(2) == Logits{2, -4, 0.5, 0.5});
  CHECK(after(1) == Logits{2, -2, 0.5, 0.5});
  CHECK(after(0) == kLogits);
}

TEST_CASE("repetitionPenalty says when nothing has occurred, or nothing that is in play") {
  CHECK(noteOf(kLogits, RepetitionPenaltyParams{2}) == "No token has occurred yet.");
  CHECK(noteOf(kLogits, RepetitionPenaltyParams{1}, kSeen) ==
        "Off: penalty 1 leaves every logit as it is.");
  const Logits ruledOut = {-kInf, 1, 2};
  const Trace trace = runOne(ruledOut, RepetitionPenaltyParams{2}, Setting{.history = {0}});
  CHECK(trace.ruledOut == Ids{0});
  CHECK(trace.stages[0].changed == 0);
  CHECK(trace.stages[0].note == "0 of the 1 token that has occurred are in play: positive logits "
                                "are divided by 2, others multiplied.");
}

TEST_CASE("repetitionPenalty explains what it did to the logit") {
  const RepetitionPenaltyParams params{2};
  const TokenAtStage entry = explainAt(kLogits, params, 0, kSeen);
  CHECK(entry.sentence == "It has occurred 2 times: 2 / 2 = 1.");
  CHECK(entry.logit == 1);
  CHECK_FALSE(entry.margin);
  CHECK(sentenceFor(kLogits, params, 1, kSeen) == "It has occurred once: -2 × 2 = -4.");
  CHECK(sentenceFor(kLogits, params, 2, kSeen) == "Unchanged. It has not occurred.");
  CHECK(sentenceFor(kLogits, RepetitionPenaltyParams{1}, 0, kSeen) == "Unchanged: penalty 1.");
}

TEST_CASE("repetitionPenalty refuses 0 and less, and a broken count of tokens") {
  checkRefused("repetitionPenalty", "penalty", {0, -1, kNan, kInf},
               "greater than 0 (1 changes nothing)");
  for (const char* stage : {"repetitionPenalty", "frequencyPenalty", "presencePenalty", "dry"})
    checkRefused(stage, "lastN", {-2, 0.5, kNan, kInf},
                 "a whole number from -1 (0 changes nothing)");
}

// ---- frequencyPenalty

TEST_CASE("frequencyPenalty subtracts for each occurrence") {
  const FrequencyPenaltyParams params{0.5};
  const Trace trace = runOne(kLogits, params, kSeen);
  CHECK(logitsAfter(kLogits, params, kSeen) == Logits{1, -2.5, 1, 0.5});
  CHECK(trace.stages[0].changed == 2);
  CHECK(trace.stages[0].note ==
        "2 of the 2 tokens that have occurred are in play: 0.5 is subtracted for each time.");
}

TEST_CASE("frequencyPenalty below 0 rewards, 0 is off, and the last n count") {
  CHECK(logitsAfter(kLogits, FrequencyPenaltyParams{-1}, kSeen) == Logits{4, -1, 1, 0.5});
  CHECK(logitsAfter(kLogits, FrequencyPenaltyParams{1, 2}, kSeen) == Logits{1, -3, 1, 0.5});
  CHECK(logitsAfter(kLogits, FrequencyPenaltyParams{1, 0}, kSeen) == kLogits);
  CHECK(noteOf(kLogits, FrequencyPenaltyParams{0}, kSeen) ==
        "Off: penalty 0 leaves every logit as it is.");
  CHECK(noteOf(kLogits, FrequencyPenaltyParams{1}) == "No token has occurred yet.");
}

TEST_CASE("frequencyPenalty explains how often, and what that costs") {
  const FrequencyPenaltyParams params{0.5};
  CHECK(sentenceFor(kLogits, params, 0, kSeen) == "It has occurred 2 times: 2 − 2 × 0.5 = 1.");
  CHECK(sentenceFor(kLogits, params, 1, kSeen) == "It has occurred once: -2 − 1 × 0.5 = -2.5.");
  CHECK(sentenceFor(kLogits, params, 3, kSeen) == "Unchanged. It has not occurred.");
  CHECK(sentenceFor(kLogits, FrequencyPenaltyParams{0}, 0, kSeen) == "Unchanged: penalty 0.");
}

TEST_CASE("frequencyPenalty refuses what is no number") {
  checkRefused("frequencyPenalty", "penalty", {kNan, kInf, -kInf},
               "any finite number (0 changes nothing)");
}

// ---- presencePenalty

TEST_CASE("presencePenalty subtracts once, however often a token has occurred") {
  const PresencePenaltyParams params{0.5};
  const Trace trace = runOne(kLogits, params, kSeen);
  CHECK(logitsAfter(kLogits, params, kSeen) == Logits{1.5, -2.5, 1, 0.5});
  CHECK(trace.stages[0].changed == 2);
  CHECK(trace.stages[0].note ==
        "2 of the 2 tokens that have occurred are in play: 0.5 is subtracted once.");
}

TEST_CASE("presencePenalty below 0 rewards, 0 is off, and the last n count") {
  CHECK(logitsAfter(kLogits, PresencePenaltyParams{-1}, kSeen) == Logits{3, -1, 1, 0.5});
  CHECK(logitsAfter(kLogits, PresencePenaltyParams{1, 1}, kSeen) == Logits{1, -2, 1, 0.5});
  CHECK(noteOf(kLogits, PresencePenaltyParams{0}, kSeen) ==
        "Off: penalty 0 leaves every logit as it is.");
  CHECK(noteOf(kLogits, PresencePenaltyParams{1, 0}, kSeen) == "No token has occurred yet.");
}

TEST_CASE("presencePenalty explains its one subtraction") {
  const PresencePenaltyParams params{0.5};
  CHECK(sentenceFor(kLogits, params, 0, kSeen) == "It has occurred 2 times: 2 − 0.5 = 1.5.");
  CHECK(sentenceFor(kLogits, params, 2, kSeen) == "Unchanged. It has not occurred.");
  CHECK(sentenceFor(kLogits, PresencePenaltyParams{0}, 0, kSeen) == "Unchanged: penalty 0.");
}

TEST_CASE("presencePenalty refuses what is no number") {
  checkRefused("presencePenalty", "penalty", {kNan, kInf, -kInf},
               "any finite number (0 changes nothing)");
}

TEST_CASE("presencePenalty and frequencyPenalty do not notice a constant added to all logits") {
  const Logits shifted = {10, 6, 9, 8.5};
  for (const StageParams& params :
       {StageParams{PresencePenaltyParams{0.5}}, StageParams{FrequencyPenaltyParams{0.5}}}) {
    const Logits after = logitsAfter(kLogits, params, kSeen);
    for (TokenId id = 0; id < 4; ++id)
      CHECK(logitsAfter(shifted, params, kSeen)[id] == after[id] + 8);
  }
}

TEST_CASE("repetitionPenalty and its sisters refuse a history of unknown tokens by its position") {
  for (const StageParams& params :
       {StageParams{RepetitionPenaltyParams{}}, StageParams{FrequencyPenaltyParams{}},
        StageParams{PresencePenaltyParams{}}, StageParams{DryParams{}}}) {
    const Ids history = {0, 3, 4};
    const Error error =
        mustFail(run({.logits = kLogits, .chain = {Stage{params}}, .history = history}));
    CHECK(error.code == ErrorCode::OutOfRange);
    CHECK(error.field == "history[2]");
    CHECK(error.message == "history[2] is 4; allowed: a token id from 0 to 3.");
  }
}

// ---- logitBias

TEST_CASE("logitBias adds to the logits of chosen tokens, and adds up what is listed twice") {
  const LogitBiasParams params{{{3, 2}, {0, -1.5}, {3, 1}}};
  const Trace trace = runOne(kLogits, params);
  CHECK(logitsAfter(kLogits, params) == Logits{0.5, -2, 1, 3.5});
  CHECK(trace.ids == Ids{3, 2, 0, 1});
  CHECK(trace.stages[0].changed == 2);
  CHECK(trace.stages[0].note == "2 of 2 tokens with a bias are in play.");
  CHECK(noteOf(kLogits, LogitBiasParams{{{1, 1}}}) == "1 of 1 token with a bias is in play.");
}

TEST_CASE("logitBias brings nobody back, and does nothing without a list") {
  const Logits ruledOut = {-kInf, 1, 2};
  const Trace trace = runOne(ruledOut, LogitBiasParams{{{0, 100}}});
  CHECK(trace.ids == Ids{2, 1});
  CHECK(trace.stages[0].changed == 0);
  CHECK(trace.stages[0].note == "0 of 1 token with a bias are in play.");
  CHECK(runOne(kLogits, LogitBiasParams{}).stages[0].changed == 0);
  CHECK(noteOf(kLogits, LogitBiasParams{}) == "Off: there is no bias.");
}

TEST_CASE("logitBias explains its sum") {
  const LogitBiasParams params{{{0, -1.5}, {3, 2}, {3, 1}}};
  CHECK(sentenceFor(kLogits, params, 0) == "2 − 1.5 = 0.5.");
  CHECK(sentenceFor(kLogits, params, 3) == "0.5 + 3 = 3.5.");
  CHECK(sentenceFor(kLogits, params, 1) == "Unchanged: it has no bias.");
  CHECK(explainAt(kLogits, params, 3).logit == 3.5);
}

TEST_CASE("logitBias refuses unknown tokens and a bias that is not finite, by their places") {
  const Error unknown = unknownId(LogitBiasParams{{{3, 1}, {4, 1}}});
  CHECK(unknown.field == "chain[1].biases[1]");
  CHECK(unknown.message == "chain[1].biases[1] is 4; allowed: a token id from 0 to 3.");
  for (const auto& [bias, text] : {std::pair{kInf, "inf"}, {-kInf, "-inf"}, {kNan, "NaN"}}) {
    const Error error = unknownId(LogitBiasParams{{{0, bias}}});
    CHECK(error.code == ErrorCode::NotANumber);
    CHECK(error.field == "chain[1].biases[0]");
    CHECK(error.message == "chain[1].biases[0] adds " + std::string(text) +
                               "; allowed: any finite number. badTokens bans a token.");
  }
}

TEST_CASE("logitBias and badTokens refuse a list of the wrong kind") {
  const auto refused = [](std::string_view stage, const NamedValue& given) {
    return mustFail(makeStage(stage, std::vector{given}));
  };
  CHECK(refused("logitBias", {"biases", 1.0}).message ==
        "stage.biases is of another kind; allowed: a list of pairs [id, bias].");
  CHECK(refused("logitBias", {"biases", Ids{1}}).field == "stage.biases");
  CHECK(refused("badTokens", {"tokens", std::vector<TokenBias>{{1, 1}}}).message ==
        "stage.tokens is of another kind; allowed: a list of token ids.");
  CHECK(refused("topK", {"k", Ids{1}}).message == "stage.k is of another kind; allowed: a number.");
  CHECK(mustSucceed(makeStage("badTokens", std::vector{NamedValue{"tokens", Ids{2, 1}}})) ==
        Stage{BadTokensParams{{2, 1}}});
  CHECK(mustSucceed(makeStage("dry", std::vector{NamedValue{"breakers", Ids{3}}})) ==
        Stage{DryParams{.breakers = {3}}});
}

// ---- badTokens

TEST_CASE("badTokens removes chosen tokens, in whatever order and however often they are listed") {
  const auto logits = fourTokens();
  const Trace trace = runOne(logits, BadTokensParams{{3, 1, 3}});
  CHECK(trace.ids == Ids{2, 0});
  CHECK(isNear(trace.probabilities[0], 0.75));
  CHECK(trace.stages[0].removed == Ids{1, 3});
  CHECK(trace.stages[0].kept == 2);
  CHECK(trace.stages[0].note == "2 tokens are banned and go.");
  CHECK(noteOf(logits, BadTokensParams{{0}}) == "1 token is banned and goes.");
}

TEST_CASE("badTokens without a list is off, and passes over what is gone already") {
  CHECK(survivorsOf(fourTokens(), BadTokensParams{}) == Ids{3, 2, 1, 0});
  CHECK(noteOf(fourTokens(), BadTokensParams{}) == "Off: no token is banned.");
  const Chain chain = {Stage{TopKParams{2}}, Stage{BadTokensParams{{0}}}};
  const Trace trace = test::runIn({}, fourTokens(), chain);
  CHECK(trace.stages[1].removed.empty());
  CHECK(trace.stages[1].note == "0 tokens are banned and go.");
}

TEST_CASE("badTokens that bans all leaves nothing, picks nothing, and says so") {
  const auto logits = fourTokens();
  const Chain chain = {Stage{BadTokensParams{{0, 1, 2, 3}}}, Stage{TopPParams{}}};
  const Trace trace = mustSucceed(run({.logits = logits, .chain = chain, .coins = {0.5}}));
  CHECK(trace.ids.empty());
  CHECK(trace.probabilities.empty());
  CHECK_FALSE(trace.picked);
  CHECK_FALSE(trace.logProbability);
  CHECK(trace.stages[0].kept == 0);
  CHECK(trace.stages[0].removed == Ids{0, 1, 2, 3});
  CHECK(trace.stages[1].note == "Nothing is left to work on.");
  CHECK(trace.drawNote == "Nothing survived the chain, so nothing can be drawn.");
  CHECK(trace.after.entropy == 0);
  CHECK(trace.klDivergence == 0);
}

TEST_CASE("badTokens explains who is banned") {
  const auto logits = fourTokens();
  const TokenAtStage gone = explainAt(logits, BadTokensParams{{3}}, 3);
  CHECK(gone.sentence == "Removed by banned tokens: it is one.");
  CHECK_FALSE(gone.margin);
  CHECK_FALSE(gone.isKept);
  CHECK(sentenceFor(logits, BadTokensParams{{3}}, 2) == "Kept by banned tokens: it is not one.");
}

TEST_CASE("badTokens refuses an unknown token by its place") {
  const Error error = unknownId(BadTokensParams{{0, 1, 9}});
  CHECK(error.code == ErrorCode::OutOfRange);
  CHECK(error.field == "chain[1].tokens[2]");
  CHECK(error.value == "9");
  CHECK(error.message == "chain[1].tokens[2] is 9; allowed: a token id from 0 to 3.");
}

} // namespace logitscope
