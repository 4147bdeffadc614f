// Generation with a memory: what penalties count, what mirostat carries, and which coins XTC takes, forwards,
// backwards and on other branches.

#include "decode_support.h"

#include <algorithm>
#include <set>

namespace logitscope {

using test::Ids;
using test::isNear;
using test::mustDo;
using test::mustFail;
using test::mustRefuse;
using test::mustSucceed;
using test::wanderingLogits;

namespace {

/// Token 0 is a little likelier than 1, that than 2, and so on.
std::vector<double> falling(std::size_t count) {
  std::vector<double> logits;
  for (std::size_t i = 0; i < count; ++i)
    logits.push_back(-0.01 * static_cast<double>(i));
  return logits;
}

/// Coins of 0: always the most likely token.
DecodeOptions likeliest(Chain chain, std::size_t tokens = 20) {
  return {.chain = std::move(chain), .maxNewTokens = tokens, .coins = std::vector<double>(200)};
}

Decoder make(DecodeOptions options, Ids prompt = {}) {
  return mustSucceed(Decoder::make(std::move(options), std::move(prompt)));
}

Decoder generated(DecodeOptions options, Ids prompt, std::size_t vocabularySize) {
  Decoder decoder = make(std::move(options), std::move(prompt));
  test::generate(decoder, [&](const Ids&) { return falling(vocabularySize); });
  return decoder;
}

const DecodeStep& here(const Decoder& decoder) {
  return decoder.steps()[decoder.current()];
}

const auto kWandering = [](const Ids& context) { return wanderingLogits(context); };

} // namespace

// ---- history

TEST_CASE("a penalty sees every token that was generated") {
  // Each costs 5 once it has come, so they come in turn.
  const Chain chain = {Stage{FrequencyPenaltyParams{5}}};
  CHECK(generated(likeliest(chain, 7), {}, 3).tokens() == Ids{0, 1, 2, 0, 1, 2, 0});
  const Chain lastTwo = {Stage{PresencePenaltyParams{5, 2}}};
  CHECK(generated(likeliest(lastTwo, 6), {}, 4).tokens() == Ids{0, 1, 2, 0, 1, 2});
}

TEST_CASE("the prompt counts where it is asked to") {
  for (const bool promptCounts : {false, true}) {
    DecodeOptions options = likeliest({Stage{PresencePenaltyParams{5}}}, 2);
    options.promptCounts = promptCounts;
    const Decoder decoder = generated(options, {0}, 4);
    CHECK(decoder.tokens() == (promptCounts ? Ids{1, 2} : Ids{0, 1}));
    CHECK(decoder.history() == (promptCounts ? Ids{0, 1, 2} : Ids{0, 1}));
  }
}

TEST_CASE("no repeated n-gram keeps a generation from repeating one") {
  DecodeOptions options{.chain = {Stage{NoRepeatNgramParams{2}}}, .maxNewTokens = 100};
  options.seed = 6;
  Decoder decoder = make(options);
  test::generate(decoder, [](const Ids&) { return falling(4); });
  const Ids tokens = decoder.tokens();
  std::set<std::pair<TokenId, TokenId>> pairs;
  for (std::size_t i = 1; i < tokens.size(); ++i)
    CHECK(pairs.insert({tokens[i - 1], tokens[i]}).second);
  // Four tokens make sixteen pairs: then at the latest nothing is left.
  CHECK(tokens.size() <= 17);
  CHECK(decoder.reason() == StopReason::NothingLeft);
}

TEST_CASE("a generation that bans what has come ends when all have come, and says nothing_left") {
  const Decoder decoder = generated(likeliest({Stage{NoRepeatNgramParams{1}}}), {}, 3);
  CHECK(decoder.tokens() == Ids{0, 1, 2});
  CHECK(stopReasonName(decoder.reason()) == "nothing_left");
  CHECK_FALSE(decoder.wanted());
  SUBCASE("a reader may still pick, and go on") {
    Decoder copy = decoder;
    mustDo(copy.pick(falling(3), 1));
    CHECK(copy.tokens() == Ids{0, 1, 2, 1});
    CHECK(here(copy).probability == 0);
    CHECK(here(copy).kept == 0);
    CHECK(copy.reason() == StopReason::Running);
  }
  SUBCASE("and a step before it is not the end") {
    Decoder copy = decoder;
    mustDo(copy.rewind(2));
    CHECK(copy.reason() == StopReason::Running);
    CHECK(copy.history() == Ids{0, 1});
  }
}

TEST_CASE("going back takes the history back, and another branch has its own") {
  Decoder decoder = generated(likeliest({Stage{PresencePenaltyParams{5}}}, 4), {}, 6);
  CHECK(decoder.tokens() == Ids{0, 1, 2, 3});
  const StepId end = decoder.current();
  mustDo(decoder.rewind(1));
  CHECK(decoder.history() == Ids{0});
  mustDo(decoder.pick(falling(6), 3));
  CHECK(decoder.history() == Ids{0, 3});
  mustDo(decoder.advance(falling(6)));
  mustDo(decoder.advance(falling(6)));
  CHECK(decoder.tokens() == Ids{0, 3, 1, 2}); // 3 has come already on this branch
  mustDo(decoder.goTo(end));
  CHECK(decoder.history() == Ids{0, 1, 2, 3});
  // What explain is asked with is what the branch remembers.
  const auto logits = falling(6);
  CHECK(decoder.request(logits).history.size() == 4);
  CHECK(test::explainOne(decoder.request(logits), 3)
            .stages[0]
            .sentence.starts_with("It has occurred once: "));
}

// ---- mirostat

TEST_CASE("mirostat's μ goes from step to step as a loop over run would carry it") {
  const Chain chain = {Stage{MirostatParams{.tau = 1, .eta = 0.5}}};
  Decoder decoder = make({.chain = chain, .maxNewTokens = 15, .seed = 3.0}, {0});
  test::generate(decoder, kWandering);
  Rng rng = mustSucceed(Rng::make(3));
  Ids context = {0};
  ChainState state;
  for (const StepId step : decoder.path()) {
    const auto logits = wanderingLogits(context);
    const Trace trace =
        mustSucceed(run({.logits = logits, .chain = chain, .state = state, .coins = {rng.next()}}));
    state = trace.state;
    context.push_back(trace.picked->id);
    CHECK(decoder.steps()[step].id == trace.picked->id);
    CHECK(decoder.steps()[step].state == state);
    CHECK(state.mu.size() == 1);
  }
  CHECK(decoder.steps()[0].state.mu.empty());
}

TEST_CASE("mirostat's μ is worked out on paper along a generation of one distribution") {
  // ½, ¼, ⅛, ⅛ and τ = 1, η = 1: see the stage's own test. Coin 0.5 falls on the first of ⅔ and ⅓,
  // 0.9 on the second.
  const auto logits = test::logitsOf({0.5, 0.25, 0.125, 0.125});
  Decoder decoder =
      make({.chain = {Stage{MirostatParams{.tau = 1, .eta = 1}}}, .coins = {0.5, 0.9, 0.2}});
  mustDo(decoder.advance(logits));
  CHECK(here(decoder).id == 0);
  CHECK(isNear(here(decoder).state.mu[0], 3 - std::log2(1.5)));
  mustDo(decoder.advance(logits));
  CHECK(here(decoder).id == 1);
  CHECK(isNear(here(decoder).state.mu[0], 4 - std::log2(1.5) - std::log2(3.0)));
  mustDo(decoder.advance(logits));
  CHECK(here(decoder).kept == 1);
  CHECK(isNear(here(decoder).state.mu[0], 5 - std::log2(1.5) - std::log2(3.0)));
  SUBCASE("going back takes μ back, and the same coins give the same μ again") {
    const double last = here(decoder).state.mu[0];
    mustDo(decoder.rewind(1));
    CHECK(isNear(decoder.request(logits).state.mu[0], 3 - std::log2(1.5)));
    mustDo(decoder.advance(logits));
    mustDo(decoder.advance(logits));
    CHECK(here(decoder).state.mu[0] == last);
    CHECK(decoder.steps().size() == 4);
  }
  SUBCASE("another token leaves another μ, and each branch keeps its own") {
    const StepId end = decoder.current();
    mustDo(decoder.rewind(1));
    mustDo(decoder.pick(logits, 0));
    CHECK(isNear(here(decoder).state.mu[0], 4 - 2 * std::log2(1.5)));
    mustDo(decoder.goTo(end));
    CHECK(isNear(decoder.request(logits).state.mu[0], 5 - std::log2(1.5) - std::log2(3.0)));
  }
}

// ---- XTC and its coins

namespace {

const Chain kXtc = {Stage{XtcParams{0.5, 0.1}}};

} // namespace

TEST_CASE("a chain with XTC takes two coins a step, the draw the second") {
  Decoder decoder = make({.chain = kXtc, .maxNewTokens = 25, .seed = 12.0}, {0});
  test::generate(decoder, kWandering);
  Rng rng = mustSucceed(Rng::make(12));
  Ids context = {0};
  for (const StepId step : decoder.path()) {
    const double toss = rng.next();
    const double coin = rng.next();
    const auto logits = wanderingLogits(context);
    const Trace trace = mustSucceed(run({.logits = logits, .chain = kXtc, .coins = {toss, coin}}));
    context.push_back(trace.picked->id);
    CHECK(decoder.steps()[step].coin == coin);
    CHECK(decoder.steps()[step].id == trace.picked->id);
    CHECK(decoder.steps()[step].kept == trace.ids.size());
  }
}

TEST_CASE("coins that are given are shared out the same way, and said to be too few") {
  const auto logits = test::fourTokens();
  const Chain chain = {Stage{XtcParams{0.5, 0.2}}};
  Decoder decoder = make({.chain = chain, .coins = {0.1, 0.9, 0.9, 0.1, 0.5}});
  mustDo(decoder.advance(logits)); // it acts: 1 and 0 stay
  mustDo(decoder.advance(logits)); // it does not
  CHECK(decoder.tokens() == Ids{0, 3});
  CHECK(mustRefuse(decoder.advance(logits)).message ==
        "coins is a list of 5; allowed: at least 6 for step 3.");
  SUBCASE("a pick by hand needs none") {
    mustDo(decoder.pick(logits, 3));
    CHECK(here(decoder).kept == 4);
  }
}

TEST_CASE("strategies with XTC and without share the draw's coins when all take equally many") {
  DecodeOptions with{.chain = kXtc, .maxNewTokens = 10, .seed = 8.0, .coinsPerStep = 2};
  DecodeOptions without{.maxNewTokens = 10, .seed = 8.0, .coinsPerStep = 2};
  Decoder one = make(with, {0});
  Decoder other = make(without, {0});
  test::generate(one, kWandering);
  test::generate(other, kWandering);
  for (std::size_t i = 0; i < 10; ++i)
    CHECK(one.steps()[one.path()[i]].coin == other.steps()[other.path()[i]].coin);
  with.coinsPerStep = 1;
  const Error error = mustFail(Decoder::make(with, {}));
  CHECK(error.field == "coinsPerStep");
  CHECK(error.message == "coinsPerStep is 1; allowed: 0, or from 2, which this chain needs.");
}

TEST_CASE("with gumbel luck XTC still tosses its coin, and the noise picks among the survivors") {
  const Chain chain = {Stage{XtcParams{0.5, 0.1}}};
  Decoder decoder =
      make({.chain = chain, .maxNewTokens = 40, .seed = 5.0, .luck = Luck::Gumbel}, {0});
  test::generate(decoder, kWandering);
  Rng rng = mustSucceed(Rng::make(5));
  Ids context = {0};
  int acted = 0;
  for (const StepId step : decoder.path()) {
    const double toss = rng.next();
    rng.next(); // the draw's, which noise does without
    const auto logits = wanderingLogits(context);
    const Trace trace = mustSucceed(run({.logits = logits, .chain = chain, .coins = {toss, 0}}));
    const std::size_t depth = context.size() - 1;
    const auto best = std::ranges::max_element(
        trace.ids, {}, [&](TokenId id) { return logits[id] + gumbelNoise(5, depth, id); });
    CHECK(decoder.steps()[step].id == *best);
    CHECK(decoder.steps()[step].kept == trace.ids.size());
    CHECK(decoder.steps()[step].noise == gumbelNoise(5, depth, *best));
    if (trace.ids.size() < logits.size()) ++acted;
    context.push_back(*best);
  }
  CHECK(acted > 5);
  CHECK(acted < 35);
}

TEST_CASE("a pick by hand meets the same XTC as the draw would have") {
  for (double seed = 0; seed < 20; ++seed) {
    Decoder drawn = make({.chain = kXtc, .seed = seed});
    Decoder picked = make({.chain = kXtc, .seed = seed});
    const auto logits = wanderingLogits(Ids{3});
    mustDo(drawn.advance(logits));
    mustDo(picked.pick(logits, here(drawn).id));
    CHECK(here(picked).kept == here(drawn).kept);
    CHECK(here(picked).probability == here(drawn).probability);
    CHECK_FALSE(here(picked).coin);
  }
}

// ---- dialects

TEST_CASE("a generation speaks its dialect from the first check on") {
  const Chain negative = {Stage{TemperatureParams{-1}}};
  CHECK(mustFail(Decoder::make({.chain = negative}, {})).field == "chain[0].temperature");
  Decoder greedy = make({.chain = negative, .dialect = Dialect::LlamaCpp, .seed = 1.0});
  mustDo(greedy.advance(test::fourTokens()));
  CHECK(greedy.tokens() == Ids{3});
  const DecodeOptions zero{.chain = {Stage{TemperatureParams{0}}},
                           .dialect = Dialect::Transformers};
  CHECK(mustFail(Decoder::make(zero, {})).message ==
        "chain[0].temperature is 0; allowed: greater than 0 (1 changes nothing), in transformers.");
}

TEST_CASE("a generation lays the line as its dialect does") {
  const auto logits = test::fourTokens(); // 0.1, 0.2, 0.3, 0.4
  for (const auto& [dialect, id] :
       {std::pair{Dialect::Textbook, 3U}, {Dialect::Transformers, 0U}, {Dialect::LlamaCpp, 0U}}) {
    Decoder decoder = make({.dialect = dialect, .coins = {0.05}});
    mustDo(decoder.advance(logits));
    CHECK(decoder.tokens() == Ids{id});
  }
}

} // namespace logitscope
