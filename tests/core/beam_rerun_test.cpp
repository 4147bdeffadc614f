// Why a beam search stops, and what the same search comes to under other rules.

#include "beam_support.h"

namespace logitscope {

using test::beams;
using test::Dice;
using test::greedyTrap;
using test::isNear;
using test::logitsOf;
using test::mustFail;
using test::mustSucceed;
using test::randomOptions;
using test::searchThrough;
using test::Table;

namespace {

/// float32 sums of a few terms.
constexpr double kFloatRounding = 1e-6;

} // namespace

TEST_CASE("a search says why it stopped") {
  // The end has 0.4 at every step.
  const Table table = {logitsOf({0.3, 0.3, 0.4}), logitsOf({0.3, 0.3, 0.4}), logitsOf({0, 0, 1})};
  BeamOptions options{.numBeams = 2, .earlyStopping = EarlyStopping::Yes, .maxNewTokens = 9, .endTokens = {2}};
  CHECK(searchThrough(table, options, {0}).stop() == BeamStop::Enough);
  options.earlyStopping = EarlyStopping::No;
  options.lengthPenalty = 0;
  CHECK(searchThrough(table, options, {0}).stop() == BeamStop::CannotImprove);
  options.maxNewTokens = 1;
  CHECK(searchThrough(table, options, {0}).stop() == BeamStop::MaxNewTokens);
  CHECK(searchThrough(table, {.numBeams = 1, .maxNewTokens = 9, .endTokens = {2}}, {0}).stop() == BeamStop::EndToken);
  CHECK(mustSucceed(BeamSearch::make(options, {0})).stop() == BeamStop::Running);
}

TEST_CASE("the outlook holds the live beams against the worst finished hypothesis") {
  const Table table = {logitsOf({0.3, 0.3, 0.4}), logitsOf({0.3, 0.3, 0.4}), logitsOf({0, 0, 1})};
  const BeamOptions options{.numBeams = 2, .lengthPenalty = 1, .earlyStopping = EarlyStopping::Never,
                            .maxNewTokens = 4, .endTokens = {2}};
  BeamSearch search = mustSucceed(BeamSearch::make(options, {0}));
  CHECK(search.outlook().live.empty());
  CHECK_FALSE(search.advance(test::answersOf(table, search.wanted())));
  BeamOutlook outlook = search.outlook();
  CHECK(outlook.length == 4); // "never" looks ahead to the longest
  REQUIRE(outlook.live.size() == 2);
  CHECK(isNear(outlook.live[0].attainable, std::log(0.3) / 4, kFloatRounding));
  CHECK_FALSE(outlook.worst); // one place of two is free
  CHECK_FALSE(search.advance(test::answersOf(table, search.wanted())));
  outlook = search.outlook();
  REQUIRE(outlook.worst);
  // "a end" has ln 0.12 over two tokens, which is less than ln 0.4.
  CHECK(isNear(*outlook.worst, std::log(0.12) / 2, kFloatRounding));
}

TEST_CASE("a finished hypothesis that loses its place says when") {
  // The end at once is worth little, and with two beams there are two better ones a step later.
  const Table table = {logitsOf({0, 0.3, 0.3, 0.4}), logitsOf({0, 0, 0, 1}), logitsOf({0, 0, 0, 1}), logitsOf({0, 0, 0, 1})};
  const BeamSearch search = searchThrough(table, {.numBeams = 2, .lengthPenalty = 2, .maxNewTokens = 3, .endTokens = {3}}, {0});
  const auto& first = search.tree()[1];
  CHECK(first.token == 3);
  CHECK(first.state == BeamState::Finished);
  CHECK(first.displacedAt == 2);
  for (const BeamSequence& kept : search.sequences())
    CHECK_FALSE(search.tree()[kept.node].displacedAt);
}

TEST_CASE("always: a search under another length penalty is the one that would have been made, without asking the model") {
  Dice dice(10);
  for (int i = 0; i < 300; ++i) {
    CAPTURE(i);
    const Table table = test::randomTable(dice, 6 + dice.below(4));
    BeamOptions options = randomOptions(dice, table.size());
    if (dice.chance(0.2)) options.numBeams = 1;
    options.numReturn = 1;
    const BeamSearch known = searchThrough(table, options, {0});
    options.lengthPenalty = dice.between(-2, 3);
    options.earlyStopping = static_cast<EarlyStopping>(dice.below(3));
    options.maxNewTokens = 1 + dice.below(7);
    BeamSearch again = mustSucceed(known.rerun(options, 9));
    CHECK(again.step() <= known.step());
    while (!again.isDone()) CHECK_FALSE(again.advance(test::answersOf(table, again.wanted())));
    const BeamSearch anew = searchThrough(table, options, {0});
    CHECK(again.stop() == anew.stop());
    REQUIRE(again.tree().size() == anew.tree().size());
    for (BeamNodeId id = 0; id < anew.tree().size(); ++id) {
      CHECK(again.tree()[id].sum == anew.tree()[id].sum);
      CHECK(again.tree()[id].score == anew.tree()[id].score);
      CHECK(again.tree()[id].state == anew.tree()[id].state);
    }
    REQUIRE(again.sequences().size() == anew.sequences().size());
    if (!anew.sequences().empty()) CHECK(again.sequences().front().tokens == anew.sequences().front().tokens);
  }
}

TEST_CASE("a search under another number of beams asks the model anew, and so is refused") {
  const BeamSearch search = searchThrough(greedyTrap(), beams(2), {0});
  CHECK(mustFail(search.rerun(beams(3), 9)).field == "numBeams");
  BeamOptions other = beams(2);
  other.repetitionPenalty = 2;
  CHECK(mustFail(search.rerun(other, 9)).field == "repetitionPenalty");
  CHECK(mustSucceed(search.rerun(beams(2), 1)).step() == 1);
}

} // namespace logitscope
