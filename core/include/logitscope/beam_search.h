#pragma once

// Beam search: instead of one sequence, the numBeams best are carried along, and the best one wins.
//
//                        ┌─ "a"  -0.4 ──┬─ "a b" -0.9   live
//   prompt ─── step 1 ───┤              └─ "a ."  -1.6   finished: it ends in the end token
//                        ├─ "b"  -1.3 ──── "b c" -1.5   live
//                        └─ "c"  -2.8                   pruned: two were better
//
// The rules are those of Hugging Face transformers 5.12.1, `generate(num_beams=…)`, to the order of
// its float32 additions. Every step takes the max(2, 1 + end tokens) · numBeams best continuations
// of all live beams together. Those that end (in an end token, or because maxNewTokens is reached)
// become finished hypotheses, but only from the first numBeams of the list; the best that do not
// end live on. A finished hypothesis is worth sum / length^lengthPenalty, where length counts the
// generated tokens, the end token included.
//
// Edges of that library that are kept, because figures are compared with it:
//   · Repetition penalty acts on log-probabilities, which are never above 0: it always multiplies.
//     In greedy search (numBeams 1) it acts on logits, and divides the positive ones. Both count
//     the prompt.
//   · Search starts with one real beam; the others hold a score of −10⁹ so that nothing of theirs
//     is chosen. Where the vocabulary is smaller than numBeams, such a filler can be chosen all the
//     same, can even end, and then fills a place among the finished. Its node says so.
//   · Equal scores come in the order in which that library's selection leaves them, which is not
//     the order of ids; see src/decode/top_scores.h.

#include "logitscope/result.h"
#include "logitscope/scenario.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace logitscope {

/// When the search gives up looking for something better.
enum class EarlyStopping {
  No,    ///< `false`: when the best live beam, were it to end now, is no better than the worst
         ///< finished one. A guess, as a longer sequence may be worth more.
  Yes,   ///< `true`: as soon as numBeams hypotheses are finished.
  Never, ///< `"never"`: as No, but with a lengthPenalty above 0 a live beam is judged as if it
         ///< reached maxNewTokens without losing anything. With lengthPenalty 0 this is the
         ///< textbook's search.
};

/// "false", "true" or "never", as the library spells them.
std::string_view earlyStoppingName(EarlyStopping mode);
Result<EarlyStopping> parseEarlyStopping(std::string_view name);

/// How to search. The defaults are the library's, but for the number of beams.
struct BeamOptions {
  /// Sequences carried along, 1 to [kMaxBeams]. 1 is greedy search: no score, no length penalty.
  std::size_t numBeams = 4;
  /// Exponent of the length by which a finished sum is divided; any finite number. Sums are
  /// negative, so above 0 favours long sequences and below 0 short ones; 0 compares the sums.
  double lengthPenalty = 1;
  EarlyStopping earlyStopping = EarlyStopping::No;
  /// Above 0; 1 changes nothing, above 1 makes tokens that were seen less likely.
  double repetitionPenalty = 1;
  /// New tokens at most, 1 or more.
  std::size_t maxNewTokens = 20;
  /// How many sequences [BeamSearch::sequences] answers with at most; 1 to numBeams.
  std::size_t numReturn = 1;
  /// The tokens that end a sequence; may be none.
  std::vector<TokenId> endTokens;
};

/// The most beams that are accepted: a step keeps a few times as many candidates.
inline constexpr std::size_t kMaxBeams = 1024;

/// Position in [BeamSearch::tree]; the root is 0.
using BeamNodeId = std::uint32_t;
inline constexpr BeamNodeId kNoBeamNode = std::numeric_limits<BeamNodeId>::max();

/// What became of a node.
enum class BeamState {
  Live,     ///< carried into the next step, or the root
  Pruned,   ///< among the best continuations of its step, but not good enough
  Finished, ///< ended, and was taken among the finished hypotheses (it may have lost its place since)
};

/// "live", "pruned" or "finished".
std::string_view beamStateName(BeamState state);

/// One continuation that was looked at. Nodes are listed step by step, the best of a step first, so
/// a parent always stands before its children.
struct BeamNode {
  /// [kNoBeamNode] for the root, which stands for the prompt and has no token.
  BeamNodeId parent = kNoBeamNode;
  TokenId token = 0;
  /// How many tokens were generated up to here; 0 for the root.
  std::size_t step = 0;
  /// Natural logarithm of the token's probability given its parent, after repetition penalty. In
  /// greedy search with a repetition penalty: of the penalised distribution.
  double logProbability = 0;
  /// Sum of these from the root on, in the library's float32. −10⁹ and below for fillers.
  double sum = 0;
  /// sum / step^lengthPenalty: what a finished hypothesis is ranked by. Present when it ended.
  std::optional<double> score;
  BeamState state = BeamState::Pruned;
  /// The step at which a better one took its place among the finished; empty while it holds it, and
  /// for what never had one.
  std::optional<std::size_t> displacedAt = {};
  /// It grew from a beam that only fills a place; nothing to draw.
  bool isFiller = false;
};

