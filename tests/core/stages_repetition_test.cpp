// The stages that look for runs of tokens in the history: DRY, and no repeated n-gram. Letters stand for tokens.

#include "stages_support.h"

#include <algorithm>

namespace logitscope {

using test::checkRefused;
using test::explainAt;
using test::figureOf;
using test::Ids;
using test::isNear;
using test::kInf;
using test::kNan;
using test::logitsAfter;
using test::mustFail;
using test::noteOf;
using test::runOne;
using test::sentenceFor;
using test::Setting;
using test::survivorsOf;

namespace {

/// All equally likely: what DRY subtracts is what is missing.
const std::vector<double> kFlat(6, 0.0);

/// "ABCA" as the history 0, 1, 2, 0.
Setting said(std::string_view letters) {
  Setting setting;
  for (const char letter : letters)
    setting.history.push_back(static_cast<TokenId>(letter - 'A'));
  return setting;
}

/// What DRY takes from each of the six tokens.
std::vector<double> penalties(std::string_view letters, const DryParams& params = {}) {
  std::vector<double> lost = logitsAfter(kFlat, params, said(letters));
  for (double& logit : lost)
    logit = 0 - logit;
  return lost;
}

/// It takes [penalty] from one token, and nothing from the others.
bool takesOnly(const std::vector<double>& lost, char letter, double penalty) {
  bool isSo = true;
  for (std::size_t id = 0; id < lost.size(); ++id) {
    const bool isIt = static_cast<char>('A' + id) == letter;
    isSo = isSo && isNear(lost[id], isIt ? penalty : 0, 1e-13);
  }
  return isSo;
}

const std::vector<double> kNothing(6, 0.0);

Ids banned(std::string_view letters, std::int32_t n) {
  return runOne(kFlat, NoRepeatNgramParams{n}, said(letters)).stages[0].removed;
}

} // namespace

// ---- dry

TEST_CASE("dry penalises the token that would prolong a repetition") {
  // AB stood at the beginning, followed by C: 0.8 · 1.75^(2 − 2).
  const Trace trace = runOne(kFlat, DryParams{}, said("ABCAB"));
  CHECK(takesOnly(penalties("ABCAB"), 'C', 0.8));
  CHECK(trace.stages[0].changed == 1);
  CHECK(trace.stages[0].removed.empty());
  CHECK(figureOf(trace, "longestMatch") == 2);
  CHECK(trace.stages[0].note ==
        "The last 2 tokens occurred before, followed by token 2, which loses 0.8 × 1.75^(2 − 2) = "
        "0.8; 1 token would prolong a repetition.");
}

TEST_CASE("dry, step by step, grows by the base with every token of the repetition") {
  // ABC, said again and again. One repeated token is free.
  CHECK(penalties("ABC") == kNothing);
  CHECK(penalties("ABCA") == kNothing);
  CHECK(takesOnly(penalties("ABCAB"), 'C', 0.8));
  CHECK(takesOnly(penalties("ABCABC"), 'A', 0.8 * 1.75));
  CHECK(takesOnly(penalties("ABCABCA"), 'B', 0.8 * 1.75 * 1.75));
  CHECK(takesOnly(penalties("ABCABCAB"), 'C', 0.8 * 1.75 * 1.75 * 1.75));
  // The run may overlap itself: of five A the last four are the first four.
  CHECK(takesOnly(penalties("AAAAA"), 'A', 0.8 * 1.75 * 1.75));
}

TEST_CASE("dry takes the longest run where several places ask for one token") {
  // B, X = E: after the B at the front comes E with a run of 1, after BEAB one of 4.
  const DryParams fromOne{.allowedLength = 1};
  CHECK(takesOnly(penalties("BEABEAB", fromOne), 'E', 0.8 * 1.75 * 1.75 * 1.75));
}

TEST_CASE("dry penalises several tokens at once, each by its own run") {
  // AB was followed by C, and CAB by D; the last three are CAB.
  const auto lost = penalties("EABCFCABDCAB");
  CHECK(isNear(lost[2], 0.8));        // AB
  CHECK(isNear(lost[3], 0.8 * 1.75)); // CAB
  CHECK(isNear(test::sumOf(lost), 0.8 + 0.8 * 1.75, 1e-13));
  CHECK(noteOf(kFlat, DryParams{}, said("EABCFCABDCAB"))
            .ends_with("2 tokens would prolong a repetition."));
}

TEST_CASE("dry follows no run across a breaker, and never penalises one") {
  const DryParams broken{.breakers = {3}}; // D
  // Without the breaker the run DAB is 3 long.
  CHECK(takesOnly(penalties("DABEDAB"), 'E', 0.8 * 1.75));
  CHECK(takesOnly(penalties("DABEDAB", broken), 'E', 0.8));
  // What would come next is the breaker itself.
  CHECK(takesOnly(penalties("ABDAB"), 'D', 0.8));
  CHECK(penalties("ABDAB", broken) == kNothing);
  // The breaker has just been said.
  CHECK(penalties("ADBAD", broken) == kNothing);
  CHECK(penalties("ABCDABCD", broken) == kNothing);
}

TEST_CASE("dry looks at the last n tokens only") {
  const auto lost = [](std::int32_t lastN) { return penalties("ABCAB", {.lastN = lastN}); };
  CHECK(takesOnly(lost(5), 'C', 0.8));
  CHECK(lost(4) == kNothing); // BCAB
  CHECK(lost(0) == kNothing);
  CHECK(takesOnly(lost(99), 'C', 0.8));
}

TEST_CASE("dry is free up to the allowed length, whatever its base, and off at multiplier 0") {
  CHECK(takesOnly(penalties("ABCAB", {.allowedLength = 1}), 'C', 0.8 * 1.75));
  CHECK(penalties("ABCAB", {.allowedLength = 3}) == kNothing);
  CHECK(takesOnly(penalties("ABCABCAB", {.base = 1}), 'C', 0.8));
  CHECK(takesOnly(penalties("ABCABCAB", {.multiplier = 2, .base = 3}), 'C', 54));
  CHECK(penalties("ABCAB", {.multiplier = 0}) == kNothing);
  CHECK(noteOf(kFlat, DryParams{.multiplier = 0}, said("ABCAB")) ==
        "Off: multiplier 0 subtracts nothing.");
  CHECK(noteOf(kFlat, DryParams{}, said("ABCA")) ==
        "Nothing would prolong a repetition of 2 tokens or more.");
  CHECK(noteOf(kFlat, DryParams{}) == "Nothing would prolong a repetition of 2 tokens or more.");
}

TEST_CASE("dry keeps a token in play however long the repetition is") {
  // 5 · 4^(runs of hundreds): the power alone is kept below what overflows, and the product too.
  Setting long_{.history = Ids(3000, 0)};
  for (const Dialect dialect : {Dialect::Textbook, Dialect::Transformers, Dialect::LlamaCpp}) {
    long_.dialect = dialect;
    const Trace trace = runOne(kFlat, DryParams{.multiplier = 5, .base = 4}, long_);
    CHECK(trace.stages[0].removed.empty());
    CHECK(trace.ids.back() == 0);
    CHECK(trace.probabilities.back() == 0);
    CHECK(std::isfinite(trace.logits.back()));
    CHECK(figureOf(trace, "longestMatch") == 2999);
  }
}

TEST_CASE("dry explains the run that a token would prolong") {
  const TokenAtStage entry = explainAt(kFlat, DryParams{}, 2, said("ABCABCAB"));
  CHECK(entry.sentence == "It followed the last 5 tokens before: 0 − 0.8 × 1.75^(5 − 2) = -4.29.");
  CHECK_FALSE(entry.margin);
  CHECK(sentenceFor(kFlat, DryParams{}, 0, said("ABCABCAB")) ==
        "Unchanged: it would prolong no repetition.");
  CHECK(sentenceFor(kFlat, DryParams{.breakers = {2}}, 2, said("ABCAB")) ==
        "Unchanged: a breaker is never penalised.");
  CHECK(sentenceFor(kFlat, DryParams{.multiplier = 0}, 2, said("ABCAB")) ==
        "Unchanged: multiplier 0.");
}

TEST_CASE("dry refuses its parameters out of range, and unknown breakers by their place") {
  checkRefused("dry", "multiplier", {-0.1, kNan, kInf}, "from 0 (0 changes nothing)");
  checkRefused("dry", "base", {0.99, kNan, kInf}, "from 1");
  checkRefused("dry", "allowedLength", {0, -1, 1.5, kNan}, "a whole number from 1");
  const Error error =
      mustFail(run({.logits = kFlat, .chain = {Stage{DryParams{.breakers = {1, 6}}}}}));
  CHECK(error.field == "chain[0].breakers[1]");
  CHECK(error.message == "chain[0].breakers[1] is 6; allowed: a token id from 0 to 5.");
}

namespace {

/// The rule of text-generation-webui's pull request 5677, read off its words: try every earlier place, count how far
/// back the two runs agree, stop at a breaker.
std::vector<double> dryByDefinition(const Ids& history, const DryParams& params) {
  const auto isBreaker = [&](TokenId id) {
    return std::ranges::find(params.breakers, id) != params.breakers.end();
  };
  std::vector<std::size_t> longest(kFlat.size());
  const std::size_t n = history.size();
  for (std::size_t next = 1; next < n; ++next) {
    if (isBreaker(history[next])) continue;
    std::size_t run = 0;
    while (run < next && history[next - 1 - run] == history[n - 1 - run] &&
           !isBreaker(history[n - 1 - run]))
      ++run;
    longest[history[next]] = std::max(longest[history[next]], run);
  }
  std::vector<double> lost(kFlat.size());
  const auto allowed = static_cast<std::size_t>(params.allowedLength);
  for (std::size_t id = 0; id < lost.size(); ++id) {
    if (longest[id] < allowed) continue;
    lost[id] =
        params.multiplier * std::pow(params.base, static_cast<double>(longest[id] - allowed));
  }
  return lost;
}

} // namespace

TEST_CASE("dry agrees with its definition over random histories of few tokens") {
  test::Dice dice(5);
  int penalised = 0;
  for (int i = 0; i < 400; ++i) {
    Setting setting;
    for (std::size_t n = dice.below(20); n > 0; --n)
      setting.history.push_back(static_cast<TokenId>(dice.below(3)));
    DryParams params{.allowedLength = static_cast<std::int32_t>(1 + dice.below(3))};
    if (dice.chance(0.3)) params.breakers = {static_cast<TokenId>(dice.below(3))};
    const auto expected = dryByDefinition(setting.history, params);
    const auto after = logitsAfter(kFlat, params, setting);
    for (std::size_t id = 0; id < expected.size(); ++id) {
      CHECK(isNear(-after[id], expected[id], 1e-12 * (1 + expected[id])));
      if (expected[id] > 0) ++penalised;
    }
  }
  REQUIRE(penalised > 200);
}

// ---- noRepeatNgram

TEST_CASE("noRepeatNgram removes what would repeat a run of n tokens") {
  const Trace trace = runOne(kFlat, NoRepeatNgramParams{3}, said("ABCAB"));
  CHECK(trace.stages[0].removed == Ids{2});
  CHECK(trace.stages[0].kept == 5);
  CHECK(trace.stages[0].note == "1 token would repeat a run of 3, and goes.");
  CHECK_FALSE(trace.stages[0].threshold);
}

TEST_CASE("noRepeatNgram bans everything that ever followed, also where runs overlap") {
  CHECK(banned("ABACADA", 2) == Ids{1, 2, 3});
  CHECK(banned("AAA", 2) == Ids{0});
  CHECK(banned("AAA", 3) == Ids{0});
  CHECK(banned("AA", 3).empty()); // a third A would make the first run of three
  CHECK(banned("ABAB", 3) == Ids{0});
  CHECK(noteOf(kFlat, NoRepeatNgramParams{2}, said("ABACADA")) ==
        "3 tokens would repeat a run of 2, and go.");
}

TEST_CASE("noRepeatNgram of 1 bans whatever has occurred, of 0 nothing") {
  CHECK(banned("BDB", 1) == Ids{1, 3});
  CHECK(banned("BDB", 0).empty());
  CHECK(noteOf(kFlat, NoRepeatNgramParams{0}, said("AAAA")) == "Off: n = 0 keeps every token.");
}

TEST_CASE("noRepeatNgram bans nothing after a history shorter than n") {
  for (const std::int32_t n : {1, 2, 3, 10, 2147483647})
    CHECK(banned("", n).empty());
  CHECK(banned("A", 2).empty());
  CHECK(banned("AB", 3).empty());
  CHECK(noteOf(kFlat, NoRepeatNgramParams{3}, said("AB")) ==
        "0 tokens would repeat a run of 3, and go.");
}

TEST_CASE("noRepeatNgram may remove everything: then nothing is picked, and the trace says so") {
  const std::vector<double> three(3, 0.0);
  Setting all = said("ABC");
  all.coins = {0.5};
  const Trace trace = runOne(three, NoRepeatNgramParams{1}, all);
  CHECK(trace.ids.empty());
  CHECK(trace.stages[0].kept == 0);
  CHECK_FALSE(trace.picked);
  CHECK(trace.drawNote == "Nothing survived the chain, so nothing can be drawn.");
}

TEST_CASE("noRepeatNgram explains what would repeat") {
  const TokenAtStage gone = explainAt(kFlat, NoRepeatNgramParams{3}, 2, said("ABCAB"));
  CHECK(gone.sentence == "Removed by no repeated n-gram: it would repeat a run of 3.");
  CHECK_FALSE(gone.margin);
  CHECK(sentenceFor(kFlat, NoRepeatNgramParams{3}, 0, said("ABCAB")) ==
        "Kept by no repeated n-gram: it would not repeat a run of 3.");
  CHECK(sentenceFor(kFlat, NoRepeatNgramParams{0}, 0, said("A")) ==
        "Kept: no repeated n-gram is off.");
}

TEST_CASE("noRepeatNgram refuses a negative or broken n, and a history of unknown tokens") {
  checkRefused("noRepeatNgram", "n", {-1, 1.5, kNan, kInf},
               "a whole number from 0 (0 changes nothing)");
  const Ids history = {6};
  CHECK(
      mustFail(run({.logits = kFlat, .chain = {Stage{NoRepeatNgramParams{}}}, .history = history}))
          .field == "history[0]");
}

} // namespace logitscope
