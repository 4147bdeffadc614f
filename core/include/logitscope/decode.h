#pragma once

// Generation, token by token, as a machine that is stepped:
//
//          ┌───────────────────────────────────────────────────────────────┐
//          ▼                                                               │
//   wanted() = prompt + tokens ──► a model, anywhere ──► advance(logits) ──┤
//                                                        or pick(…, id)    │
//                                                              │           │ running
//                                        chain, draw (run.h) ──┘           │
//                                        stop? 1. stop token               │
//                                              2. stop sequence ───────────┘
//                                              3. max tokens ───► done
//
// The machine never calls a model. It says which context it wants logits for and goes on when it
// has them, so that a model in C++, one in JavaScript that answers later, and a table in a test
// drive the same generation to the same tokens.
//
// Steps are kept as a tree. Rewinding forgets nothing: going on with another token opens a branch,
// and [Decoder::goTo] switches between branches. Step n always takes the same coins, whatever was
// picked before it, so a branch that is walked again gives the same tokens, and several machines
// with one seed are driven by the same luck.

#include "logitscope/result.h"
#include "logitscope/rng.h"
#include "logitscope/run.h"
#include "logitscope/scenario.h"
#include "logitscope/stages.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace logitscope {

/// Why generation ended, in order of priority: where several hold, the first is named.
enum class StopReason {
  Running,      ///< it has not ended
  StopToken,    ///< one of stopTokens was generated
  StopSequence, ///< one of stopSequences stands in the text
  MaxTokens,    ///< there are maxNewTokens tokens
  NothingLeft,  ///< the chain removed every token, so there is nothing to draw
};

/// "running", "stop_token", "stop_sequence", "max_tokens", "nothing_left".
std::string_view stopReasonName(StopReason reason);

/// How luck picks among the survivors of the chain. Both pick each token with its probability.
enum class Luck {
  Coins,  ///< one coin on the line from 0 to 1; see run.h
  Gumbel, ///< the largest logit + noise, where every token has noise of its own: two strategies
          ///< with the same noise differ only where their chains make them differ
};

/// "coins" or "gumbel".
std::string_view luckName(Luck luck);
Result<Luck> parseLuck(std::string_view name);

/// The noise of token [id] at step [step] (counted from 0): −ln(−ln u), u uniform in (0, 1), by
/// hashing seed, step and id. The same for everybody who asks.
/// Gumbel 1954; Maddison, Tarlow & Minka 2014, "A* Sampling", arXiv:1411.0030.
double gumbelNoise(double seed, std::size_t step, TokenId id);

/// All that a generation depends on, besides the model's answers and the reader's picks.
struct DecodeOptions {
  Chain chain;
  Dialect dialect = Dialect::Textbook;
  /// See [RunRequest::logitsAreFloat32].
  bool logitsAreFloat32 = false;
  /// Whether penalties count the prompt's tokens too, or only generated ones. The transformers
  /// library counts both; OpenAI's penalties and R1's pipeline count what was generated.
  bool promptCounts = false;

  /// The text of each token, by id: bytes, which need not be whole characters. May be null; then
  /// there is no text, and no stop sequence can be watched for. Shared, as several machines may
  /// use one vocabulary of a quarter of a million texts.
  std::shared_ptr<const std::vector<std::string>> vocabulary;

  /// Tokens that end generation. They are steps like any other, but no part of the text.
  std::vector<TokenId> stopTokens;
  /// Texts that end generation as soon as the generated text holds one, even across several tokens
  /// or in the middle of one. Not empty. Compared byte by byte, which for UTF-8 is exact.
  std::vector<std::string> stopSequences;
  /// New tokens at most. 0 ends before the first.
  std::size_t maxNewTokens = 20;

  // Where luck comes from. With neither seed nor coins every token has to be picked by hand.
  /// Seed of the generator of the coins, or of the Gumbel noise.
  std::optional<double> seed;
  RngKind rng = RngKind::Python;
  /// The coins themselves instead, each in [0, 1), in the order of use.
  std::vector<double> coins;
  Luck luck = Luck::Coins;
  /// How many coins each step takes; 0 for as many as the chain needs. The draw takes the last.
  /// Strategies side by side share luck only if all take equally many: give all the largest need.
  std::size_t coinsPerStep = 0;

  /// Keep the whole trace of every step. Without, a step keeps only the figures of [DecodeStep].
  bool keepsTraces = false;
};

/// Position in [Decoder::steps]; the root is 0.
using StepId = std::uint32_t;
inline constexpr StepId kNoStep = std::numeric_limits<StepId>::max();

/// One token that was generated.
struct DecodeStep {
  /// [kNoStep] for the root, which stands for the prompt and has no token.
  StepId parent = kNoStep;
  /// How many tokens were generated up to here; 0 for the root.
  std::size_t depth = 0;
  TokenId id = 0;
  /// After the chain; 0 for a reader's pick that the chain had removed.
  double probability = 0;
  /// Natural logarithm of the probability that the model gave it, before the chain.
  double logProbability = 0;
  /// How many tokens the chain left to choose from: the size of the nucleus.
  std::size_t kept = 0;
  /// What drew it: the draw's coin, or its Gumbel noise. Both empty for a reader's pick.
  std::optional<double> coin;
  std::optional<double> noise;
  bool isManual = false;
  /// Why generation ends here, or Running where it goes on.
  StopReason stop = StopReason::Running;
  /// Which of stopSequences it was: the one that begins first in the text.
  std::optional<std::size_t> stopSequence;
  /// Length of the text up to here, and of the text before the stop sequence, in bytes.
  std::size_t textLength = 0;
  std::size_t trimmedLength = 0;
  /// What the chain carries on from here: mirostat's μ.
  ChainState state;
  /// The whole run, where the options ask for it.
  std::shared_ptr<const Trace> trace;
};

