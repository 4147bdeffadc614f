// Every figure of the course material that the page walks through, as it is printed there: R0 is a README on
// "The cat is", R1 a textbook chapter, R3 a blog post. Where they err, the right figure stands here and a
// comment says so.

#include "support.h"

namespace logitscope {

using test::explainOne;
using test::Ids;
using test::isNear;
using test::logitsOf;
using test::mustSucceed;
using test::runChain;

namespace {

constexpr TokenId kSleeping = 0;
constexpr TokenId kEating = 1;
constexpr TokenId kPlaying = 2;

const Scenario& theCatIs() {
  static const Scenario scenario = {
      .tokens = {"sleeping", "eating", "playing", "sitting", "jumping"},
      .logits = {2.8, 2.3, 1.9, 1.5, 1.2},
      .context = "The cat is",
      .source = "illustrative"};
  return scenario;
}

Trace catTrace(Chain chain) {
  return runChain(theCatIs().logits, std::move(chain));
}

Trace catDraw(Chain chain, double seed) {
  return mustSucceed(run({.logits = theCatIs().logits, .chain = std::move(chain), .seed = seed}));
}

using Texts = std::vector<std::string>;

/// The figures as the material prints them.
Texts printed(std::span<const double> values, int decimals, double factor = 1) {
  Texts texts;
  for (const double value : values)
    texts.push_back(fixedNumber(value * factor, decimals));
  return texts;
}

} // namespace

TEST_CASE("R0: the weights of 'The cat is' and their sum Z") {
  const Softmax result = softmax(theCatIs().logits);
  const double z = std::exp(result.logNormaliser);
  std::vector<double> weights;
  for (const double p : result.probabilities)
    weights.push_back(p * z);
  CHECK(printed(weights, 2) == Texts{"16.44", "9.97", "6.69", "4.48", "3.32"});
  CHECK(fixedNumber(z, 2) == "40.91");
}

TEST_CASE("R0: the probabilities of 'The cat is'") {
  const Trace trace = catTrace({});
  CHECK(trace.ids == Ids{0, 1, 2, 3, 4});
  CHECK(printed(trace.probabilities, 3) == Texts{"0.402", "0.244", "0.163", "0.110", "0.081"});
  CHECK(printed(trace.probabilities, 1, 100) == Texts{"40.2", "24.4", "16.3", "11.0", "8.1"});
  CHECK(isNear(test::sumOf(trace.probabilities), 1));
}

TEST_CASE("R0: temperature 1 leaves the logits, 0.5 doubles them") {
  const std::vector<double> two = {2.8, 2.3};
  CHECK(runChain(two, {Stage{TemperatureParams{1}}}).logits == two);
  CHECK(runChain(two, {Stage{TemperatureParams{0.5}}}).logits == std::vector<double>{5.6, 4.6});
  CHECK(runChain(two, {Stage{TemperatureParams{2}}}).logits == std::vector<double>{1.4, 1.15});
  const Trace sharp = catTrace({Stage{TemperatureParams{0.5}}});
  CHECK(fixedNumber(100 * sharp.probabilities[kSleeping], 1) == "60.7");
  CHECK(fixedNumber(100 * sharp.probabilities[kEating], 1) == "22.3");
}

TEST_CASE("R0: top-p 0.9 keeps four tokens, which hold 91.9 %") {
  const Trace trace = catTrace({Stage{TopPParams{0.9}}});
  CHECK(trace.ids == Ids{0, 1, 2, 3});
  CHECK(trace.stages[0].removed == Ids{4});
  CHECK(trace.stages[0].note == "The first 4 tokens hold 0.919 ≥ 0.9.");

  const auto before = softmax(theCatIs().logits).probabilities;
  std::vector<double> cumulative(4);
  std::partial_sum(before.begin(), before.begin() + 4, cumulative.begin());
  CHECK(printed(cumulative, 1, 100) == Texts{"40.2", "64.6", "80.9", "91.9"});
}

TEST_CASE("R0: k = 3 renormalises to 49.7, 30.1 and 20.2 %, each 23.6 % more than before") {
  const Trace trace = catTrace({Stage{TopKParams{3}}});
  CHECK(trace.ids == Ids{0, 1, 2});
  CHECK(trace.stages[0].removed == Ids{3, 4});
  CHECK(printed(trace.probabilities, 3) == Texts{"0.497", "0.301", "0.202"});
  CHECK(printed(trace.probabilities, 1, 100) == Texts{"49.7", "30.1", "20.2"});

  const auto before = softmax(theCatIs().logits).probabilities;
  CHECK(fixedNumber(before[0] + before[1] + before[2], 3) == "0.809");
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(fixedNumber(100 * (trace.probabilities[i] / before[i] - 1), 1) == "23.6");
  }
}

