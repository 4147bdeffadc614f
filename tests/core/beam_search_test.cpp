// Beam search: its rules on inputs that can be checked by hand, its tree, and what it refuses.

#include "beam_support.h"
#include "decode/top_scores.h"

#include <algorithm>
#include <array>
#include <functional>

namespace logitscope {

using test::beams;
using test::Dice;
using test::greedyTrap;
using test::Ids;
using test::isNear;
using test::kInf;
using test::kNan;
using test::logitsOf;
using test::mustFail;
using test::mustSucceed;
using test::randomOptions;
using test::searchThrough;
using test::Table;

namespace {

/// float32 sums of a few terms.
constexpr double kFloatRounding = 1e-6;

Error refused(BeamOptions options) { return mustFail(BeamSearch::make(std::move(options), {0})); }

template <typename Check> void forRandomSearches(std::uint64_t seed, Check check) {
  Dice dice(seed);
  for (int i = 0; i < 400; ++i) {
    CAPTURE(i);
    const Table table = test::randomTable(dice, 6 + dice.below(4));
    const BeamOptions options = randomOptions(dice, table.size());
    check(searchThrough(table, options, {0}), table);
  }
}

} // namespace

TEST_CASE("beam search finds what greedy search walks past") {
  const BeamSearch greedy = searchThrough(greedyTrap(), beams(1), {0});
  CHECK(greedy.sequences().front().tokens.front() == 1);
  const BeamSearch wide = searchThrough(greedyTrap(), beams(2), {0});
  const BeamSequence best = wide.sequences().front();
  CHECK(best.tokens == Ids{2, 3});
  // ln 0.4 + ln 0.9 over two tokens.
  CHECK(isNear(*best.score, std::log(0.36) / 2, kFloatRounding));
}

TEST_CASE("greedy search has no score, and the lowest id wins a tie") {
  const BeamSearch search = searchThrough({logitsOf({0.1, 0.45, 0.45})}, {.numBeams = 1, .maxNewTokens = 1}, {0});
  REQUIRE(search.sequences().size() == 1);
  CHECK(search.sequences().front().tokens == Ids{1});
  CHECK_FALSE(search.sequences().front().score);
}

TEST_CASE("the first step asks for the prompt once, later ones for each live beam") {
  BeamSearch search = mustSucceed(BeamSearch::make(beams(2), {2, 0}));
  CHECK(search.wanted() == std::vector<Ids>{{2, 0}});
  CHECK_FALSE(search.advance(test::answersOf(greedyTrap(), search.wanted())));
  CHECK(search.wanted() == std::vector<Ids>{{2, 0, 1}, {2, 0, 2}});
}

TEST_CASE("the length penalty decides between short and long") {
  // The end at once has 0.5; "a" has 0.5 too, and then goes on with 0.8 to the end.
  const Table table = {logitsOf({0, 0.5, 0.5}), logitsOf({0, 0.2, 0.8}), logitsOf({0, 0, 1})};
  const auto best = [&](double alpha) {
    const BeamOptions options{.numBeams = 2, .lengthPenalty = alpha, .earlyStopping = EarlyStopping::Never,
                              .maxNewTokens = 3, .endTokens = {2}};
    return searchThrough(table, options, {0}).sequences().front();
  };
  CHECK(best(0).tokens == Ids{2});
  CHECK(isNear(*best(0).score, std::log(0.5), kFloatRounding));
  CHECK(best(1).tokens == Ids{1, 2});
  CHECK(isNear(*best(1).score, std::log(0.4) / 2, kFloatRounding));
  CHECK(best(-1).tokens == Ids{2});
}

TEST_CASE("repetition penalty multiplies log-probabilities, and counts the prompt") {
  const Table table = {logitsOf({0.5, 0.3, 0.2}), logitsOf({0.5, 0.3, 0.2}), logitsOf({0.5, 0.3, 0.2})};
  const BeamOptions options{.numBeams = 2, .repetitionPenalty = 2, .maxNewTokens = 1};
  const BeamSearch search = searchThrough(table, options, {0});
  // Token 0 stands in the prompt: 2 ln 0.5 = ln 0.25, below ln 0.3.
  CHECK(search.sequences().front().tokens == Ids{1});
  CHECK(isNear(search.tree()[2].logProbability, std::log(0.25), kFloatRounding));
}

TEST_CASE("in greedy search repetition penalty divides a positive logit and multiplies a negative one") {
  const BeamOptions options{.numBeams = 1, .repetitionPenalty = 2, .maxNewTokens = 1};
  CHECK(searchThrough({{3, 2, -9}}, options, {0}).sequences().front().tokens == Ids{1});
  CHECK(searchThrough({{-1, -1.5, -9}}, options, {0}).sequences().front().tokens == Ids{1});
  CHECK(searchThrough({{3, 1, -9}}, options, {0}).sequences().front().tokens == Ids{0});
}

TEST_CASE("early stopping true ends as soon as there are as many hypotheses as beams") {
  // The end has 0.4 at every step: finished at the lengths 1 and 2.
  const Table table = {logitsOf({0.3, 0.3, 0.4}), logitsOf({0.3, 0.3, 0.4}), logitsOf({0, 0, 1})};
  BeamOptions options{.numBeams = 2, .earlyStopping = EarlyStopping::Yes, .maxNewTokens = 9, .endTokens = {2}};
  CHECK(searchThrough(table, options, {0}).step() == 2);
  options.earlyStopping = EarlyStopping::Never;
  CHECK(searchThrough(table, options, {0}).step() > 2);
}

TEST_CASE("several end tokens end a sequence alike") {
  const Table table = {logitsOf({0.1, 0.2, 0.3, 0.4}), logitsOf({0.25, 0.25, 0.25, 0.25}),
                       logitsOf({0.25, 0.25, 0.25, 0.25}), logitsOf({0.25, 0.25, 0.25, 0.25})};
  const BeamOptions options{.numBeams = 2, .earlyStopping = EarlyStopping::Yes, .maxNewTokens = 4,
                            .numReturn = 2, .endTokens = {2, 3}};
  const auto sequences = searchThrough(table, options, {0}).sequences();
  REQUIRE(sequences.size() == 2);
  CHECK(sequences[0].tokens == Ids{3});
  CHECK(sequences[1].tokens == Ids{2});
}

TEST_CASE("without an end token every sequence has all its tokens") {
  Dice dice(5);
  const Table table = test::randomTable(dice, 7);
  const BeamOptions options{.numBeams = 3, .maxNewTokens = 4, .numReturn = 3};
  for (const BeamSequence& sequence : searchThrough(table, options, {0}).sequences()) {
    CHECK(sequence.tokens.size() == 4);
  }
}

TEST_CASE("a context that rules everything out ends the greedy search, and other beams go on") {
  const Table table = {logitsOf({0, 0.6, 0.4, 0}), std::vector<double>(4, -kInf), logitsOf({0, 0, 0, 1}),
                       logitsOf({0, 0, 0, 1})};
  const BeamSearch greedy = searchThrough(table, beams(1), {0});
  CHECK(greedy.sequences().front().tokens == Ids{1});
  const BeamSearch wide = searchThrough(table, beams(2), {0});
  CHECK(wide.sequences().front().tokens == Ids{2, 3});
}

// ---- the tree

TEST_CASE("the tree holds every continuation looked at: live, pruned and finished") {
  const BeamSearch search = searchThrough(greedyTrap(), beams(2), {0});
  const auto tree = search.tree();
  CHECK(tree[0].parent == kNoBeamNode);
  // The first step: a, b, and what has probability 0.
  CHECK(tree[1].token == 1);
  CHECK(tree[1].parent == 0);
  CHECK(isNear(tree[1].logProbability, std::log(0.6), kFloatRounding));
  CHECK(tree[1].state == BeamState::Live);
  CHECK(tree[2].state == BeamState::Live);
  CHECK(tree[3].isFiller);
  // The second: "b end" 0.36, "a a" 0.21, "a b" 0.21, "a end" 0.18. Two live on; only the first two may end.
  CHECK(tree[5].state == BeamState::Finished);
  CHECK(search.tokensAt(5) == Ids{2, 3});
  CHECK(isNear(*tree[5].score, std::log(0.36) / 2, kFloatRounding));
  CHECK(tree[6].state == BeamState::Live);
  CHECK(tree[7].state == BeamState::Live);
  CHECK(tree[8].state == BeamState::Pruned);
  CHECK(search.tokensAt(8) == Ids{1, 3});
  CHECK(beamStateName(tree[8].state) == "pruned");
}

TEST_CASE("always: a parent stands before its child, and sums only fall") {
  forRandomSearches(1, [](const BeamSearch& search, const Table& /*table*/) {
    const auto tree = search.tree();
    for (BeamNodeId id = 1; id < tree.size(); ++id) {
      const BeamNode& node = tree[id];
      REQUIRE(node.parent < id);
      CHECK(node.step == tree[node.parent].step + 1);
      CHECK(node.sum <= tree[node.parent].sum);
      CHECK(node.logProbability <= 0);
      if (node.state == BeamState::Finished) CHECK(node.score);
      if (node.state == BeamState::Live) CHECK_FALSE(node.score);
      if (node.isFiller) continue;
      CHECK(isNear(node.sum, tree[node.parent].sum + node.logProbability, kFloatRounding * 10));
      CHECK(tree[node.parent].state == BeamState::Live);
    }
  });
}

TEST_CASE("always: of one step no live node is worse than a pruned one that had not ended") {
  forRandomSearches(2, [](const BeamSearch& search, const Table& /*table*/) {
    const auto tree = search.tree();
    for (const BeamNode& live : tree) {
      if (live.state != BeamState::Live) continue;
      for (const BeamNode& pruned : tree) {
        if (pruned.state != BeamState::Pruned || pruned.step != live.step || pruned.score) continue;
        CHECK(live.sum >= pruned.sum);
      }
    }
  });
}

TEST_CASE("always: an answer ends in the end token or has all its tokens, and the best stands first") {
  forRandomSearches(3, [](const BeamSearch& search, const Table& /*table*/) {
    const auto sequences = search.sequences();
    REQUIRE_FALSE(sequences.empty());
    for (std::size_t i = 0; i < sequences.size(); ++i) {
      const BeamSequence& sequence = sequences[i];
      const TokenId end = search.options().endTokens.front();
      const bool ended = sequence.tokens.back() == end;
      CHECK((ended || sequence.tokens.size() == search.options().maxNewTokens));
      CHECK(std::ranges::count(sequence.tokens, end) == (ended ? 1 : 0));
      CHECK(search.tree()[sequence.node].state == BeamState::Finished);
      CHECK(isNear(*search.tree()[sequence.node].score, *sequence.score, kFloatRounding));
      if (i > 0) CHECK(*sequences[i - 1].score >= *sequence.score);
    }
  });
}

TEST_CASE("always: one beam walks the most likely token of every step") {
  Dice dice(4);
  for (int i = 0; i < 200; ++i) {
    const Table table = test::randomTable(dice, 5);
    const BeamOptions options{.numBeams = 1, .maxNewTokens = 6, .endTokens = {4}};
    Ids expected;
    for (TokenId last = 0; expected.size() < 6 && last != 4; expected.push_back(last)) {
      const auto& row = table[last];
      last = static_cast<TokenId>(std::ranges::max_element(row) - row.begin());
    }
    CHECK(searchThrough(table, options, {0}).sequences().front().tokens == expected);
  }
}

TEST_CASE("always: one beam is a generation at temperature 0") {
  Dice dice(9);
  for (int i = 0; i < 100; ++i) {
    const Table table = test::randomTable(dice, 6);
    Decoder decoder = mustSucceed(Decoder::make(
        {.chain = {Stage{TemperatureParams{0}}}, .stopTokens = {5}, .maxNewTokens = 7, .seed = 1.0}, {0}));
    while (const auto context = decoder.wanted()) CHECK_FALSE(decoder.advance(table[context->back()]));
    const BeamSearch search = searchThrough(table, {.numBeams = 1, .maxNewTokens = 7, .endTokens = {5}}, {0});
    CHECK(search.sequences().front().tokens == decoder.tokens());
    CHECK(isNear(search.tree().back().sum, decoder.sumLogProbability(), kFloatRounding * 10));
  }
}

TEST_CASE("always: a beam as wide as the tree finds the most likely sequence there is") {
  Dice dice(6);
  for (int i = 0; i < 100; ++i) {
    const Table table = test::randomTable(dice, 3);
    const BeamOptions options{.numBeams = 9, .lengthPenalty = 0, .maxNewTokens = 3};
    double best = -kInf;
    for (std::size_t code = 0; code < 27; ++code) {
      const std::array<std::size_t, 4> path = {0, code / 9, code / 3 % 3, code % 3};
      double sum = 0;
      for (std::size_t k = 0; k < 3; ++k) sum += std::log(softmax(table[path[k]]).probabilities[path[k + 1]]);
      best = std::max(best, sum);
    }
    CHECK(isNear(*searchThrough(table, options, {0}).sequences().front().score, best, 1e-5));
  }
}

TEST_CASE("a copy of a search is a snapshot, and going on from it gives the same") {
  Dice dice(7);
  const Table table = test::randomTable(dice, 6);
  BeamSearch search = mustSucceed(BeamSearch::make(beams(3), {0}));
  CHECK_FALSE(search.advance(test::answersOf(table, search.wanted())));
  BeamSearch copy = search;
  while (!search.isDone()) CHECK_FALSE(search.advance(test::answersOf(table, search.wanted())));
  CHECK(copy.step() == 1);
  while (!copy.isDone()) CHECK_FALSE(copy.advance(test::answersOf(table, copy.wanted())));
  CHECK(copy.sequences().front().tokens == search.sequences().front().tokens);
  CHECK(copy.tree().size() == search.tree().size());
}

// ---- the order of equal scores

TEST_CASE("the largest scores come first, and equal ones in the order of the library's selection") {
  using Positions = std::vector<std::size_t>;
  CHECK(decode::topScores(std::vector<float>{1, 4, 2, 3}, 2) == Positions{1, 3});
  CHECK(decode::topScores(std::vector<float>{}, 0).empty());
  // What std::nth_element and std::sort of GNU's C++ library (GCC 12) answered.
  CHECK(decode::topScores(std::vector<float>(10, 1.0F), 5) == Positions{8, 6, 7, 5, 9});
  CHECK(decode::topScores(std::vector<float>(20, 1.0F), 10) ==
        Positions{15, 11, 12, 13, 14, 17, 19, 18, 10, 16});
}

TEST_CASE("of very many equal scores the lower positions come first") {
  CHECK(decode::topScores(std::vector<float>(64 * 3, 0.0F), 3) == std::vector<std::size_t>{0, 1, 2});
}

TEST_CASE("always: the largest scores are what sorting gives") {
  Dice dice(8);
  for (int i = 0; i < 3000; ++i) {
    std::vector<float> scores(1 + dice.below(120));
    const std::size_t levels = 1 + dice.below(40);
    for (float& score : scores) score = -static_cast<float>(dice.below(levels));
    const std::size_t count = dice.below(scores.size() + 1);
    auto positions = decode::topScores(scores, count);
    std::vector<float> sorted = scores;
    std::ranges::sort(sorted, std::greater<>());
    for (std::size_t k = 0; k < count; ++k) CHECK(scores[positions[k]] == sorted[k]);
    std::ranges::sort(positions);
    CHECK(std::ranges::adjacent_find(positions) == positions.end());
  }
}

// ---- what is refused

TEST_CASE("options outside their ranges are refused with a sentence") {
  CHECK(refused({.numBeams = 0}).message == "numBeams is 0; allowed: a whole number from 1 to 1024.");
  CHECK(refused({.numBeams = 1025}).code == ErrorCode::OutOfRange);
  CHECK(refused({.lengthPenalty = kInf}).message == "lengthPenalty is inf; allowed: any finite number.");
  CHECK(refused({.lengthPenalty = kNan}).code == ErrorCode::NotANumber);
  CHECK(refused({.repetitionPenalty = 0}).message ==
        "repetitionPenalty is 0; allowed: greater than 0 (1 changes nothing).");
  CHECK(refused({.maxNewTokens = 0}).message == "maxNewTokens is 0; allowed: a whole number from 1.");
  CHECK(refused({.numBeams = 2, .numReturn = 3}).message ==
        "numReturn is 3; allowed: a whole number from 1 to numBeams, which is 2.");
  CHECK(refused({.endTokens = {1, 2, 1}}).message == "endTokens[2] is 1; allowed: every token once.");
  CHECK(mustSucceed(parseEarlyStopping("never")) == EarlyStopping::Never);
  CHECK(mustFail(parseEarlyStopping("maybe")).message ==
        "earlyStopping is \"maybe\"; allowed: false, true or never.");
}

TEST_CASE("logits that do not fit what was asked for are refused, and nothing has changed") {
  BeamSearch search = mustSucceed(BeamSearch::make(beams(2), {0}));
  const auto refuse = [&](std::vector<std::vector<double>> rows) {
    const auto error = search.advance(rows);
    CHECK(search.tree().size() == 1);
    return error ? error->message : "accepted";
  };
  CHECK(refuse({}) == "logits holds 0 rows; allowed: 1, one for each context wanted.");
  CHECK(refuse({{0, 1, kNan, 2}}) ==
        "logits[0][2] is NaN; allowed: any finite number, or -inf for a token already ruled out.");
  CHECK(refuse({{0, 1, 2}}) == "endTokens[0] is 3; allowed: a token id from 0 to 2.");
  CHECK(refuse({{}}) == "logits[0] is empty; allowed: 1 to 262144 numbers.");
  CHECK_FALSE(search.advance(test::answersOf(greedyTrap(), search.wanted())));
  CHECK(search.advance(Table{{0, 0, 0, 0}, {0, 0, 0}})->message ==
        "logits[1] holds 3 numbers; allowed: 4, one for each token, as before.");
  while (!search.isDone()) CHECK_FALSE(search.advance(test::answersOf(greedyTrap(), search.wanted())));
  CHECK(search.advance(greedyTrap())->message ==
        "logits holds 4 rows; allowed: 0, one for each context wanted: the search is done.");
}

TEST_CASE("the widest logits and penalties make no score that is not a number") {
  const Table table = {{1e300, -1e300, 3e38, -kInf}, {0, 0, 0, 0}, {5e-324, -1e300, 0, 1e300}, {0, 0, 0, 0}};
  for (const double alpha : {-1000.0, 1000.0, 0.0}) {
    for (const double penalty : {1e-300, 1e300, 1.0}) {
      for (const std::size_t count : {std::size_t{1}, std::size_t{3}}) {
        BeamOptions options = beams(count);
        options.lengthPenalty = alpha;
        options.repetitionPenalty = penalty;
        const BeamSearch search = searchThrough(table, options, {0});
        for (const BeamNode& node : search.tree()) CHECK_FALSE(std::isnan(node.sum));
        for (const BeamSequence& sequence : search.sequences()) CHECK_FALSE(std::isnan(sequence.score.value_or(0)));
      }
    }
  }
}

} // namespace logitscope
