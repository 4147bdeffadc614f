#pragma once

#include "candidates.h"
#include "logitscope/run.h"
#include "stages/stage.h"

#include <optional>
#include <vector>

namespace logitscope {

/// What a run hands to its stages besides the candidates, stage by stage: the coins in the order of
/// the chain, and what mirostat carries from step to step.
class Carried {
public:
  /// The request has been checked.
  explicit Carried(const RunRequest& request);

  /// Before a stage: its coin and its μ go into [context].
  void enter(const Stage& stage, StageContext& context);
  /// After it: what mirostat left is remembered, to measure the draw against.
  void leave(const Stage& stage, Candidates& candidates);

  /// The coin of the draw; empty when there is none.
  std::optional<double> drawCoin() { return nextCoin(); }
  /// The state for the next step, once the token is known.
  ChainState after(std::optional<TokenId> picked) const;

private:
  /// One mirostat of the chain.
  struct Mirostat {
    MirostatParams params;
    double mu = 0;
    bool isAtWork = false;
    // What it left.
    std::vector<TokenId> ids;
    std::vector<double> logProbabilities;
  };

  std::optional<double> nextCoin();
  double surpriseOf(TokenId id, const Mirostat& mirostat) const;

  const RunRequest& request_;
  std::optional<Rng> rng_;
  std::size_t coinsUsed_ = 0;
  std::vector<Mirostat> mirostats_;
};

} // namespace logitscope
