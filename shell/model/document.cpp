#include "model/document.h"

namespace logitscope::shell {

namespace {

constexpr double kFirstSeed = 42;
constexpr double kFirstNucleus = 0.9;

} // namespace

Document firstDocument() {
  Document document;
  document.scenario = {.tokens = {"sleeping", "eating", "playing", "sitting", "jumping"},
                       .logits = {2.8, 2.3, 1.9, 1.5, 1.2},
                       .context = "The cat is",
                       .source = "illustrative"};
  // Temperature and top-k stand at the values at which they do nothing: the reader sees the model
  // first, and one cut.
  document.chain = {{TemperatureParams{}}, {TopKParams{.k = 0}}, {TopPParams{.p = kFirstNucleus}}};
  document.seed = kFirstSeed;
  document.coin = Rng::make(kFirstSeed).value().next();
  return document;
}

RunRequest requestOf(const Document& document) {
  return {.logits = document.scenario.logits,
          .chain = document.chain,
          .dialect = document.dialect,
          .coins = {document.coin}};
}

} // namespace logitscope::shell
