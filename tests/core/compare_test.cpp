// One step under every dialect's rules.

#include "logitscope/compare.h"

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

using namespace logitscope;

namespace {

/// Probabilities .4 .3 .2 .1.
const std::vector<double> kFour = {std::log(0.4), std::log(0.3), std::log(0.2), std::log(0.1)};

RunRequest asked(std::span<const double> logits, Chain chain) {
  RunRequest request{.logits = logits, .chain = std::move(chain)};
  request.coins = {0.5};
  return request;
}

Stage topK(double k) {
  const NamedValue value{"k", k};
  return makeStage("topK", {&value, 1}, "chain", Dialect::Textbook).value();
}

const DialectRun& of(const std::vector<DialectRun>& runs, Dialect dialect) {
  return runs[static_cast<std::size_t>(dialect)];
}

} // namespace

// transformers removes what is below the k-th score, so a tie with it stays; llama.cpp keeps k tokens (samplers.md, 2).
TEST_CASE("a tie at the k-th place stays with transformers, and with nobody else") {
  const std::vector<double> logits = {3, 1, 1, 0};
  const auto runs = runDialects(asked(logits, {topK(2)}));
  REQUIRE(runs.size() == 3);
  CHECK(of(runs, Dialect::Transformers).trace->ids.size() == 3);
  CHECK(of(runs, Dialect::LlamaCpp).trace->ids.size() == 2);
  CHECK(differingTokens(runs) == std::vector<TokenId>{2});
  CHECK(keeps(*of(runs, Dialect::Transformers).trace, 2));
  CHECK(removedBy(*of(runs, Dialect::LlamaCpp).trace, 2) == 0);
  CHECK_FALSE(removedBy(*of(runs, Dialect::LlamaCpp).trace, 0).has_value());
}

TEST_CASE("an observation that a dialect cannot have made speaks against it") {
  const std::vector<double> logits = {3, 1, 1, 0};
  const auto runs = runDialects(asked(logits, {topK(2)}));
  const std::vector<Observation> seen = {{0, true}, {2, true}, {3, false}};
  CHECK(contradictions(*of(runs, Dialect::Transformers).trace, seen).empty());
  CHECK(contradictions(*of(runs, Dialect::LlamaCpp).trace, seen) == std::vector<Observation>{{2, true}});
}

TEST_CASE("where all keep the same tokens none differs, and the same coin draws the same token") {
  const auto runs = runDialects(asked(kFour, {topK(3)}));
  CHECK(differingTokens(runs).empty());
  for (const DialectRun& made : runs)
    CHECK(made.trace->picked->id == 1);
}

// transformers refuses temperature 0 and asks for do_sample=False; llama.cpp takes the most likely token.
TEST_CASE("a dialect that refuses the settings says why, and has no say in what differs") {
  const NamedValue zero{"temperature", 0.0};
  const auto temperature = makeStage("temperature", {&zero, 1}, "chain", Dialect::LlamaCpp);
  REQUIRE(temperature);
  const auto runs = runDialects(asked(kFour, {temperature.value()}));
  CHECK_FALSE(of(runs, Dialect::Transformers).trace.has_value());
  CHECK_FALSE(of(runs, Dialect::Transformers).error->message.empty());
  REQUIRE(of(runs, Dialect::LlamaCpp).trace.has_value());
}
