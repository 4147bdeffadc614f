// Where the dialects differ, each time with the smallest example in which they do: ties, sums, what stays in
// llama.cpp's array, and on which token the same coin falls.

#include "stages_support.h"

namespace logitscope {

using test::explainAt;
using test::figureOf;
using test::fourTokens;
using test::halves;
using test::Ids;
using test::isNear;
using test::kInf;
using test::logitsOf;
using test::mustSucceed;
using test::noteOf;
using test::runIn;
using test::runOne;
using test::sentenceFor;
using test::Setting;
using test::survivorsOf;

namespace {

const Setting kTextbook{};
const Setting kTransformers{.dialect = Dialect::Transformers};
const Setting kLlamaCpp{.dialect = Dialect::LlamaCpp};

/// The token on which [coin] falls.
TokenId drawn(Setting setting, const std::vector<double>& logits, const Chain& chain, double coin) {
  setting.coins = {coin};
  const Trace trace = runIn(setting, logits, chain);
  REQUIRE(trace.picked);
  return trace.picked->id;
}

} // namespace

// ---- ties

TEST_CASE("top-k: transformers keeps every token that ties with the last") {
  const std::vector<double> logits = {1, 2, 1, 1, 0};
  const TopKParams two{2};
  CHECK(survivorsOf(logits, two, kTextbook) == Ids{1, 0});
  CHECK(survivorsOf(logits, two, kLlamaCpp) == Ids{1, 0});
  CHECK(survivorsOf(logits, two, kTransformers) == Ids{1, 0, 2, 3});
  CHECK(noteOf(logits, two, kTransformers) ==
        "The 2 most likely stay, 2 tokens with them that tie with the last, 1 token beyond rank 2 "
        "goes.");
  const TokenAtStage saved = explainAt(logits, two, 3, kTransformers);
  CHECK(saved.sentence == "Kept by top-k: rank 4 is beyond k = 2, but ties with its last.");
  CHECK(saved.margin == -2);
  CHECK(sentenceFor(logits, two, 3, kTextbook) == "Removed by top-k: rank 4 is beyond k = 2.");
}

TEST_CASE(
    "epsilon and eta: where too few reach the bar, transformers keeps all that tie with the last") {
  const std::vector<double> flat(4, 0.0);
  CHECK(survivorsOf(flat, EpsilonParams{0.3}, kTextbook) == Ids{0});
  CHECK(survivorsOf(flat, EpsilonParams{0.3}, kTransformers) == Ids{0, 1, 2, 3});
  // ½, ¼ and ¼ have 1.5 bits: η = 2^−1.5 = 0.354, and minKeep asks for one of the two that tie.
  const auto logits = logitsOf({0.5, 0.25, 0.25});
  CHECK(survivorsOf(logits, EtaParams{1, 2}, kTextbook) == Ids{0, 1});
  CHECK(survivorsOf(logits, EtaParams{1, 2}, kTransformers) == Ids{0, 1, 2});
}

TEST_CASE("temperature 0: textbook takes the lowest id, llama.cpp the first of its array") {
  const std::vector<double> logits = {1, 1, 0};
  const Chain greedy = {Stage{TemperatureParams{0}}};
  CHECK(runIn(kTextbook, logits, greedy).ids == Ids{0});
  CHECK(runIn(kLlamaCpp, logits, greedy).ids == Ids{0});
  // 0.604, 0.366 and 0.030 surprise by 0.73, 1.45 and 5.06 bits; their entropy is 1.12. Token 1 is
  // closest to it, so it stands first in llama.cpp's array, and a bias lets it tie with token 0.
  const std::vector<double> uneven = {1, 0.5, -2};
  const Chain ranked = {Stage{TypicalPParams{0.95}}, Stage{LogitBiasParams{{{1, 0.5}}}},
                        Stage{TemperatureParams{0}}};
  CHECK(runIn(kTextbook, uneven, ranked).ids == Ids{0});
  CHECK(runIn(kLlamaCpp, uneven, ranked).ids == Ids{1});
}

// ---- top-p

TEST_CASE("top-p: the textbook's 0.4 + 0.3 + 0.2 reaches 0.9") {
  const auto logits = logitsOf({0.4, 0.3, 0.2, 0.05, 0.05});
  CHECK(survivorsOf(logits, TopPParams{0.9}, kTextbook) == Ids{0, 1, 2});
}

TEST_CASE("top-p: transformers sums from the tail, and of a tie at the edge keeps the higher id") {
  // ⅛ may go, ⅛ + ⅛ is more than 1 − 0.8.
  const auto logits = halves();
  CHECK(survivorsOf(logits, TopPParams{0.8}, kTextbook) == Ids{0, 1, 2});
  CHECK(survivorsOf(logits, TopPParams{0.8}, kLlamaCpp) == Ids{0, 1, 2});
  CHECK(survivorsOf(logits, TopPParams{0.8}, kTransformers) == Ids{0, 1, 3});
  CHECK(sentenceFor(logits, TopPParams{0.8}, 2, kTransformers) ==
        "Removed by top-p: it ties with a token of the nucleus, and only one of them reaches p.");
  CHECK(sentenceFor(logits, TopPParams{0.8}, 3, kTransformers) ==
        "Kept by top-p: it ties with the last token of the nucleus.");
}

TEST_CASE("top-p: only the textbook knows a tolerance") {
  // Four equal tokens have exactly ¼ in float32 too. A p above ¾ by one part in 2^23 is a number of
  // its own there, and within the textbook's 1e-6 for logits that came as float32.
  const std::vector<double> flat(4, 0.0);
  const Chain chain = {Stage{TopPParams{0.75 + 0x1p-23}}};
  const auto kept = [&](Dialect dialect) {
    const RunRequest request{
        .logits = flat, .chain = chain, .dialect = dialect, .logitsAreFloat32 = true};
    return mustSucceed(run(request)).ids.size();
  };
  CHECK(kept(Dialect::Textbook) == 3);
  CHECK(kept(Dialect::LlamaCpp) == 4);
  CHECK(kept(Dialect::Transformers) == 4);
}

// ---- min-p

TEST_CASE("min-p: llama.cpp compares logits, where others compare probabilities") {
  // A logit on float32's ln 0.1 below the largest stays, the next float below it goes.
  const auto bar = static_cast<float>(std::log(static_cast<double>(0.1f)));
  const auto keptWith = [](double logit, const Setting& setting) {
    return survivorsOf(std::vector<double>{0, logit}, MinPParams{0.1}, setting).size();
  };
  CHECK(keptWith(static_cast<double>(bar), kLlamaCpp) == 2);
  CHECK(keptWith(static_cast<double>(std::nextafter(bar, -9.0f)), kLlamaCpp) == 1);
  // Near 2^23 float32 knows halves only: 2^23 + ln 0.1 becomes 2^23 − 2.5 there, and the second
  // logit is on it, although its probability is e^−2.5 = 0.082 of the first's.
  const std::vector<double> far = {0x1p23, 0x1p23 - 2.5};
  CHECK(survivorsOf(far, MinPParams{0.1}, kLlamaCpp) == Ids{0, 1});
  CHECK(survivorsOf(far, MinPParams{0.1}, kTransformers) == Ids{0});
  CHECK(survivorsOf(far, MinPParams{0.1}, kTextbook) == Ids{0});
}

// ---- typical-p

TEST_CASE("typical-p: reaching p, tying with the last, and exceeding p are three rules") {
  // Four equal tokens have ¼ each, and all tie.
  const std::vector<double> flat(4, 0.0);
  CHECK(survivorsOf(flat, TypicalPParams{0.5}, kTextbook) == Ids{0, 1});
  CHECK(survivorsOf(flat, TypicalPParams{0.5}, kLlamaCpp) == Ids{0, 1, 2});
  CHECK(survivorsOf(flat, TypicalPParams{0.5}, kTransformers) == Ids{0, 1, 2, 3});
  CHECK(sentenceFor(flat, TypicalPParams{0.5}, 3, kTransformers)
            .ends_with("; it ties with the last of these, or minKeep asks for it."));
}

// ---- what stays in llama.cpp's array

TEST_CASE("llama.cpp masks what temperature 0 and top-nσ remove, and later stages still count it") {
  // Mean −4, σ = 5: the threshold is 1 − 5.
  const std::vector<double> logits = {1, 1, -9, -9};
  const Chain chain = {Stage{TopNSigmaParams{1}}, Stage{DynamicTemperatureParams{1, 0.5, 1}}};
  const auto temperature = [&](const Setting& setting) {
    const Trace trace = runIn(setting, logits, chain);
    CHECK(trace.ids == Ids{0, 1});
    CHECK(trace.stages[0].removed == Ids{2, 3});
    CHECK(trace.stages[0].kept == 2);
    return trace.stages[1].figures[0].value;
  };
  // The entropy is 1 bit: of at most log2 2 in the textbook, of log2 4 in the array.
  CHECK(isNear(temperature(kTextbook), 1.5));
  CHECK(isNear(temperature(kLlamaCpp), 1.0, 1e-6));
  const Trace greedy = runIn(kLlamaCpp, logits, {Stage{TemperatureParams{0}}});
  CHECK(greedy.ids == Ids{0});
  CHECK(greedy.stages[0].kept == 1);
  CHECK(greedy.stages[0].removed == Ids{1, 2, 3});
}

TEST_CASE("llama.cpp's array stays sorted after a logit bias, and top-p walks the old order") {
  // After the bias: 3, 2, 1 and 5, of which the last has 0.83.
  const std::vector<double> logits = {3, 2, 1, 0};
  const LogitBiasParams bias{{{3, 5}}};
  const TopPParams topP{0.6};
  const Chain chain = {Stage{TopKParams{4}}, Stage{bias}, Stage{topP}};
  CHECK(runIn(kTextbook, logits, chain).ids == Ids{3});
  CHECK(runIn(kTransformers, logits, chain).ids == Ids{3});
  // The array is walked from token 0: 0.11, 0.15, 0.17, and 0.6 is reached with the last.
  CHECK(runIn(kLlamaCpp, logits, chain).ids == Ids{3, 0, 1, 2});
  SUBCASE("not where nobody had sorted it") {
    CHECK(runIn(kLlamaCpp, logits, {Stage{bias}, Stage{topP}}).ids == Ids{3});
  }
  SUBCASE("and a penalty forgets the order, even one that does nothing") {
    for (const StageParams& neutral :
         {StageParams{FrequencyPenaltyParams{0}}, StageParams{PresencePenaltyParams{0}},
          StageParams{RepetitionPenaltyParams{1}}}) {
      const Chain penalised = {Stage{TopKParams{4}}, Stage{bias}, Stage{neutral}, Stage{topP}};
      CHECK(runIn(kLlamaCpp, logits, penalised).ids == Ids{3});
    }
  }
}

TEST_CASE("llama.cpp's mirostat 2 cuts that old order before its first surprising token") {
  // After the bias: −7, 2, 1 and 0. μ = 2 bits; token 1 has 0.59, token 0 has 13.6 and is first.
  const std::vector<double> logits = {3, 2, 1, 0};
  const Chain chain = {Stage{TopKParams{4}}, Stage{LogitBiasParams{{{0, -10}}}},
                       Stage{MirostatParams{.tau = 1}}};
  CHECK(runIn(kTextbook, logits, chain).ids == Ids{1});
  CHECK(runIn(kLlamaCpp, logits, chain).ids == Ids{0});
  const auto sentence = [&](TokenId id) {
    return test::explainOne(test::requestOf(logits, chain, kLlamaCpp), id).stages[2].sentence;
  };
  CHECK(sentence(0) == "Kept by mirostat: its surprise, 13.6 bits, is above μ = 2, but it is the "
                       "only one left.");
  CHECK(sentence(1) == "Removed by mirostat: its surprise, 0.588 bits, is within μ = 2, but a "
                       "token before it is above that.");
}

// ---- p-less and top-h

TEST_CASE("p-less: llama.cpp lets through what misses the bar by a hundred thousandth") {
  // Half and half but for 5 · 10^-6: the second misses Σp² by as much.
  const std::vector<double> logits = {0, -2e-5};
  CHECK(survivorsOf(logits, PLessParams{}, kTextbook) == Ids{0});
  CHECK(survivorsOf(logits, PLessParams{}, kLlamaCpp) == Ids{0, 1});
  CHECK(noteOf(logits, PLessParams{}, kLlamaCpp) == "2 tokens reach Σp² = 50.0 % less 0.001 %.");
  // At 2 · 10^-5 it is gone there too.
  CHECK(survivorsOf(std::vector<double>{0, -8e-5}, PLessParams{}, kLlamaCpp) == Ids{0});
}

TEST_CASE(
    "p-less and eta keep all of n equal tokens in every dialect, whatever float32 makes of 1/n") {
  // Σp² is n · (1/n)², and √1 · e^−ln n is 1/n: as much as each of them has.
  for (const DialectInfo& info : dialects()) {
    const Setting setting{.dialect = info.dialect};
    for (std::size_t n = 1; n < 300; ++n) {
      CAPTURE(info.id);
      CAPTURE(n);
      const std::vector<double> flat(n, 0.7);
      CHECK(survivorsOf(flat, PLessParams{}, setting).size() == n);
      CHECK(survivorsOf(flat, EtaParams{1}, setting).size() == n);
    }
  }
}

TEST_CASE("top-h: transformers looks at the 100 most likely tokens, as if there were no others") {
  std::vector<double> logits;
  for (int i = 0; i < 150; ++i)
    logits.push_back(-0.01 * i);
  CHECK(survivorsOf(logits, TopHParams{1}, kTextbook).size() == 150);
  const Trace trace = runOne(logits, TopHParams{1}, kTransformers);
  CHECK(trace.ids.size() == 100);
  CHECK(trace.ids.back() == 99);
  // Nearly log2 100 bits, not log2 150.
  CHECK(std::abs(*figureOf(trace, "entropy") - 6.58) < 0.01);
  CHECK(sentenceFor(logits, TopHParams{1}, 120, kTransformers) ==
        "Removed by top-h: only the 100 most likely are looked at.");
  CHECK(sentenceFor(logits, TopHParams{1}, 120, kTextbook) == "Kept: top-h is off.");
}

// ---- the line from 0 to 1

TEST_CASE("the line is laid by probability, by id, or as the tokens stand: the same coin, another "
          "token") {
  const auto logits = logitsOf({0.2, 0.5, 0.3});
  struct Toss {
    double coin;
    TokenId textbook;
    TokenId transformers;
  };
  // By probability 1, 2, 0 end at 0.5, 0.8 and 1; by id 0, 1, 2 end at 0.2, 0.7 and 1.
  for (const auto& [coin, textbook, transformers] :
       {Toss{0.1, 1, 0}, Toss{0.3, 1, 1}, Toss{0.6, 2, 1}, Toss{0.75, 2, 2}, Toss{0.9, 0, 2}}) {
    CAPTURE(coin);
    CHECK(drawn(kTextbook, logits, {}, coin) == textbook);
    CHECK(drawn(kTransformers, logits, {}, coin) == transformers);
    // llama.cpp's array stands by id, until somebody sorts it.
    CHECK(drawn(kLlamaCpp, logits, {}, coin) == transformers);
    CHECK(drawn(kLlamaCpp, logits, {Stage{TopKParams{3}}}, coin) == textbook);
    CHECK(drawn(kTransformers, logits, {Stage{TopKParams{3}}}, coin) == transformers);
  }
}

TEST_CASE("the line after typical-p is its ranking in llama.cpp") {
  // ¼, ½, ⅛ and ⅛: tokens 1, 0, 2, 3.
  const auto logits = halves();
  const Chain chain = {Stage{TypicalPParams{0.95}}};
  CHECK(drawn(kLlamaCpp, logits, chain, 0.1) == 1);
  CHECK(drawn(kLlamaCpp, logits, chain, 0.3) == 0);
  CHECK(drawn(kLlamaCpp, logits, chain, 0.8) == 2);
  CHECK(drawn(kTextbook, logits, chain, 0.1) == 0);
  CHECK(drawn(kTransformers, logits, chain, 0.1) == 0);
}

TEST_CASE("the line's intervals are parallel to the list, and say where each token lies on it") {
  const auto logits = logitsOf({0.2, 0.5, 0.3});
  const auto near = [](const std::vector<double>& a, const std::vector<double>& b) {
    REQUIRE(a.size() == b.size());
    for (std::size_t i = 0; i < a.size(); ++i)
      CHECK(isNear(a[i], b[i], 1e-7));
  };
  const Trace textbook = runIn(kTextbook, logits, {});
  CHECK(textbook.ids == Ids{1, 2, 0});
  near(textbook.intervals, {0, 0.5, 0.8});
  near(textbook.intervalEnds, {0.5, 0.8, 1});
  const Trace byId = runIn(kTransformers, logits, {});
  CHECK(byId.ids == Ids{1, 2, 0}); // the list is the same
  near(byId.intervals, {0.2, 0.7, 0});
  near(byId.intervalEnds, {0.7, 1, 0.2});
  CHECK(byId.intervalEnds[1] == 1);
}

TEST_CASE("the line passes over what llama.cpp's array holds masked") {
  const std::vector<double> logits = {0, -kInf, 0, -9};
  const Chain chain = {Stage{TopNSigmaParams{0.5}}};
  const Trace trace = runIn(kLlamaCpp, logits, chain);
  CHECK(trace.ids == Ids{0, 2});
  CHECK(trace.intervals == std::vector<double>{0, 0.5});
  CHECK(trace.intervalEnds == std::vector<double>{0.5, 1});
}

} // namespace logitscope
