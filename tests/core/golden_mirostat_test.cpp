// What llama.cpp 0.7.0 answered: every run of golden/llama_mirostat.json, step by step. The library's own
// draw is fed back as a pick; the survivors of the next step then depend on the μ that it left.

#include "golden_chain.h"

#include <algorithm>

namespace logitscope {

using test::Json;
using test::mustSucceed;

namespace {

constexpr std::string_view kGolden =
#include "golden/llama_mirostat.json.inc"
    ;

constexpr double kSingle = 2e-6;

void playRun(const Json& golden) {
  const MirostatParams params{.version = golden["version"].as<std::int32_t>(),
                              .tau = golden["tau"].number,
                              .eta = golden["eta"].number};
  ChainState state;
  for (std::size_t step = 0; step < golden["steps"].items.size(); ++step) {
    CAPTURE(step);
    const Json& expected = golden["steps"].items[step];
    const auto logits = expected["logits"].numbers();
    const Trace trace = mustSucceed(run({.logits = logits,
                                         .chain = {Stage{params}},
                                         .dialect = Dialect::LlamaCpp,
                                         .state = state,
                                         .pick = expected["picked"].as<TokenId>()}));
    const auto& survivors = expected["survivors"].items;
    CAPTURE(trace.stages[0].note);
    CHECK(trace.ids.size() == survivors.size());
    for (std::size_t i = 0; i < trace.ids.size(); ++i) {
      // Where the cut goes through a tie, the library does not say which of the tied tokens stays: any
      // survivor of the same logit will do.
      const auto found = std::ranges::find_if(survivors, [&](const Json& one) {
        return logits[one.items[0].as<TokenId>()] == logits[trace.ids[i]];
      });
      CHECK(found != survivors.end());
      if (found == survivors.end()) continue;
      CHECK(std::abs(trace.probabilities[i] - found->items[1].number) <= kSingle);
    }
    CHECK(trace.state.mu.size() == 1);
    state = trace.state;
  }
}

} // namespace

TEST_CASE("mirostat 1 and 2 keep what llama.cpp 0.7.0 keeps, step after step") {
  const Json golden = test::parseJson(kGolden);
  REQUIRE(golden["cases"].items.size() == 24);
  for (std::size_t number = 0; number < golden["cases"].items.size(); ++number) {
    CAPTURE(number);
    playRun(golden["cases"].items[number]);
  }
}

} // namespace logitscope
