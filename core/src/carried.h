#pragma once

#include "candidates.h"
#include "logitscope/run.h"
#include "stages/stage.h"

#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace logitscope {

/// Where coins come from: a generator, or a list.
struct CoinSource {
  Rng* rng = nullptr;
  std::span<const double> coins;

  std::optional<double> next() {
    if (rng != nullptr) return rng->next();
    if (coins.empty()) return std::nullopt;
    const double coin = coins.front();
    coins = coins.subspan(1);
    return coin;
  }
};

/// What a run hands to its stages besides the candidates, stage by stage: the coins in the order of
/// the chain, and what mirostat carries from step to step. Begun anew for each step, it allocates
/// nothing after the first.
class Carried {
public:
  void begin(const ChainState& state);

  /// Before a stage: its coin and its μ go into [context].
  void enter(const Stage& stage, CoinSource& coins, StageContext& context);
  /// After it: what mirostat left is remembered, to measure the draw against.
  void leave(const Stage& stage, Candidates& candidates);

  /// Writes the state for the next step, once the token is known. [modelLogProbability] is ln of
  /// what the model gave a token, asked for a reader's pick that the chain had removed.
  void finish(std::optional<TokenId> picked, const DialectRules& rules,
              const std::function<double(TokenId)>& modelLogProbability, ChainState& state) const;

private:
  /// One mirostat of the chain.
  struct Mirostat {
    double tau = 0;
    double eta = 0;
    double mu = 0;
    bool isAtWork = false;
    // What it left.
    std::vector<TokenId> ids;
    std::vector<double> logProbabilities;
  };

  const ChainState* before_ = nullptr;
  std::vector<Mirostat> mirostats_;
  std::size_t used_ = 0;
};

} // namespace logitscope
