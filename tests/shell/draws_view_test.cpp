// One step drawn many times.

#include "model/store.h"
#include "shell_support.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <string>

namespace logitscope::shell {

using namespace test;

namespace {

Store drawn(std::size_t draws) {
  Store store;
  mustDo(store, SetView{View::Draws});
  if (draws > 0) mustDo(store, DrawMore{draws});
  return store;
}

std::size_t totalOf(const DrawsView& view) {
  std::size_t total = 0;
  for (const DrawsRow& row : view.rows)
    total += static_cast<std::size_t>(std::lround(row.drawn * static_cast<double>(view.count)));
  return total;
}

} // namespace

TEST_CASE("before the first draw the view says what to expect, and nothing deviates") {
  const DrawsView view = drawn(0).draws();
  REQUIRE(view.rows.size() == 4); // top-p 0.9 keeps four of five
  CHECK(view.rows[0].token == "sleeping");
  CHECK(view.rows[0].expectedText == "43.8 %");
  CHECK(view.rows[0].drawnText == "–");
  CHECK(view.verdict.find("Nothing is drawn yet") == 0);
  CHECK(view.canDraw());
}

// Seed 42: the coin 0.639 falls on "eating", as in the pipeline.
TEST_CASE("the first draw is the one that the pipeline shows") {
  const Store store = drawn(1);
  CHECK(store.draws().rows[1].token == "eating");
  CHECK(store.draws().rows[1].drawnText == "100.0 %");
  CHECK(store.step().sentence == "The cat is eating");
}

TEST_CASE("draws add up, up to a million, and start over") {
  Store store = drawn(100);
  mustDo(store, DrawMore{10'000});
  CHECK(store.draws().count == 10'100);
  CHECK(totalOf(store.draws()) == 10'100);
  mustDo(store, DrawMore{1'000'000});
  CHECK(store.draws().count == 1'000'000);
  CHECK_FALSE(store.draws().canDraw());
  mustDo(store, Undo{});
  CHECK(store.draws().count == 10'100);
  mustDo(store, ResetDraws{});
  CHECK(store.draws().count == 0);
}

TEST_CASE("a million right draws are within chance, and either fault is found") {
  Store store = drawn(1'000'000);
  CHECK(store.draws().isWithinChance);
  CHECK(store.draws().verdict.ends_with("Within chance."));
  for (const DrawRule rule : {DrawRule::CoarseCoin, DrawRule::FavouriteFirst}) {
    mustDo(store, SetDrawRule{rule});
    CHECK_FALSE(store.draws().isWithinChance);
    CHECK(store.draws().verdict.ends_with("the sampler is wrong."));
    CHECK(std::ranges::any_of(store.draws().rows, &DrawsRow::isFar));
  }
}

TEST_CASE("what is drawn follows the chain and the seed") {
  Store store = drawn(1000);
  mustDo(store, SetParam{2, "k", 2});
  REQUIRE(store.draws().rows.size() == 2);
  CHECK(totalOf(store.draws()) == 1000);
  const double before = store.draws().rows[0].drawn;
  mustDo(store, SetSeed{7});
  CHECK(store.draws().rows[0].drawn != before);
}

TEST_CASE("one token left deviates from nothing; none left is said") {
  Store store = drawn(100);
  mustDo(store, SetParam{2, "k", 1});
  REQUIRE(store.draws().rows.size() == 1);
  CHECK(store.draws().rows[0].deviationText == "0.0 σ");
  CHECK(store.draws().verdict.find("One token is left") == 0);
}

TEST_CASE("the table and the buttons of the view stand in the HTML") {
  const Twin twin = drawn(100).twin();
  CHECK(tableCsv(twin, "table").starts_with("token,probability,drawn,times,deviation\r\nsleeping,43.8 %,"));
  const auto* buttons = std::get_if<TwinButtons>(&twin[1]);
  REQUIRE(buttons != nullptr);
  CHECK(buttons->buttons[2].action == "drawMore 10000");
}

} // namespace logitscope::shell