TEST_CASE("R0: the cumulative ranges after k = 3") {
  const Trace trace = catTrace({Stage{TopKParams{3}}});
  CHECK(printed(trace.intervals, 3) == Texts{"0.000", "0.497", "0.798"});
}

TEST_CASE("R0: seed 42 draws 0.639 and picks eating") {
  const Trace trace = catDraw({Stage{TopKParams{3}}}, 42);
  REQUIRE(trace.coin);
  CHECK(*trace.coin == 0.6394267984578837);
  CHECK(fixedNumber(*trace.coin, 3) == "0.639");
  REQUIRE(trace.picked);
  CHECK(trace.picked->id == kEating);
  CHECK(fixedNumber(trace.picked->from, 3) == "0.497");
  CHECK(fixedNumber(trace.picked->to, 3) == "0.798");
  CHECK(trace.drawNote == "The coin 0.639 lies in [0.497, 0.798).");
  CHECK(completeSentence(theCatIs(), trace.picked->id) == "The cat is eating");
}

TEST_CASE("R0: seed 1 draws 0.134 and picks sleeping") {
  const Trace trace = catDraw({Stage{TopKParams{3}}}, 1);
  REQUIRE(trace.picked);
  CHECK(fixedNumber(*trace.coin, 3) == "0.134");
  CHECK(trace.picked->id == kSleeping);
  CHECK(completeSentence(theCatIs(), trace.picked->id) == "The cat is sleeping");
}

TEST_CASE("R0 errs on seed 100: Python draws 0.146 and picks sleeping") {
  // R0 prints 0.826 and "playing". CPython: random.seed(100); random.random() → 0.1456692551041303.
  const Trace trace = catDraw({Stage{TopKParams{3}}}, 100);
  REQUIRE(trace.picked);
  CHECK(*trace.coin == 0.1456692551041303);
  CHECK(trace.picked->id == kSleeping);
  SUBCASE("its number, taken as a coin, would have picked playing") {
    const Trace given = mustSucceed(
        run({.logits = theCatIs().logits, .chain = {Stage{TopKParams{3}}}, .coins = {0.826}}));
    CHECK(given.picked->id == kPlaying);
  }
}

TEST_CASE("R0: temperature 0.7, k = 3, p = 0.9, seed 42 gives 'The cat is eating'") {
  const Chain chain = {Stage{TemperatureParams{0.7}}, Stage{TopKParams{3}}, Stage{TopPParams{0.9}}};
  const Trace trace = catDraw(chain, 42);
  CHECK(trace.stages[0].kept == 5);
  CHECK(trace.stages[1].removed == Ids{3, 4});
  CHECK(trace.stages[2].removed.empty());
  // e^4, e^(23/7), e^(19/7) over their sum, worked out apart.
  CHECK(printed(trace.probabilities, 3) == Texts{"0.566", "0.277", "0.157"});
  REQUIRE(trace.picked);
  CHECK(completeSentence(theCatIs(), trace.picked->id) == "The cat is eating");
}

TEST_CASE(
    "R1: logits 8 and 3 are 148 times apart, 22,000 times at temperature 0.5, 12 times at 2") {
  const std::vector<double> logits = {8.0, 3.0};
  struct Row {
    double temperature;
    const char* ratio;
    const char* percentOfA;
    const char* percentOfB;
    int decimals;
  };
  for (const Row& row : {Row{1, "148", "99.3", "0.7", 1}, Row{0.5, "22026", "99.995", "0.005", 3},
                         Row{2, "12", "92.4", "7.6", 1}}) {
    CAPTURE(row.temperature);
    const Trace trace = runChain(logits, {Stage{TemperatureParams{row.temperature}}});
    CHECK(fixedNumber(trace.probabilities[0] / trace.probabilities[1], 0) == row.ratio);
    CHECK(fixedNumber(100 * trace.probabilities[0], row.decimals) == row.percentOfA);
    CHECK(fixedNumber(100 * trace.probabilities[1], row.decimals) == row.percentOfB);
  }
}

TEST_CASE("R1: a sure distribution has a nucleus of one token, an unsure one of eight") {
  const std::vector<double> sure = {10, 2, 1.5, 1, 0.5, 0, -1, -2, -3, -5};
  const std::vector<double> unsure = {3, 2.8, 2.6, 2.4, 2.2, 2, 1.8, 1.6, 1.4, 1.2};
  CHECK(runChain(sure, {Stage{TopPParams{0.9}}}).ids.size() == 1);
  // Weights 0.8187^i: eight of ten hold (1 − q^8) / (1 − q^10) = 0.923, seven only 0.871.
  CHECK(runChain(unsure, {Stage{TopPParams{0.9}}}).ids.size() == 8);
}

