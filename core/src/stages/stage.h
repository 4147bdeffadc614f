#pragma once

#include "candidates.h"
#include "logitscope/run.h"
#include "logitscope/stages.h"

#include <cstddef>
#include <optional>
#include <string>

namespace logitscope {

/// What a stage may look at besides the candidates.
struct StageContext {
  Dialect dialect = Dialect::Textbook;
  /// How close a sum must come to a share to have reached it.
  double reachTolerance = kReachTolerance;
};

/// What a stage says about what it did.
struct StageEffect {
  /// What a token had to reach; the unit is the stage's.
  std::optional<double> threshold;
  /// One sentence with this run's figures.
  std::string note;
};

/// What a stage says about one token.
struct Verdict {
  /// Distance to the threshold in its unit: 0 or more where it was made, less where it was missed.
  std::optional<double> margin;
  std::string sentence;
};

// Two functions for each stage of the table, both in src/stages/<stage>.cpp:
//
//   apply  changes the candidates. It is only called with at least one candidate.
//   judge  says what that meant for the token at [position] of [before], the candidates as they
//   came in,
//          sorted. Only called when somebody asks about a token.
#define LOGITSCOPE_STAGE(Kind, id, label, summary, source)                                         \
  StageEffect apply(const Kind##Params& params, const StageContext& context,                       \
                    Candidates& candidates);                                                       \
  Verdict judge(const Kind##Params& params, const StageContext& context, Candidates& before,       \
                std::size_t position);
#include "logitscope/stage_table.def"

/// "1 token", "3 tokens".
std::string countTokens(std::size_t count);

} // namespace logitscope
