// Two parameters of the chain against each other.

#include "model/action_text.h"
#include "model/link.h"
#include "model/store.h"
#include "recorded_answer.h"
#include "shell_support.h"

#include <doctest/doctest.h>

#include <string>

namespace logitscope::shell {

using namespace test;

namespace {

Store swept() {
  Store store;
  mustDo(store, SetView{View::Sweep});
  return store;
}

const SweepCellView& cellAt(const SweepView& view, std::string_view x, std::string_view y) {
  const auto column = std::ranges::find(view.x.texts, x) - view.x.texts.begin();
  const auto row = std::ranges::find(view.y.texts, y) - view.y.texts.begin();
  REQUIRE(static_cast<std::size_t>(column) < view.x.texts.size());
  REQUIRE(static_cast<std::size_t>(row) < view.y.texts.size());
  return view.at(static_cast<std::size_t>(column), static_cast<std::size_t>(row));
}

/// Where the settings stand, on the value itself.
std::size_t placeOn(const SweepAxisView& axis) {
  REQUIRE(axis.place);
  const auto place = static_cast<std::size_t>(*axis.place);
  CHECK(static_cast<double>(place) == *axis.place);
  return place;
}

/// A vocabulary that takes more than one slice: as large as GPT-2's.
Store ofManyTokens() {
  std::vector<std::string> tokens;
  std::vector<double> logits;
  for (int i = 0; i < 50'257; ++i) {
    tokens.push_back("t" + std::to_string(i));
    logits.push_back(12 - 1.5 * std::log(i + 1));
  }
  Store store = swept();
  mustDo(store, table(std::move(tokens), std::move(logits)));
  return store;
}

} // namespace

TEST_CASE("the map opens with temperature across and top-p up, the settings of now among them") {
  const Store store = swept();
  const SweepView& view = store.sweep();
  CHECK(view.x.label == "Temperature");
  CHECK(view.y.label == "Top-p");
  CHECK(view.x.texts[placeOn(view.x)] == "1");
  CHECK(view.y.texts[placeOn(view.y)] == "0.9");
  CHECK(cellAt(view, "1", "0.9").left.survivors == store.step().trace.ids.size());
  CHECK(cellAt(view, "0", "0.9").left.survivors == 1);
  CHECK(view.least == "1 token");
  CHECK(view.most == "5 tokens");
  CHECK(view.notice.empty());
}

// Logits 2.8 to 1.2: the least likely has 8.1 % at T = 1, and top-p cuts it up to 0.919.
TEST_CASE("where top-p stops mattering is marked, and said for the temperature of now") {
  Store store = swept();
  CHECK_FALSE(cellAt(store.sweep(), "1", "0.9").left.isIdle);
  CHECK(cellAt(store.sweep(), "1", "0.95").left.isIdle);
  CHECK(store.sweep().idle.ends_with("At temperature 1 that is so from 0.95 up."));
  mustDo(store, SetParam{kTopK, "k", 3});
  CHECK(store.sweep().idle.ends_with("At temperature 1 that is so from 0.8 up."));
  mustDo(store, SetParam{kTemperature, "temperature", 0.3});
  CHECK(store.sweep().idle.ends_with("At temperature 0.3 that is so at 1 only."));
  mustDo(store, SetStageEnabled{kTopP, false});
  CHECK(store.sweep().idle == "Top-p is switched off, and no value of it changes anything.");
}

TEST_CASE("a setting is taken whole, in one step of undo, and the map stays as it is") {
  Store store = swept();
  const std::vector<SweepCellView> before = store.sweep().cells;
  mustDo(store, parseAction("takeSetting 0.5 0.7", store.document(), 0).value());
  CHECK(mainControl(store, kTemperature).value == 0.5);
  CHECK(mainControl(store, kTopP).value == 0.7);
  CHECK(store.announcement().find("Temperature 0.5, top-p 0.7. 2 of 5 tokens stay") == 0);
  CHECK(cellAt(store.sweep(), "0.5", "0.7").left.survivors == store.step().trace.ids.size());
  REQUIRE(store.sweep().cells.size() == before.size());
  for (std::size_t i = 0; i < before.size(); ++i)
    CHECK(store.sweep().cells[i].left.entropy == before[i].left.entropy);
  mustDo(store, Undo{});
  CHECK(mainControl(store, kTemperature).value == 1);
  CHECK(mainControl(store, kTopP).value == 0.9);
}

TEST_CASE("a setting that the dialect refuses changes neither parameter") {
  Store store = swept();
  const auto error = store.dispatch(TakeSetting{0.5, 1.5});
  REQUIRE(error);
  CHECK(error->message == "topP.p is 1.5; allowed: greater than 0 and up to 1 (1 changes nothing).");
  CHECK(mainControl(store, kTemperature).value == 1);
}

TEST_CASE("any number of the chain is an axis; the other axis' own changes places") {
  Store store = swept();
  mustDo(store, SetSweepAxis{true, {StageKind::TopK, "k"}});
  CHECK(store.sweep().y.texts == std::vector<std::string>{"0", "1", "2", "3", "4", "5"});
  mustDo(store, SetSweepAxis{false, {StageKind::TopK, "k"}});
  CHECK(store.sweep().x.label == "Top-k");
  CHECK(store.sweep().y.label == "Temperature");
  mustDo(store, SetSweepAxis{true, {StageKind::TopP, "minKeep"}});
  CHECK(store.sweep().y.label == "Top-p, at least");
  const auto error = store.dispatch(SetSweepAxis{true, {StageKind::Dry, "breakers"}});
  REQUIRE(error);
  CHECK(error->message == "There is no parameter \"breakers\"; allowed: a number of the stage.");
}

TEST_CASE("a stage that leaves the chain leaves a sentence, and its axis can be changed") {
  Store store = swept();
  mustDo(store, RemoveStage{kTopP});
  CHECK(store.sweep().notice == "The chain has no Top-p; choose another parameter for the axis.");
  CHECK(store.sweep().cells.empty());
  mustDo(store, SetSweepAxis{true, {StageKind::MinP, "p"}});
  CHECK(store.sweep().notice.empty());
}

TEST_CASE("entropy and top-1 probability have scales of their own") {
  Store store = swept();
  mustDo(store, SetSweepFigure{SweepFigure::Entropy});
  CHECK(store.sweep().least == "0.00 bits");
  CHECK(cellAt(store.sweep(), "2", "1").share == 1);
  mustDo(store, SetSweepFigure{SweepFigure::Top1});
  CHECK(store.sweep().most == "100.0 %");
  CHECK(cellAt(store.sweep(), "0", "0.5").share == 1);
}

TEST_CASE("what is said of a pair of values names all that is known") {
  const Store store = swept();
  const SweepView& view = store.sweep();
  CHECK(cellInWords(view, placeOn(view.x), placeOn(view.y)) ==
        "Temperature 1, top-p 0.9: 4 tokens stay, 1.84 bits, the likeliest has 43.8 %.");
}

TEST_CASE("axes and figure come back from the link, and what is first needs no word") {
  Store store = swept();
  CHECK(linkOf(store.document()).find("&x=") == std::string::npos);
  mustDo(store, SetSweepAxis{false, {StageKind::TopP, "minKeep"}});
  mustDo(store, SetSweepAxis{true, {StageKind::MinP, "p"}});
  mustDo(store, SetSweepFigure{SweepFigure::Top1});
  const std::string link = linkOf(store.document());
  CHECK(link.ends_with("&x=topP.minKeep&y=minP&map=top1"));
  std::vector<std::string> problems;
  Store back;
  for (const Action& action : followLink(link + "&y=nonsense", back.document(), 7, problems))
    mustDo(back, action);
  CHECK(linkOf(back.document()) == link);
}

TEST_CASE("a large vocabulary has a coarse map at once, and the fine one after some frames") {
  Store store = ofManyTokens();
  CHECK(store.sweep().isCoarse);
  CHECK(store.sweep().x.values.size() == 7);
  const SweepCellView coarse = cellAt(store.sweep(), "1", "1");
  CHECK(coarse.left.survivors == 50'257);
  const auto revision = store.revision();
  int frames = 0;
  while (store.goOn())
    ++frames;
  CHECK(frames > 10);
  CHECK_FALSE(store.sweep().isCoarse);
  CHECK(store.sweep().x.values.size() == 41);
  CHECK(store.revision() == revision + 1);
  CHECK(cellAt(store.sweep(), "1", "1").left.entropy == coarse.left.entropy);
  CHECK(store.sweep().scale == "log scale");
}

TEST_CASE("of a recorded answer there is no map, and a sentence says why") {
  Store store = swept();
  mustDo(store, recorded(twoSteps()));
  CHECK(store.sweep().notice.find("A recorded answer names the likely tokens only") == 0);
  CHECK(store.sweep().cells.empty());
}

TEST_CASE("the table has the same figures, and choices take a setting") {
  const Store store = swept();
  const Twin twin = store.twin();
  const std::string csv = tableCsv(twin, "table");
  CHECK(csv.starts_with("Top-p,0,"));
  CHECK(csv.find("\r\n1,1 =,") != std::string::npos);
  const auto take = std::ranges::find_if(twin, [](const TwinBlock& block) {
    const auto* choice = std::get_if<TwinChoice>(&block);
    return choice != nullptr && choice->id == "take-y";
  });
  REQUIRE(take != twin.end());
  CHECK(std::get<TwinChoice>(*take).action == "param 3 p");
  CHECK(std::get<TwinChoice>(*take).value == "0.9");
}

} // namespace logitscope::shell
