// A million draws of each family of chains, held against the exact distribution by a chi-square test. The
// probabilities that are expected are worked out from the rule of each stage, not from the code.
//
// A million runs would take minutes. Every step of a family has the same line from 0 to 1, so it is laid once by
// `run`, and the coins fall on it here; that a coin falls on the same token in `run` is shown by some thousands.

#include "chi_square.h"
#include "stages_support.h"

#include <algorithm>

namespace logitscope {

using test::Ids;
using test::logitsOf;
using test::mustSucceed;
using test::pValueOf;
using test::runIn;
using test::Setting;
using test::upperGamma;

namespace {

constexpr int kDraws = 1'000'000;
/// Once in a thousand families would a right sampler fail; the seeds are fixed.
constexpr double kLeast = 0.001;

/// By id; order and id disagree.
const std::vector<double> kModel = {0.05, 0.35, 0.10, 0.25, 0.02, 0.15, 0.08};

std::vector<double> modelLogits() {
  std::vector<double> logits;
  for (const double p : kModel)
    logits.push_back(std::log(p));
  return logits;
}

/// [weights] by id, as probabilities.
std::vector<double> normalised(std::vector<double> weights) {
  const double sum = test::sumOf(weights);
  for (double& weight : weights)
    weight /= sum;
  return weights;
}

/// The model's probabilities of these tokens; the others have none.
std::vector<double> onlyOf(const Ids& ids) {
  std::vector<double> weights(kModel.size());
  for (const TokenId id : ids)
    weights[id] = kModel[id];
  return normalised(weights);
}

/// Where each token of one run lies on the line.
class Line {
public:
  explicit Line(const Trace& trace)
      : ids_(trace.ids), ends_(trace.intervalEnds), begins_(trace.intervals) {}

