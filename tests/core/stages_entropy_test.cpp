// The stages that follow the entropy: dynamic temperature, typical-p, eta and top-h. Over four tokens of ½, ¼, ⅛
// and ⅛ the entropy is 1.75 of at most 2 bits, and every figure below can be worked out on paper.

#include "stages_support.h"

#include <algorithm>
#include <functional>
#include <numeric>

namespace logitscope {

using test::checkMinKeepRefused;
using test::checkRefused;
using test::explainAt;
using test::figureOf;
using test::halves;
using test::Ids;
using test::isNear;
using test::kInf;
using test::kNan;
using test::logitsOf;
using test::noteOf;
using test::runOne;
using test::sentenceFor;
using test::survivorsOf;

// ---- dynamicTemperature

TEST_CASE("dynamicTemperature rises from its lowest to its highest as the entropy does") {
  const auto logits = halves();
  // From 1 − 1 to 1 + 1, at 1.75 of 2 bits: 2 · 0.875.
  const Trace trace = runOne(logits, DynamicTemperatureParams{1, 1, 1});
  REQUIRE(figureOf(trace, "temperature"));
  CHECK(isNear(*figureOf(trace, "temperature"), 1.75));
  CHECK(isNear(*figureOf(trace, "entropy"), 1.75));
  CHECK(trace.ids == Ids{0, 1, 2, 3});
  CHECK(isNear(trace.logits[1], std::log(0.25) / 1.75));
  CHECK(trace.stages[0].changed == 4);
  CHECK_FALSE(trace.stages[0].threshold);
  CHECK(trace.stages[0].note ==
        "The entropy, 1.75 of at most 2 bits, sets the temperature to 1.75.");
}

TEST_CASE("dynamicTemperature bends its rise by the exponent") {
  const auto temperature = [](double middle, double range, double exponent) {
    return *figureOf(runOne(halves(), DynamicTemperatureParams{middle, range, exponent}),
                     "temperature");
  };
  CHECK(isNear(temperature(1, 0.5, 1), 0.5 + 0.875));
  CHECK(isNear(temperature(1, 0.5, 2), 0.5 + 0.875 * 0.875));
  CHECK(isNear(temperature(1, 0.5, 0), 1.5));     // always the highest
  CHECK(isNear(temperature(1, 2, 1), 3 * 0.875)); // 1 − 2 is below 0: from 0 to 3
  CHECK(temperature(1, 0.5, 1e6) == 0.5);         // 0.875^1000000 is 0
}

TEST_CASE("dynamicTemperature is at its highest where all tokens are equally likely") {
  const std::vector<double> flat(3, -0.7);
  const Trace trace = runOne(flat, DynamicTemperatureParams{1, 0.5, 1});
  CHECK(isNear(*figureOf(trace, "temperature"), 1.5));
  // Never above, whatever rounding does to the entropy of 3 to 40 equal tokens.
  for (std::size_t n = 2; n < 40; ++n) {
    const std::vector<double> equal(n, 0.1);
    CHECK(*figureOf(runOne(equal, DynamicTemperatureParams{1, 0.5, 1}), "temperature") <= 1.5);
  }
}

TEST_CASE("dynamicTemperature that comes out as 0 takes the most likely token") {
  // exp(−10000) is 0, so the entropy is 0 and the temperature its lowest, 1 − 1.
  const std::vector<double> sure = {-10000, 0};
  const DynamicTemperatureParams params{1, 1, 1};
  const Trace trace = runOne(sure, params);
  CHECK(trace.ids == Ids{1});
  CHECK(trace.stages[0].threshold == 0);
  CHECK(trace.stages[0].note == "The entropy, 0 of at most 1 bits, sets the temperature to 0.");
  CHECK(sentenceFor(sure, params, 1) == "Kept by a temperature of 0: its logit 0 is the largest.");
  const TokenAtStage lost = explainAt(sure, params, 0);
  CHECK(lost.sentence ==
        "Removed by a temperature of 0: its logit -10000 is below the largest, 0.");
  CHECK(lost.margin == -10000);
}

TEST_CASE("dynamicTemperature without a range is the plain temperature") {
  const auto logits = halves();
  CHECK(runOne(logits, DynamicTemperatureParams{0.5, 0, 3}).logits ==
        runOne(logits, TemperatureParams{0.5}).logits);
  CHECK(noteOf(logits, DynamicTemperatureParams{1, 0, 1}) ==
        "Off: temperature 1 leaves every logit as it is.");
  CHECK(survivorsOf(logits, DynamicTemperatureParams{0, 0, 1}) == Ids{0});
  CHECK(sentenceFor(logits, DynamicTemperatureParams{0.5, 0, 1}, 0) == "-0.693 / 0.5 = -1.39.");
}

TEST_CASE("dynamicTemperature explains its division, and leaves a single token alone") {
  const TokenAtStage entry = explainAt(halves(), DynamicTemperatureParams{1, 1, 1}, 0);
  CHECK(entry.sentence == "-0.693 / 1.75 = -0.396."); // −ln 2 / 1.75
  CHECK_FALSE(entry.margin);
  CHECK(entry.isKept);
  const std::vector<double> one = {-kInf, 3};
  CHECK(runOne(one, DynamicTemperatureParams{0, 1, 1}).logits == std::vector<double>{3});
  CHECK(noteOf(one, DynamicTemperatureParams{0, 1, 1}) ==
        "A single token has no entropy to follow.");
  CHECK(sentenceFor(one, DynamicTemperatureParams{0, 1, 1}, 1) ==
        "Unchanged: it is the only token.");
}

TEST_CASE("dynamicTemperature refuses what is below 0") {
  checkRefused("dynamicTemperature", "temperature", {-0.1, kNan, kInf},
               "from 0 (1 changes nothing)");
  checkRefused("dynamicTemperature", "delta", {-0.1, kNan, kInf}, "from 0 (0 changes nothing)");
  checkRefused("dynamicTemperature", "exponent", {-1, kNan, -kInf}, "from 0");
}

// ---- typicalP

TEST_CASE("typicalP keeps the tokens whose surprise is closest to the entropy") {
  // Surprises of 1, 2, 3 and 3 bits are 0.75, 0.25, 1.25 and 1.25 from 1.75: tokens 1, 0, 2, 3.
  const auto logits = halves();
  const Trace trace = runOne(logits, TypicalPParams{0.7});
  CHECK(trace.ids == Ids{0, 1}); // ¼, ¾ ≥ 0.7
  CHECK(trace.stages[0].removed == Ids{2, 3});
  CHECK(trace.stages[0].threshold == 0.7);
  CHECK(isNear(*figureOf(trace, "entropy"), 1.75));
  CHECK(trace.stages[0].note ==
        "The 2 tokens closest to the entropy of 1.75 bits hold 0.75 ≥ 0.7.");
}

TEST_CASE("typicalP may remove the most likely token") {
  const auto logits = halves();
  const Trace trace = runOne(logits, TypicalPParams{0.2});
  CHECK(trace.ids == Ids{1});
  CHECK(trace.stages[0].removed == Ids{0, 2, 3});
  CHECK(trace.stages[0].note == "The token closest to the entropy of 1.75 bits holds 0.25 ≥ 0.2.");
}

TEST_CASE("typicalP stops where the sum is p, and ranks ties by the lower id") {
  const auto logits = halves();
  CHECK(survivorsOf(logits, TypicalPParams{0.25}) == Ids{1});
  CHECK(survivorsOf(logits, TypicalPParams{0.75}) == Ids{0, 1});
  CHECK(survivorsOf(logits, TypicalPParams{0.75 + 1e-9}) == Ids{0, 1, 2});
  CHECK(survivorsOf(logits, TypicalPParams{0.875}) == Ids{0, 1, 2});
  CHECK(survivorsOf(std::vector<double>(4, 2.0), TypicalPParams{0.5}) == Ids{0, 1});
}

TEST_CASE("typicalP keeps all at 1, one token at its smallest, and never fewer than minKeep") {
  const auto logits = halves();
  CHECK(survivorsOf(logits, TypicalPParams{1}) == Ids{0, 1, 2, 3});
  CHECK(noteOf(logits, TypicalPParams{1}) == "Off: p = 1 keeps every token.");
  CHECK(survivorsOf(logits, TypicalPParams{5e-324}) == Ids{1});
  CHECK(survivorsOf(logits, TypicalPParams{0.2, 3}) == Ids{0, 1, 2});
  CHECK(survivorsOf(logits, TypicalPParams{0.2, 99}) == Ids{0, 1, 2, 3});
}

TEST_CASE("typicalP explains how far a surprise is from the entropy") {
  const auto logits = halves();
  SUBCASE("removed: what is closer holds p already") {
    const TokenAtStage entry = explainAt(logits, TypicalPParams{0.2}, 0);
    CHECK(entry.sentence == "Removed by typical-p: its surprise, 1 bits, is 0.75 from the entropy, "
                            "and 1 token closer to it holds 0.25 of 0.2.");
    CHECK(isNear(*entry.margin, -0.05));
  }
  SUBCASE("kept: what is closer does not") {
    const TokenAtStage entry = explainAt(logits, TypicalPParams{0.8}, 2);
    CHECK(entry.sentence == "Kept by typical-p: its surprise, 3 bits, is 1.25 from the entropy, "
                            "and 2 tokens closer to it hold 0.75 of 0.8.");
    CHECK(isNear(*entry.margin, 0.05));
  }
  SUBCASE("kept by minKeep") {
    CHECK(sentenceFor(logits, TypicalPParams{0.2, 2}, 0) ==
          "Kept by typical-p: its surprise, 1 bits, is 0.75 from the entropy, and 1 token closer "
          "to it holds 0.25 of 0.2, but minKeep asks for it.");
  }
  SUBCASE("off") {
    CHECK(sentenceFor(logits, TypicalPParams{1}, 0) == "Kept: typical-p is off.");
  }
}

TEST_CASE("typicalP refuses 0, more than 1 and NaN") {
  checkRefused("typicalP", "p", {0, -0.5, 1.01, kNan, kInf},
               "greater than 0 and up to 1 (1 changes nothing)");
  checkMinKeepRefused("typicalP");
}

TEST_CASE("typicalP keeps the same of many tokens as sorting them all would") {
  test::Dice dice(5);
  // A bell, one in steps so coarse that most tokens tie, two heaps on either side of the entropy, and
  // all alike.
  const std::function<double(std::size_t)> shapes[] = {
      [&](std::size_t) { return dice.between(-4, 4) + dice.between(-4, 4); },
      [&](std::size_t) { return std::round(dice.between(-3, 3)); },
      [&](std::size_t i) { return i % 2 == 0 ? 1.0 : -1.0; },
      [&](std::size_t) { return 0.5; },
  };
  for (const auto& shape : shapes) {
    std::vector<double> logits;
    for (std::size_t i = 0; i < 5000; ++i)
      logits.push_back(shape(i));
    std::vector<double> p;
    for (const double logit : logits)
      p.push_back(std::exp(logit));
    const double sum = test::sumOf(p);
    double entropy = 0;
    for (double& one : p) {
      one /= sum;
      entropy -= one * std::log(one);
    }
    Ids order(logits.size());
    std::iota(order.begin(), order.end(), TokenId{0});
    // Of equal logits the deviations are equal bits.
    std::ranges::stable_sort(order, {},
                             [&](TokenId id) { return std::abs(-std::log(p[id]) - entropy); });
    for (const double share : {0.05, 0.5, 0.9, 0.999}) {
      CAPTURE(share);
      double mass = 0;
      std::size_t count = 0;
      while (count < order.size() && mass < share - 1e-12)
        mass += p[order[count++]];
      Ids expected(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count));
      std::ranges::sort(expected);
      Ids kept = runOne(logits, TypicalPParams{share}).ids;
      std::ranges::sort(kept);
      CHECK(kept == expected);
    }
  }
}

