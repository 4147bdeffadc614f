// The textbook chapter's eleven steps (R1), for five settings, through the machine that generates.

#include "decode_support.h"
#include "golden_json.h"

namespace logitscope {

using test::Json;
using test::mustDo;
using test::mustSucceed;

namespace {

constexpr std::string_view kGolden =
#include "golden/chapter_trace.json.inc"
    ;

constexpr TokenId kPeriod = 11;

/// The chapter's frequency penalty: every logit loses the penalty once for each time that its token was
/// generated.
std::vector<double> penalised(std::vector<double> logits, std::span<const TokenId> history, double penalty) {
  std::vector<double> counts(logits.size());
  for (const TokenId id : history) ++counts[id];
  for (std::size_t i = 0; i < logits.size(); ++i) logits[i] -= counts[i] * penalty;
  return logits;
}

DecodeOptions optionsOf(const Json& run) {
  return {.chain = {Stage{TemperatureParams{run["temperature"].number}}, Stage{TopPParams{run["topP"].number}}},
          .stopTokens = {kPeriod},
          .seed = run["seed"].number,
          .rng = RngKind::Numpy};
}

} // namespace

TEST_CASE("the chapter's generation: every token, its probability and its nucleus, for every setting") {
  const Json golden = test::parseJson(kGolden);
  REQUIRE(golden["runs"].items.size() == 5);
  for (const Json& run : golden["runs"].items) {
    CAPTURE(run["seed"].number);
    Decoder decoder = mustSucceed(Decoder::make(optionsOf(run), {}));
    for (std::size_t i = 0; i < run["steps"].items.size(); ++i) {
      CAPTURE(i);
      const Json& expected = run["steps"].items[i];
      REQUIRE(decoder.wanted());
      const auto logits =
          penalised(golden["stepLogits"].items[i].numbers(), decoder.history(), run["frequencyPenalty"].number);
      // The chapter prints the probability as it is before the nucleus is cut out.
      const auto id = expected["id"].as<TokenId>();
      const Explanation explanation = test::explainOne(decoder.request(logits), id);
      CHECK(test::isNear(explanation.stages[0].probability, expected["probability"].number, 1e-14));
      mustDo(decoder.advance(logits));
      const DecodeStep& step = decoder.steps()[decoder.current()];
      CHECK(step.id == id);
      CHECK(step.kept == expected["nucleus"].as<std::size_t>());
    }
    CHECK(decoder.reason() == StopReason::StopToken);
  }
}

} // namespace logitscope
