#pragma once

#include "logitscope/run.h"
#include "stages/stage.h"

#include <optional>

namespace logitscope {

/// The first thing that is wrong with a request; empty when nothing is.
std::optional<Error> checkRequest(const RunRequest& request);

/// Every token that a chain and a history name is one of the vocabulary.
std::optional<Error> checkIds(const Chain& chain, std::span<const TokenId> history,
                              std::size_t vocabularySize);

/// How close a sum of probabilities must come to a share to have reached it.
double reachToleranceOf(bool logitsAreFloat32);

/// The generator of the coins; empty where the request has no seed.
std::optional<Rng> rngOf(const RunRequest& request);

/// What the stages of this request may look at.
StageContext contextOf(const RunRequest& request);

/// One stage, whichever it is: the table's dispatch.
StageEffect applyStage(const Stage& stage, const StageContext& context, Candidates& candidates);
Verdict judgeStage(const Stage& stage, const StageContext& context, Candidates& before,
                   const TokenInQuestion& token);

} // namespace logitscope