TEST_CASE("R1: its two listings disagree; renormalising between top-k and top-p leaves one token") {
  // 0.4 / 0.7 = 0.571 reaches 0.55. Without renormalising, 0.4 does not, and two would stay.
  const auto logits = logitsOf({0.4, 0.3, 0.2, 0.1});
  const Trace trace = runChain(logits, {Stage{TopKParams{2}}, Stage{TopPParams{0.55}}});
  CHECK(trace.ids == Ids{0});
  CHECK(trace.stages[0].kept == 2);
  CHECK(trace.stages[1].note == "The first token holds 0.571 ≥ 0.55.");
}

TEST_CASE("R2: temperature 0 is 100 % for the top token, not the 55.9 % of unscaled logits") {
  const std::vector<double> logits = {2.0, 1.0, 0.5, 0.1, -1.0};
  CHECK(fixedNumber(100 * runChain(logits, {}).probabilities[0], 1) == "55.9");
  CHECK(runChain(logits, {Stage{TemperatureParams{0}}}).probabilities[0] == 1);
}

TEST_CASE("R3: 0.4 + 0.3 + 0.2 reaches 0.9 and keeps three of six tokens") {
  // Added from the left in binary, the sum is one unit in the last place below 0.9; a plain ≥ keeps four.
  REQUIRE(0.4 + 0.3 + 0.2 < 0.9);
  const auto logits = logitsOf({0.40, 0.30, 0.20, 0.05, 0.03, 0.02});
  const Trace trace = runChain(logits, {Stage{TopPParams{0.9}}});
  CHECK(trace.ids == Ids{0, 1, 2});
  CHECK(trace.stages[0].removed == Ids{3, 4, 5});
  CHECK(isNear(trace.probabilities[0], 4.0 / 9));
  CHECK(isNear(trace.probabilities[1], 3.0 / 9));
  CHECK(isNear(trace.probabilities[2], 2.0 / 9));
  CHECK(trace.stages[0].note == "The first 3 tokens hold 0.9, at the boundary.");
}

TEST_CASE("the order matters: temperature first keeps more than temperature last") {
  const std::vector<double> logits = {5, 3, 2, 1, 0};
  const Stage hot{TemperatureParams{2}};
  const Stage minP{MinPParams{0.1}};
  const Stage topP{TopPParams{0.95}};
  CHECK(runChain(logits, {hot, minP}).ids.size() == 4);
  CHECK(runChain(logits, {minP, hot}).ids.size() == 2);
  CHECK(runChain(logits, {hot, topP}).ids.size() == 4);
  CHECK(runChain(logits, {topP, hot}).ids.size() == 3);
}

TEST_CASE("the crossing token stays, whatever the order of the ids") {
  // Implementations that drop it leave {0.4, 0.3}; one that walks a heap leaves {0.4, 0.3, 0.1}.
  CHECK(runChain(logitsOf({0.4, 0.3, 0.2, 0.1}), {Stage{TopPParams{0.85}}}).ids == Ids{0, 1, 2});
  CHECK(runChain(logitsOf({0.1, 0.2, 0.3, 0.4}), {Stage{TopPParams{0.85}}}).ids == Ids{3, 2, 1});
}

TEST_CASE("a softmax over the top 50 alone overstates the first token, and the more the hotter") {
  // What a visualisation shows that keeps 50 of 50,257 tokens before the softmax, and what is true. The logits
  // follow Zipf's law with exponent 1.2; the figures are those of samplers.md, section 3.
  std::vector<double> logits(50257);
  for (std::size_t i = 0; i < logits.size(); ++i)
    logits[i] = -1.2 * std::log(static_cast<double>(i + 1));
  struct Row {
    double temperature;
    int decimals;
    const char* whole;
    const char* top50;
  };
  for (const Row& row : {Row{1, 3, "0.199", "0.302"}, Row{2, 4, "0.0053", "0.0995"}}) {
    CAPTURE(row.temperature);
    const Stage temperature{TemperatureParams{row.temperature}};
    const double whole = runChain(logits, {temperature}).probabilities[0];
    const double top50 = runChain(logits, {Stage{TopKParams{50}}, temperature}).probabilities[0];
    CHECK(fixedNumber(whole, row.decimals) == row.whole);
    CHECK(fixedNumber(top50, row.decimals) == row.top50);
  }
}

} // namespace logitscope