  TokenId at(double coin) const {
    const double* begins = begins_.data();
    const double* ends = ends_.data();
    std::size_t i = 0;
    while (!(begins[i] <= coin && coin < ends[i]))
      ++i;
    return ids_.data()[i];
  }

private:
  Ids ids_;
  std::vector<double> ends_;
  std::vector<double> begins_;
};

/// A kind of chain, and what it should draw.
struct Family {
  std::string_view name;
  Chain chain;
  std::vector<double> expected;
  Setting setting = {};
};

std::vector<Family> families() {
  const double bit = std::log(2.0);
  std::vector<double> roots;
  for (const double p : kModel)
    roots.push_back(std::sqrt(p));
  // A bit for each time, two for token 1 and one for token 3; and a bit for having come at all.
  auto penalised = kModel;
  penalised[1] /= 8;
  penalised[3] /= 4;
  const Chain penalties = {Stage{FrequencyPenaltyParams{bit}}, Stage{PresencePenaltyParams{bit}},
                           Stage{RepetitionPenaltyParams{1}}};
  // From the front 0.35, 0.60, 0.75, 0.85.
  const Ids firstFour = {1, 3, 5, 2};
  return {
      {"plain", {}, kModel},
      {"temperature", {Stage{TemperatureParams{2}}}, normalised(roots)},
      {"top-k", {Stage{TopKParams{3}}}, onlyOf({1, 3, 5})},
      {"top-p", {Stage{TopPParams{0.8}}}, onlyOf(firstFour)},
      // 0.2 · 0.35 = 0.07
      {"min-p", {Stage{MinPParams{0.2}}}, onlyOf({1, 3, 5, 2, 6})},
      // Surprises of 4.32, 1.51, 3.32, 2, 5.64, 2.74 and 3.64 bits around an entropy of 2.39:
      // tokens 5, 3, 1, 2 are closest, with 0.15, 0.4, 0.75 and 0.85.
      {"typical-p", {Stage{TypicalPParams{0.8}}}, onlyOf({5, 3, 1, 2})},
      {"penalties", penalties, normalised(penalised), {.history = {1, 3, 1}}},
      // μ = 3 bits: 1.51, 2 and 2.74 are within.
      {"mirostat", {Stage{MirostatParams{}}}, onlyOf({1, 3, 5}), {.state = {.mu = {3}}}},
      {"transformers",
       {Stage{TopKParams{3}}},
       onlyOf({1, 3, 5}),
       {.dialect = Dialect::Transformers}},
      {"llama.cpp",
       {Stage{TypicalPParams{0.8}}},
       onlyOf({5, 3, 1, 2}),
       {.dialect = Dialect::LlamaCpp}},
  };
}

/// XTC at 0.4 removes tokens 1 and 3 of the three that reach 0.15.
const Chain kXtc = {Stage{XtcParams{0.4, 0.15}}};

std::vector<double> expectedOfXtc() {
  auto expected = kModel;
  const auto without = onlyOf({0, 2, 4, 5, 6});
  for (std::size_t i = 0; i < expected.size(); ++i)
    expected[i] = 0.6 * kModel[i] + 0.4 * without[i];
  return expected;
}

/// How often each token comes in a million draws; [spoil] makes the sampler a wrong one.
template <typename Spoil> std::vector<double> drawn(const Line& line, double seed, Spoil spoil) {
  Rng rng = mustSucceed(Rng::make(seed));
  std::vector<double> counts(kModel.size());
  for (int i = 0; i < kDraws; ++i)
    counts[line.at(spoil(rng.next()))] += 1;
  return counts;
}

double honest(double coin) {
  return coin;
}

} // namespace

// ---- the test itself

TEST_CASE("the incomplete gamma function has its known values") {
  // Q(1, x) = e^−x and Q(½, x) = erfc √x.
  for (const double x : {0.001, 0.3, 0.999, 1.0, 1.7, 3.0, 25.0}) {
    CAPTURE(x);
    CHECK(std::abs(upperGamma(1, x) / std::exp(-x) - 1) < 1e-13);
    CHECK(std::abs(upperGamma(0.5, x) / std::erfc(std::sqrt(x)) - 1) < 1e-13);
    // Q(a + 1, x) = Q(a, x) + x^a e^−x / Γ(a + 1)
    for (const double a : {0.5, 1.0, 2.5, 7.0}) {
      const double step = std::exp(a * std::log(x) - x - std::lgamma(a + 1));
      CHECK(std::abs(upperGamma(a + 1, x) - upperGamma(a, x) - step) < 1e-14);
    }
  }
  CHECK(upperGamma(3, 0) == 1);
}

TEST_CASE("the chi-square distribution has the quantiles of its tables") {
  // 5 %, 1 % and 0.1 % points.
  CHECK(std::abs(chiSquareTail(3.841458820694124, 1) - 0.05) < 1e-12);
  CHECK(std::abs(chiSquareTail(5.991464547107979, 2) - 0.05) < 1e-12);
  CHECK(std::abs(chiSquareTail(18.307038053275146, 10) - 0.05) < 1e-12);
  CHECK(std::abs(chiSquareTail(6.634896601021213, 1) - 0.01) < 1e-12);
  CHECK(std::abs(chiSquareTail(16.26623619623813, 3) - 0.001) < 1e-12);
  CHECK(std::abs(chiSquareTail(124.34211340400407, 100) - 0.05) < 1e-12);
}

TEST_CASE("counts agree with their probabilities, or not") {
  const std::vector<double> fair = {0.5, 0.5};
  // 60 heads of 100: χ² = 4, a probability of 4.55 %.
  CHECK(std::abs(pValueOf(std::vector<double>{60, 40}, fair) - 0.0455) < 1e-5);
  CHECK(pValueOf(std::vector<double>{50, 50}, fair) == 1);
  CHECK(pValueOf(std::vector<double>{50, 50, 1}, std::vector<double>{0.5, 0.5, 0}) == 0);
  CHECK(pValueOf(std::vector<double>{50, 50, 0}, std::vector<double>{0.5, 0.5, 0}) == 1);
}

// ---- a million draws

TEST_CASE("a million draws of every family of chains have its exact distribution") {
  const auto logits = modelLogits();
  double seed = 101;
  for (const Family& family : families()) {
    CAPTURE(family.name);
    const Line line(runIn(family.setting, logits, family.chain));
    const double p = pValueOf(drawn(line, seed++, honest), family.expected);
    CAPTURE(p);
    CHECK(p > kLeast);
  }
}

TEST_CASE("a million draws through XTC, its coin and the draw's, have its exact distribution") {
  const auto logits = modelLogits();
  const auto lineAt = [&](double toss) {
    return Line(mustSucceed(run({.logits = logits, .chain = kXtc, .coins = {toss, 0}})));
  };
  const Line acts = lineAt(0);
  const Line rests = lineAt(0.4);
  Rng rng = mustSucceed(Rng::make(7));
  std::vector<double> counts(kModel.size());
  for (int i = 0; i < kDraws; ++i) {
    const Line& line = rng.next() < 0.4 ? acts : rests;
    counts[line.at(rng.next())] += 1;
  }
  const double p = pValueOf(counts, expectedOfXtc());
  CAPTURE(p);
  CHECK(p > kLeast);
  CHECK(pValueOf(counts, kModel) < 1e-9);
}

TEST_CASE("a million draws of a wrong sampler are told from those of a right one") {
  const auto logits = modelLogits();
  const Line line(runIn({}, logits, {}));
  const auto pOf = [&](auto spoil) { return pValueOf(drawn(line, 101, spoil), kModel); };
  CHECK(pOf(honest) > kLeast);
  CHECK(pOf([](double coin) { return coin * coin; }) < 1e-9);
  // A coin of six bits, and one that falls a five-hundredth short.
  CHECK(pOf([](double coin) { return std::floor(coin * 64) / 64; }) < 1e-9);
  CHECK(pOf([](double coin) { return coin * 0.998; }) < 1e-9);
  // Against another family's distribution.
  const auto counts = drawn(line, 101, honest);
  CHECK(pValueOf(counts, families()[1].expected) < 1e-9);
}

TEST_CASE("a coin falls on the same token in run as on the line laid once") {
  const auto logits = modelLogits();
  Rng rng = mustSucceed(Rng::make(33));
  for (const Family& family : families()) {
    CAPTURE(family.name);
    const Line line(runIn(family.setting, logits, family.chain));
    for (int i = 0; i < 180; ++i) {
      Setting setting = family.setting;
      setting.coins = {rng.next()};
      const Trace trace = runIn(setting, logits, family.chain);
      CHECK(trace.picked->id == line.at(setting.coins[0]));
    }
  }
  for (int i = 0; i < 300; ++i) {
    const double toss = rng.next();
    const double coin = rng.next();
    const Trace trace = mustSucceed(run({.logits = logits, .chain = kXtc, .coins = {toss, coin}}));
    CHECK((trace.ids.size() == 5) == (toss < 0.4));
    CHECK(trace.picked->id == Line(trace).at(coin));
  }
}

} // namespace logitscope