// ---- eta

TEST_CASE("eta lowers epsilon's bar by the entropy") {
  // √0.25 · e^−H = 0.5 · 2^−1.75 = 0.1487, below ε = 0.25.
  const auto logits = halves();
  const Trace trace = runOne(logits, EtaParams{0.25});
  CHECK(trace.ids == Ids{0, 1});
  CHECK(trace.stages[0].removed == Ids{2, 3});
  CHECK(isNear(*trace.stages[0].threshold, 0.5 * std::exp2(-1.75)));
  CHECK(isNear(*figureOf(trace, "entropy"), 1.75));
  // H is 1.75 · ln 2 = 1.21 nats.
  CHECK(trace.stages[0].note == "2 tokens reach min(ε, √ε · e^−1.21) = 14.9 %.");
}

TEST_CASE("eta is epsilon where the entropy is low") {
  // √0.04 · 2^−1.75 = 0.0595, above ε = 0.04.
  const auto logits = halves();
  CHECK(*runOne(logits, EtaParams{0.04}).stages[0].threshold == 0.04);
  CHECK(survivorsOf(logits, EtaParams{0.04}) == Ids{0, 1, 2, 3});
}

TEST_CASE("eta spares a distribution that is flat for good reason, where epsilon does not") {
  // Sixteen equal tokens have 4 bits: √0.1 / 16 = 0.0198 is below their 0.0625, and 0.1 is above.
  const std::vector<double> flat(16, 0.0);
  CHECK(survivorsOf(flat, EtaParams{0.1}).size() == 16);
  CHECK(survivorsOf(flat, EpsilonParams{0.1}) == Ids{0});
}

