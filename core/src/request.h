#pragma once

#include "logitscope/run.h"
#include "stages/stage.h"

#include <optional>

namespace logitscope {

/// The first thing that is wrong with a request; empty when nothing is.
std::optional<Error> checkRequest(const RunRequest& request);

/// What the stages of this request may look at.
StageContext contextOf(const RunRequest& request);

/// One stage, whichever it is: the table's dispatch.
StageEffect applyStage(const Stage& stage, const StageContext& context, Candidates& candidates);
Verdict judgeStage(const Stage& stage, const StageContext& context, Candidates& before,
                   const TokenInQuestion& token);

} // namespace logitscope
