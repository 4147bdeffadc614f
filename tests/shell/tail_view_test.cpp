#include "model/view_models/tail_view.h"

#include "model/store.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

namespace logitscope::shell {

namespace {

constexpr std::size_t kTemperature = 1;
constexpr std::size_t kTopK = 2;
constexpr std::size_t kTopP = 3;

/// Probabilities 1/2, 1/4, 1/8 and 1/8, and a chain that does nothing.
Store fourTokens() {
  Store store;
  Scenario scenario{.tokens = {" d", " b", " a", " c"},
                    .logits = {std::log(0.125), std::log(0.25), std::log(0.5), std::log(0.125)},
                    .context = "Say",
                    .source = "made up for a test"};
  store.dispatch(LoadSource{makeTableSource(std::move(scenario), "own"), "Say"});
  store.dispatch(SetParam{kTopP, "p", 1});
  store.dispatch(SetView{View::Tail});
  return store;
}

/// 1,000 tokens, each a thousandth less likely than the one before it.
Store manyTokens(std::size_t count) {
  Store store;
  Scenario scenario{.context = "Count:", .source = "made up for a test"};
  for (std::size_t i = 0; i < count; ++i) {
    scenario.tokens.push_back(" t" + std::to_string(i));
    scenario.logits.push_back(-static_cast<double>(i) / 1000);
  }
  store.dispatch(LoadSource{makeTableSource(std::move(scenario), "own"), "Count:"});
  store.dispatch(SetView{View::Tail});
  return store;
}

std::vector<std::string> valuesOf(const TailView& view, std::string_view name) {
  for (const TailCounter& counter : view.counters) {
    if (counter.name == name) return counter.values;
  }
  return {};
}

using Texts = std::vector<std::string>;

} // namespace

TEST_CASE("ranks, cumulative sums and counters of a distribution of powers of two") {
  const Store store = fourTokens();
  const TailView& view = store.tail();
  REQUIRE(view.rows.size() == 4);
  CHECK(view.rows[0].token == "␣a");
  CHECK(view.rows[1].token == "␣b");
  // As likely as each other: the lower id first.
  CHECK(view.rows[2].token == "␣d");
  CHECK(view.rows[2].cumulativeText == "87.5 %");
  CHECK(valuesOf(view, "vocabulary") == Texts{"4", "4"});
  CHECK(valuesOf(view, "most likely") == Texts{"␣a", "␣a"});
  CHECK(valuesOf(view, "its probability") == Texts{"50.0 %", "50.0 %"});
  CHECK(valuesOf(view, "tokens for 50 %") == Texts{"1", "1"});
  CHECK(valuesOf(view, "tokens for 90 %") == Texts{"4", "4"});
  CHECK(valuesOf(view, "entropy") == Texts{"1.75 bits", "1.75 bits"});
  CHECK(valuesOf(view, "effective") == Texts{"3.36", "3.36"});
  CHECK(view.cut == "The chain keeps all 4 tokens.");
}

TEST_CASE("where the chain cuts, the curve ends, the row says so, and one divergence is infinite") {
  Store store = fourTokens();
  store.dispatch(SetParam{kTopK, "k", 2});
  const TailView& view = store.tail();
  CHECK(view.curves[0].tokens == 4);
  CHECK(view.curves[1].tokens == 2);
  CHECK(view.rows[0].chainText == "66.7 %");
  CHECK(view.rows[1].chainText == "33.3 %");
  CHECK_FALSE(view.rows[2].isKept);
  CHECK(view.rows[2].chainText == "–");
  CHECK(view.cut == "The chain keeps 2 of 4 tokens and cuts off 25.0 % of the model's probability.");
  // log2 of 4/3.
  CHECK(view.divergences[0] == "KL(after the chain ‖ the model) = 0.415 bits");
  CHECK(view.divergences[1] ==
        "KL(the model ‖ after the chain) is infinite: the second rules out what the first allows");
}

TEST_CASE("a preset laid over it has a curve, counters and divergences of its own") {
  Store store = fourTokens();
  store.dispatch(SetParam{kTopK, "k", 2});
  store.dispatch(CompareTail{"greedy"});
  const TailView& view = store.tail();
  REQUIRE(view.curves.size() == 3);
  CHECK(view.curves[2].name == "Greedy");
  CHECK(valuesOf(view, "its probability")[2] == "100.0 %");
  CHECK(valuesOf(view, "not zero") == Texts{"4", "2", "1"});
  CHECK(view.rows[1].otherText == "–");
  REQUIRE(view.divergences.size() == 4);
  CHECK(view.divergences[2] == "KL(after the chain ‖ Greedy) is infinite: the second rules out what the first allows");
  // log2 of 3/2.
  CHECK(view.divergences[3] == "KL(Greedy ‖ after the chain) = 0.585 bits");
  store.dispatch(CompareTail{""});
  CHECK(store.tail().curves.size() == 2);
}

TEST_CASE("temperature moves the curve and cuts nothing: both divergences are finite") {
  Store store = fourTokens();
  store.dispatch(SetParam{kTemperature, "temperature", 2});
  CHECK(store.tail().curves[1].tokens == 4);
  // p^(1/2), put back to 1: √4, √2, 1 and 1 eighths.
  CHECK(store.tail().rows[0].chainText == "36.9 %");
  CHECK(store.tail().divergences[1].find("bits") != std::string::npos);
}

TEST_CASE("a large vocabulary is thinned: the first ranks all, the last one too, few between") {
  const Store store = manyTokens(20'000);
  const TailView& view = store.tail();
  const auto& points = view.curves[0].points;
  CHECK(points.size() < 400);
  for (std::size_t i = 0; i < 10; ++i)
    CHECK(points[i].rank == i + 1);
  CHECK(points.back().rank == 20'000);
  REQUIRE(view.rows.size() == 20);
  CHECK(view.rows[10].rank == 20);
  CHECK(view.rows[18].rank == 10'000);
  CHECK(view.rows.back().rank == 20'000);
  REQUIRE(view.regions.size() == 3);
  CHECK(view.regions[1].to == 100);
  CHECK(view.regions[2].to == 20'000);
}

TEST_CASE("a vocabulary of a single token has a head and nothing else") {
  const Store store = manyTokens(1);
  CHECK(store.tail().rows.size() == 1);
  CHECK(store.tail().regions.size() == 1);
  CHECK(store.tail().regions[0].masses[0] == "100.0 %");
}

TEST_CASE("the order is found once for each row of logits") {
  const auto logits = std::make_shared<const std::vector<double>>(std::vector<double>{1, 3, 2});
  const RankedDistributionPtr ranked = rankDistribution(logits, nullptr);
  CHECK(ranked->ids == std::vector<TokenId>{1, 2, 0});
  CHECK(rankDistribution(logits, ranked) == ranked);
  const auto others = std::make_shared<const std::vector<double>>(*logits);
  CHECK(rankDistribution(others, ranked) != ranked);
}

TEST_CASE("tokens that were ruled out beforehand come last and have no place on the curve") {
  constexpr double kNever = -std::numeric_limits<double>::infinity();
  Store store;
  store.dispatch(LoadSource{
      makeTableSource({.tokens = {" x", " y"}, .logits = {kNever, 0}, .context = "Say", .source = "a test"}, "own"),
      "Say"});
  store.dispatch(SetView{View::Tail});
  CHECK(store.tail().curves[0].tokens == 1);
  CHECK(store.tail().rows[1].token == "␣x");
  CHECK(store.tail().rows[1].probabilityText == "0 %");
}

} // namespace logitscope::shell
