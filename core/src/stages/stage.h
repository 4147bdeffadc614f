#pragma once

#include "candidates.h"
#include "dialects/rules.h"
#include "logitscope/metrics.h"
#include "logitscope/run.h"
#include "logitscope/stages.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace logitscope {

/// What a stage may look at besides the candidates.
struct StageContext {
  Dialect dialect = Dialect::Textbook;
  /// How close a sum must come to a share to have reached it.
  double reachTolerance = kReachTolerance;
  /// The tokens so far, oldest first.
  std::span<const TokenId> history;
  /// How many tokens the model knows, whether in play or not.
  std::size_t vocabularySize = 0;
  /// For a stage that leaves something to chance; empty where there is none.
  std::optional<double> coin;
  /// What mirostat brings along from the step before.
  std::optional<double> mu;
  /// Are words wanted, or only what happens?
  bool isTraced = true;

  const DialectRules& rules() const { return rulesOf(dialect); }
  /// 0 in a dialect that has no notion of it.
  double tolerance() const { return rules().isSingle ? 0 : reachTolerance; }
};

/// What a stage says about what it did.
struct StageEffect {
  /// What a token had to reach; the unit is the stage's.
  std::optional<double> threshold;
  /// Other figures that it worked with, for readers and for the next step.
  std::vector<StageFigure> figures;
  /// One sentence with this run's figures.
  std::string note;
};

/// What a stage says about one token.
struct Verdict {
  /// Distance to the threshold in its unit: 0 or more where it was made, less where it was missed.
  std::optional<double> margin;
  std::string sentence;
};

/// One token, and what became of it.
struct TokenInQuestion {
  TokenId id = 0;
  /// Its place among the candidates as they came in.
  std::size_t position = 0;
  bool isKept = true;
};

// Two functions for each stage of the table, both in src/stages/<stage>.cpp:
//
//   apply  changes the candidates. It is only called with at least one of them in play.
//   judge  says what that meant for one token. [before] are the candidates as they came in, in
//          order: most likely first, or as their array counts as sorted. Only called when somebody
//          asks about a token.
#define LOGITSCOPE_STAGE(Kind, id, label, summary, source)                                         \
  StageEffect apply(const Kind##Params& params, const StageContext& context,                       \
                    Candidates& candidates);                                                       \
  Verdict judge(const Kind##Params& params, const StageContext& context, Candidates& before,       \
                const TokenInQuestion& token);
#include "logitscope/stage_table.def"

/// The sentence that [words] builds, where sentences are wanted.
template <typename Words> std::string noteFor(const StageContext& context, Words words) {
  return context.isTraced ? std::string(words()) : std::string();
}

/// "1 token", "3 tokens".
std::string countTokens(std::size_t count);

/// "Kept by top-p: " or "Removed by top-p: ".
std::string outcome(const TokenInQuestion& token, StageKind kind);

/// The last [lastN] tokens of the history; all for −1.
std::span<const TokenId> lastOf(std::span<const TokenId> history, std::int32_t lastN);

} // namespace logitscope
