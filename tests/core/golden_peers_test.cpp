// What the test suites of llama.cpp, transformers, exllamav3, mlx-lm and llm-samplers assert:
// golden/peer_tests.json. llama.cpp's and transformers' cases run in their dialects, the others' in the
// textbook's. A case is excused where it asks for something that no stage of ours does, or for a choice
// that its project makes and the field does not; each excuse is printed.

#include "golden_chain.h"

#include <algorithm>
#include <map>
#include <set>

namespace logitscope {

using test::Ids;
using test::Json;
using test::kInf;
using test::mustSucceed;

namespace {

constexpr std::string_view kGolden =
#include "golden/peer_tests.json.inc"
    ;

bool has(const Json& object, std::string_view name) {
  return !object[name].isNull();
}

double numberOf(const Json& value) {
  return value.text == "-inf" ? -kInf : value.number;
}

// ---- from their words to ours

/// A parameter under their name and under ours.
struct Renamed {
  std::string_view theirs;
  std::string_view ours;
};

struct Translation {
  std::string_view sampler;
  std::string_view stage;
  std::vector<Renamed> params;
};

const std::vector<Translation>& translations() {
  static const std::vector<Translation> table = {
      {"temperature", "temperature", {{"temp", "temperature"}}},
      {"dynamic_temperature",
       "dynamicTemperature",
       {{"temp", "temperature"}, {"delta", "delta"}, {"exponent", "exponent"}}},
      {"top_k", "topK", {{"k", "k"}, {"min_tokens_to_keep", "minKeep"}}},
      {"top_p", "topP", {{"p", "p"}, {"min_keep", "minKeep"}, {"min_tokens_to_keep", "minKeep"}}},
      {"min_p", "minP", {{"p", "p"}, {"min_keep", "minKeep"}, {"min_tokens_to_keep", "minKeep"}}},
      {"typical_p",
       "typicalP",
       {{"p", "p"}, {"mass", "p"}, {"min_keep", "minKeep"}, {"min_tokens_to_keep", "minKeep"}}},
      {"epsilon", "epsilon", {{"epsilon", "epsilon"}, {"min_tokens_to_keep", "minKeep"}}},
      {"eta", "eta", {{"epsilon", "epsilon"}, {"min_tokens_to_keep", "minKeep"}}},
      {"top_n_sigma", "topNSigma", {{"n", "n"}}},
      {"top_h", "topH", {{"h", "alpha"}}},
      {"top_a", "topA", {{"a", "a"}}},
      {"p_less", "pLess", {}},
      {"xtc",
       "xtc",
       {{"probability", "probability"}, {"threshold", "threshold"}, {"min_keep", "minKeep"}}},
      {"xtc(expectation)", "xtc", {{"probability", "probability"}, {"threshold", "threshold"}}},
      {"repetition_penalty", "repetitionPenalty", {{"penalty", "penalty"}}},
      {"repetition", "repetitionPenalty", {{"rep", "penalty"}}},
      {"presence", "presencePenalty", {{"penalty", "penalty"}, {"context", "lastN"}}},
      {"frequency", "frequencyPenalty", {{"penalty", "penalty"}, {"context", "lastN"}}},
      {"no_repeat_ngram", "noRepeatNgram", {{"n", "n"}}},
      {"dry",
       "dry",
       {{"multiplier", "multiplier"},
        {"base", "base"},
        {"allowed_length", "allowedLength"},
        {"penalty_last_n", "lastN"}}},
  };
  return table;
}

Stage stageOf(std::string_view kind, std::vector<NamedValue> params, Dialect dialect) {
  return mustSucceed(makeStage(kind, params, kind, dialect));
}

/// "chain(top_k,min_p)": its stages in that order.
Chain listedChain(const Json& one, Dialect dialect) {
  const Json& params = one["params"];
  const std::map<std::string, std::pair<std::string, std::string>> stages = {
      {"top_k", {"topK", "k"}}, {"top_p", {"topP", "p"}}, {"min_p", {"minP", "p"}}};
  Chain chain;
  std::string rest = one["sampler"].text.substr(6);
  while (!rest.empty()) {
    const std::size_t end = rest.find_first_of(",)");
    const std::string name = rest.substr(0, end);
    const auto& [kind, param] = stages.at(name);
    chain.push_back(stageOf(kind, {{param, params[name].number}}, dialect));
    rest = rest.substr(end + 1);
  }
  return chain;
}

Chain chainOf(const Json& one, Dialect dialect) {
  const std::string& sampler = one["sampler"].text;
  const Json& params = one["params"];
  if (sampler.starts_with("chain(")) return listedChain(one, dialect);
  if (sampler == "penalties(repeat,freq,present)") {
    const NamedValue lastN{"lastN", params["penalty_last_n"].number};
    return {stageOf("repetitionPenalty", {{"penalty", params["repeat"].number}, lastN}, dialect),
            stageOf("frequencyPenalty", {{"penalty", params["freq"].number}, lastN}, dialect),
            stageOf("presencePenalty", {{"penalty", params["present"].number}, lastN}, dialect)};
  }
  if (sampler == "presence+frequency") {
    return {stageOf("presencePenalty", {{"penalty", params["presence"].number}}, dialect),
            stageOf("frequencyPenalty", {{"penalty", params["frequency"].number}}, dialect)};
  }
  const auto found = std::ranges::find(translations(), sampler, &Translation::sampler);
  REQUIRE(found != translations().end());
  std::vector<NamedValue> given;
  for (const Renamed& name : found->params) {
    // Below 1, ours asks for the one that always stays.
    if (has(params, name.theirs))
      given.push_back({std::string(name.ours), params[name.theirs].number});
  }
  if (has(params, "seq_breakers_token_ids")) {
    Ids breakers;
    for (const Json& breaker : params["seq_breakers_token_ids"].items)
      breakers.push_back(breaker.items[0].as<TokenId>());
    given.push_back({"breakers", breakers});
  }
  return {stageOf(found->stage, given, dialect)};
}

std::vector<double> logitsOf(const Json& input) {
  std::vector<double> logits;
  for (const Json& value : input["logits"].items)
    logits.push_back(numberOf(value));
  for (const Json& value : input["probs"].items)
    logits.push_back(std::log(value.number));
  for (const Json& value : input["weights"].items)
    logits.push_back(std::log(value.number));
  const auto logarithms = input["n_vocab"].as<std::size_t>();
  for (std::size_t id = 0; id < logarithms; ++id)
    logits.push_back(std::log(static_cast<double>(id)));
  logits.resize(std::max(logits.size(), input["vocab"].as<std::size_t>()), 0.0);
  return logits;
}

Ids historyOf(const Json& one) {
  const Json& input = one["input"];
  for (const std::string_view name : {"input_ids", "last_tokens", "past", "tokens"}) {
    if (!has(input, name)) continue;
    Ids history = input[name].listOf<TokenId>();
    const auto ignored = one["params"]["prompt_ignore_length"].as<std::ptrdiff_t>();
    history.erase(history.begin(), history.begin() + ignored);
    return history;
  }
  return {};
}

// ---- what is not ours to answer

/// Why a case is excused; empty where it is played.
std::string excuseFor(const Json& one) {
  const std::string& sampler = one["sampler"].text;
  const Json& params = one["params"];
  const std::map<std::string_view, std::string_view> noStage = {
      {"encoder_repetition_penalty", "encoder-decoder models are not looked at"},
      {"bad_words", "bans of sequences are not a stage; single tokens are"},
      {"sequence_bias", "biases of sequences are not a stage; single tokens have them"},
      {"inf_nan_remove", "NaN and +inf are refused by position instead"},
      {"min_length", "how long a text must be is the caller's rule"},
      {"min_new_tokens", "how long a text must be is the caller's rule"},
      {"forced_eos", "how long a text may be is the caller's rule"},
      {"grammar_mask(prefix_allowed_tokens)", "grammars are the caller's rule"},
      {"cfg", "guidance needs a second row of logits"},
      {"presence with sustain/decay", "penalties do not fade with distance"},
      {"repetition with sustain/decay", "penalties do not fade with distance"},
  };
  if (const auto found = noStage.find(sampler); found != noStage.end())
    return std::string(found->second);
  if (sampler == "temperature+top_p") return "exllamav3 drops the token that reaches p";
  if (sampler == "xtc(expectation)" && params["probability"].number < 1)
    return "exllamav3 takes the expectation instead of a coin";
  if (has(params, "protected") || has(params, "special_tokens")) return "XTC spares no token";
  if (has(params, "bias")) return "ids beyond the vocabulary and biases of NaN are refused by name";
  if (sampler == "min_p" && params["p"].number > 1 && !one["id"].text.starts_with("lcpp"))
    return "p above 1 is outside the textbook's range";
  const auto probs = one["input"]["probs"].numbers();
  const auto least = std::ranges::min_element(probs);
  if (one["id"].text.starts_with("mlx-xtc") && std::ranges::count(probs, *least) > 1 &&
      params["threshold"].number <= *least)
    return "of top choices that tie, mlx-lm keeps all";
  return {};
}

// ---- what they expect

struct Answer {
  std::vector<double> logits;
  const Trace& trace;

