#pragma once

// One step of decoding, from what the model said to the token that is picked:
//
//   Scenario ──► logits ──► [ stage ] ──► [ stage ] ──► … ──► survivors ──► softmax ──► draw ──►
//   pick
//                   │           │             │                    │                     ▲
//                   │           ▼             ▼                    ▼                   coin
//                metrics     threshold,    threshold,        probabilities,        in [0, 1)
//                before      changed,      changed,          intervals,
//                            removed       removed           metrics after
//
// A stage sees the tokens that the stages before it left, with their logits; it changes logits or
// removes tokens, and never learns that it is being watched. `run` compares before and after, and
// writes the trace. Every removed token is in it, under the stage that removed it.

#include "logitscope/dialects.h"
#include "logitscope/metrics.h"
#include "logitscope/result.h"
#include "logitscope/rng.h"
#include "logitscope/scenario.h"
#include "logitscope/stages.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace logitscope {

/// What a chain carries from one step of decoding to the next.
struct ChainState {
  /// Mirostat's μ in bits, one for each mirostat of the chain in its order; empty to begin with.
  std::vector<double> mu;

  bool operator==(const ChainState&) const = default;
};

/// All that a run depends on. Nothing else influences it.
struct RunRequest {
  /// One for each token of the vocabulary; finite, or -inf for a token already ruled out.
  std::span<const double> logits;
  Chain chain;
  Dialect dialect = Dialect::Textbook;
  /// The logits were float32 when they came, so sums of their probabilities are only that exact: a
  /// sum within 1e-6 of p reaches it, instead of [kReachTolerance].
  bool logitsAreFloat32 = false;
  /// The tokens so far, oldest first: what penalties, DRY and no-repeat-n-gram count. Whether the
  /// prompt is among them is the caller's choice.
  std::span<const TokenId> history;
  ChainState state;

  // How the token is picked. With none of these, nothing is drawn. A pick may stand beside coins or
  // a seed where a stage of the chain tosses one ([coinsOf]); otherwise at most one is given.
  /// The coins, each in [0, 1), used in the order of the chain, the draw's last: as many as the
  /// chain takes.
  std::vector<double> coins;
  /// The seed of a generator from which the coins come.
  std::optional<double> seed;
  RngKind rng = RngKind::Python;
  /// The reader's own choice instead of a draw; any token that has a finite logit.
  std::optional<TokenId> pick;
};

/// How many coins the stages of a chain toss, the draw not counted: one for each XTC that is
/// switched on and leaves it to chance.
std::size_t coinsOf(const Chain& chain);

/// A figure that a stage worked with, by name: "mu", "temperature", "entropy", "sigma",
/// "longestMatch", "exponent". Entropies are in bits.
struct StageFigure {
  std::string_view name;
  double value = 0;
};

/// What one stage of the chain did.
struct StageTrace {
  StageKind kind{};
  std::string_view label;
  bool isEnabled = true;
  /// What a token had to reach, in the stage's own unit: k for top-k, p for top-p, a probability
  /// for min-p.
  std::optional<double> threshold;
  /// How many surviving tokens left with another logit than they came with.
  std::size_t changed = 0;
  /// Tokens that this stage removed, by ascending id.
  std::vector<TokenId> removed;
  /// Tokens still in play after it.
  std::size_t kept = 0;
  /// What else it worked with: mirostat's μ, the dynamic temperature, the entropy that it followed.
  std::vector<StageFigure> figures;
  /// One sentence with the figures of this run.
  std::string note;
};

/// The token that came out.
struct Pick {
  TokenId id = 0;
  /// Its probability after the chain; 0 for a reader's pick that the chain had removed.
  double probability = 0;
  /// Its place on the line from 0 to 1: the coin c picks it when from <= c < to.
  double from = 0;
  double to = 0;
};

/// What happened in one run. It stores changes, not copies of the vocabulary.
struct Trace {
  Dialect dialect = Dialect::Textbook;
  /// Tokens that were ruled out before the chain began: their logit is -inf. By ascending id.
  std::vector<TokenId> ruledOut;
  /// One entry for each stage of the chain, those switched off included.
  std::vector<StageTrace> stages;
  /// The survivors, most likely first, ties by lower id, with their logits and probabilities.
  std::vector<TokenId> ids;
  std::vector<double> logits;
  std::vector<double> probabilities;
  /// Where each survivor's interval on the line from 0 to 1 begins, and where it ends. They lie in
  /// the order of the list, the first at 0; in the libraries' dialects in the order of theirs.
  std::vector<double> intervals;
  std::vector<double> intervalEnds;
  /// The coin of the draw.
  std::optional<double> coin;
  /// Empty when nothing was drawn, or when nothing survived.
  std::optional<Pick> picked;
  /// One sentence on the draw.
  std::string drawNote;
  /// What the next step's request takes as its state.
  ChainState state;
  Metrics before;
  Metrics after;
  /// KL(after ‖ before) in bits: how far the chain moved the distribution. Always finite.
  double klDivergence = 0;
  /// Natural logarithm of the pick's probability before the chain: what a model's API calls
  /// logprob.
  std::optional<double> logProbability;
};

/// Runs the chain over the logits and draws. Bad input is refused before anything is computed.
Result<Trace> run(const RunRequest& request);

/// One token at one point of the chain.
struct TokenAtStage {
  double logit = 0;
  double probability = 0;
  /// Still in play after this stage.
  bool isKept = true;
  /// By how much it made the threshold (0 or more) or missed it (less), in the threshold's unit.
  std::optional<double> margin;
  /// What happened to it here, in words.
  std::string sentence;
};

/// One token's way through the chain.
struct Explanation {
  TokenId id = 0;
  /// What the model said.
  double logit = 0;
  double probability = 0;
  /// One entry for each stage of the chain. Once removed, a token stays as it was.
  std::vector<TokenAtStage> stages;
};

/// Runs the chain again with an eye on these tokens. Costs about as much as [run]; nothing about
/// single tokens has to be kept in a trace for it.
Result<std::vector<Explanation>> explain(const RunRequest& request, std::span<const TokenId> ids);

} // namespace logitscope