TEST_CASE("eta is off at 0, leaves the most likely at its highest, and never fewer than minKeep") {
  const auto logits = halves();
  CHECK(noteOf(logits, EtaParams{0}) == "Off: epsilon = 0 keeps every token.");
  CHECK(survivorsOf(logits, EtaParams{0}) == Ids{0, 1, 2, 3});
  // ε = 1: √1 · 2^−1.75 = 0.297.
  CHECK(survivorsOf(logits, EtaParams{1}) == Ids{0});
  CHECK(survivorsOf(logits, EtaParams{1, 3}) == Ids{0, 1, 2});
  CHECK(survivorsOf(std::vector<double>{0, 0}, EtaParams{1}) == Ids{0, 1}); // √1 · ½ = ½
}

TEST_CASE("eta explains its bar") {
  const auto logits = halves();
  CHECK(sentenceFor(logits, EtaParams{0.25}, 1) == "Kept by eta: 25.0 % reaches η = 14.9 %.");
  const TokenAtStage removed = explainAt(logits, EtaParams{0.25}, 2);
  CHECK(removed.sentence == "Removed by eta: 12.5 % is below η = 14.9 %.");
  CHECK(isNear(*removed.margin, 0.125 - 0.5 * std::exp2(-1.75)));
  CHECK(sentenceFor(logits, EtaParams{1, 2}, 1) ==
        "Kept by eta: 25.0 % is below η = 29.7 %, but minKeep asks for it.");
  CHECK(sentenceFor(logits, EtaParams{0}, 2) == "Kept: eta is off.");
}