  bool isKept(std::size_t id) const { return std::ranges::find(trace.ids, id) != trace.ids.end(); }
  double logitOf(std::size_t id) const {
    const auto found = std::ranges::find(trace.ids, id);
    return found == trace.ids.end()
               ? -kInf
               : trace.logits[static_cast<std::size_t>(found - trace.ids.begin())];
  }
  double probabilityOf(std::size_t id) const {
    const auto found = std::ranges::find(trace.ids, id);
    return found == trace.ids.end()
               ? 0
               : trace.probabilities[static_cast<std::size_t>(found - trace.ids.begin())];
  }
};

void checkList(std::vector<double> actual, std::vector<double> expected, double tolerance) {
  REQUIRE(actual.size() == expected.size());
  for (std::size_t i = 0; i < actual.size(); ++i)
    CHECK(std::abs(actual[i] - expected[i]) <= tolerance);
}

std::vector<double> sorted(std::vector<double> values) {
  std::ranges::sort(values, std::greater<>());
  return values;
}

/// Returns how many of the expectations it knew.
int checkAnswer(const Json& expected, const Answer& answer, double tolerance) {
  int checked = 0;
  const auto check = [&](std::string_view name, auto action) {
    if (!has(expected, name)) return;
    action(expected[name]);
    ++checked;
  };
  const std::size_t count = answer.logits.size();
  const std::vector<double> input = softmax(answer.logits).probabilities;

  check("probs", [&](const Json& value) {
    auto wanted = value.numbers();
    std::erase(wanted, 0.0);
    auto actual = answer.trace.probabilities;
    // Written as 0 by them: smaller than their digits.
    std::erase_if(actual,
                  [&](double p) { return p <= tolerance && wanted.size() < actual.size(); });
    checkList(sorted(actual), sorted(wanted), tolerance);
    if (value.items.size() != count) return;
    for (std::size_t id = 0; id < count; ++id) {
      if (value.items[id].number == 0) CHECK(answer.probabilityOf(id) <= tolerance);
    }
  });
  check("probs_unnormalised", [&](const Json& value) {
    auto wanted = value.numbers();
    std::erase(wanted, 0.0);
    std::vector<double> actual;
    for (const TokenId id : answer.trace.ids)
      actual.push_back(input[id]);
    checkList(sorted(actual), sorted(wanted), tolerance);
  });
  check("kept_probs", [&](const Json& value) {
    for (std::size_t id = 0; id < count; ++id) {
      // A token of probability 0 may be removed or not: it says so little either way.
      if (input[id] > 0) CHECK(answer.isKept(id) == (value.items[id].number > 0));
    }
  });
  check("masked", [&](const Json& value) {
    for (std::size_t id = 0; id < count; ++id)
      CHECK(answer.isKept(id) != value.items[id].boolean);
  });
  check("banned", [&](const Json& value) {
    const auto banned = value.listOf<TokenId>();
    for (TokenId id = 0; id < count; ++id)
      CHECK(answer.isKept(id) == (std::ranges::find(banned, id) == banned.end()));
  });
  check("n_kept",
        [&](const Json& value) { CHECK(answer.trace.ids.size() == value.as<std::size_t>()); });
  check("n_filtered", [&](const Json& value) {
    CHECK(count - answer.trace.ids.size() == value.as<std::size_t>());
  });
  check("logits", [&](const Json& value) {
    for (std::size_t id = 0; id < count; ++id)
      CHECK(std::abs(answer.logitOf(id) - numberOf(value.items[id])) <= tolerance);
  });
  check("logits_at", [&](const Json& value) {
    for (const auto& [id, logit] : value.fields)
      CHECK(std::abs(answer.logitOf(std::stoul(id)) - logit.number) <= tolerance);
  });
  check("unchanged", [&](const Json&) {
    for (std::size_t id = 0; id < count; ++id)
      CHECK(std::abs(answer.logitOf(id) - answer.logits[id]) <= tolerance);
  });
  check("indices", [&](const Json& value) { CHECK(answer.trace.ids == value.listOf<TokenId>()); });
  check("logits_sorted",
        [&](const Json& value) { checkList(answer.trace.logits, value.numbers(), tolerance); });
  // llama.cpp counts what is at -inf in its array.
  check("size", [&](const Json& value) {
    const std::size_t atMinusInf =
        static_cast<std::size_t>(std::ranges::count(answer.logits, -kInf));
    const std::size_t size = answer.trace.ids.size();
    const auto wanted = value.as<std::size_t>();
    CHECK((size == wanted || size + atMinusInf == wanted));
  });
  check("max_token_id", [&](const Json& value) {
    CHECK(*std::ranges::max_element(answer.trace.ids) == value.as<TokenId>());
  });
  check("min_token_id", [&](const Json& value) {
    // Id 0 of these is at -inf.
    const TokenId least = value.as<TokenId>();
    CHECK(*std::ranges::min_element(answer.trace.ids) ==
          (answer.logits[least] == -kInf ? least + 1 : least));
  });
  check("first_random", [](const Json&) {});
  return checked;
}

Dialect dialectOf(const Json& one) {
  if (one["id"].text.starts_with("lcpp")) return Dialect::LlamaCpp;
  if (one["id"].text.starts_with("hf")) return Dialect::Transformers;
  return Dialect::Textbook;
}

void play(const Json& one) {
  if (one["sampler"].text == "prng") {
    Rng rng = mustSucceed(Rng::make(one["input"]["seed"].number, RngKind::Python));
    CHECK(rng.next() == one["expected"]["first_random"].number);
    return;
  }
  const Dialect dialect = dialectOf(one);
  const auto logits = logitsOf(one["input"]);
  const Ids history = historyOf(one);
  RunRequest request{
      .logits = logits, .chain = chainOf(one, dialect), .dialect = dialect, .history = history};
  // Where they rely on a lucky seed: a coin that always acts.
  if (coinsOf(request.chain) > 0) request.coins = {0, 0};
  const Trace trace = mustSucceed(run(request));
  const double tolerance = has(one, "tol") ? one["tol"].number : 1e-4;
  CHECK(checkAnswer(one["expected"], {logits, trace}, tolerance) > 0);
}

} // namespace

TEST_CASE("what the tests of other samplers assert holds here too") {
  const Json golden = test::parseJson(kGolden);
  REQUIRE(golden["cases"].items.size() == 151);
  int excused = 0;
  for (const Json& one : golden["cases"].items) {
    CAPTURE(one["id"].text);
    const std::string excuse = excuseFor(one);
    if (excuse.empty()) {
      play(one);
    } else {
      ++excused;
      MESSAGE(one["id"].text, " is excused: ", excuse);
    }
  }
  CHECK(excused <= 25);
}

} // namespace logitscope
