#include "model/document.h"

#include "model/passages.h"
#include "model/strategies.h"

#include <utility>

namespace logitscope::shell {

namespace {

constexpr double kFirstSeed = 42;
constexpr double kFirstNucleus = 0.9;

/// XTC tosses a coin of its own. Every step takes as many as a chain with a few of them, so that
/// switching one on changes none of the draws.
constexpr std::size_t kCoinsPerStep = 4;

Scenario firstScenario() {
  return {.tokens = {"sleeping", "eating", "playing", "sitting", "jumping"},
          .logits = {2.8, 2.3, 1.9, 1.5, 1.2},
          .context = "The cat is",
          .source = "illustrative, written for this page"};
}

} // namespace

Chain firstChain() {
  // All but one stand at the values at which they do nothing: the reader sees the model first, and
  // one cut.
  return {{RepetitionPenaltyParams{.penalty = 1}},
          {TemperatureParams{}},
          {TopKParams{.k = 0}},
          {TopPParams{.p = kFirstNucleus}},
          {MinPParams{.p = 0}}};
}

DecodeOptions decodeOptionsOf(const Document& document) {
  // The token of a recorded step was drawn elsewhere, and what a chain makes of such a step is an
  // interval: see recorded_view.h.
  const Chain chain = document.source->recording() ? Chain{} : document.chain;
  std::size_t coins = coinsOf(chain) + 1;
  if (coins > 1) coins = std::max(coins, kCoinsPerStep);
  return {.chain = chain,
          .dialect = document.dialect,
          .promptCounts = document.promptCounts,
          .vocabulary = document.source->vocabulary(),
          .stopTokens = document.source->stopTokens(),
          .maxNewTokens = document.source->maxSteps(),
          .seed = document.seed.value_or(document.freshSeed),
          .coinsPerStep = coins};
}

Document firstDocument() {
  Document document{.source = makeTableSource(firstScenario(), "cat"),
                    .prompt = firstScenario().context,
                    .model = nullptr,
                    .chain = firstChain(),
                    .seed = kFirstSeed,
                    .decoder = Decoder::make({}, {}).value()};
  document.strategies.columns = firstStrategies();
  document.entropy = firstText(*document.source);
  document.decoder = Decoder::make(decodeOptionsOf(document), {}).value();
  return document;
}

EntropyOptions firstText(const LogitSource& source) {
  const Passage& first = source.recording() ? kAnswerPassage : kPassages.front();
  return {std::string(first.name), std::string(first.text)};
}

const LogitSource* generatorOf(const Document& document) {
  const bool canAsk = document.source->maxSteps() > 1 && !document.source->recording();
  return canAsk ? document.source.get() : document.model.get();
}

std::string textUpTo(const Document& document, StepId step) {
  Decoder decoder = document.decoder;
  decoder.goTo(step);
  std::string text = document.prompt;
  for (const TokenId token : decoder.tokens())
    text = document.source->append(text, token);
  return text;
}

} // namespace logitscope::shell