TEST_CASE("eta refuses what is outside 0 to 1") {
  checkRefused("eta", "epsilon", {-0.1, 1.1, kNan, kInf}, "from 0 to 1 (0 changes nothing)");
  checkMinKeepRefused("eta");
}

// ---- topH

TEST_CASE("topH keeps the most likely tokens while they carry no more than their share") {
  // −p log2 p: 0.5, 0.5, 0.375 and 0.375 bits of 1.75. With α = 0.6 they may carry 1.05.
  const auto logits = halves();
  const Trace trace = runOne(logits, TopHParams{0.6});
  CHECK(trace.ids == Ids{0, 1});
  CHECK(trace.stages[0].removed == Ids{2, 3});
  CHECK(isNear(*trace.stages[0].threshold, 1.05));
  CHECK(isNear(*figureOf(trace, "entropy"), 1.75));
  CHECK(trace.stages[0].note == "The first 2 tokens stay, within 0.6 × 1.75 = 1.05 bits.");
}

TEST_CASE("topH keeps the most likely token whatever it carries") {
  const auto logits = halves();
  CHECK(survivorsOf(logits, TopHParams{0.2}) == Ids{0}); // 0.35 bits are less than its 0.5
  CHECK(survivorsOf(logits, TopHParams{5e-324}) == Ids{0});
  CHECK(noteOf(logits, TopHParams{0.4}) == "The first token stays, within 0.4 × 1.75 = 0.7 bits.");
}

TEST_CASE("topH keeps the token that fills the share exactly") {
  const auto logits = halves();
  CHECK(survivorsOf(logits, TopHParams{4.0 / 7}) == Ids{0, 1}); // 1 of 1.75 bits
  CHECK(survivorsOf(logits, TopHParams{4.0 / 7 - 1e-9}) == Ids{0});
  CHECK(survivorsOf(logits, TopHParams{5.5 / 7}) == Ids{0, 1, 2}); // 1.375, of a tie the lower id
}

TEST_CASE("topH is off at 1") {
  const auto logits = halves();
  CHECK(survivorsOf(logits, TopHParams{1}) == Ids{0, 1, 2, 3});
  CHECK(noteOf(logits, TopHParams{1}) == "Off: alpha = 1 keeps every token.");
  CHECK_FALSE(runOne(logits, TopHParams{1}).stages[0].threshold);
  CHECK(sentenceFor(logits, TopHParams{1}, 3) == "Kept: top-h is off.");
}

TEST_CASE("topH explains what the tokens carry") {
  const auto logits = halves();
  CHECK(sentenceFor(logits, TopHParams{0.4}, 0) ==
        "Kept by top-h: the most likely token always stays.");
  const TokenAtStage kept = explainAt(logits, TopHParams{0.6}, 1);
  CHECK(kept.sentence == "Kept by top-h: up to it the tokens carry 1 bits, within 1.05.");
  CHECK(isNear(*kept.margin, 0.05));
  const TokenAtStage removed = explainAt(logits, TopHParams{0.6}, 2);
  CHECK(removed.sentence ==
        "Removed by top-h: up to it the tokens carry 1.38 bits, more than 1.05.");
  CHECK(isNear(*removed.margin, 1.05 - 1.375));
}

TEST_CASE("topH refuses 0, more than 1 and NaN") {
  checkRefused("topH", "alpha", {0, -0.1, 1.1, kNan, kInf},
               "greater than 0 and up to 1 (1 changes nothing)");
}

} // namespace logitscope
