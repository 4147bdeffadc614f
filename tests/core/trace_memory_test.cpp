// A trace of the largest vocabulary through twenty stages: how much memory it holds, and that it forgets nobody.

#include "stages_support.h"

#include <algorithm>

namespace logitscope {

using test::Dice;
using test::Ids;
using test::kInf;
using test::mustSucceed;

namespace {

template <typename T> std::size_t bytesOf(const std::vector<T>& values) {
  return values.capacity() * sizeof(T);
}

/// What a trace holds on the heap.
std::size_t bytesOf(const Trace& trace) {
  std::size_t bytes = bytesOf(trace.ruledOut) + bytesOf(trace.ids) + bytesOf(trace.logits) +
                      bytesOf(trace.probabilities) + bytesOf(trace.intervals) +
                      bytesOf(trace.intervalEnds) + bytesOf(trace.state.mu) +
                      bytesOf(trace.stages) + trace.drawNote.capacity();
  for (const StageTrace& stage : trace.stages)
    bytes += bytesOf(stage.removed) + bytesOf(stage.figures) + stage.note.capacity();
  return bytes;
}

/// Every hundredth token is ruled out.
std::vector<double> largestVocabulary() {
  Dice dice(2);
  std::vector<double> logits(kMaxTokens);
  for (std::size_t i = 0; i < logits.size(); ++i)
    logits[i] = i % 100 == 7 ? -kInf : dice.between(-6, 6);
  return logits;
}

/// One of every stage but one, each at work, and so gentle that many tokens get through.
Chain twentyStages() {
  Chain chain = {
      Stage{RepetitionPenaltyParams{1.1}},
      Stage{FrequencyPenaltyParams{0.1}},
      Stage{PresencePenaltyParams{0.1}},
      Stage{DryParams{}},
      Stage{NoRepeatNgramParams{2}},
      Stage{LogitBiasParams{{{5, 1}, {9, -1}}}},
      Stage{BadTokensParams{{11, 12}}},
      Stage{TemperatureParams{1.2}},
      Stage{TopKParams{250'000}},
      Stage{EpsilonParams{1e-8}},
      Stage{EtaParams{1e-9}},
      Stage{TopNSigmaParams{3}},
      Stage{TopAParams{0.1}},
      Stage{MinPParams{0.0008}},
      Stage{TopPParams{0.995}},
      Stage{TypicalPParams{0.99}},
      Stage{TopHParams{0.98}},
      Stage{XtcParams{1, 2e-4}},
      Stage{DynamicTemperatureParams{}},
      Stage{MirostatParams{.tau = 20}},
  };
  REQUIRE(chain.size() == 20);
  return chain;
}

} // namespace

TEST_CASE("a trace of 262,144 tokens through twenty stages holds each token once, and few bytes") {
  const auto logits = largestVocabulary();
  const Ids history = {3, 4, 3, 5, 3};
  const Trace trace = mustSucceed(
      run({.logits = logits, .chain = twentyStages(), .history = history, .coins = {0.5}}));

  std::vector<bool> isSeen(logits.size());
  std::size_t seen = 0;
  std::size_t times = 0;
  const auto see = [&](const Ids& ids) {
    for (const TokenId id : ids) {
      seen += isSeen[id] ? 0 : 1;
      times += 1;
      isSeen[id] = true;
    }
  };
  see(trace.ruledOut);
  see(trace.ids);
  std::size_t atWork = 0;
  for (const StageTrace& stage : trace.stages) {
    see(stage.removed);
    if (!stage.removed.empty()) ++atWork;
  }
  CHECK(seen == kMaxTokens);
  CHECK(times == kMaxTokens);
  CHECK(trace.stages.back().kept == trace.ids.size());
  CHECK(trace.picked);
  CHECK(trace.ids.size() > 1000);
  CHECK(atWork >= 8); // else this would prove little

  // A survivor takes an id and four numbers, anybody else an id; a vector that grew may be half empty.
  const std::size_t gone = kMaxTokens - trace.ids.size();
  const std::size_t wordsAndStages = 32 * 1024;
  CHECK(bytesOf(trace) <= 2 * (36 * trace.ids.size() + 4 * gone) + wordsAndStages);
}

TEST_CASE("a stage that removes nobody adds nothing to a trace but its words") {
  std::vector<double> logits(kMaxTokens);
  for (std::size_t i = 0; i < logits.size(); ++i)
    logits[i] = static_cast<double>(i % 977);
  const Trace bare = test::runChain(logits, {});
  const Trace scaled = test::runChain(logits, Chain(20, Stage{TemperatureParams{1.01}}));
  CHECK(scaled.ids.size() == kMaxTokens);
  CHECK(scaled.stages.front().changed > kMaxTokens - 1000);
  CHECK(bytesOf(bare) <= 2 * 36 * kMaxTokens);
  CHECK(bytesOf(scaled) <= bytesOf(bare) + 20 * 1024);
}

} // namespace logitscope