/// Why a search goes on no further.
enum class BeamStop {
  Running,      ///< it does
  MaxNewTokens, ///< every sequence has all its tokens
  Enough,       ///< earlyStopping is true, and numBeams hypotheses are finished
  CannotImprove, ///< no live beam is judged to displace the worst finished one
  EndToken,     ///< greedy search only: its one sequence has ended
  NothingLeft,  ///< nothing that could go on is left
};

/// What earlyStopping looks at after a step: what the live beams could come to, and what they would
/// have to beat.
struct BeamOutlook {
  struct Live {
    BeamNodeId node = 0;
    /// Its sum over length^lengthPenalty: its score, were it to reach that length without losing anything.
    double attainable = 0;
  };
  /// The length that they are judged at: their own, or maxNewTokens (see [EarlyStopping::Never]).
  std::size_t length = 0;
  /// The best first; fillers are left out.
  std::vector<Live> live;
  /// The worst finished score; empty while there is room among the finished.
  std::optional<double> worst;
};

/// One answer.
struct BeamSequence {
  /// The new tokens, the end token included where it was reached.
  std::vector<TokenId> tokens;
  /// See [BeamNode::score]. Empty in greedy search.
  std::optional<double> score;
  /// The node that it ends in.
  BeamNodeId node = 0;
};

/// A search that is stepped: it says which contexts it wants logits for, and goes on when it gets
/// them. So whoever holds the model decides how to ask it, one by one, in a batch or over a network.
///
///   auto search = BeamSearch::make(options, prompt);           // may be refused
///   while (!search->isDone()) {
///     for (const auto& context : search->wanted()) …           // ask the model
///     if (auto error = search->advance(logits)) …              // refused: nothing has changed
///   }
///   search->sequences();                                       // best first
///
/// A copy is a snapshot: advancing one leaves the other where it was.
class BeamSearch {
public:
  /// Refuses options outside their ranges, numReturn above numBeams, and end tokens named twice.
  static Result<BeamSearch> make(BeamOptions options, std::vector<TokenId> prompt);

  /// The contexts of the next step, prompt included, each once; at most numBeams. Empty when done.
  const std::vector<std::vector<TokenId>>& wanted() const { return wanted_; }

  /// One step. [logits] holds, for each of [wanted] in its order, one number for each token of the
  /// vocabulary: finite, or -inf for a token that is ruled out. They are rounded to float32, as the
  /// library works in it. Refused, with nothing changed: another count of rows, rows of different
  /// lengths or of another length than before, NaN and +inf (by row and position), and a vocabulary
  /// that an end token or a prompt token is not in.
  std::optional<Error> advance(std::span<const std::vector<double>> logits);

  bool isDone() const { return stop_ != BeamStop::Running; }
  /// Why it is done.
  BeamStop stop() const { return stop_; }
  /// What the last step left open. Empty of beams before the first, and in greedy search.
  BeamOutlook outlook() const;

  /// The same search with another lengthPenalty, earlyStopping, maxNewTokens or numReturn, [steps] of
  /// this one's steps far at most. Which continuations are looked at depends on none of them, so no
  /// model is asked; where it is not done, it goes on with [advance] like any other. Refused: options
  /// that [make] refuses, and any other that differs.
  Result<BeamSearch> rerun(BeamOptions options, std::size_t steps) const;

  /// Steps made so far.
  std::size_t step() const { return step_; }
  const BeamOptions& options() const { return options_; }

  /// The finished hypotheses so far, best first, numReturn at most. Where the library would fill up
  /// with sequences that never ended, there are fewer here.
  std::vector<BeamSequence> sequences() const;

  /// Every continuation looked at so far, for drawing.
  std::span<const BeamNode> tree() const { return tree_; }

  /// The generated tokens from the root to this node.
  std::vector<TokenId> tokensAt(BeamNodeId node) const;

private:
  /// A sequence that is carried along; its score is float32 as the library's, and −10⁹ for a filler.
  struct Beam {
    BeamNodeId node = 0;
    float score = 0;
    std::size_t wantedIndex = 0;
  };
  /// A place among the finished; the library fills it with −10⁹ until something ends.
  struct Hypothesis {
    BeamNodeId node = kNoBeamNode;
    float score = 0;
    bool isFinished = false;
  };
  struct Candidate;

  BeamSearch() = default;
  std::optional<Error> check(std::span<const std::vector<double>> logits) const;
  std::vector<Candidate> bestContinuations(std::span<const std::vector<double>> logits) const;
  void growTree(std::vector<Candidate>& candidates);
  void keepLive(std::span<const Candidate> candidates);
  void keepFinished(std::span<const Candidate> candidates);
  void settle(std::vector<Candidate> candidates);
  BeamStop stopAfter(std::span<const Candidate> candidates) const;
  std::size_t judgedLength() const;
  bool canImprove() const;
  void advanceGreedily(std::span<const double> logits);
  void settleGreedily(TokenId token, float logProbability);
  void wantNext();
  bool ends(TokenId token) const;

  BeamOptions options_;
  std::vector<TokenId> prompt_;
  std::size_t step_ = 0;
  std::size_t vocabularySize_ = 0;
  std::vector<Beam> beams_;
  std::vector<Hypothesis> hypotheses_;
  std::vector<BeamNode> tree_;
  std::vector<std::vector<TokenId>> wanted_;
  BeamStop stop_ = BeamStop::Running;
};

} // namespace logitscope
