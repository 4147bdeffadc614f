#pragma once

#include "logitscope/logitscope.h"
#include "model/edge_exhibits.h"
#include "model/logit_source.h"
#include "model/sweep_options.h"
#include "model/views.h"

#include <optional>
#include <string>
#include <vector>

namespace logitscope::shell {

/// What the builder shows beside the sentence.
struct BuilderOptions {
  /// Length of the ranked list.
  std::size_t rows = 30;
  /// What the reader looks for in the vocabulary.
  std::string search;

  bool operator==(const BuilderOptions&) const = default;
};

/// One way of continuing the prompt.
struct Strategy {
  /// The name in links: "greedy".
  std::string name;
  std::string label;
  Chain chain;
  /// Above 1: beam search of this width, and no chain.
  std::size_t beams = 0;

  bool operator==(const Strategy&) const = default;
};

struct StrategiesOptions {
  std::vector<Strategy> columns;
  /// How many tokens each has been asked for.
  std::size_t tokens = 0;
  /// All columns are drawn with the same noise, so that where they differ it is the strategy.
  bool isLuckShared = true;

  bool operator==(const StrategiesOptions&) const = default;
};

struct EntropyOptions {
  /// The passage's name in links, empty for the reader's own.
  std::string passage;
  std::string text;
  /// The token whose alternatives are shown.
  std::size_t focus = 0;

  bool operator==(const EntropyOptions&) const = default;
};

struct TailOptions {
  /// The preset that is laid over the settings; empty for none.
  std::string other;
  bool showsCumulative = true;

  bool operator==(const TailOptions&) const = default;
};

struct ChainOptions {
  /// The token whose way through the chain is told.
  std::optional<TokenId> asked;
  /// What was seen of a server whose rules are wanted, in the order in which it was told.
  std::vector<Observation> seen;

  bool operator==(const ChainOptions&) const = default;
};

struct DrawsOptions {
  /// How often the step was drawn.
  std::size_t count = 0;
  DrawRule rule = DrawRule::Exact;

  bool operator==(const DrawsOptions&) const = default;
};

/// As long as a beam search can be.
inline constexpr std::size_t kMostBeamSteps = 24;

/// What a reader sets of a beam search: how it searches, then how it is shown.
enum class BeamOption { NumBeams, LengthPenalty, EarlyStopping, MaxNewTokens, Steps, Node };

struct BeamSettings {
  /// See core's [BeamOptions].
  std::size_t numBeams = 3;
  double lengthPenalty = 1;
  EarlyStopping earlyStopping = EarlyStopping::No;
  std::size_t maxNewTokens = 9;
  /// How many of its steps are shown; as many as can be is to its end.
  std::size_t steps = kMostBeamSteps;
  /// The node that is looked at; the root stands for the best.
  BeamNodeId node = 0;

  bool operator==(const BeamSettings&) const = default;
};

/// All that the reader has chosen. Everything on the screen follows from it, in the canvas and in
/// the HTML. A copy is a snapshot, and costs little: what is large is shared and never changes.
struct Document {
  View view = View::Pipeline;

  /// What answers, and the prompt that it was asked.
  LogitSourcePtr source;
  std::string prompt;
  /// The text model, as soon as one has learnt: what continues where a table ends.
  LogitSourcePtr model;

  Chain chain;
  Dialect dialect = Dialect::Textbook;
  /// Whether penalties count the prompt's tokens too.
  bool promptCounts = false;
  /// The seed of the coins; empty where each draw is a fresh one.
  std::optional<double> seed;
  /// Where the fresh ones come from. Never shown.
  double freshSeed = 0;
  /// What was generated after the prompt, with its branches, and where in it the reader stands.
  Decoder decoder;

  /// The stages whose sliders the reader may move; without a value, all.
  std::optional<std::vector<StageKind>> controls;
  /// The stage of the pipeline that is opened.
  std::optional<std::size_t> openColumn;
  BuilderOptions builder;
  StrategiesOptions strategies;
  EntropyOptions entropy;
  TailOptions tail;
  ChainOptions chainView;
  BeamSettings beam;
  DrawsOptions draws;
  SweepOptions sweep;
  EdgeOptions edge;
  /// Tokens come by themselves, one after the other.
  bool isPlaying = false;
};

/// "The cat is" with its five logits, no temperature, top-p 0.9 and the coins of seed 42.
Document firstDocument();

/// The stages that every view has at hand, all but the nucleus switched off.
Chain firstChain();

/// What the entropy view opens with: the answer, where one was recorded, else the first passage.
EntropyOptions firstText(const LogitSource& source);

/// How the decoder of this document has to be set.
DecodeOptions decodeOptionsOf(const Document& document);

/// What continues the prompt for more than one step, whatever is drawn: the source where it can, else
/// the model. Null where there is none yet.
const LogitSource* generatorOf(const Document& document);

/// Prompt and tokens up to the step, as a reader would write them.
std::string textUpTo(const Document& document, StepId step);

} // namespace logitscope::shell
