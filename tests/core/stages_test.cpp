// One stage at a time, over four tokens of probability 0.1, 0.2, 0.3 and 0.4: what it keeps, what it says, and
// what it does at its edges. tests/arch holds this file to naming every stage of the table.

#include "support.h"

namespace logitscope {

using test::fourTokens;
using test::Ids;
using test::isNear;
using test::kInf;
using test::kNan;
using test::logitsOf;
using test::mustFail;
using test::runChain;

namespace {

/// The survivors of one stage, most likely first.
Ids survivors(std::span<const double> logits, const StageParams& params) {
  return runChain(logits, {Stage{params}}).ids;
}

Error refusal(std::string_view id, std::string_view param, double value) {
  const std::vector<NamedValue> given = {{std::string(param), value}};
  return mustFail(makeStage(id, given));
}

} // namespace

// ---- temperature

TEST_CASE("temperature 0.5 squares the ratio of two probabilities, temperature 2 takes its root") {
  const auto logits = fourTokens();
  const Trace sharp = runChain(logits, {Stage{TemperatureParams{0.5}}});
  const Trace flat = runChain(logits, {Stage{TemperatureParams{2}}});
  CHECK(sharp.ids == Ids{3, 2, 1, 0});
  CHECK(flat.ids == Ids{3, 2, 1, 0});
  const double squares = 0.16 + 0.09 + 0.04 + 0.01;
  const double roots = std::sqrt(0.4) + std::sqrt(0.3) + std::sqrt(0.2) + std::sqrt(0.1);
  for (std::size_t i = 0; i < 4; ++i) {
    const double p = 0.4 - 0.1 * static_cast<double>(i);
    CHECK(isNear(sharp.probabilities[i], p * p / squares));
    CHECK(isNear(flat.probabilities[i], std::sqrt(p) / roots));
  }
  CHECK(sharp.stages[0].changed == 4);
  CHECK(sharp.stages[0].kept == 4);
  CHECK(sharp.stages[0].removed.empty());
  CHECK_FALSE(sharp.stages[0].threshold);
  CHECK(sharp.stages[0].note == "Every logit is divided by 0.5: differences grow.");
  CHECK(flat.stages[0].note == "Every logit is divided by 2: differences shrink.");
}

TEST_CASE("temperature 0 takes the most likely token, the lowest id of several") {
  SUBCASE("one maximum") {
    const auto logits = std::vector<double>{1, 3, 2};
    const Trace trace = runChain(logits, {Stage{TemperatureParams{0}}});
    CHECK(trace.ids == Ids{1});
    CHECK(trace.probabilities[0] == 1);
    CHECK(trace.stages[0].removed == Ids{0, 2});
    CHECK(trace.stages[0].changed == 0);
    CHECK(trace.stages[0].threshold == 3);
    CHECK(trace.stages[0].note == "Temperature 0 is greedy: only the largest logit, 3, stays.");
  }
  SUBCASE("a tie") {
    CHECK(survivors(std::vector<double>{1, 2, 2, 2}, TemperatureParams{0}) == Ids{1});
  }
  SUBCASE("minus zero is zero") {
    CHECK(survivors(std::vector<double>{1, 3, 2}, TemperatureParams{-0.0}) == Ids{1});
  }
  SUBCASE("negative logits") {
    CHECK(survivors(std::vector<double>{-5, -2, -9}, TemperatureParams{0}) == Ids{1});
  }
}

TEST_CASE("temperature at its extremes tends to greedy and to uniform") {
  const auto logits = fourTokens();
  SUBCASE("a billion makes all tokens equally likely") {
    for (const double p : runChain(logits, {Stage{TemperatureParams{1e9}}}).probabilities) {
      CHECK(isNear(p, 0.25, 1e-9)); // the largest difference of logits, ln 4, divided by 1e9
    }
  }
  SUBCASE("a thousandth leaves the most likely alone") {
    const Trace trace = runChain(logits, {Stage{TemperatureParams{0.001}}});
    CHECK(trace.ids.front() == 3);
    CHECK(trace.probabilities.front() == 1); // (3/4)^1000 is 1e-125
    CHECK(trace.stages[0].kept == 4);
  }
  SUBCASE("quotients beyond the largest double still rank as the logits did") {
    for (const double temperature : {1e-300, 1e-308, 5e-324}) {
      CAPTURE(temperature);
      const std::vector<double> large = {2.8e10, 2.3e10, 2.8e10, -1.9e10};
      const Trace trace = runChain(large, {Stage{TemperatureParams{temperature}}});
      CHECK(trace.ids == Ids{0, 2, 1, 3});
      CHECK(trace.probabilities == std::vector<double>{0.5, 0.5, 0, 0});
      for (const double logit : trace.logits)
        CHECK(std::isfinite(logit));
      CHECK(trace.stages[0].note ==
            "Every logit is divided by " + exactNumber(temperature) +
                ", the largest subtracted first lest a quotient overflow: differences grow.");
      const RunRequest request = {.logits = large,
                                  .chain = {Stage{TemperatureParams{temperature}}}};
      const TokenAtStage second = test::explainOne(request, 1).stages[0];
      CHECK(second.logit == trace.logits[2]);
      CHECK(second.sentence == "Its distance from the largest logit, -5e9, is divided by " +
                                   exactNumber(temperature) +
                                   ": the quotient of the logit itself would overflow.");
    }
  }
  SUBCASE("quotients that fall together are a tie, and ties go by the lower id") {
    // Doubles just below 2 lie closer, for their size, than those just above 1: some neighbours meet there.
    double low = 1.9;
    while (low / 1.8 != std::nextafter(low, 2.0) / 1.8)
      low = std::nextafter(low, 2.0);
    const std::vector<double> close = {low, std::nextafter(low, 2.0), 0.5};
    const Chain chain = {Stage{TopKParams{2}}, Stage{TemperatureParams{1.8}}};
    CHECK(runChain(close, {chain[0]}).ids == Ids{1, 0});
    CHECK(runChain(close, chain).ids == Ids{0, 1});
  }
}

TEST_CASE("temperature refuses what it cannot divide by") {
  CHECK(refusal("temperature", "temperature", -0.1).message ==
        "stage.temperature is -0.1; allowed: from 0 (1 changes nothing).");
  CHECK(refusal("temperature", "temperature", -0.1).code == ErrorCode::OutOfRange);
  CHECK(refusal("temperature", "temperature", kNan).message ==
        "stage.temperature is NaN; allowed: from 0 (1 changes nothing).");
  CHECK(refusal("temperature", "temperature", kNan).code == ErrorCode::NotANumber);
  CHECK(refusal("temperature", "temperature", kInf).value == "inf");
}

// ---- topK

TEST_CASE("topK keeps the k most likely tokens and renormalises") {
  const auto logits = fourTokens();
  const Trace trace = runChain(logits, {Stage{TopKParams{3}}});
  CHECK(trace.ids == Ids{3, 2, 1});
  // ggml-org/llama.cpp's own test has the same figures: 0.44444, 0.33333, 0.22222.
  CHECK(isNear(trace.probabilities[0], 4.0 / 9));
  CHECK(isNear(trace.probabilities[1], 3.0 / 9));
  CHECK(isNear(trace.probabilities[2], 2.0 / 9));
  CHECK(trace.stages[0].removed == Ids{0});
  CHECK(trace.stages[0].kept == 3);
  CHECK(trace.stages[0].changed == 0);
  CHECK(trace.stages[0].threshold == 3);
  CHECK(trace.stages[0].note == "The 3 most likely stay, 1 token beyond rank 3 goes.");
  CHECK(runChain(logits, {Stage{TopKParams{1}}}).stages[0].note ==
        "Only the most likely stays, 3 tokens beyond rank 1 go.");
}

TEST_CASE("topK keeps exactly k of tokens that tie, the lower ids first") {
  CHECK(survivors(std::vector<double>{1, 1, 1, 1}, TopKParams{2}) == Ids{0, 1});
  CHECK(survivors(std::vector<double>{1, 2, 1, 2, 1}, TopKParams{3}) == Ids{1, 3, 0});
}

TEST_CASE("topK keeps all where k is 0, as large as the vocabulary, or beyond it") {
  const auto logits = fourTokens();
  const Trace off = runChain(logits, {Stage{TopKParams{0}}});
  CHECK(off.ids == Ids{3, 2, 1, 0});
  CHECK_FALSE(off.stages[0].threshold);
  CHECK(off.stages[0].note == "Off: k = 0 keeps every token.");
  for (const int k : {4, 5, 2147483647}) {
    CAPTURE(k);
    const Trace trace = runChain(logits, {Stage{TopKParams{k}}});
    CHECK(trace.ids == Ids{3, 2, 1, 0});
    CHECK(trace.stages[0].removed.empty());
    CHECK(trace.stages[0].threshold == k);
  }
  CHECK(runChain(logits, {Stage{TopKParams{4}}}).stages[0].note ==
        "All 4 tokens stay: no more than k = 4.");
}

TEST_CASE("topK takes any whole k, however far beyond the vocabulary") {
  for (const double k : {2147483647.0, 2147483648.0, 1e18, 1e300}) {
    CAPTURE(k);
    const std::vector<NamedValue> given = {{"k", k}, {"minKeep", k}};
    const Trace trace = runChain(fourTokens(), {test::mustSucceed(makeStage("topK", given))});
    CHECK(trace.ids == Ids{3, 2, 1, 0});
  }
}

TEST_CASE("topK never leaves fewer than minKeep, and says that it was minKeep") {
  const auto logits = fourTokens();
  const Chain chain = {Stage{TopKParams{1, 3}}};
  const Trace trace = runChain(logits, chain);
  CHECK(trace.ids == Ids{3, 2, 1});
  CHECK(trace.stages[0].threshold == 3);
  CHECK(test::explainOne({.logits = logits, .chain = chain}, 1).stages[0].sentence ==
        "Kept by top-k: rank 3 is within minKeep = 3.");
  CHECK(test::explainOne({.logits = logits, .chain = chain}, 3).stages[0].sentence ==
        "Kept by top-k: rank 1 is within minKeep = 3.");
  CHECK(survivors(logits, TopKParams{0, 3}) == Ids{3, 2, 1, 0});
  CHECK(survivors(logits, TopKParams{1, 9}) == Ids{3, 2, 1, 0});
}

TEST_CASE("topK refuses a k that is negative, broken or NaN") {
  const std::string allowed = "; allowed: a whole number from 0 (0 changes nothing).";
  CHECK(refusal("topK", "k", -1).message == "stage.k is -1" + allowed);
  CHECK(refusal("topK", "k", 1.5).message == "stage.k is 1.5" + allowed);
  CHECK(refusal("topK", "k", kNan).message == "stage.k is NaN" + allowed);
  CHECK(refusal("topK", "k", kInf).message == "stage.k is inf" + allowed);
  CHECK(refusal("topK", "minKeep", 0).message ==
        "stage.minKeep is 0; allowed: a whole number from 1 (1 changes nothing).");
}

// ---- topP

TEST_CASE("topP keeps the token that crosses the threshold") {
  const auto logits = fourTokens();
  const Trace trace = runChain(logits, {Stage{TopPParams{0.85}}});
  CHECK(trace.ids == Ids{3, 2, 1}); // 0.4, 0.7, 0.9 ≥ 0.85
  CHECK(isNear(trace.probabilities[0], 4.0 / 9));
  CHECK(trace.stages[0].removed == Ids{0});
  CHECK(trace.stages[0].threshold == 0.85);
  CHECK(trace.stages[0].note == "The first 3 tokens hold 0.9 ≥ 0.85.");
  CHECK(runChain(logits, {Stage{TopPParams{0.3}}}).stages[0].note ==
        "The first token holds 0.4 ≥ 0.3.");
}

TEST_CASE("topP stops where the sum is p, although binary sums fall short of it") {
  const auto exact = logitsOf({0.4, 0.3, 0.2, 0.05, 0.05});
  const Trace trace = runChain(exact, {Stage{TopPParams{0.9}}});
  CHECK(trace.ids == Ids{0, 1, 2});
  CHECK(trace.stages[0].note == "The first 3 tokens hold 0.9, at the boundary.");
  CHECK(survivors(fourTokens(), TopPParams{0.7}) == Ids{3, 2});
  CHECK(survivors(fourTokens(), TopPParams{0.4}) == Ids{3});
}

TEST_CASE("topP takes a sum within 1e-12 of p for p, or 1e-6 where the logits were float32") {
  const auto logits = fourTokens();
  const auto keptAt = [&](double p, bool areFloat32) {
    const RunRequest request = {
        .logits = logits, .chain = {Stage{TopPParams{p}}}, .logitsAreFloat32 = areFloat32};
    return test::mustSucceed(run(request)).ids.size();
  };
  CHECK(keptAt(0.7 + 0.5e-12, false) == 2);
  CHECK(keptAt(0.7 + 2e-12, false) == 3);
  CHECK(keptAt(0.7 + 2e-12, true) == 2);
  CHECK(keptAt(0.7 + 0.5e-6, true) == 2);
  CHECK(keptAt(0.7 + 0.5e-6, false) == 3);
  CHECK(keptAt(0.7 + 2e-6, true) == 3);
}

TEST_CASE("topP keeps all at 1 and one token at its smallest") {
  const auto logits = fourTokens();
  const Trace off = runChain(logits, {Stage{TopPParams{1}}});
  CHECK(off.ids == Ids{3, 2, 1, 0});
  CHECK_FALSE(off.stages[0].threshold);
  CHECK(off.stages[0].note == "Off: p = 1 keeps every token.");
  CHECK(survivors(logits, TopPParams{5e-324}) == Ids{3});
  CHECK(survivors(logits, TopPParams{0.999999}) == Ids{3, 2, 1, 0});
}

TEST_CASE("topP walks ties by the lower id") {
  CHECK(survivors(std::vector<double>{1, 1, 1, 1}, TopPParams{0.5}) == Ids{0, 1});
  CHECK(survivors(std::vector<double>{1, 1, 1, 1}, TopPParams{0.51}) == Ids{0, 1, 2});
}

TEST_CASE("topP never leaves fewer than minKeep") {
  const auto logits = fourTokens();
  CHECK(survivors(logits, TopPParams{0.1, 3}) == Ids{3, 2, 1});
  CHECK(survivors(logits, TopPParams{0.1, 99}) == Ids{3, 2, 1, 0});
  CHECK(survivors(logits, TopPParams{0.85, 2}) == Ids{3, 2, 1});
}

TEST_CASE("topP refuses 0, more than 1 and NaN") {
  const std::string allowed = "; allowed: greater than 0 and up to 1 (1 changes nothing).";
  for (const auto& [value, text] :
       {std::pair{0.0, "0"}, {1.5, "1.5"}, {-0.9, "-0.9"}, {kNan, "NaN"}}) {
    const Error error = refusal("topP", "p", value);
    CHECK(error.message == "stage.p is " + std::string(text) + allowed);
    CHECK(error.field == "stage.p");
    CHECK(error.value == text);
  }
}

// ---- minP

TEST_CASE("minP keeps the tokens that reach p times the largest probability") {
  const auto logits = fourTokens();
  const Trace trace = runChain(logits, {Stage{MinPParams{0.6}}});
  CHECK(trace.ids == Ids{3, 2}); // the bar is 0.24
  CHECK(trace.stages[0].removed == Ids{0, 1});
  REQUIRE(trace.stages[0].threshold);
  CHECK(isNear(*trace.stages[0].threshold, 0.24));
  CHECK(trace.stages[0].note == "2 tokens reach 0.6 × 40.0 % = 24.0 %.");
  CHECK(runChain(logits, {Stage{MinPParams{0.9}}}).stages[0].note ==
        "1 token reaches 0.9 × 40.0 % = 36.0 %.");
}

TEST_CASE("minP keeps a token that is exactly on the bar") {
  CHECK(survivors(fourTokens(), MinPParams{0.5}) == Ids{3, 2, 1});
  CHECK(survivors(fourTokens(), MinPParams{0.75}) == Ids{3, 2});
  CHECK(survivors(fourTokens(), MinPParams{0.25}) == Ids{3, 2, 1, 0});
  SUBCASE("and one that misses it by more than rounding goes") {
    CHECK(survivors(fourTokens(), MinPParams{0.75 + 1e-11}) == Ids{3});
  }
}

TEST_CASE("minP is the rule z ≥ z_max + ln p, written in probabilities") {
  const std::vector<double> logits = {3.5, 2.1, 1.8, 0.9, -4};
  for (const double p : {0.01, 0.1, 0.2, 0.24, 0.26, 0.5}) {
    CAPTURE(p);
    Ids byLogit;
    for (TokenId id = 0; id < logits.size(); ++id) {
      if (logits[id] >= 3.5 + std::log(p)) byLogit.push_back(id);
    }
    CHECK(survivors(logits, MinPParams{p}) == byLogit);
  }
}

TEST_CASE("minP keeps all at 0, and at 1 the most likely with those that tie") {
  const Trace off = runChain(fourTokens(), {Stage{MinPParams{0}}});
  CHECK(off.ids == Ids{3, 2, 1, 0});
  CHECK_FALSE(off.stages[0].threshold);
  CHECK(off.stages[0].note == "Off: p = 0 keeps every token.");
  CHECK(survivors(fourTokens(), MinPParams{1}) == Ids{3});
  CHECK(survivors(std::vector<double>{2, 1, 2}, MinPParams{1}) == Ids{0, 2});
}

TEST_CASE("minP never leaves fewer than minKeep") {
  CHECK(survivors(fourTokens(), MinPParams{1, 3}) == Ids{3, 2, 1});
  CHECK(survivors(fourTokens(), MinPParams{0.5, 2}) == Ids{3, 2, 1});
}

TEST_CASE("minP refuses what is outside 0 to 1") {
  const std::string allowed = "; allowed: from 0 to 1 (0 changes nothing).";
  CHECK(refusal("minP", "p", -0.1).message == "stage.p is -0.1" + allowed);
  CHECK(refusal("minP", "p", 1.05).message == "stage.p is 1.05" + allowed);
  CHECK(refusal("minP", "p", kNan).message == "stage.p is NaN" + allowed);
}

// ---- every stage of the table

TEST_CASE("every stage leaves everything as it was at the values that switch its parameters off") {
  const std::vector<double> logits = {0.3, -1.7, 2.2, 0.3, -kInf, 1.1};
  const Trace untouched = runChain(logits, {});
  for (const StageInfo& info : stages()) {
    CAPTURE(info.id);
    const auto params = info.off();
    if (!params) continue;
    const Trace trace = runChain(logits, {Stage{*params}});
    CHECK(trace.ids == untouched.ids);
    CHECK(trace.logits == untouched.logits);
    CHECK(trace.probabilities == untouched.probabilities);
    CHECK(trace.stages[0].changed == 0);
    CHECK(trace.stages[0].removed.empty());
    CHECK(info.isOff(*params));
  }
}

TEST_CASE("a stage is off where one parameter says so, whatever the others say, and on at its defaults") {
  const auto isOff = [](const StageParams& params) { return stageInfo(kindOf(params)).isOff(params); };
  CHECK(isOff(RepetitionPenaltyParams{.penalty = 1, .lastN = 64}));
  CHECK(isOff(RepetitionPenaltyParams{.penalty = 1.2, .lastN = 0}));
  CHECK_FALSE(isOff(RepetitionPenaltyParams{.penalty = 1.2, .lastN = 64}));
  CHECK(isOff(TopPParams{.p = 1, .minKeep = 3}));
  CHECK_FALSE(isOff(TopPParams{.p = 0.9, .minKeep = 1})); // that one token at least stays turns nothing off
  CHECK_FALSE(isOff(DynamicTemperatureParams{.temperature = 1, .delta = 0.5}));
  CHECK(isOff(BadTokensParams{}));
  CHECK_FALSE(isOff(PLessParams{}));
}

TEST_CASE("every stage leaves a single token alone") {
  for (const StageInfo& info : stages()) {
    CAPTURE(info.id);
    const Trace trace = runChain(std::vector<double>{-kInf, 1.5, -kInf}, {Stage{info.defaults()}});
    CHECK(trace.ids == Ids{1});
    CHECK(trace.probabilities == std::vector<double>{1});
    CHECK(trace.ruledOut == Ids{0, 2});
    CHECK(trace.stages[0].removed.empty());
  }
}

TEST_CASE("every stage passes over tokens that were ruled out before") {
  const auto logits = logitsOf({0.1, 0, 0.2, 0.3, 0, 0.4});
  for (const StageInfo& info : stages()) {
    CAPTURE(info.id);
    const Trace trace = runChain(logits, {Stage{info.defaults()}});
    CHECK(trace.ruledOut == Ids{1, 4});
    for (const TokenId id : trace.stages[0].removed)
      CHECK((id != 1 && id != 4));
    CHECK(trace.stages[0].kept + trace.stages[0].removed.size() == 4);
  }
}

TEST_CASE("every stage stands back where nothing is left") {
  const std::vector<double> nothing = {-kInf, -kInf};
  for (const StageInfo& info : stages()) {
    CAPTURE(info.id);
    const Trace trace = runChain(nothing, {Stage{info.defaults()}});
    CHECK(trace.ids.empty());
    CHECK(trace.stages[0].kept == 0);
    CHECK(trace.stages[0].note == "Nothing is left to work on.");
  }
}

TEST_CASE("every stage is spared NaN, +inf and an empty vocabulary") {
  for (const StageInfo& info : stages()) {
    CAPTURE(info.id);
    const Chain chain = {Stage{info.defaults()}};
    for (const double bad : {kNan, kInf}) {
      const std::vector<double> logits = {1, 2, bad};
      const Error error = mustFail(run({.logits = logits, .chain = chain}));
      CHECK(error.code == ErrorCode::NotANumber);
      CHECK(error.field == "logits[2]");
    }
    CHECK(mustFail(run({.logits = {}, .chain = chain})).code == ErrorCode::EmptyLogits);
  }
}

TEST_CASE("every stage, switched off, is not there") {
  const std::vector<double> logits = {0.3, -1.7, 2.2, 0.3, 1.1};
  const Trace untouched = runChain(logits, {});
  Chain strict;
  for (const StageInfo& info : stages()) {
    Stage stage{info.defaults(), false};
    // As strict as the sliders go.
    for (const ParamInfo& param : info.params) {
      if (param.isNumber()) param.set(stage.params, param.slider.from);
    }
    strict.push_back(stage);
  }
  REQUIRE(strict.size() == kStageCount);
  const Trace trace = runChain(logits, strict);
  CHECK(trace.ids == untouched.ids);
  CHECK(trace.logits == untouched.logits);
  CHECK(trace.probabilities == untouched.probabilities);
  for (const StageTrace& stage : trace.stages) {
    CHECK_FALSE(stage.isEnabled);
    CHECK_FALSE(stage.threshold);
    CHECK(stage.kept == 5);
    CHECK(stage.removed.empty());
    CHECK(stage.note == "Switched off.");
  }
}

} // namespace logitscope
