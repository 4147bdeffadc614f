// Mirostat: what each version keeps for a given μ, how μ moves with what is drawn, and how it is carried from step
// to step. The token is always picked by hand here, so every μ can be worked out on paper.

#include "stages_support.h"

namespace logitscope {

using test::checkRefused;
using test::explainAt;
using test::figureOf;
using test::halves;
using test::Ids;
using test::isNear;
using test::kInf;
using test::kNan;
using test::logitsOf;
using test::mustFail;
using test::mustSucceed;
using test::noteOf;
using test::runOne;
using test::sentenceFor;
using test::Setting;
using test::survivorsOf;

namespace {

/// The state in which the first mirostat of a chain stands at [mu].
Setting at(double mu) {
  return {.state = {.mu = {mu}}};
}

/// One step in which the reader picks; the state goes on.
Trace step(const std::vector<double>& logits, const Chain& chain, ChainState& state, TokenId pick) {
  Trace trace = mustSucceed(run({.logits = logits, .chain = chain, .state = state, .pick = pick}));
  state = trace.state;
  return trace;
}

/// p ∝ 1, 1/2^s, 1/3^s, 1/4^s: Zipf's law of that exponent.
std::vector<double> zipf(double exponent, std::size_t count = 4) {
  std::vector<double> logits;
  for (std::size_t i = 1; i <= count; ++i)
    logits.push_back(-exponent * std::log(static_cast<double>(i)));
  return logits;
}

const MirostatParams kFirst{.version = 1};

} // namespace

// ---- version 2

TEST_CASE("mirostat 2 removes the tokens that surprise more than μ, which begins at twice τ") {
  // 1, 2, 3 and 3 bits; μ = 2, and a token on it stays.
  const auto logits = halves();
  const Trace trace = runOne(logits, MirostatParams{.tau = 1});
  CHECK(trace.ids == Ids{0, 1});
  CHECK(trace.stages[0].removed == Ids{2, 3});
  CHECK(trace.stages[0].threshold == 2);
  CHECK(figureOf(trace, "mu") == 2);
  CHECK(trace.stages[0].note == "μ = 2 bits: 2 tokens surprise no more than that.");
  CHECK(trace.state.mu == std::vector<double>{2}); // nothing was drawn
  CHECK(noteOf(logits, MirostatParams{.tau = 0.5}) ==
        "μ = 1 bits: 1 token surprises no more than that.");
}

TEST_CASE("mirostat 2 keeps the most likely token, however low μ is, and all where it is high") {
  const auto logits = halves();
  CHECK(survivorsOf(logits, MirostatParams{.tau = 0}) == Ids{0});
  CHECK(survivorsOf(logits, MirostatParams{}, at(-1000)) == Ids{0});
  CHECK(survivorsOf(logits, MirostatParams{}, at(3)) == Ids{0, 1, 2, 3});
  CHECK(survivorsOf(logits, MirostatParams{}, at(2.999)) == Ids{0, 1});
  CHECK(survivorsOf(std::vector<double>(4, 1.0), MirostatParams{}, at(1)) == Ids{0});
  CHECK(survivorsOf(std::vector<double>(4, 1.0), MirostatParams{}, at(2)) == Ids{0, 1, 2, 3});
}

TEST_CASE("mirostat 2 carries μ from step to step: μ ← μ − η (S − τ)") {
  const auto logits = halves();
  const Chain chain = {Stage{MirostatParams{.tau = 1, .eta = 1}}};
  ChainState state;
  // μ = 2 keeps ½ and ¼. Of these the first has ⅔, so S = log2 3/2 = 0.585 and μ grows.
  const double toThirds = std::log2(1.5);
  CHECK(step(logits, chain, state, 0).ids == Ids{0, 1});
  CHECK(isNear(state.mu[0], 3 - toThirds)); // 2.415
  // The second of the two has ⅓: S = log2 3 = 1.585.
  CHECK(step(logits, chain, state, 1).ids == Ids{0, 1});
  CHECK(isNear(state.mu[0], 4 - toThirds - std::log2(3.0))); // 1.830
  // Only the first surprises no more than 1.83 bits, and alone it surprises nobody.
  CHECK(step(logits, chain, state, 0).ids == Ids{0});
  CHECK(isNear(state.mu[0], 5 - toThirds - std::log2(3.0))); // 2.830
  CHECK(step(logits, chain, state, 0).ids == Ids{0, 1});
  CHECK(isNear(state.mu[0], 6 - 2 * toThirds - std::log2(3.0))); // 3.245
  // Now all four stay, and the last has ⅛.
  CHECK(step(logits, chain, state, 3).ids == Ids{0, 1, 2, 3});
  CHECK(isNear(state.mu[0], 4 - 2 * toThirds - std::log2(3.0))); // 1.245
}

TEST_CASE("mirostat 2 counts a reader's pick that it had removed as the model does") {
  const auto logits = halves();
  ChainState state;
  const Trace trace =
      step(logits, {Stage{MirostatParams{.tau = 1, .eta = 1}}}, state, 2); // ⅛: 3 bits
  CHECK(trace.picked->probability == 0);
  CHECK(isNear(state.mu[0], 2 - (3 - 1)));
}

TEST_CASE("mirostat measures the surprise among those that it left, not after later stages") {
  // Alone, the first would have S = 0; but mirostat left two, in which it has ⅔.
  const auto logits = halves();
  const Chain chain = {Stage{MirostatParams{.tau = 1, .eta = 1}}, Stage{TopKParams{1}}};
  ChainState state;
  step(logits, chain, state, 0);
  CHECK(isNear(state.mu[0], 3 - std::log2(1.5)));
}

TEST_CASE("mirostat with η = 0 never moves") {
  const auto logits = halves();
  ChainState state;
  for (const TokenId id : {0U, 1U, 2U, 3U}) {
    step(logits, {Stage{MirostatParams{.tau = 1.5, .eta = 0}}}, state, id);
    CHECK(state.mu == std::vector<double>{3});
  }
}

TEST_CASE("mirostat leaves a single token alone, and learns from it that nothing surprised") {
  const std::vector<double> one = {-kInf, 2};
  for (const std::int32_t version : {1, 2}) {
    const Chain chain = {Stage{MirostatParams{.version = version, .tau = 1, .eta = 0.5}}};
    ChainState state;
    const Trace trace = step(one, chain, state, 1);
    CHECK(trace.ids == Ids{1});
    CHECK(trace.stages[0].note == "The only token stays.");
    CHECK(figureOf(trace, "mu") == 2);
    CHECK(isNear(state.mu[0], 2 + 0.5));
    CHECK(sentenceFor(one, chain[0].params, 1) == "Kept: it is the only token.");
  }
}

TEST_CASE("mirostat 2 explains a token's surprise") {
  const auto logits = halves();
  const MirostatParams params{.tau = 1};
  const TokenAtStage kept = explainAt(logits, params, 0);
  CHECK(kept.sentence == "Kept by mirostat: its surprise, 1 bits, is within μ = 2.");
  CHECK(isNear(*kept.margin, 1));
  const TokenAtStage removed = explainAt(logits, params, 2);
  CHECK(removed.sentence == "Removed by mirostat: its surprise, 3 bits, is above μ = 2.");
  CHECK(isNear(*removed.margin, -1));
  CHECK(sentenceFor(logits, params, 1) ==
        "Kept by mirostat: its surprise, 2 bits, is within μ = 2.");
  CHECK(sentenceFor(logits, params, 0, at(0.5)) ==
        "Kept by mirostat: its surprise, 1 bits, is above μ = 0.5, but it is the only one left.");
}

// ---- version 1

TEST_CASE("mirostat 1 fits Zipf's law and keeps the first k") {
  // s = 2 fits exactly: ε = 1, k = √(2^μ / (1 − 1/4)). μ = 2: √5.33 = 2.3.
  const Trace trace = runOne(zipf(2), kFirst, at(2));
  CHECK(trace.ids == Ids{0, 1});
  CHECK(trace.stages[0].threshold == 2);
  CHECK(figureOf(trace, "mu") == 2);
  CHECK(isNear(*figureOf(trace, "exponent"), 2, 1e-14));
  CHECK(trace.stages[0].note == "μ = 2 bits and Zipf's exponent 2 keep the 2 tokens at the top.");
  CHECK(survivorsOf(zipf(2), kFirst, at(3)) == Ids{0, 1, 2});    // √10.7 = 3.3
  CHECK(survivorsOf(zipf(2), kFirst, at(4)) == Ids{0, 1, 2, 3}); // √21.3 = 4.6
  CHECK(survivorsOf(zipf(2), kFirst, at(0)) == Ids{0});          // √1.33 = 1.2
  CHECK(noteOf(zipf(2), kFirst, at(0)) ==
        "μ = 0 bits and Zipf's exponent 2 keep the 1 token at the top.");
}

TEST_CASE("mirostat 1 takes the limit where the exponent is 1") {
  // ε / (1 − V^−ε) → 1 / ln V: k = 2^μ / ln 4 = 2^μ / 1.386.
  CHECK(isNear(*figureOf(runOne(zipf(1), kFirst, at(2)), "exponent"), 1, 1e-14));
  CHECK(survivorsOf(zipf(1), kFirst, at(1)) == Ids{0});          // 1.44
  CHECK(survivorsOf(zipf(1), kFirst, at(2)) == Ids{0, 1});       // 2.89
  CHECK(survivorsOf(zipf(1), kFirst, at(3)) == Ids{0, 1, 2, 3}); // 5.77
  // Close to 1 the formula itself says the same.
  CHECK(survivorsOf(zipf(1 + 1e-7), kFirst, at(2)) == Ids{0, 1});
  CHECK(survivorsOf(zipf(1 - 1e-7), kFirst, at(2)) == Ids{0, 1});
}

TEST_CASE("mirostat 1 over equally likely tokens keeps one or all, as the formula's limit says") {
  // s = 0: (2^μ / (V − 1))^∞.
  const std::vector<double> flat(4, 0.0);
  CHECK(survivorsOf(flat, kFirst, at(1)) == Ids{0});          // ⅔ to the power of infinity
  CHECK(survivorsOf(flat, kFirst, at(2)) == Ids{0, 1, 2, 3}); // 4/3
}

TEST_CASE("mirostat 1 counts the whole vocabulary, and fits the 100 most likely tokens") {
  // 400 tokens: k = 2^μ / ln 400 = 64 / 5.99 = 10.7.
  CHECK(survivorsOf(zipf(1, 400), kFirst, at(6)).size() == 10);
  // The tail beyond the hundredth does not touch the fit.
  auto bent = zipf(1, 400);
  for (std::size_t i = 100; i < 400; ++i)
    bent[i] -= 7;
  CHECK(isNear(*figureOf(runOne(bent, kFirst, at(6)), "exponent"), 1, 1e-13));
  // After a top-k the vocabulary is still as large: 2^6 / ln 400 is more than the 5 that are left.
  const Chain chain = {Stage{TopKParams{5}}, Stage{kFirst}};
  const Trace trace = test::runIn(at(6), zipf(1, 400), chain);
  CHECK(trace.ids.size() == 5);
  CHECK(trace.stages[1].note == "μ = 6 bits and Zipf's exponent 1 keep the 5 tokens at the top.");
}

TEST_CASE("mirostat 1 carries μ like version 2") {
  // μ = 2τ = 2 keeps 1 and ¼ of Zipf's law of exponent 2: ⅘ and ⅕.
  const auto logits = zipf(2);
  const Chain chain = {Stage{MirostatParams{.version = 1, .tau = 1, .eta = 0.5}}};
  ChainState state;
  step(logits, chain, state, 1); // log2 5 = 2.32
  CHECK(isNear(state.mu[0], 2 - 0.5 * (std::log2(5.0) - 1)));
  // μ = 1.339: √(2.53 / 0.75) = 1.84 keeps one.
  CHECK(step(logits, chain, state, 0).ids == Ids{0});
  CHECK(isNear(state.mu[0], 2 - 0.5 * (std::log2(5.0) - 1) + 0.5));
}

TEST_CASE("mirostat 1 explains the rank") {
  const TokenAtStage kept = explainAt(zipf(2), kFirst, 1, at(2));
  CHECK(kept.sentence == "Kept by mirostat: rank 2 is within 2, which μ = 2 allows.");
  CHECK(kept.margin == 0);
  const TokenAtStage removed = explainAt(zipf(2), kFirst, 3, at(2));
  CHECK(removed.sentence == "Removed by mirostat: rank 4 is beyond 2, which μ = 2 allows.");
  CHECK(removed.margin == -2);
}

// ---- state

TEST_CASE("mirostat twice in a chain carries two μ, in the order of the chain") {
  const auto logits = halves();
  const MirostatParams wide{.tau = 2, .eta = 1};
  const MirostatParams narrow{.tau = 1, .eta = 0.5};
  ChainState state;
  Trace trace = step(logits, {Stage{wide}, Stage{narrow}}, state, 0);
  // μ = 4 keeps all, in which the first has ½: S = 1. μ = 2 then keeps two: S = log2 3/2.
  CHECK(trace.ids == Ids{0, 1});
  REQUIRE(state.mu.size() == 2);
  CHECK(isNear(state.mu[0], 4 - 1 * (1 - 2.0)));
  CHECK(isNear(state.mu[1], 2 - 0.5 * (std::log2(1.5) - 1)));
  SUBCASE("one that is switched off keeps its place and its μ") {
    const double before = state.mu[0];
    trace = step(logits, {Stage{wide, false}, Stage{narrow}}, state, 0);
    REQUIRE(state.mu.size() == 2);
    CHECK(state.mu[0] == before);
    CHECK(isNear(state.mu[1], 2 - (std::log2(1.5) - 1)));
  }
}

TEST_CASE("mirostat takes as much of the state as there is, and leaves out what is too much") {
  const auto logits = halves();
  const Chain two = {Stage{MirostatParams{.tau = 1}}, Stage{MirostatParams{.tau = 3}}};
  CHECK(test::runIn(at(1), logits, two).state.mu == std::vector<double>{1, 6});
  const Setting three{.state = {.mu = {1, 2, 3}}};
  CHECK(test::runIn(three, logits, two).state.mu == std::vector<double>{1, 2});
  CHECK(test::runIn(three, logits, {}).state.mu.empty());
}

TEST_CASE("mirostat stays where it is when nothing is left to draw") {
  const auto logits = halves();
  const Chain chain = {Stage{BadTokensParams{{0, 1, 2, 3}}}, Stage{MirostatParams{.tau = 1}}};
  const Trace trace =
      mustSucceed(run({.logits = logits, .chain = chain, .state = {.mu = {1.25}}, .coins = {0.5}}));
  CHECK(trace.state.mu == std::vector<double>{1.25});
  // And where a reader picks although nothing is left: mirostat had no part in it.
  ChainState state{.mu = {1.25}};
  step(logits, chain, state, 0);
  CHECK(state.mu == std::vector<double>{1.25});
}

TEST_CASE("mirostat leaves a state that the next step takes, whatever surprised") {
  // Surprises of up to 1e308 bits, a rate that multiplies them, and float32 beyond its range.
  const std::vector<double> steep = {0, -1e308, -1.7e308, 1.7e308};
  for (const DialectInfo& info : dialects()) {
    for (const std::int32_t version : {1, 2}) {
      for (const double eta : {0.0, 0.1, 1e308}) {
        const Chain chain = {Stage{MirostatParams{.version = version, .eta = eta}}};
        for (TokenId id = 0; id < 4; ++id) {
          CAPTURE(info.id);
          const Trace trace = mustSucceed(
              run({.logits = steep, .chain = chain, .dialect = info.dialect, .pick = id}));
          REQUIRE(trace.state.mu.size() == 1);
          CHECK(std::isfinite(trace.state.mu[0]));
          const RunRequest next{
              .logits = steep, .chain = chain, .dialect = info.dialect, .state = trace.state};
          CHECK_FALSE(mustSucceed(run(next)).ids.empty());
        }
      }
    }
  }
}

TEST_CASE("mirostat counts a pick that llama.cpp's array still holds, masked, as the model does") {
  // Temperature 0 leaves the others in the array at -inf, where version 1 does not look at them.
  const auto logits = halves();
  const Chain chain = {Stage{TemperatureParams{0}},
                       Stage{MirostatParams{.version = 1, .tau = 4, .eta = 1}}};
  const Trace trace =
      mustSucceed(run({.logits = logits, .chain = chain, .dialect = Dialect::LlamaCpp, .pick = 1}));
  CHECK(trace.picked->probability == 0);
  CHECK(isNear(trace.state.mu[0], 8 - (2 - 4), 1e-5)); // ¼: 2 bits
}

TEST_CASE("mirostat refuses a state that is not finite, by its place") {
  const auto logits = halves();
  const auto refused = [&](std::vector<double> mu) {
    return mustFail(run({.logits = logits, .chain = {Stage{MirostatParams{}}}, .state = {mu}}));
  };
  CHECK(refused({kNan}).message == "state.mu[0] is NaN; allowed: any finite number.");
  CHECK(refused({1, kInf}).field == "state.mu[1]");
  CHECK(refused({1, kInf}).message == "state.mu[1] is inf; allowed: any finite number.");
  CHECK(refused({-kInf}).code == ErrorCode::NotANumber);
}

TEST_CASE("mirostat refuses another version, and a τ or η below 0") {
  checkRefused("mirostat", "version", {0, 3, 1.5, kNan}, "a whole number from 1 to 2");
  checkRefused("mirostat", "tau", {-0.1, kNan, kInf}, "from 0");
  checkRefused("mirostat", "eta", {-0.1, kNan, kInf}, "from 0");
}

} // namespace logitscope
