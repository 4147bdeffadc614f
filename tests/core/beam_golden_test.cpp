// What transformers 5.12.1 answered: every case of golden/transformers_beam.json.

#include "beam_support.h"
#include "golden_json.h"

namespace logitscope {

using test::Ids;
using test::Json;
using test::mustSucceed;

namespace {

constexpr std::string_view kGolden =
#include "golden/transformers_beam.json.inc"
    ;

/// The file gives seven digits, rounded: half a unit of the last of them, whatever it stands for.
constexpr double kScoreTolerance = 5.01e-7;

BeamOptions optionsOf(const Json& golden) {
  const Json& mode = golden["earlyStopping"];
  const bool isText = mode.kind == Json::Kind::Text;
  return {.numBeams = golden["numBeams"].as<std::size_t>(),
          .lengthPenalty = golden["lengthPenalty"].number,
          .earlyStopping = mustSucceed(parseEarlyStopping(isText ? mode.text : mode.boolean ? "true" : "false")),
          .repetitionPenalty = golden["repetitionPenalty"].number,
          .maxNewTokens = golden["maxNewTokens"].as<std::size_t>(),
          .numReturn = golden["numReturn"].as<std::size_t>(),
          .endTokens = {golden["eos"].as<TokenId>()}};
}

} // namespace

TEST_CASE("beam search answers what transformers 5.12.1 answers, sequences and scores") {
  const Json golden = test::parseJson(kGolden);
  REQUIRE(golden["cases"].items.size() == 60);
  for (std::size_t number = 0; number < golden["cases"].items.size(); ++number) {
    CAPTURE(number);
    const Json& one = golden["cases"].items[number];
    test::Table table;
    for (const Json& row : one["logitsAfterToken"].items) table.push_back(row.numbers());
    const BeamSearch search = test::searchThrough(table, optionsOf(one), one["prompt"].listOf<TokenId>());
    const auto sequences = search.sequences();
    const auto& expected = one["sequences"].items;
    REQUIRE(sequences.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      CHECK(sequences[i].tokens == expected[i]["tokens"].listOf<TokenId>());
      CHECK(sequences[i].score.has_value() == !expected[i]["score"].isNull());
      if (!sequences[i].score) continue;
      const double score = expected[i]["score"].number;
      CHECK(std::abs(*sequences[i].score - score) <= kScoreTolerance * std::max(1.0, std::abs(score)));
    }
  }
}

} // namespace logitscope
