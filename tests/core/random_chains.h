#pragma once

// Random logits, chains and histories, the same on every machine.

#include "support.h"

#include <algorithm>

namespace logitscope::test {

struct Case {
  std::vector<double> logits;
  Chain chain;
  Dialect dialect = Dialect::Textbook;
  Ids history;
  /// The draw's; what XTC tosses comes before it.
  double coin = 0;
  double stageCoin = 0;

  RunRequest request() const {
    RunRequest request{.logits = logits, .chain = chain, .dialect = dialect, .history = history};
    request.coins.assign(coinsOf(chain), stageCoin);
    request.coins.push_back(coin);
    return request;
  }
};

/// From a grid of few values, so that ties and exact boundaries are common; or from the reals.
inline std::vector<double> randomLogits(Dice& dice) {
  const bool isCoarse = dice.chance(0.4);
  std::vector<double> logits(1 + dice.below(24));
  for (double& logit : logits) {
    logit = isCoarse ? static_cast<double>(dice.below(4)) : dice.between(-8, 8);
    if (dice.chance(0.08)) logit = -kInf;
  }
  return logits;
}

/// Any value that the table accepts, its ends and its off value included.
inline double randomValue(Dice& dice, const ParamInfo& param) {
  if (dice.chance(0.1)) return param.off.value_or(param.defaultValue);
  if (dice.chance(0.1)) return param.slider.to;
  if (param.isWhole()) {
    return std::clamp(static_cast<double>(dice.below(9)), param.range.minimum, param.range.maximum);
  }
  return param.slider.from + (param.slider.to - param.slider.from) * dice.unit();
}

inline Ids randomIds(Dice& dice, std::size_t vocabularySize, std::size_t longest) {
  Ids ids(dice.below(longest + 1));
  for (TokenId& id : ids)
    id = static_cast<TokenId>(dice.below(vocabularySize));
  return ids;
}

inline Stage randomStage(Dice& dice, std::size_t vocabularySize) {
  const StageInfo& info = stages()[dice.below(stages().size())];
  Stage stage{info.defaults(), !dice.chance(0.15)};
  for (const ParamInfo& param : info.params) {
    // minKeep rarely; it would hide what the other parameters do.
    if (param.name == "minKeep" && !dice.chance(0.2)) continue;
    if (param.tokens) param.tokens(stage.params) = randomIds(dice, vocabularySize, 3);
    if (param.biases) {
      for (const TokenId id : randomIds(dice, vocabularySize, 3))
        param.biases(stage.params).push_back({id, dice.between(-4, 4)});
    }
    if (param.isNumber()) param.set(stage.params, randomValue(dice, param));
  }
  return stage;
}

/// A stage that the dialect accepts.
inline Stage randomStage(Dice& dice, std::size_t vocabularySize, Dialect dialect) {
  while (true) {
    Stage stage = randomStage(dice, vocabularySize);
    if (!checkChain({stage}, dialect)) return stage;
  }
}

inline Case randomCase(Dice& dice, Dialect dialect = Dialect::Textbook) {
  Case result{.logits = randomLogits(dice), .dialect = dialect};
  result.coin = dice.unit();
  result.stageCoin = dice.unit();
  result.history = randomIds(dice, result.logits.size(), 12);
  for (std::size_t n = dice.below(6); n > 0; --n)
    result.chain.push_back(randomStage(dice, result.logits.size(), dialect));
  return result;
}

/// A case in each dialect by turns.
inline Case randomCaseInAny(Dice& dice, int number) {
  const auto all = dialects();
  return randomCase(dice, all[static_cast<std::size_t>(number) % all.size()].dialect);
}

} // namespace logitscope::test
