#pragma once

#include "model/actions.h"
#include "model/refusals.h"

namespace logitscope::shell {

// What apply() does for the actions of beam search.

Refusal carryOut(Document& document, const SetBeamOption& action);
Refusal carryOut(Document& document, const TakeTokens& action);

} // namespace logitscope::shell
