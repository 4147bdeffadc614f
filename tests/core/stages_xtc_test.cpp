// XTC: whom it removes when its coin says so, and when it does nothing.

#include "stages_support.h"

namespace logitscope {

using test::checkMinKeepRefused;
using test::checkRefused;
using test::explainAt;
using test::fourTokens;
using test::Ids;
using test::isNear;
using test::kInf;
using test::kNan;
using test::logitsOf;
using test::noteOf;
using test::runOne;
using test::sentenceFor;
using test::Setting;
using test::survivorsOf;

namespace {

/// Its own coin, and one for the draw.
Setting tossing(double coin) {
  return {.coins = {coin, 0.5}};
}

} // namespace

TEST_CASE("xtc removes all top choices but the least likely of them") {
  // 0.4, 0.3 and 0.2 reach 0.2; the last of them stays, and so does what was never a top choice.
  const auto logits = fourTokens();
  const Trace trace = runOne(logits, XtcParams{1, 0.2});
  CHECK(trace.ids == Ids{1, 0});
  CHECK(isNear(trace.probabilities[0], 2.0 / 3));
  CHECK(trace.stages[0].removed == Ids{2, 3});
  CHECK(trace.stages[0].threshold == 0.2);
  CHECK(trace.stages[0].changed == 0);
  CHECK(trace.stages[0].note ==
        "It always acts: 3 tokens reach 20.0 %, all but the last of them go.");
  CHECK(survivorsOf(logits, XtcParams{1, 0.25}) == Ids{2, 1, 0});
  CHECK(survivorsOf(logits, XtcParams{1, 0}) == Ids{0});
}

TEST_CASE("xtc does nothing where fewer than two reach its threshold") {
  const auto logits = fourTokens();
  CHECK(survivorsOf(logits, XtcParams{1, 0.35}) == Ids{3, 2, 1, 0});
  CHECK(noteOf(logits, XtcParams{1, 0.35}) == "It always acts, but only 1 token reaches 35.0 %.");
  CHECK(noteOf(logits, XtcParams{1, 0.45}) == "It always acts, but only 0 tokens reach 45.0 %.");
  CHECK(survivorsOf(std::vector<double>{1, -kInf}, XtcParams{1, 0.1}) == Ids{0});
}

TEST_CASE("xtc acts when its coin is below the probability") {
  const auto logits = fourTokens();
  const XtcParams params{0.3, 0.2};
  CHECK(survivorsOf(logits, params, tossing(0)) == Ids{1, 0});
  CHECK(survivorsOf(logits, params, tossing(0.299)) == Ids{1, 0});
  CHECK(survivorsOf(logits, params, tossing(0.3)) == Ids{3, 2, 1, 0});
  CHECK(survivorsOf(logits, params, tossing(0.999)) == Ids{3, 2, 1, 0});
  CHECK(noteOf(logits, params, tossing(0.125)) ==
        "The coin 0.125 is below 0.3: 3 tokens reach 20.0 %, all but the last of them go.");
  CHECK(noteOf(logits, params, tossing(0.75)) ==
        "The coin 0.75 is not below 0.3, so nothing happens.");
  CHECK(noteOf(logits, XtcParams{0.3, 0.35}, tossing(0.125)) ==
        "The coin 0.125 is below 0.3, but only 1 token reaches 35.0 %.");
}

TEST_CASE("xtc without a coin does not act") {
  CHECK(survivorsOf(fourTokens(), XtcParams{0.5, 0.2}) == Ids{3, 2, 1, 0});
  CHECK(noteOf(fourTokens(), XtcParams{0.5, 0.2}) ==
        "There is no coin to toss, so it does not act.");
}

TEST_CASE("xtc is off at probability 0, and where no two tokens can reach the threshold") {
  CHECK(survivorsOf(fourTokens(), XtcParams{0, 0.1}, tossing(0)) == Ids{3, 2, 1, 0});
  CHECK(noteOf(fourTokens(), XtcParams{0, 0.1}) == "Off: probability 0 never acts.");
  CHECK(noteOf(fourTokens(), XtcParams{1, 0.51}) ==
        "Off: no two tokens can have more than half each.");
  // Half each is possible: of a tie the lower id is the more likely.
  CHECK(survivorsOf(std::vector<double>{1, 1}, XtcParams{1, 0.5}) == Ids{1});
  CHECK(survivorsOf(std::vector<double>(4, 1.0), XtcParams{1, 0.25}) == Ids{3});
}

TEST_CASE("xtc does nothing where fewer than minKeep would stay") {
  const auto logits = fourTokens();
  CHECK(survivorsOf(logits, XtcParams{1, 0.2, 2}) == Ids{1, 0});
  CHECK(survivorsOf(logits, XtcParams{1, 0.2, 3}) == Ids{3, 2, 1, 0});
  CHECK(noteOf(logits, XtcParams{1, 0.2, 3}) ==
        "It always acts, but minKeep asks for more than would stay.");
}

TEST_CASE("xtc finds its top choices however many there are") {
  // 300 equal tokens and one below: more than the first block that is put in order.
  std::vector<double> logits(301, 1.0);
  logits[7] = 0.5;
  const Trace trace = runOne(logits, XtcParams{1, 0.003});
  CHECK(trace.ids == Ids{300, 7});
}

TEST_CASE("xtc explains the top choices") {
  const auto logits = fourTokens();
  const XtcParams params{1, 0.2};
  const TokenAtStage gone = explainAt(logits, params, 3);
  CHECK(gone.sentence == "Removed by XTC: 40.0 % reaches 20.0 %, and a less likely one does too.");
  CHECK(isNear(*gone.margin, 0.2));
  CHECK(sentenceFor(logits, params, 1) ==
        "Kept by XTC: 20.0 % reaches 20.0 %, and no less likely token does.");
  const TokenAtStage below = explainAt(logits, params, 0);
  CHECK(below.sentence == "Kept by XTC: 10.0 % is below 20.0 %.");
  CHECK(isNear(*below.margin, -0.1));
  CHECK(sentenceFor(logits, XtcParams{1, 0.2, 3}, 3) ==
        "Kept by XTC: 40.0 % reaches 20.0 %, but minKeep asks for more than would stay.");
  CHECK(sentenceFor(logits, XtcParams{1, 0.35}, 3) ==
        "Kept by XTC: 40.0 % reaches 35.0 %, and no less likely token does.");
}

TEST_CASE("xtc explains why it rests") {
  const auto logits = fourTokens();
  CHECK(sentenceFor(logits, XtcParams{0, 0.1}, 3) == "Kept. Off: probability 0 never acts.");
  CHECK(sentenceFor(logits, XtcParams{0.5, 0.1}, 3) ==
        "Kept. There is no coin to toss, so it does not act.");
  CHECK(sentenceFor(logits, XtcParams{0.5, 0.1}, 3, tossing(0.75)) ==
        "Kept by XTC: its coin did not ask for anything.");
  CHECK(sentenceFor(logits, XtcParams{0.5, 0.1}, 3, tossing(0.25)).starts_with("Removed by XTC"));
}

TEST_CASE("xtc refuses what is outside 0 to 1") {
  checkRefused("xtc", "probability", {-0.1, 1.1, kNan, kInf}, "from 0 to 1 (0 changes nothing)");
  checkRefused("xtc", "threshold", {-0.1, 1.1, kNan, kInf}, "from 0 to 1");
  checkMinKeepRefused("xtc");
}

} // namespace logitscope