/// A generation. A copy is a snapshot: advancing one leaves the other where it was.
class Decoder {
public:
  /// Refuses a bad chain, bad luck (a seed the generator does not take, coins outside [0, 1), both
  /// at once, Gumbel noise without a seed, fewer coinsPerStep than the chain needs), empty stop
  /// sequences, and stop sequences without a vocabulary.
  static Result<Decoder> make(DecodeOptions options, std::vector<TokenId> prompt);

  /// Other options from here on: the steps made so far stay as they are, reasons included. Refuses
  /// what [make] refuses; then nothing has changed. A null vocabulary keeps the one there is.
  std::optional<Error> change(DecodeOptions options);

  /// The context that logits are wanted for: the prompt and the tokens up to the current step.
  /// Empty when generation has ended here.
  std::optional<std::vector<TokenId>> wanted() const;

  /// What the next step runs, for [run] and [explain]; without luck or pick. It refers to [logits],
  /// and to this decoder as long as that stays at this step.
  RunRequest request(std::span<const double> logits) const;

  /// The same with the coins of the next step, for [explain] to toss what [advance] tosses. Gumbel
  /// noise is no part of a request.
  Result<RunRequest> requestWithCoins(std::span<const double> logits) const;

  /// What [advance] would do, without doing it. Without luck nothing is drawn.
  Result<Trace> preview(std::span<const double> logits) const;

  /// Runs the chain, draws, and steps to the token drawn. [logits] holds one number for each token
  /// of the vocabulary, as [RunRequest::logits]. Where the chain leaves nothing, the current step's
  /// reason becomes NothingLeft. Refused, with nothing changed: logits that [run] refuses or of
  /// another length than before, a prompt or stop token outside them, a step after the end, no luck
  /// to draw with.
  std::optional<Error> advance(std::span<const double> logits);

  /// The same with the reader's token instead of a draw, also one that the chain removed, also where
  /// it left nothing. The step's coins count as used. Not [isManual] is a token that was drawn
  /// elsewhere, under settings that are no longer known, and is only put in its place.
  std::optional<Error> pick(std::span<const double> logits, TokenId id, bool isManual = true);

  /// Appends tokens to the vocabulary, for a model that names its tokens as they come; the next
  /// logits are as many more. [ends] are those that end a text from now on.
  void learn(std::span<const std::string> texts, std::span<const TokenId> ends);

  /// Back, or forward, along the current branch or to another: any step that there is.
  std::optional<Error> goTo(StepId step);

  /// Back to where [count] tokens were generated; at most as many as there are.
  std::optional<Error> rewind(std::size_t count);

  /// Forgets old branches until no more than [most] steps are left, the newest and whatever leads to
  /// them or to the current step; those stay however many they are. Steps get other numbers.
  void keepRecent(std::size_t most);

  /// The tree: every step made and not forgotten, a parent before its children. The first is the root.
  std::span<const DecodeStep> steps() const { return steps_; }
  StepId current() const { return current_; }
  /// The steps from the first token to the current one.
  std::vector<StepId> path() const;
  /// The steps that go on from this one, in the order in which they were first made.
  std::vector<StepId> childrenOf(StepId step) const;

  StopReason reason() const { return steps_[current_].stop; }
  bool isDone() const { return reason() != StopReason::Running; }
  const DecodeOptions& options() const { return options_; }
  const std::vector<TokenId>& prompt() const { return prompt_; }

  /// The generated tokens up to the current step, a stop token included.
  std::vector<TokenId> tokens() const;
  /// What penalties see: the generated tokens, after the prompt's where that counts.
  std::vector<TokenId> history() const;
  /// The texts of the generated tokens, joined; without a stop token's. Bytes: it may end inside a
  /// character that the next token completes.
  std::string text() const;
  /// The same up to where the stop sequence begins.
  std::string trimmedText() const;

  /// Σ ln p of the generated tokens, as the model gave p: the logarithm of the text's probability.
  double sumLogProbability() const;
  /// exp(−Σ ln p / n): between how many equally likely tokens the model was as unsure, on average.
  /// Empty before the first token.
  std::optional<double> perplexity() const;

private:
  Decoder() = default;
  void use(DecodeOptions options);
  std::optional<Error> check(std::span<const double> logits, bool isByHand) const;
  Result<Trace> runWithLuck(std::span<const double> logits) const;
  Result<Trace> runWithGumbel(std::span<const double> logits) const;
  Result<std::vector<double>> nextCoins() const;
  std::vector<double> stageCoins() const;
  void standAt(StepId step);
  void record(Trace trace, bool isManual);
  void judge(DecodeStep& step) const;
  std::string textUpTo(StepId step) const;
  std::string_view textOf(TokenId id) const;

  DecodeOptions options_;
  std::vector<TokenId> prompt_;
  std::vector<DecodeStep> steps_;
  StepId current_ = 0;
  /// What the chain's stages count at the current step.
  std::vector<TokenId> history_;
  std::size_t vocabularySize_ = 0;
  /// The coins drawn so far. Which of them a step takes depends on its depth alone, so going to
  /// another branch is all it takes to have the right ones; drawing ahead changes nothing.
  mutable std::vector<double> tape_;
  mutable std::optional<Rng> rng_;
};

} // namespace logitscope
