// Who takes which coin: the stages in the order of the chain, then the draw.

#include "stages_support.h"

namespace logitscope {

using test::fourTokens;
using test::Ids;
using test::mustFail;
using test::mustSucceed;

namespace {

/// Tosses; when it acts, tokens 3 and 2 go and 1 and 0 stay.
const Stage kXtc{XtcParams{0.5, 0.2}};

Trace tossed(const Chain& chain, std::vector<double> coins) {
  const auto logits = fourTokens();
  return mustSucceed(run({.logits = logits, .chain = chain, .coins = std::move(coins)}));
}

Error refused(const RunRequest& request) {
  return mustFail(run(request));
}

} // namespace

TEST_CASE("coinsOf counts every XTC that is switched on and leaves it to chance") {
  CHECK(coinsOf({}) == 0);
  CHECK(coinsOf({Stage{TopKParams{}}, Stage{MirostatParams{}}}) == 0);
  CHECK(coinsOf({kXtc}) == 1);
  CHECK(coinsOf({kXtc, Stage{TopPParams{}}, kXtc}) == 2);
  CHECK(coinsOf({Stage{XtcParams{0.5, 0.2}, false}}) == 0);
  CHECK(coinsOf({Stage{XtcParams{0, 0.2}}}) == 0);
  CHECK(coinsOf({Stage{XtcParams{1, 0.2}}}) == 0);
  CHECK(coinsOf({Stage{XtcParams{0.5, 0.9}}}) == 1); // although it will do nothing
}

TEST_CASE("XTC takes its coin before the draw") {
  const Trace acts = tossed({kXtc}, {0.1, 0.9});
  CHECK(acts.ids == Ids{1, 0});
  CHECK(acts.coin == 0.9);
  CHECK(acts.picked->id == 0); // ⅔, and the rest is token 0's
  const Trace rests = tossed({kXtc}, {0.9, 0.1});
  CHECK(rests.ids == Ids{3, 2, 1, 0});
  CHECK(rests.coin == 0.1);
  CHECK(rests.picked->id == 3);
}

TEST_CASE("two XTCs toss in the order of the chain") {
  const Chain chain = {Stage{XtcParams{0.5, 0.35}}, Stage{XtcParams{0.5, 0.25}}};
  // The first finds only one token that reaches 0.35; the second finds two that reach 0.25.
  CHECK(tossed(chain, {0.1, 0.9, 0}).ids.size() == 4);
  CHECK(tossed(chain, {0.9, 0.1, 0}).ids == Ids{2, 1, 0});
  CHECK(tossed(chain, {0.9, 0.1, 0}).stages[0].note.starts_with("The coin 0.9 "));
  CHECK(tossed(chain, {0.9, 0.1, 0}).stages[1].note.starts_with("The coin 0.1 "));
}

TEST_CASE(
    "the draw's coin is the same, whether XTC acts, finds nothing, or has nothing to act on") {
  for (const Chain& chain :
       {Chain{kXtc}, Chain{Stage{XtcParams{0.5, 0.45}}}, Chain{Stage{XtcParams{0.5, 0.9}}},
        Chain{Stage{TopKParams{1}}, kXtc}}) {
    CHECK(tossed(chain, {0.1, 0.75}).coin == 0.75);
    CHECK(tossed(chain, {0.9, 0.75, 0.1}).coin == 0.75);
  }
}

TEST_CASE("an XTC that is switched off, never acts or always acts takes no coin") {
  for (const Stage& stage :
       {Stage{XtcParams{0.5, 0.2}, false}, Stage{XtcParams{0, 0.2}}, Stage{XtcParams{1, 0.2}}})
    CHECK(tossed({stage}, {0.75}).coin == 0.75);
}

TEST_CASE("too few coins are refused by how many the chain takes") {
  const auto logits = fourTokens();
  const Error one = refused({.logits = logits, .chain = {kXtc}, .coins = {0.5}});
  CHECK(one.code == ErrorCode::OutOfRange);
  CHECK(one.field == "coins");
  CHECK(one.message == "coins holds 1 where this chain takes 2; allowed: one for each XTC that "
                       "leaves it to chance, and one for the draw.");
  CHECK(refused({.logits = logits, .chain = {kXtc, kXtc}, .coins = {0.5, 0.5}})
            .message.starts_with("coins holds 2 where this chain takes 3;"));
  CHECK(run({.logits = logits, .chain = {kXtc, kXtc}, .coins = {0.5, 0.5, 0.5}}));
  CHECK(run({.logits = logits, .chain = {kXtc, kXtc}}));
}

TEST_CASE("a pick may stand beside coins where a stage tosses one, and nowhere else") {
  const auto logits = fourTokens();
  const Trace trace =
      mustSucceed(run({.logits = logits, .chain = {kXtc}, .coins = {0.1}, .pick = 1}));
  CHECK(trace.ids == Ids{1, 0});
  CHECK(trace.picked->id == 1);
  CHECK_FALSE(trace.coin); // nothing was drawn
  CHECK(run({.logits = logits, .chain = {kXtc}, .coins = {0.1, 0.5}, .pick = 1}));
  CHECK(run({.logits = logits, .chain = {kXtc}, .seed = 1.0, .pick = 1}));
  const std::string sentence = "More than one of coin, coins, seed and pick is given; allowed: one "
                               "of them, or none to draw nothing.";
  CHECK(refused({.logits = logits, .coins = {0.1}, .pick = 1}).message == sentence);
  CHECK(refused({.logits = logits, .chain = {Stage{XtcParams{1, 0.2}}}, .coins = {0.1}, .pick = 1})
            .message == sentence);
  CHECK(refused({.logits = logits, .chain = {kXtc}, .coins = {0.1, 0.2}, .seed = 1.0, .pick = 1})
            .message == sentence);
  CHECK(refused({.logits = logits, .chain = {kXtc, kXtc}, .coins = {0.1}, .pick = 1}).message ==
        "coins holds 1 where this chain takes 2; allowed: one for each XTC that leaves it to "
        "chance, and one for the draw.");
}

TEST_CASE("a seed gives the coins in that order") {
  const auto logits = fourTokens();
  for (const RngKind kind : {RngKind::Python, RngKind::Numpy}) {
    for (const double seed : {1.0, 2.0, 3.0, 42.0}) {
      Rng rng = mustSucceed(Rng::make(seed, kind));
      const std::vector<double> coins = {rng.next(), rng.next(), rng.next()};
      const Chain chain = {kXtc, Stage{TopKParams{3}}, kXtc};
      const Trace seeded =
          mustSucceed(run({.logits = logits, .chain = chain, .seed = seed, .rng = kind}));
      const Trace given = tossed(chain, coins);
      CHECK(seeded.coin == coins[2]);
      CHECK(seeded.ids == given.ids);
      CHECK(seeded.picked->id == given.picked->id);
      CHECK(seeded.stages[0].note == given.stages[0].note);
      CHECK(seeded.stages[2].note == given.stages[2].note);
    }
  }
}

TEST_CASE("explain tosses the same coins as run") {
  const auto logits = fourTokens();
  const RunRequest acts{.logits = logits, .chain = {kXtc}, .coins = {0.1, 0.5}};
  CHECK_FALSE(test::explainOne(acts, 3).stages[0].isKept);
  const RunRequest rests{.logits = logits, .chain = {kXtc}, .coins = {0.9, 0.5}};
  CHECK(test::explainOne(rests, 3).stages[0].isKept);
  // Seed 42 begins with 0.639, seed 1 with 0.134.
  const RunRequest seeded{.logits = logits, .chain = {kXtc}, .seed = 42.0};
  CHECK(test::explainOne(seeded, 3).stages[0].isKept);
  const RunRequest other{.logits = logits, .chain = {kXtc}, .seed = 1.0};
  CHECK_FALSE(test::explainOne(other, 3).stages[0].isKept);
}

} // namespace logitscope
