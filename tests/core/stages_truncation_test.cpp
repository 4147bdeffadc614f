// The stages that cut at a bar: epsilon, top-nσ, top-a and p-less.

#include "stages_support.h"

namespace logitscope {

using test::checkMinKeepRefused;
using test::checkRefused;
using test::explainAt;
using test::figureOf;
using test::fourTokens;
using test::halves;
using test::Ids;
using test::isNear;
using test::kInf;
using test::kNan;
using test::logitsOf;
using test::noteOf;
using test::runIn;
using test::runOne;
using test::sentenceFor;
using test::survivorsOf;

// ---- epsilon

TEST_CASE("epsilon removes the tokens less likely than it") {
  const auto logits = fourTokens();
  const Trace trace = runOne(logits, EpsilonParams{0.25});
  CHECK(trace.ids == Ids{3, 2});
  CHECK(trace.stages[0].removed == Ids{0, 1});
  CHECK(trace.stages[0].threshold == 0.25);
  CHECK(trace.stages[0].note == "2 tokens reach 25.0 %.");
  CHECK(noteOf(logits, EpsilonParams{0.35}) == "1 token reaches 35.0 %.");
}

TEST_CASE("epsilon keeps a token that is exactly on it") {
  const auto logits = fourTokens();
  CHECK(survivorsOf(logits, EpsilonParams{0.2}) == Ids{3, 2, 1});
  CHECK(survivorsOf(logits, EpsilonParams{0.3}) == Ids{3, 2});
  CHECK(survivorsOf(logits, EpsilonParams{0.3 + 1e-11}) == Ids{3});
}

TEST_CASE("epsilon leaves the most likely token where none reaches it, of a tie the lower id") {
  const auto logits = fourTokens();
  CHECK(survivorsOf(logits, EpsilonParams{0.5}) == Ids{3});
  CHECK(noteOf(logits, EpsilonParams{0.5}) == "0 tokens reach 50.0 %.");
  CHECK(survivorsOf(logits, EpsilonParams{1}) == Ids{3});
  CHECK(survivorsOf(std::vector<double>(4, 1.0), EpsilonParams{0.3}) == Ids{0});
}

TEST_CASE("epsilon is off at 0, and never leaves fewer than minKeep") {
  const auto logits = fourTokens();
  CHECK(survivorsOf(logits, EpsilonParams{0}) == Ids{3, 2, 1, 0});
  CHECK(noteOf(logits, EpsilonParams{0}) == "Off: epsilon = 0 keeps every token.");
  CHECK(survivorsOf(logits, EpsilonParams{0.35, 3}) == Ids{3, 2, 1});
  CHECK(survivorsOf(logits, EpsilonParams{0.35, 9}) == Ids{3, 2, 1, 0});
  CHECK(survivorsOf(logits, EpsilonParams{0.15, 2}) == Ids{3, 2, 1});
}

TEST_CASE("epsilon looks at probabilities, so a temperature before it moves the cut") {
  const auto logits = fourTokens();
  // At temperature 0.5 they are 1, 4, 9 and 16 of 30.
  const Chain after = {Stage{TemperatureParams{0.5}}, Stage{EpsilonParams{0.2}}};
  CHECK(runIn({}, logits, after).ids == Ids{3, 2});
}

TEST_CASE("epsilon explains the bar") {
  const auto logits = fourTokens();
  const TokenAtStage kept = explainAt(logits, EpsilonParams{0.25}, 2);
  CHECK(kept.sentence == "Kept by epsilon: 30.0 % reaches 25.0 %.");
  CHECK(isNear(*kept.margin, 0.05));
  const TokenAtStage removed = explainAt(logits, EpsilonParams{0.25}, 1);
  CHECK(removed.sentence == "Removed by epsilon: 20.0 % is below 25.0 %.");
  CHECK(isNear(*removed.margin, -0.05));
  CHECK(sentenceFor(logits, EpsilonParams{0.5}, 3) ==
        "Kept by epsilon: 40.0 % is below 50.0 %, but one token always stays.");
  CHECK(sentenceFor(logits, EpsilonParams{0.5, 2}, 2) ==
        "Kept by epsilon: 30.0 % is below 50.0 %, but minKeep asks for it.");
  CHECK(sentenceFor(logits, EpsilonParams{0}, 0) == "Kept: epsilon is off.");
}

TEST_CASE("epsilon refuses what is outside 0 to 1") {
  checkRefused("epsilon", "epsilon", {-0.1, 1.1, kNan, kInf}, "from 0 to 1 (0 changes nothing)");
  checkMinKeepRefused("epsilon");
}

// ---- topNSigma

namespace {

/// Mean 5, squares 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32 over 8: σ = 2.
std::vector<double> spread() {
  return {2, 4, 4, 4, 5, 5, 7, 9};
}

} // namespace

TEST_CASE("topNSigma keeps the tokens within n standard deviations of the largest logit") {
  const Trace trace = runOne(spread(), TopNSigmaParams{1});
  CHECK(trace.ids == Ids{7, 6}); // 9 − 2 = 7, and a token on the bar stays
  CHECK(trace.stages[0].removed == Ids{0, 1, 2, 3, 4, 5});
  CHECK(isNear(*trace.stages[0].threshold, 7));
  CHECK(isNear(*figureOf(trace, "sigma"), 2));
  CHECK(trace.stages[0].note == "2 tokens reach 9 − 1 × 2 = 7.");
  CHECK(survivorsOf(spread(), TopNSigmaParams{2}) == Ids{7, 6, 4, 5}); // 5
  CHECK(survivorsOf(spread(), TopNSigmaParams{0.5}) == Ids{7});        // 8
  CHECK(survivorsOf(spread(), TopNSigmaParams{3.5}).size() == 8);      // 2
}

TEST_CASE("topNSigma keeps the same tokens at any temperature") {
  for (const double temperature : {0.1, 0.5, 2.0, 10.0}) {
    const Chain chain = {Stage{TemperatureParams{temperature}}, Stage{TopNSigmaParams{2}}};
    CHECK(runIn({}, spread(), chain).ids == Ids{7, 6, 4, 5});
  }
}

TEST_CASE("topNSigma does not count what is out of play") {
  // With the 2 ruled out: mean 38/7. Its own σ would be 1.68, and 9 − 2 · 1.68 = 5.64.
  auto logits = spread();
  logits[0] = -kInf;
  const Trace trace = runOne(logits, TopNSigmaParams{2});
  CHECK(trace.ids == Ids{7, 6});
  double squares = 0;
  for (std::size_t i = 1; i < logits.size(); ++i)
    squares += (logits[i] - 38.0 / 7) * (logits[i] - 38.0 / 7);
  CHECK(isNear(*figureOf(trace, "sigma"), std::sqrt(squares / 7)));
  const Chain afterTopK = {Stage{TopKParams{3}}, Stage{TopNSigmaParams{1}}};
  // Of 9, 7 and 5 the σ is √(8/3) = 1.63.
  CHECK(runIn({}, spread(), afterTopK).ids == Ids{7});
}

TEST_CASE("topNSigma keeps all where n is 0 or all are equal, and a single token") {
  CHECK(survivorsOf(spread(), TopNSigmaParams{0}).size() == 8);
  CHECK(noteOf(spread(), TopNSigmaParams{0}) == "Off: n = 0 keeps every token.");
  CHECK(survivorsOf(std::vector<double>(5, 3.3), TopNSigmaParams{1}).size() == 5);
  CHECK(noteOf(std::vector<double>{1}, TopNSigmaParams{1}) == "The only token stays.");
  // Of two the σ is half their distance: the second is two of them away.
  CHECK(survivorsOf(std::vector<double>{1, -1}, TopNSigmaParams{2}) == Ids{0, 1});
  CHECK(survivorsOf(std::vector<double>{1, -1}, TopNSigmaParams{1.99}) == Ids{0});
}

TEST_CASE("topNSigma explains its bar") {
  const TokenAtStage kept = explainAt(spread(), TopNSigmaParams{1}, 6);
  CHECK(kept.sentence == "Kept by top-nσ: its logit 7 reaches 7.");
  CHECK(isNear(*kept.margin, 0));
  const TokenAtStage removed = explainAt(spread(), TopNSigmaParams{1}, 4);
  CHECK(removed.sentence == "Removed by top-nσ: its logit 5 is below 7.");
  CHECK(isNear(*removed.margin, -2));
  CHECK(sentenceFor(spread(), TopNSigmaParams{0}, 4) == "Kept: top-nσ is off.");
  CHECK(sentenceFor(std::vector<double>{1}, TopNSigmaParams{1}, 0) ==
        "Kept: it is the only token.");
}

TEST_CASE("topNSigma refuses an n below 0") {
  checkRefused("topNSigma", "n", {-1, kNan, kInf}, "from 0 (0 changes nothing)");
}

// ---- topA

TEST_CASE("topA keeps the tokens that reach a times the square of the largest probability") {
  const auto logits = fourTokens();
  const Trace trace = runOne(logits, TopAParams{1});
  CHECK(trace.ids == Ids{3, 2, 1}); // 0.4² = 0.16
  CHECK(trace.stages[0].removed == Ids{0});
  CHECK(isNear(*trace.stages[0].threshold, 0.16));
  CHECK(trace.stages[0].note == "3 tokens reach 1 × (40.0 %)² = 16.0 %.");
  CHECK(survivorsOf(logits, TopAParams{1.25}) == Ids{3, 2, 1}); // 0.2, and 0.2 is on it
  CHECK(survivorsOf(logits, TopAParams{1.3}) == Ids{3, 2});
}

TEST_CASE("topA, step by step, cuts as RWKV-LM's README says") {
  // With a = 0.2: a largest probability of 0.9 removes what is below 0.162, all alternatives; 0.5
  // what is below 0.05; 0.1 what is below 0.002.
  struct Step {
    std::vector<double> logits;
    double bar;
    Ids kept;
  };
  std::vector<double> flat = logitsOf({0.1, 0.0021, 0.0019});
  for (int i = 0; i < 9; ++i)
    flat.push_back(std::log(0.896 / 9)); // 0.0996 each
  const std::vector<Step> steps = {
      {logitsOf({0.9, 0.06, 0.04}), 0.162, {0}},
      {logitsOf({0.5, 0.4, 0.051, 0.049}), 0.05, {0, 1, 2}},
      {flat, 0.002, {0, 3, 4, 5, 6, 7, 8, 9, 10, 11, 1}},
  };
  for (const Step& step : steps) {
    const Trace trace = runOne(step.logits, TopAParams{0.2});
    CHECK(trace.ids == step.kept);
    CHECK(isNear(*trace.stages[0].threshold, step.bar));
  }
}

TEST_CASE("topA is off at 0, and keeps the most likely token where the bar is above it") {
  const auto logits = fourTokens();
  CHECK(survivorsOf(logits, TopAParams{0}) == Ids{3, 2, 1, 0});
  CHECK(noteOf(logits, TopAParams{0}) == "Off: a = 0 keeps every token.");
  CHECK(survivorsOf(logits, TopAParams{10}) == Ids{3}); // 10 · 0.16 is more than 1
  CHECK(survivorsOf(std::vector<double>(3, 1.0), TopAParams{4}) == Ids{0}); // 4/9 over ⅓
  CHECK(survivorsOf(std::vector<double>(3, 1.0), TopAParams{3}) == Ids{0, 1, 2});
}

TEST_CASE("topA explains the bar") {
  const auto logits = fourTokens();
  CHECK(sentenceFor(logits, TopAParams{1}, 1) == "Kept by top-a: 20.0 % reaches 16.0 %.");
  const TokenAtStage removed = explainAt(logits, TopAParams{1}, 0);
  CHECK(removed.sentence == "Removed by top-a: 10.0 % is below 16.0 %.");
  CHECK(isNear(*removed.margin, -0.06));
  CHECK(sentenceFor(logits, TopAParams{10}, 3) ==
        "Kept by top-a: 40.0 % is below 160.0 %, but one token always stays.");
  CHECK(sentenceFor(logits, TopAParams{0}, 0) == "Kept: top-a is off.");
}

TEST_CASE("topA refuses an a below 0") {
  checkRefused("topA", "a", {-0.1, kNan, kInf}, "from 0 (0 changes nothing)");
}

// ---- pLess

TEST_CASE("pLess keeps the tokens at least as likely as two draws are to agree") {
  // 0.01 + 0.04 + 0.09 + 0.16 = 0.3, and the token of 0.3 is on it.
  const auto logits = fourTokens();
  const Trace trace = runOne(logits, PLessParams{});
  CHECK(trace.ids == Ids{3, 2});
  CHECK(trace.stages[0].removed == Ids{0, 1});
  CHECK(isNear(*trace.stages[0].threshold, 0.3));
  CHECK(trace.stages[0].note == "2 tokens reach Σp² = 30.0 %.");
}

TEST_CASE("pLess, step by step, narrows as the model grows sure") {
  struct Step {
    std::vector<double> logits;
    double bar;
    Ids kept;
  };
  const std::vector<Step> steps = {
      // n equal tokens agree in 1 of n draws: all stay.
      {std::vector<double>(5, 0.0), 0.2, {0, 1, 2, 3, 4}},
      // 0.16 + 0.16 + 0.01 + 0.01
      {logitsOf({0.4, 0.4, 0.1, 0.1}), 0.34, {0, 1}},
      // ¼ + 1/16 + 2/64 = 11/32
      {halves(), 0.34375, {0}},
      // 0.64 + 0.01 + 0.01
      {logitsOf({0.1, 0.8, 0.1}), 0.66, {1}},
      {std::vector<double>{0, -1000}, 1, {0}},
  };
  for (const Step& step : steps) {
    const Trace trace = runOne(step.logits, PLessParams{});
    CHECK(trace.ids == step.kept);
    CHECK(isNear(*trace.stages[0].threshold, step.bar));
  }
}

TEST_CASE("pLess keeps every one of n equal tokens, whatever n is") {
  for (std::size_t n = 1; n < 200; ++n) {
    const std::vector<double> flat(n, 0.3);
    CHECK(survivorsOf(flat, PLessParams{}).size() == n);
  }
}

TEST_CASE("pLess explains the bar, and takes no parameter") {
  const auto logits = fourTokens();
  CHECK(sentenceFor(logits, PLessParams{}, 2) == "Kept by p-less: 30.0 % reaches Σp² = 30.0 %.");
  const TokenAtStage removed = explainAt(logits, PLessParams{}, 1);
  CHECK(removed.sentence == "Removed by p-less: 20.0 % is below Σp² = 30.0 %.");
  CHECK(isNear(*removed.margin, -0.1));
  const Error error = test::refusalOf("pLess", "p", 0.5);
  CHECK(error.code == ErrorCode::UnknownParameter);
  CHECK(error.field == "stage.p");
  CHECK(error.message == "stage.p: pLess has no parameter \"p\"; allowed: none.");
}

} // namespace logitscope
