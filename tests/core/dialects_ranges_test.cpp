// What each dialect has, and which values it accepts.

#include "stages_support.h"

#include <algorithm>
#include <set>

namespace logitscope {

using test::fourTokens;
using test::Ids;
using test::kInf;
using test::kNan;
using test::mustFail;
using test::mustSucceed;
using test::noteOf;
using test::Setting;
using test::survivorsOf;

namespace {

const Setting kTransformers{.dialect = Dialect::Transformers};
const Setting kLlamaCpp{.dialect = Dialect::LlamaCpp};

constexpr std::string_view kApology = " has no such stage: this is the textbook's rule.";

std::set<std::string_view> lackedBy(Dialect dialect) {
  std::set<std::string_view> ids;
  for (const StageInfo& info : stages()) {
    if (!hasStage(dialect, info.kind)) ids.insert(info.id);
  }
  return ids;
}

std::optional<Error> refusedIn(Dialect dialect, const StageParams& params) {
  return checkChain({Stage{params}}, dialect);
}

} // namespace

TEST_CASE("the textbook has every stage, and the libraries have theirs") {
  CHECK(lackedBy(Dialect::Textbook).empty());
  CHECK(lackedBy(Dialect::Transformers) ==
        std::set<std::string_view>{"dynamicTemperature", "topNSigma", "topA", "pLess", "xtc",
                                   "frequencyPenalty", "presencePenalty", "dry", "mirostat"});
  CHECK(lackedBy(Dialect::LlamaCpp) ==
        std::set<std::string_view>{"epsilon", "eta", "topA", "topH", "noRepeatNgram", "badTokens"});
}

TEST_CASE("a stage that the library has not says so in its note, and one that it has does not") {
  const auto logits = fourTokens();
  for (const DialectInfo& info : dialects()) {
    for (const StageInfo& stage : stages()) {
      CAPTURE(info.id);
      CAPTURE(stage.id);
      const Setting setting{.dialect = info.dialect};
      const std::string note = noteOf(logits, stage.defaults(), setting);
      const std::string words = " " + std::string(info.label) + std::string(kApology);
      CHECK(note.ends_with(kApology) == !hasStage(info.dialect, stage.kind));
      if (!note.ends_with(kApology)) continue;
      CHECK(note.ends_with(words));
      CHECK(note.size() > words.size()); // it says what it did, too
    }
  }
  CHECK(noteOf(logits, TopAParams{1}, kLlamaCpp) ==
        "3 tokens reach 1 × (40.0 %)² = 16.0 %. llama.cpp has no such stage: this is the "
        "textbook's rule.");
}

TEST_CASE("a stage that the library has not follows the textbook's rule in its dialect") {
  const auto logits = fourTokens();
  for (const DialectInfo& info : dialects()) {
    for (const StageInfo& stage : stages()) {
      if (hasStage(info.dialect, stage.kind)) continue;
      CAPTURE(info.id);
      CAPTURE(stage.id);
      const Setting setting{.history = {0, 1, 0, 1}, .dialect = info.dialect};
      const Setting textbook{.history = {0, 1, 0, 1}};
      CHECK(survivorsOf(logits, stage.defaults(), setting) ==
            survivorsOf(logits, stage.defaults(), textbook));
    }
  }
}

TEST_CASE("a stage that is switched off in a library that has it not makes no excuse") {
  const auto logits = fourTokens();
  const Chain chain = {Stage{TopAParams{1}, false}};
  CHECK(test::runIn(kLlamaCpp, logits, chain).stages[0].note == "Switched off.");
}

TEST_CASE("temperature 0 is refused by transformers, and less than 0 is greedy in llama.cpp") {
  const auto refused = refusedIn(Dialect::Transformers, TemperatureParams{0});
  REQUIRE(refused);
  CHECK(refused->field == "chain[0].temperature");
  CHECK(refused->message == "chain[0].temperature is 0; allowed: greater than 0 (1 changes "
                            "nothing), in transformers.");
  CHECK_FALSE(refusedIn(Dialect::Textbook, TemperatureParams{0}));
  CHECK_FALSE(refusedIn(Dialect::LlamaCpp, TemperatureParams{0}));
  CHECK_FALSE(refusedIn(Dialect::LlamaCpp, TemperatureParams{-1}));
  CHECK(refusedIn(Dialect::Textbook, TemperatureParams{-1})->message ==
        "chain[0].temperature is -1; allowed: from 0 (1 changes nothing).");
  const std::vector<double> logits = {1, 3, 2};
  CHECK(survivorsOf(logits, TemperatureParams{-1}, kLlamaCpp) == Ids{1});
  CHECK(noteOf(logits, TemperatureParams{-1}, kLlamaCpp) ==
        "Temperature -1 is greedy: only the largest logit, 3, stays.");
  CHECK(test::sentenceFor(logits, TemperatureParams{-1}, 1, kLlamaCpp) ==
        "Kept by temperature -1: its logit 3 is the largest.");
  CHECK(survivorsOf(logits, DynamicTemperatureParams{-1, -2, 1}, kLlamaCpp) == Ids{1});
}

TEST_CASE("llama.cpp takes values beyond the table's, and they have a meaning there") {
  const auto logits = fourTokens();
  struct Beyond {
    StageParams params;
    Ids kept;
    std::string note;
  };
  const Ids all = {3, 2, 1, 0};
  const std::vector<Beyond> table = {
      {TopKParams{-3}, all, "Off: k = -3 keeps every token."},
      {TopPParams{0}, {3}, "The first token holds 0.4 ≥ 0."},
      {TopPParams{-0.5}, {3}, "The first token holds 0.4 ≥ -0.5."},
      {TopPParams{1.5}, all, "Off: p = 1.5 keeps every token."},
      {MinPParams{1.05}, {3}, "0 tokens reach 1.05 × 40.0 % = 42.0 %."},
      {MinPParams{-1}, all, "Off: p = -1 keeps every token."},
      {TopNSigmaParams{-1}, all, "Off: n = -1 keeps every token."},
      {TypicalPParams{1.5}, all, "Off: p = 1.5 keeps every token."},
      {XtcParams{-1, 0.1}, all, "Off: probability 0 never acts."},
      {XtcParams{1.5, 0.25},
       {2, 1, 0},
       "It always acts: 2 tokens reach 25.0 %, all but the last of them go."},
      {XtcParams{1, 2}, all, "Off: no two tokens can have more than half each."},
      {TopPParams{0.5, 0}, {3, 2}, "The first 2 tokens hold 0.7 ≥ 0.5."},
      {MinPParams{0.9, 0}, {3}, "1 token reaches 0.9 × 40.0 % = 36.0 %."},
  };
  for (const Beyond& one : table) {
    CAPTURE(one.note);
    CHECK_FALSE(refusedIn(Dialect::LlamaCpp, one.params));
    CHECK(refusedIn(Dialect::Textbook, one.params));
    CHECK(survivorsOf(logits, one.params, kLlamaCpp) == one.kept);
    CHECK(noteOf(logits, one.params, kLlamaCpp) == one.note);
  }
}

TEST_CASE(
    "min-p above 1 in llama.cpp leaves one token, and minKeep of them where it asks for more") {
  const auto logits = fourTokens();
  CHECK(survivorsOf(logits, MinPParams{1.05, 3}, kLlamaCpp) == Ids{3, 2, 1});
  CHECK(test::sentenceFor(logits, MinPParams{1.05}, 3, kLlamaCpp) ==
        "Kept by min-p: 40.0 % is below 42.0 %, but one token always stays.");
}

TEST_CASE("transformers takes a p of 0, and keeps minKeep tokens") {
  CHECK_FALSE(refusedIn(Dialect::Transformers, TopPParams{0}));
  CHECK(survivorsOf(fourTokens(), TopPParams{0}, kTransformers) == Ids{3});
  CHECK(survivorsOf(fourTokens(), TopPParams{0, 2}, kTransformers) == Ids{3, 2});
  CHECK(refusedIn(Dialect::Transformers, TopPParams{-0.1})->message ==
        "chain[0].p is -0.1; allowed: from 0 to 1 (1 changes nothing), in transformers.");
}

TEST_CASE("no dialect takes what is no number, nor a broken count") {
  for (const DialectInfo& dialect : dialects()) {
    for (const StageInfo& info : stages()) {
      for (const ParamInfo& param : info.params) {
        if (!param.isNumber()) continue;
        CAPTURE(dialect.id);
        CAPTURE(info.id);
        CAPTURE(param.name);
        for (const double bad : {kNan, kInf, -kInf})
          CHECK(checkParam(info, param, bad, "stage", dialect.dialect));
        if (param.isWhole()) CHECK(checkParam(info, param, 1.5, "stage", dialect.dialect));
      }
    }
  }
}

TEST_CASE("every dialect takes what the table offers, but for transformers' temperature 0") {
  for (const DialectInfo& dialect : dialects()) {
    for (const StageInfo& info : stages()) {
      for (const ParamInfo& param : info.params) {
        if (!param.isNumber()) continue;
        CAPTURE(dialect.id);
        CAPTURE(info.id);
        for (const double value : {param.defaultValue, param.slider.to, param.slider.from}) {
          const bool isGreedy = info.kind == StageKind::Temperature && value == 0;
          const bool isRefused = isGreedy && dialect.dialect == Dialect::Transformers;
          CHECK(checkParam(info, param, value, "stage", dialect.dialect).has_value() == isRefused);
        }
      }
    }
  }
}

TEST_CASE("a stage made from names is held to its dialect's ranges, and says whose they are") {
  const std::vector<NamedValue> given = {{"k", -3.0}};
  CHECK(mustSucceed(makeStage("topK", given, "stage", Dialect::LlamaCpp)) == Stage{TopKParams{-3}});
  CHECK(mustFail(makeStage("topK", given, "stage", Dialect::Transformers)).message ==
        "stage.k is -3; allowed: a whole number from 0 (0 changes nothing), in transformers.");
  CHECK(test::refusalOf("topK", "k", 0.5, Dialect::LlamaCpp).message ==
        "stage.k is 0.5; allowed: a whole number (0 changes nothing), in llama.cpp.");
}

TEST_CASE("run and explain hold a chain to its dialect") {
  const auto logits = fourTokens();
  RunRequest request{.logits = logits, .chain = {Stage{MinPParams{1.05}}}};
  CHECK(mustFail(run(request)).field == "chain[0].p");
  CHECK(mustFail(explain(request, Ids{0})).field == "chain[0].p");
  request.dialect = Dialect::LlamaCpp;
  CHECK(mustSucceed(run(request)).dialect == Dialect::LlamaCpp);
  CHECK(mustSucceed(explain(request, Ids{0})).size() == 1);
}

} // namespace logitscope
