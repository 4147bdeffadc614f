// What a run answers: the survivors, the trace, and what it refuses.

#include "support.h"

namespace logitscope {

using test::fourTokens;
using test::Ids;
using test::isNear;
using test::kInf;
using test::kNan;
using test::logitsOf;
using test::mustFail;
using test::mustSucceed;
using test::runChain;

TEST_CASE("an empty chain is a softmax, most likely first") {
  const Trace trace = runChain(fourTokens(), {});
  CHECK(trace.ids == Ids{3, 2, 1, 0});
  for (std::size_t i = 0; i < 4; ++i)
    CHECK(isNear(trace.probabilities[i], 0.4 - 0.1 * static_cast<double>(i)));
  CHECK(trace.stages.empty());
  CHECK(trace.ruledOut.empty());
  CHECK(trace.before.entropy == doctest::Approx(trace.after.entropy).epsilon(1e-15));
  CHECK(isNear(trace.klDivergence, 0));
}

TEST_CASE("tokens that tie are listed by the lower id") {
  CHECK(runChain(std::vector<double>{1, 2, 1, 2}, {}).ids == Ids{1, 3, 0, 2});
  CHECK(runChain(std::vector<double>{0.0, -0.0, 0.0}, {}).ids == Ids{0, 1, 2});
}

TEST_CASE("every stage's entry says what it is and how many stay") {
  const Chain chain = {Stage{TemperatureParams{0.5}}, Stage{TopKParams{3}}, Stage{TopPParams{0.8}},
                       Stage{MinPParams{0.1}, false}};
  const Trace trace = runChain(fourTokens(), chain);
  REQUIRE(trace.stages.size() == 4);
  CHECK(trace.stages[0].kind == StageKind::Temperature);
  CHECK(trace.stages[0].label == "Temperature");
  CHECK(trace.stages[0].kept == 4);
  CHECK(trace.stages[1].label == "Top-k");
  CHECK(trace.stages[1].removed == Ids{0});
  CHECK(trace.stages[1].kept == 3);
  // 16, 9 and 4 of 29: 0.552, 0.862.
  CHECK(trace.stages[2].removed == Ids{1});
  CHECK(trace.stages[2].kept == 2);
  CHECK(trace.stages[2].note == "The first 2 tokens hold 0.862 ≥ 0.8.");
  CHECK_FALSE(trace.stages[3].isEnabled);
  CHECK(trace.ids == Ids{3, 2});
  CHECK(isNear(trace.probabilities[0], 16.0 / 25));
}

TEST_CASE("the same stage may act twice") {
  const Chain chain = {Stage{TopKParams{3}}, Stage{TopKParams{2}}};
  const Trace trace = runChain(fourTokens(), chain);
  CHECK(trace.stages[0].removed == Ids{0});
  CHECK(trace.stages[1].removed == Ids{1});
}

TEST_CASE("removed tokens are listed by ascending id, whatever their rank") {
  const std::vector<double> logits = {1, 5, 2, 4, 3};
  CHECK(runChain(logits, {Stage{TopKParams{1}}}).stages[0].removed == Ids{0, 2, 3, 4});
}

TEST_CASE("a run is a function: the same request gives the same trace") {
  const auto logits = fourTokens();
  const RunRequest request = {.logits = logits,
                              .chain = {Stage{TemperatureParams{0.7}}, Stage{TopPParams{0.9}}},
                              .seed = 7.0};
  const Trace first = mustSucceed(run(request));
  const Trace second = mustSucceed(run(request));
  CHECK(first.ids == second.ids);
  CHECK(first.logits == second.logits);
  CHECK(first.probabilities == second.probabilities);
  CHECK(first.intervals == second.intervals);
  CHECK(first.coin == second.coin);
  CHECK(first.picked->id == second.picked->id);
  CHECK(first.klDivergence == second.klDivergence);
  for (std::size_t i = 0; i < 2; ++i)
    CHECK(first.stages[i].note == second.stages[i].note);
}

TEST_CASE("permuting the logits permutes the answer, where nothing ties") {
  const std::vector<double> logits = {0.31, -1.7, 2.2, 0.3, 1.1, -0.4};
  const std::vector<TokenId> places = {4, 2, 0, 5, 1, 3}; // where each token goes
  std::vector<double> permuted(logits.size());
  for (std::size_t i = 0; i < logits.size(); ++i)
    permuted[places[i]] = logits[i];

  const Chain chain = {Stage{TopKParams{5}}, Stage{TemperatureParams{1.3}}, Stage{TopPParams{0.85}},
                       Stage{MinPParams{0.1}}};
  const Trace one = mustSucceed(run({.logits = logits, .chain = chain, .coins = {0.6}}));
  const Trace other = mustSucceed(run({.logits = permuted, .chain = chain, .coins = {0.6}}));
  Ids expected;
  for (const TokenId id : one.ids)
    expected.push_back(places[id]);
  CHECK(other.ids == expected);
  CHECK(other.probabilities == one.probabilities);
  CHECK(other.intervals == one.intervals);
  CHECK(other.picked->id == places[one.picked->id]);
}

// ---- figures on the whole

TEST_CASE("the metrics speak of ids, before and after") {
  const auto logits = logitsOf({0.125, 0.5, 0.125, 0.25});
  const Trace trace = runChain(logits, {Stage{TopKParams{2}}});
  CHECK(trace.before.entropy == doctest::Approx(1.75).epsilon(1e-15));
  CHECK(trace.before.nonZero == 4);
  CHECK(trace.before.top1 == 1);
  CHECK(trace.after.top1 == 1);
  CHECK(trace.after.nonZero == 2);
  CHECK(isNear(trace.after.top1Probability, 2.0 / 3));
}

TEST_CASE("KL(after ‖ before) of a truncation is the logarithm of what it kept") {
  // Every survivor grows by the same factor 1 / mass, so KL = −log2 mass.
  CHECK(isNear(runChain(fourTokens(), {Stage{TopKParams{2}}}).klDivergence, -std::log2(0.7)));
  CHECK(isNear(runChain(fourTokens(), {Stage{TopKParams{1}}}).klDivergence, -std::log2(0.4)));
  CHECK(isNear(runChain(logitsOf({0.5, 0.5}), {Stage{TemperatureParams{0}}}).klDivergence, 1));
}

TEST_CASE("KL stays finite where a hot temperature revives what had underflowed to nothing") {
  // exp(-1000) is 0 in double. Truly, at temperature 1000: p = 1/(1+e^-1) and 1/(1+e), q = 1 and e^-1000.
  const Trace trace = runChain(std::vector<double>{0, -1000}, {Stage{TemperatureParams{1000}}});
  const double p = 1 / (1 + std::exp(-1));
  const double closed = (p * std::log(p) + (1 - p) * (std::log(1 - p) + 1000)) / std::log(2);
  CHECK(isNear(trace.klDivergence, closed, 1e-12)); // 388 bits
  SUBCASE("even where the true figure is beyond the largest double") {
    const std::vector<double> apart = {1.7e308, -1.7e308};
    CHECK(std::isfinite(runChain(apart, {Stage{TemperatureParams{1e308}}}).klDivergence));
  }
}

TEST_CASE("logProbability is that of the pick before the chain") {
  const Trace trace =
      mustSucceed(run({.logits = fourTokens(), .chain = {Stage{TopKParams{1}}}, .coins = {0.5}}));
  REQUIRE(trace.logProbability);
  CHECK(isNear(*trace.logProbability, std::log(0.4)));
  CHECK_FALSE(runChain(fourTokens(), {}).logProbability);
}

// ---- tokens that were ruled out

TEST_CASE("a logit of -inf is a token already ruled out") {
  const Trace trace = runChain(logitsOf({0.5, 0, 0.5, 0}), {Stage{TopKParams{9}}});
  CHECK(trace.ruledOut == Ids{1, 3});
  CHECK(trace.ids == Ids{0, 2});
  CHECK(trace.probabilities == std::vector<double>{0.5, 0.5});
  CHECK(trace.before.nonZero == 2);
}

TEST_CASE("where every token was ruled out, nothing survives and nothing is drawn") {
  const std::vector<double> logits = {-kInf, -kInf, -kInf};
  const Trace trace =
      mustSucceed(run({.logits = logits, .chain = {Stage{TopPParams{0.5}}}, .seed = 42.0}));
  CHECK(trace.ruledOut == Ids{0, 1, 2});
  CHECK(trace.ids.empty());
  CHECK(trace.intervals.empty());
  CHECK_FALSE(trace.picked);
  CHECK_FALSE(trace.coin);
  CHECK_FALSE(trace.logProbability);
  CHECK(trace.drawNote == "Nothing survived the chain, so nothing can be drawn.");
  CHECK(trace.klDivergence == 0);
  CHECK(trace.after.nonZero == 0);
}

// ---- what is refused

TEST_CASE("logits that are empty, NaN, +inf or too many are refused by name and position") {
  const auto refused = [](std::span<const double> logits) {
    return mustFail(run({.logits = logits}));
  };
  SUBCASE("empty") {
    const Error error = refused({});
    CHECK(error.code == ErrorCode::EmptyLogits);
    CHECK(error.field == "logits");
    CHECK(error.message == "logits is empty; allowed: 1 to 262144 numbers.");
  }
  SUBCASE("NaN") {
    const Error error = refused(std::vector<double>{1, kNan, kInf});
    CHECK(error.code == ErrorCode::NotANumber);
    CHECK(error.field == "logits[1]");
    CHECK(error.value == "NaN");
    CHECK(error.message ==
          "logits[1] is NaN; allowed: any finite number, or -inf for a token already ruled out.");
  }
  SUBCASE("+inf") {
    CHECK(refused(std::vector<double>{kInf}).message ==
          "logits[0] is inf; allowed: any finite number, or -inf for a token already ruled out.");
  }
  SUBCASE("too many") {
    CHECK(run({.logits = std::vector<double>(kMaxTokens, 0.0)}));
    const Error error = refused(std::vector<double>(kMaxTokens + 1, 0.0));
    CHECK(error.code == ErrorCode::TooManyTokens);
    CHECK(error.value == "262145");
    CHECK(error.message == "logits holds 262145 numbers; allowed: 1 to 262144.");
  }
}

TEST_CASE("a chain with a bad number is refused before anything is computed") {
  const auto logits = fourTokens();
  const Error error = mustFail(run({.logits = logits, .chain = {Stage{TemperatureParams{kNan}}}}));
  CHECK(error.code == ErrorCode::NotANumber);
  CHECK(error.message == "chain[0].temperature is NaN; allowed: from 0 (1 changes nothing).");
}

TEST_CASE("the finest and the widest logits are taken") {
  const std::vector<double> logits = {1.7976931348623157e308, -1.7976931348623157e308, 5e-324};
  const Trace trace = runChain(logits, {Stage{TopPParams{0.9}}});
  CHECK(trace.ids == Ids{0});
  CHECK(trace.probabilities == std::vector<double>{1});
}

} // namespace logitscope
